/** Writes Yjs updates (encoding 1) by hand, so that a test can say what no honest client would send. */
import * as encoding from 'lib0/encoding';
import type { CharId } from '../../shared/protocol/update.ts';

export type Content =
  | { readonly words: string }
  | { readonly object: unknown }
  | { readonly format: readonly [string, unknown] }
  | { readonly value: unknown }
  | { readonly deleted: number }
  | { readonly skip: number }
  | { readonly collected: number }
  | { readonly raw: readonly [ref: number, bytes: readonly number[]] };

export type BuiltStruct = Content & {
  readonly left?: CharId;
  readonly right?: CharId;
  readonly root?: string;
  readonly parent?: CharId;
  readonly key?: string;
};

export interface BuiltSection {
  readonly client: number;
  readonly clock?: number;
  readonly structs: readonly BuiltStruct[];
}

export type BuiltDeletes = readonly (readonly [client: number, clock: number, length: number])[];

export function builtUpdate(sections: readonly BuiltSection[], deletes: BuiltDeletes = []): Uint8Array {
  const out = encoding.createEncoder();
  encoding.writeVarUint(out, sections.length);
  for (const { client, clock = 0, structs } of sections) {
    encoding.writeVarUint(out, structs.length);
    encoding.writeVarUint(out, client);
    encoding.writeVarUint(out, clock);
    for (const struct of structs) writeStruct(out, struct);
  }
  encoding.writeVarUint(out, deletes.length);
  for (const [client, clock, length] of deletes)
    for (const number of [client, 1, clock, length]) encoding.writeVarUint(out, number);
  return encoding.toUint8Array(out);
}

function writeStruct(out: encoding.Encoder, struct: BuiltStruct): void {
  const ref = refOf(struct);
  if ('skip' in struct || 'collected' in struct) {
    encoding.writeUint8(out, ref);
    encoding.writeVarUint(out, 'skip' in struct ? struct.skip : struct.collected);
    return;
  }
  const { left, right, key } = struct;
  encoding.writeUint8(out, ref | (left ? 0x80 : 0) | (right ? 0x40 : 0) | (key === undefined ? 0 : 0x20));
  if (left) writeId(out, left);
  if (right) writeId(out, right);
  if (!left && !right) writeHome(out, struct);
  writeContent(out, struct);
}

function writeHome(out: encoding.Encoder, { root, parent, key }: BuiltStruct): void {
  encoding.writeVarUint(out, parent ? 0 : 1);
  if (parent) writeId(out, parent);
  else encoding.writeVarString(out, root ?? 'text');
  if (key !== undefined) encoding.writeVarString(out, key);
}

function writeId(out: encoding.Encoder, { client, clock }: CharId): void {
  encoding.writeVarUint(out, client);
  encoding.writeVarUint(out, clock);
}

function refOf(content: Content): number {
  if ('words' in content) return 4;
  if ('object' in content) return 5;
  if ('format' in content) return 6;
  if ('value' in content) return 8;
  if ('deleted' in content) return 1;
  if ('raw' in content) return content.raw[0];
  return 'skip' in content ? 10 : 0;
}

function writeContent(out: encoding.Encoder, content: Content): void {
  if ('words' in content) encoding.writeVarString(out, content.words);
  else if ('object' in content) encoding.writeVarString(out, JSON.stringify(content.object));
  else if ('format' in content) {
    encoding.writeVarString(out, content.format[0]);
    encoding.writeVarString(out, JSON.stringify(content.format[1]));
  } else if ('value' in content) {
    encoding.writeVarUint(out, 1);
    encoding.writeAny(out, content.value as encoding.AnyEncodable);
  } else if ('deleted' in content) encoding.writeVarUint(out, content.deleted);
  else if ('raw' in content) encoding.writeUint8Array(out, new Uint8Array(content.raw[1]));
}
