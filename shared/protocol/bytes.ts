/** Bounded reading of bytes that somebody else wrote (SPEC AD1). */
import { decodeUtf8 } from 'lib0/string';

/** The bytes are no update, or one that declares more than it may. */
export class UnreadableUpdate extends Error {
  override readonly name = 'UnreadableUpdate';
  constructor(
    readonly reason: 'malformed' | 'too-costly',
    message: string,
  ) {
    super(message);
  }
}

export const malformed = (why: string): never => {
  throw new UnreadableUpdate('malformed', why);
};
export const tooCostly = (why: string): never => {
  throw new UnreadableUpdate('too-costly', why);
};

/** Bounded reading of the primitives of lib0; every read past the end throws. */
export class Bytes {
  at = 0;
  constructor(readonly bytes: Uint8Array) {}

  get left(): number {
    return this.bytes.length - this.at;
  }

  byte(): number {
    if (this.at >= this.bytes.length) malformed('ends too early');
    return this.bytes[this.at++]!;
  }

  uint(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
      if (value > Number.MAX_SAFE_INTEGER || factor > 2 ** 56) malformed('a number is too large');
    }
  }

  /** Passes over a length and that many bytes; returns where they stand. */
  run(): { readonly from: number; readonly to: number } {
    const length = this.uint();
    if (length > this.left) malformed('a length goes past the end');
    const from = this.at;
    this.at += length;
    return { from, to: this.at };
  }

  slice({ from, to }: { readonly from: number; readonly to: number }): Uint8Array {
    return this.bytes.subarray(from, to);
  }

  text(limit: number): string {
    const run = this.run();
    if (run.to - run.from > limit) tooCostly(`a text of ${run.to - run.from} bytes`);
    utf16Length(this.bytes, run.from, run.to);
    return decodeUtf8(this.slice(run));
  }
}

/** UTF-16 units of the UTF-8 bytes from `from` to `to`; throws for bytes that are no UTF-8. */
export function utf16Length(bytes: Uint8Array, from: number, to: number): number {
  let length = 0;
  let at = from;
  while (at < to) {
    const size = sequenceSize(bytes, at, to);
    length += size === 4 ? 2 : 1;
    at += size;
  }
  return length;
}

/** Bytes of the character at `at`: overlong forms, halves of surrogate pairs and what is beyond Unicode are refused. */
function sequenceSize(bytes: Uint8Array, at: number, to: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + size > to) malformed('words that are no UTF-8');
  for (let next = 1; next < size; next += 1)
    if ((bytes[at + next]! & 0xc0) !== 0x80) malformed('words that are no UTF-8');
  const second = bytes[at + 1]!;
  const isWrong =
    (first === 0xe0 && second < 0xa0) ||
    (first === 0xed && second > 0x9f) ||
    (first === 0xf0 && second < 0x90) ||
    (first === 0xf4 && second > 0x8f);
  return isWrong ? malformed('words that are no UTF-8') : size;
}
