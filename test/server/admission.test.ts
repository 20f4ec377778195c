import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Authors } from '../../server/log/authors.ts';
import { projectionOf } from '../../server/log/replay.ts';
import { admit } from '../../server/room/admission.ts';
import { Batch } from '../../server/room/batch.ts';
import { Ground } from '../../server/room/ground.ts';
import { LIMITS, TEXT_POLICY } from '../../server/room/limits.ts';
import { attrsOf, metaOf, tableOf, textOf, withoutFormatCleanup } from '../../shared/text/draft-doc.ts';
import { processorTime } from '../support/processor-time.ts';
import { type Random, seeded } from '../support/random.ts';
import { type BuiltSection, type BuiltStruct, builtUpdate } from '../support/update-builder.ts';

/** A draft as the room has it: words of client 10 (account `ann`), read by admission. */
class Held {
  readonly ydoc: Y.Doc;
  readonly authors = new Authors([[10, 'ann']]);
  batch = new Batch();
  readonly #ground: Ground;

  constructor(words = '') {
    this.ydoc = withoutFormatCleanup(new Y.Doc());
    this.ydoc.clientID = 10;
    if (words) textOf(this.ydoc).insert(0, words);
    this.ydoc.clientID = 2;
    this.#ground = new Ground(this.ydoc);
  }

  admit(update: Uint8Array, account = 'bob', limits = LIMITS) {
    const { authors, batch } = this;
    return admit(update, account, { ground: this.#ground, authors, batch, policy: TEXT_POLICY, limits });
  }

  /** Admits into the batch; fails the test if it is not admitted. */
  take(update: Uint8Array, account: string): void {
    const admission = this.admit(update, account);
    if (admission.kind === 'known') return;
    if (admission.kind !== 'admitted')
      throw new Error(`${account} was not admitted: ${JSON.stringify(admission)}`);
    this.batch.add(admission.admitted);
    for (const { client } of admission.admitted.read.sections) this.authors.claim(client, account);
  }

  /** Applies what was admitted; returns what is broadcast. */
  settle(): Uint8Array | undefined {
    const update = this.batch.isEmpty ? undefined : this.batch.merged();
    this.batch.applyTo(this.ydoc, 'room');
    this.batch = new Batch();
    return update;
  }
}

const verdict = (held: Held, update: Uint8Array, account = 'bob'): string => {
  const admission = held.admit(update, account);
  return admission.kind === 'refused' ? admission.reason : admission.kind;
};

const by20 = (...structs: readonly BuiltStruct[]): Uint8Array => builtUpdate([{ client: 20, structs }]);
const at = (clock: number, client = 10) => ({ client, clock });
const start = { el: 'start', id: 'b', kind: 'paragraph' };

/** A line typed by `clientID` into a copy of the held draft. */
function typedInto(held: Held, clientID: number, type: (text: Y.Text, ydoc: Y.Doc) => void): Uint8Array {
  const copy = withoutFormatCleanup(new Y.Doc());
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(held.ydoc));
  copy.clientID = clientID;
  const before = Y.encodeStateVector(copy);
  copy.transact(() => type(textOf(copy), copy));
  return Y.encodeStateAsUpdate(copy, before);
}

describe('an honest client is admitted', () => {
  test('AD2: typing, deleting, marks, brackets, formats and attributes of blocks', () => {
    const held = new Held('Recalling its resolution');
    const update = typedInto(held, 20, (text, ydoc) => {
      text.insert(9, ' 决议 🕊️');
      text.delete(0, 3);
      text.insertEmbed(4, start);
      text.insertEmbed(5, { el: 'bracket_open', id: 'k', kind: 'contested', glyph: '［', link: 'l' });
      text.format(6, 3, { strong: true });
      attrsOf(ydoc).set('b/covers', ['x', 'y']);
      attrsOf(ydoc).set('b/level', 2);
      attrsOf(ydoc).set('b/label', null);
      metaOf(ydoc).set('title', 'Draft declaration');
    });
    expect(verdict(held, update)).toBe('admitted');
  });

  test('AD2: what is known already costs no entry', () => {
    const held = new Held('Recalling');
    const whole = Y.encodeStateAsUpdate(held.ydoc);
    expect(verdict(held, whole)).toBe('known');
    textOf(held.ydoc).delete(2, 3);
    expect(verdict(held, Y.encodeStateAsUpdate(held.ydoc))).toBe('known');
    expect(verdict(held, whole)).toBe('known');
    expect(verdict(held, builtUpdate([]))).toBe('known');
  });

  test('AD2: of all deletions a reconnecting client tells, only new ones go into the log', () => {
    const held = new Held('Recalling its resolution of last year');
    for (let index = 0; index < 20; index += 2) textOf(held.ydoc).delete(index, 1);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(held.ydoc));
    textOf(copy).delete(5, 1);
    const step2 = Y.encodeStateAsUpdate(copy, Y.encodeStateVector(held.ydoc));
    const admission = held.admit(step2);
    if (admission.kind !== 'admitted') throw new Error(admission.kind);
    expect(admission.admitted.deletes.length).toBe(1);
    expect(admission.admitted.update.length).toBeLessThan(step2.length / 2);
    held.take(step2, 'bob');
    held.settle();
    expect(projectionOf(held.ydoc)).toBe(projectionOf(copy));
  });

  test('AD6: an edit before what it builds on is answered by asking, not by refusing', () => {
    const held = new Held('Recalling');
    const early = by20({ words: 'a', left: at(3) }, { words: 'b', left: at(0, 20) });
    expect(
      verdict(held, builtUpdate([{ client: 20, clock: 5, structs: [{ words: 'x', left: at(4, 20) }] }])),
    ).toBe('gap');
    expect(verdict(held, by20({ words: 'x', left: at(99) }))).toBe('gap');
    expect(verdict(held, by20({ words: 'x', left: at(0, 77), right: at(1, 77) }))).toBe('gap');
    expect(verdict(held, builtUpdate([], [[10, 5, 50]]))).toBe('gap');
    expect(verdict(held, by20({ words: 'a', left: at(3) }, { skip: 4 }, { words: 'b', left: at(3) }))).toBe(
      'gap',
    );
    expect(verdict(held, early)).toBe('admitted');
  });

  test('AD2: edits that build on others of the same batch are admitted before those are applied', () => {
    const held = new Held('Recalling');
    held.take(by20({ words: 'one ', left: at(3), right: at(4) }), 'bob');
    held.take(
      builtUpdate([{ client: 20, clock: 4, structs: [{ words: 'two ', left: at(3, 20), right: at(4) }] }]),
      'bob',
    );
    held.take(
      builtUpdate(
        [{ client: 30, structs: [{ words: 'three ', left: at(1, 20), right: at(2, 20) }] }],
        [[20, 0, 1]],
      ),
      'cai',
    );
    held.settle();
    expect(textOf(held.ydoc).toString()).toBe('Recanthree e two lling');
  });

  test('AD2: a long paste, and long typing backwards, are admitted whole', () => {
    const held = new Held('Recalling');
    const paste = typedInto(held, 20, (text) => {
      for (let block = 0; block < 3_000; block += 1) {
        text.insertEmbed(4 + 3 * block, { ...start, id: `b${block}` });
        text.insert(5 + 3 * block, '字');
        text.insertEmbed(6 + 3 * block, { el: 'end', id: `b${block}` });
      }
    });
    expect(verdict(held, paste)).toBe('admitted');
    const backwards = typedInto(held, 21, (text) => {
      for (let typed = 0; typed < 3_000; typed += 1) text.insertEmbed(4, { el: 'line_break' });
    });
    expect(verdict(held, backwards)).toBe('admitted');
  });

  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8])
    test(`AD2: whatever three people type, on and off the line, is admitted and converges (seed ${seed})`, () => {
      console.info(`seed ${seed}`);
      honestTrial(seeded(seed));
    });
});

interface Person {
  readonly account: string;
  readonly ydoc: Y.Doc;
  outbox: Uint8Array[];
  isOnline: boolean;
}

function honestTrial(random: Random): void {
  const held = new Held('Recalling its resolution on 决议 of last year 🕊 and the next');
  const people = [20, 21, 22].map((client) => personAt(held, client));
  for (let round = 0; round < 120; round += 1) {
    for (const person of people) {
      for (let edits = random.int(0, 4); edits > 0; edits -= 1) typeSomething(person.ydoc, random);
      if (random.chance(0.1)) toggleLine(person, held, random);
    }
    for (const person of random.shuffle(people).filter(({ isOnline }) => isOnline))
      for (const update of person.outbox.splice(0)) held.take(update, person.account);
    if (random.chance(0.6)) share(held, people);
  }
  for (const person of people) if (!person.isOnline) toggleLine(person, held, random);
  for (const person of people)
    for (const update of person.outbox.splice(0)) held.take(update, person.account);
  share(held, people);
  for (const { ydoc } of people) expect(projectionOf(ydoc)).toBe(projectionOf(held.ydoc));
}

function personAt(held: Held, client: number): Person {
  const ydoc = withoutFormatCleanup(new Y.Doc());
  Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(held.ydoc), 'room');
  ydoc.clientID = client;
  const person: Person = { account: `account-${client}`, ydoc, outbox: [], isOnline: true };
  ydoc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'room' && person.isOnline) person.outbox.push(update);
  });
  return person;
}

/** Going off the line loses what was not sent; coming back says all of it, as the provider does. */
function toggleLine(person: Person, held: Held, random: Random): void {
  person.isOnline = !person.isOnline;
  if (!person.isOnline) person.outbox = random.chance(0.5) ? [] : person.outbox.slice(0, 1);
  if (!person.isOnline) return;
  person.outbox = [Y.encodeStateAsUpdate(person.ydoc, Y.encodeStateVector(held.ydoc))];
  Y.applyUpdate(person.ydoc, Y.encodeStateAsUpdate(held.ydoc, Y.encodeStateVector(person.ydoc)), 'room');
}

function share(held: Held, people: readonly Person[]): void {
  const update = held.settle();
  if (update) for (const { ydoc, isOnline } of people) if (isOnline) Y.applyUpdate(ydoc, update, 'room');
}

const SOME_WORDS = ['shall', ' 应', '🕊', 'a', ' and', '决', '𠮷'];

function typeSomething(ydoc: Y.Doc, random: Random): void {
  const text = textOf(ydoc);
  const where = border(text, random.int(0, text.length), ydoc);
  const kind = random.int(0, 9);
  if (kind < 5) text.insert(where, random.pick(SOME_WORDS));
  else if (kind < 7) {
    const end = border(text, Math.min(text.length, where + random.int(1, 6)), ydoc);
    if (end > where) text.delete(where, end - where);
  } else if (kind === 7)
    text.insertEmbed(where, random.pick([{ ...start, id: `b${random.int(0, 1e9)}` }, { el: 'line_break' }]));
  else if (kind === 8) {
    const end = border(text, Math.min(text.length, where + random.int(1, 6)), ydoc);
    if (end > where) text.format(where, end - where, { strong: random.pick([true, null]) });
  } else attrsOf(ydoc).set(`b${random.int(0, 3)}/label`, `${random.int(1, 99)}`);
}

/** The nearest place to the left that is not within a surrogate pair. */
function border(text: Y.Text, index: number, _ydoc: Y.Doc): number {
  const flat = (text.toDelta() as readonly { insert: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : '\u0000'))
    .join('');
  const isWithin =
    /[\ud800-\udbff]/.test(flat.charAt(index - 1)) && /[\udc00-\udfff]/.test(flat.charAt(index));
  return isWithin ? index - 1 : index;
}

describe('what would harm the draft is refused before it is applied', () => {
  const held = () => new Held('Recalling 🕊 its resolution');
  const refusals: Record<string, readonly [why: string, update: Uint8Array]> = {
    'nothing at all': ['malformed', new Uint8Array()],
    garbage: ['malformed', new Uint8Array([3, 200, 7, 9, 255, 255, 255, 255, 1])],
    'an end too early': ['malformed', by20({ words: 'words', left: at(2) }).slice(0, -4)],
    'bytes after the end': ['malformed', new Uint8Array([...by20({ words: 'w', left: at(2) }), 0])],
    'encoding 2': ['wrong-encoding', Y.encodeStateAsUpdateV2(held().ydoc)],
    'a count that is not paid for': ['malformed', new Uint8Array([1, 255, 255, 255, 255, 127, 20, 0, 4])],
    'a length of 2^50': ['too-costly', by20({ deleted: 2 ** 50, left: at(2) })],
    'collected rubbish': ['malformed', by20({ collected: 5 })],
    'an empty struct': ['malformed', by20({ words: '', left: at(2) })],
    'words that are no UTF-8': ['malformed', by20({ raw: [4, [2, 0xc3, 0x28]], left: at(2) })],
    'half a pair as words': ['malformed', by20({ raw: [4, [3, 0xed, 0xa0, 0x80]], left: at(2) })],
    'a cut through a pair': ['malformed', by20({ words: 'x', left: at(10), right: at(11) })],
    'deleting half a pair': ['malformed', builtUpdate([], [[10, 11, 1]])],
    'an unknown root': ['unknown-root', by20({ words: 'x', root: 'evil' })],
    "the table, which is the server's": ['unknown-root', by20({ value: 1, root: 'table', key: 'p1' })],
    'the schema number': ['malformed', by20({ value: 9, root: 'meta', key: 'schema' })],
    'a nested type': ['malformed', by20({ raw: [7, [1]], left: at(2) })],
    'a struct within a struct': ['malformed', by20({ words: 'x', parent: at(2) })],
    'a subdocument': ['malformed', by20({ raw: [9, [1, 97, 118, 0]], left: at(2) })],
    binary: ['malformed', by20({ raw: [3, [1, 0]], left: at(2) })],
    'a value in the text': ['malformed', by20({ value: 1, left: at(2) })],
    'words in a map': ['malformed', by20({ words: 'x', root: 'blocks', key: 'a/b' })],
    'a map without a key': ['malformed', by20({ value: 1, root: 'blocks' })],
    'a key in the text': ['malformed', by20({ words: 'x', root: 'text', key: 'k' })],
    'an object of no kind': ['malformed', by20({ object: { el: 'script' }, left: at(2) })],
    'an object with a field too many': [
      'malformed',
      by20({ object: { ...start, onclick: 'x' }, left: at(2) }),
    ],
    'an object with a field too few': [
      'malformed',
      by20({ object: { el: 'start', kind: 'paragraph' }, left: at(2) }),
    ],
    'an object named as nothing of ours': ['malformed', by20({ object: { el: 'constructor' }, left: at(2) })],
    'an unknown format': ['malformed', by20({ format: ['colour', 'red'], left: at(2) })],
    'a struct beside itself': ['malformed', by20({ words: 'x', left: at(0, 20) })],
    'a struct beside a later one of its own': [
      'malformed',
      by20({ words: 'x', left: at(7, 20) }, { words: 'y', left: at(2) }),
    ],
    'neighbours in the wrong order': ['malformed', by20({ words: 'x', left: at(8), right: at(2) })],
    "the other account's client id": [
      'foreign-client-id',
      builtUpdate([{ client: 10, clock: 27, structs: [{ words: 'x', left: at(2) }] }]),
    ],
    "the server's client id": [
      'foreign-client-id',
      builtUpdate([{ client: 2, structs: [{ words: 'x', left: at(2) }] }]),
    ],
    'one client twice': ['malformed', builtUpdate([sectionOf(20, 'a'), sectionOf(20, 'b')])],
    'a client id beyond 32 bits': ['malformed', builtUpdate([sectionOf(2 ** 40, 'a')])],
  };
  for (const [what, [why, update]] of Object.entries(refusals))
    test(`AD3 to AD5: ${what} is ${why}`, () => {
      const draft = held();
      const before = projectionOf(draft.ydoc);
      expect(verdict(draft, update)).toBe(why);
      expect(projectionOf(draft.ydoc)).toBe(before);
    });

  test("AD5: deleting what is the server's is refused", () => {
    const draft = held();
    tableOf(draft.ydoc).set('p1', 'a proposal');
    metaOf(draft.ydoc).set('schema', 1);
    for (const clock of [0, 1]) expect(verdict(draft, builtUpdate([], [[2, clock, 1]]))).toBe('malformed');
  });

  test('AD3: two structs that wait for each other are refused', () => {
    const circle = builtUpdate([
      { client: 20, structs: [{ words: 'a', left: at(0, 21) }] },
      { client: 21, structs: [{ words: 'b', left: at(0, 20) }] },
    ]);
    expect(verdict(held(), circle)).toBe('malformed');
  });

  test('AD1: an update that is too large, or of too many structs, is refused', () => {
    const draft = held();
    expect(verdict(draft, new Uint8Array(LIMITS.bytes + 1))).toBe('too-large');
    const tiny = Array.from({ length: LIMITS.structs + 1 }, (): BuiltStruct => ({ words: 'a', left: at(2) }));
    expect(verdict(draft, by20(...tiny))).toBe('too-costly');
  });

  test('AD3: a value nested beyond reason is refused', () => {
    let value: unknown = 1;
    for (let depth = 0; depth < 100; depth += 1) value = [value];
    expect(verdict(held(), by20({ value, root: 'blocks', key: 'a/b' }))).toBe('too-costly');
  });
});

const sectionOf = (client: number, words: string): BuiltSection => ({
  client,
  structs: [{ words, left: at(2) }],
});

describe('what would cost the room too much is refused before it is applied', () => {
  /** A draft of many structs, none of which merge: what made 507 bytes stall a server for twelve seconds. */
  const large = (structs: number): Held => {
    const held = new Held('x');
    const section: BuiltSection = {
      client: 11,
      structs: Array.from({ length: structs }, (_, clock) => ({
        object: { el: 'line_break' },
        left: clock === 0 ? at(0) : at(clock - 1, 11),
      })),
    };
    Y.applyUpdate(held.ydoc, builtUpdate([section]));
    return held;
  };

  test('AD3: a few bytes that make every struct walk the whole draft are refused in milliseconds', () => {
    const held = large(200_000);
    const far = Array.from({ length: 50 }, (): BuiltStruct => ({ words: 'x', left: at(0) }));
    let why = '';
    const took = processorTime(() => {
      why = verdict(held, by20(...far));
    });
    expect(why).toBe('too-costly');
    expect(took).toBeLessThan(1_000);
  });

  test('AD3: many structs at one place, each before all others, are refused', () => {
    const same = Array.from({ length: 20_000 }, (): BuiltStruct => ({ words: 'x', left: at(0) }));
    expect(verdict(new Held('x'), by20(...same))).toBe('too-costly');
  });

  test('AD3: what is admitted is applied about as fast as it was examined', () => {
    const held = large(50_000);
    const update = by20(...Array.from({ length: 3 }, (): BuiltStruct => ({ words: 'x', left: at(0) })));
    expect(verdict(held, update)).toBe('admitted');
    held.take(update, 'bob');
    expect(processorTime(() => held.settle())).toBeLessThan(1_000);
  });

  for (const seed of [11, 12, 13])
    test(`AD1: random bytes, and honest updates damaged at random, never throw (seed ${seed})`, () => {
      console.info(`seed ${seed}`);
      const random = seeded(seed);
      const held = new Held('Recalling 🕊 its resolution');
      const honest = typedInto(held, 20, (text) => text.insert(3, 'words 决议'));
      for (let trial = 0; trial < 3_000; trial += 1) {
        const bytes = random.chance(0.3)
          ? Uint8Array.from({ length: random.int(0, 60) }, () => random.int(0, 255))
          : honest.map((byte) => (random.chance(0.1) ? random.int(0, 255) : byte));
        const admission = held.admit(bytes);
        if (admission.kind !== 'admitted') continue;
        const copy = withoutFormatCleanup(new Y.Doc());
        Y.applyUpdate(copy, Y.encodeStateAsUpdate(held.ydoc));
        Y.applyUpdate(copy, admission.admitted.update);
        expect(copy.store.pendingStructs).toBeNull();
      }
    });

  for (const seed of [21, 22, 23, 24])
    test(`AD1: whatever is admitted of well-formed nonsense is applied without a rest (seed ${seed})`, () => {
      console.info(`seed ${seed}`);
      const random = seeded(seed);
      const tally = { admitted: 0, other: 0 };
      for (let trial = 0; trial < 150; trial += 1) nonsenseTrial(random, tally);
      expect(tally.admitted).toBeGreaterThan(50);
      expect(tally.other).toBeGreaterThan(50);
    });
});

function nonsenseTrial(random: Random, tally: { admitted: number; other: number }): void {
  const held = new Held('Recalling 🕊 its');
  const plain = withoutFormatCleanup(new Y.Doc());
  Y.applyUpdate(plain, Y.encodeStateAsUpdate(held.ydoc));
  const clocks = new Map([
    [20, 0],
    [21, 0],
  ]);
  for (let round = 0; round < 12; round += 1) {
    const client = random.pick([20, 21]);
    const update = nonsense(random, client, clocks);
    const admission = held.admit(update, `account-${client}`);
    if (admission.kind === 'admitted') {
      held.take(update, `account-${client}`);
      clocks.set(client, held.batch.endOf(client) ?? clocks.get(client)!);
      Y.applyUpdate(plain, admission.admitted.update);
      tally.admitted += 1;
    } else tally.other += 1;
    if (random.chance(0.4)) held.settle();
  }
  held.settle();
  expect([held.ydoc.store.pendingStructs, held.ydoc.store.pendingDs]).toEqual([null, null]);
  expect(projectionOf(held.ydoc)).toBe(projectionOf(plain));
  expect(textOf(held.ydoc).toString()).not.toContain('\ufffd');
}

/** Structs and deletions of the right form, at places that may or may not make sense. */
function nonsense(random: Random, client: number, clocks: ReadonlyMap<number, number>): Uint8Array {
  const place = () => {
    const of = random.pick([10, 10, 20, 21]);
    return at(random.int(0, of === 10 ? 15 : (clocks.get(of) ?? 0) + 2), of);
  };
  const structs = Array.from({ length: random.int(1, 4) }, (): BuiltStruct => {
    const content = random.pick([
      { words: 'x🕊y' },
      { object: { el: 'line_break' } },
      { format: ['strong', true] as const },
      { deleted: 2 },
    ]);
    const kind = random.int(0, 9);
    if (kind === 0) return { value: 1, root: 'blocks', key: 'a/b' };
    if (kind === 1) return content;
    if (kind < 5) return { ...content, left: place() };
    return kind < 7 ? { ...content, right: place() } : { ...content, left: place(), right: place() };
  });
  const deletes = random.chance(0.3)
    ? [[random.pick([10, 20, 21]), random.int(0, 12), random.int(1, 4)] as const]
    : [];
  return builtUpdate(
    [{ client, clock: Math.max(0, clocks.get(client)! - (random.chance(0.1) ? 1 : 0)), structs }],
    deletes,
  );
}
