/** A changed text becomes proposals on the text it was made from. */
import { describe, expect, it, test } from 'vitest';
import * as Y from 'yjs';
import { draft } from '../../fixtures/build.ts';
import { nextRound } from '../../fixtures/next-round.ts';
import { randomDraft } from '../../fixtures/random-draft.ts';
import { type Proposed, proposalsFrom } from '../../shared/changes/proposals-from.ts';
import { wordsOfProposal } from '../../shared/proposals/content.ts';
import { openDraft } from '../../shared/proposals/open-draft.ts';
import { composedDraft } from '../../shared/proposals/printed.ts';
import { type DraftDocument, delimiterIn, type Inline, isWords } from '../../shared/text/document.ts';
import { createDraft } from '../../shared/text/draft-doc.ts';
import { replaceRange } from '../../shared/text/edit.ts';
import { counted, linesNow, linesOf, opened, tableAll, takeAll } from '../support/changes.ts';
import { type Random, seeded } from '../support/random.ts';

type Language = 'en' | 'zh' | 'ar';
const of = (notation: string, language: Language = 'en') =>
  draft({ title: '', language, dir: language === 'ar' ? 'rtl' : 'ltr' }, notation);

function proposed(before: DraftDocument, after: DraftDocument): Proposed {
  return proposalsFrom({ base: opened(before), changed: after, ids: 'apart', newId: counted() });
}

/** Each proposal as `kind: covers → words`. */
const shown = ({ found }: Proposed): readonly string[] =>
  found.map(({ proposal, covers }) => {
    const words = wordsOfProposal(proposal);
    return `${proposal.kind}: ${covers}${covers && words ? ' → ' : ''}${words}`;
  });

/** Everything tabled and taken gives the changed text. */
function applied(before: DraftDocument, after: DraftDocument) {
  const base = opened(before);
  const all = proposalsFrom({ base, changed: after, ids: 'apart', newId: counted() });
  tableAll(base, all);
  takeAll(base, all);
  return { all, lines: linesNow(base), kinds: [...base.text.records()].map(({ kind }) => kind) };
}

describe('CH1, CH2: the smallest requests that say what was changed', () => {
  it.each<[string, Language, string, string, readonly string[]]>([
    [
      'one word',
      'en',
      '1. Parties shall report.',
      '1. Parties should report.',
      ['replacement: shall → should'],
    ],
    ['words put in', 'en', '1. a fund', '1. a trust fund', ['insertion: trust ']],
    ['words that go', 'en', '1. a trust fund', '1. a fund', ['deletion: trust ']],
    [
      'never half a word',
      'en',
      '1. an undertaking',
      '1. an understanding',
      ['replacement: undertaking → understanding'],
    ],
    [
      'Chinese words',
      'zh',
      '1. 缔约方应当设立基金。',
      '1. 缔约方可以设立基金。',
      ['replacement: 应当 → 可以'],
    ],
    [
      'Arabic words',
      'ar',
      '1. تنشئ الأطراف صندوقا.',
      '1. تدعم الأطراف صندوقا.',
      ['replacement: تنشئ → تدعم'],
    ],
    [
      'two places, two requests',
      'en',
      '1. Parties shall report to the shared fund.',
      '1. Parties should report to the fund.',
      ['replacement: shall → should', 'deletion:  shared'],
    ],
    [
      'a provision that is new',
      'en',
      '1. One text.\n2. Another text.',
      '1. One text.\n1 bis. A further word.\n2. Another text.',
      ['provision: A further word.'],
    ],
    [
      'a provision that went',
      'en',
      '1. One text.\n2. Another word here.',
      '1. One text.',
      ['deletion: Another word here.'],
    ],
  ])('%s', (_, language, before, after, expected) => {
    const [old, fresh] = [of(before, language), of(after, language)];
    expect(shown(proposed(old, fresh))).toEqual(expected);
    expect(applied(old, fresh).lines).toEqual(linesOf(fresh));
  });
});

test('CH4: the brackets of new words are their own, and their notes are those of the draft', () => {
  const note = '\n@note * :: As agreed.';
  const old = of(`1. One [two]^*^ four.${note}`);
  const fresh = { ...of(`1. One [two] [three]^*^ four.${note}`) };
  const inlines = (blocks: DraftDocument['blocks']) => blocks.flatMap(({ content }) => content);
  const refs = (all: readonly Inline[]) =>
    all.flatMap((each) => ('el' in each && each.el === 'note_ref' ? each.note : []));
  const { found } = proposed(old, fresh);
  const asked = found.flatMap(({ proposal }) => proposal.blocks.flatMap(({ content }) => content));
  const ids = asked.flatMap((each) => delimiterIn(each)?.id ?? []);
  const known = inlines(old.blocks).flatMap((each) => delimiterIn(each)?.id ?? []);
  expect(ids).toEqual([ids[0], ids[0]]);
  expect(known).not.toContain(ids[0]);
  expect(refs(asked)).toEqual(refs(inlines(old.blocks)));
  expect(applied(old, fresh).lines).toEqual(linesOf(fresh));
});

describe('CH3: brackets are requests of their own', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['put around words that stand', '1. a b c d', '1. a [b c] d', ['bracket: b c']],
    [
      'put around other words than before',
      '1. a [b c d] e',
      '1. a [b c] d e',
      ['bracket: b c', 'keep: [b c d]'],
    ],
    ['lifted', '1. a [b c] d', '1. a b c d', ['keep: [b c]']],
    ['gone with its words', '1. one [two three] four', '1. one four', ['deletion: [two three] ']],
    ['new with new words', '1. one four', '1. one [two three] four', ['insertion: [two three] ']],
    [
      'words at its inner edge make it one request',
      '1. one two three',
      '1. one [new two] three',
      ['replacement: two → [new two]'],
    ],
    [
      'words within it are a request beside it',
      '1. one two six three',
      '1. one [two old six] three',
      ['insertion: old ', 'bracket: two six'],
    ],
    [
      'nested',
      '1. one two three four five',
      '1. one [two [three] four] five',
      ['bracket: two three four', 'bracket: three'],
    ],
    [
      'one more option of a choice',
      '1. Parties [=shall|should] report',
      '1. Parties [=shall|should|may] report',
      ['option: may'],
    ],
    [
      'an option that goes',
      '1. Parties [=shall|should|may] report',
      '1. Parties [=shall|should] report',
      ['deletion: /may'],
    ],
    [
      'a bracket that becomes a choice',
      '1. Parties [shall] report',
      '1. Parties [=shall|should] report',
      ['replacement: [shall] → [shall/should]'],
    ],
    [
      'one option chosen',
      '1. Parties [=shall|should] report',
      '1. Parties shall report',
      ['deletion: /should', 'keep: [shall/should]'],
    ],
  ])('%s', (_, before, after, expected) => {
    const [old, fresh] = [of(before), of(after)];
    expect(shown(proposed(old, fresh))).toEqual(expected);
    expect(applied(old, fresh).lines).toEqual(linesOf(fresh));
  });
});

describe('CH6: items, moves, splits of a list, alternatives', () => {
  it.each<[string, string, string, readonly string[]]>([
    [
      'an item that is new',
      '1. Parties shall:\n  a. report;\n  b. review.',
      '1. Parties shall:\n  a. report;\n  b. share data;\n  c. review.',
      ['insertion: ¶share data;'],
    ],
    [
      'a first item',
      '1. Parties shall:\n  a. report on the state of the waters;\n  b. review.',
      '1. Parties shall:\n  a. share data;\n  b. report on the state of the waters;\n  c. review.',
      ['insertion: ¶share data;'],
    ],
    [
      'an item that goes',
      '1. Parties shall:\n  a. report;\n  b. review.',
      '1. Parties shall:\n  a. report;',
      ['deletion: review.'],
    ],
    [
      'two new provisions stand in their order',
      '1. One text.\n2. Another word here.',
      '1. One text.\n1 bis. First of two new ones.\n1 ter. A second one, longer.\n2. Another word here.',
      ['provision: First of two new ones.', 'provision: A second one, longer.'],
    ],
    [
      'a provision that moved',
      '1. Parties shall report on the state of the waters every year.\n2. A fund shall be established for all basins.\n3. The secretariat shall convene a meeting of experts.',
      '2. A fund shall be established for all basins.\n3. The secretariat shall convene a meeting of experts.\n1. Parties shall report on the state of the waters every year.',
      ['move: Parties shall report on the state of the waters every year.'],
    ],
  ])('%s', (_, before, after, expected) => {
    const [old, fresh] = [of(before), of(after)];
    expect(shown(proposed(old, fresh))).toEqual(expected);
    const { lines, kinds } = applied(old, fresh);
    expect(lines).toEqual(linesOf(fresh));
    expect(kinds).toEqual(fresh.blocks.map(({ kind }) => kind));
  });

  test('an alternative that was kept, and what it stood for gone, is one request', () => {
    const old = of(
      '1. Parties shall establish a fund.\n@alt 1 of 1 :: Parties may establish a committee of experts.\n2. End.',
    );
    const fresh = of('1. Parties may establish a committee of experts.\n2. End.');
    expect(shown(proposed(old, fresh))).toEqual(['keep: Parties may establish a committee of experts.']);
  });
});

/** Several things done to the words and brackets of one paragraph of made-up words. */
function meddled(random: Random): readonly [string, string] {
  const words = Array.from(
    { length: random.int(3, 14) },
    (_, at) => `${random.pick(['ta', 'ko', 'mi'])}${at}`,
  );
  const print = (tokens: readonly string[]) =>
    `1. ${tokens.join(' ').replace(/\[ | \]/g, (each) => each.trim())}`;
  const put = (tokens: string[]): void => {
    const [from, to] = [random.int(0, tokens.length), random.int(0, tokens.length)].sort((a, b) => a - b);
    const inside = tokens.slice(from, to);
    const depth = inside.reduce((sum, each) => sum + (each === '[' ? 1 : each === ']' ? -1 : 0), 0);
    let least = 0;
    inside.reduce((sum, each) => {
      const next = sum + (each === '[' ? 1 : each === ']' ? -1 : 0);
      least = Math.min(least, next);
      return next;
    }, 0);
    if (from! < to! && depth === 0 && least === 0 && inside.some((each) => each.length > 1))
      tokens.splice(from!, to! - from!, '[', ...inside, ']');
  };
  for (let i = 0; i < 2; i += 1) put(words);
  const changed = [...words];
  for (let i = random.int(1, 4); i > 0; i -= 1) {
    const at = random.int(0, changed.length - 1);
    const act = random.int(0, 4);
    if (act === 0) changed.splice(at, 0, `new${i}`);
    // The last word of a bracket goes with its bracket (PP7), which this print cannot say.
    else if (act === 1 && changed[at]!.length > 1 && !(changed[at - 1] === '[' && changed[at + 1] === ']'))
      changed.splice(at, 1);
    else if (act === 2 && changed[at]!.length > 1) changed[at] = `other${i}`;
    else if (act === 3) put(changed);
    else if (changed[at] === '[') lift(changed, at);
  }
  const isBare = changed.every((each) => each.length === 1);
  return [print(words), print(isBare ? [...changed, 'end'] : changed)];
}

function lift(tokens: string[], open: number): void {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    depth += tokens[at] === '[' ? 1 : tokens[at] === ']' ? -1 : 0;
    if (depth > 0) continue;
    tokens.splice(at, 1);
    tokens.splice(open, 1);
    return;
  }
}

test('CH3: words and brackets changed at random in one paragraph (400 trials)', () => {
  for (let seed = 0; seed < 400; seed += 1) {
    const [before, after] = meddled(seeded(seed));
    const { lines } = applied(of(before), of(after));
    expect({ seed, before, lines }).toEqual({ seed, before, lines: linesOf(of(after)) });
  }
});

test.each(Array.from({ length: 150 }, (_, seed) => seed))(
  'CH1: all that was proposed, taken, gives the changed text (seed %i)',
  (seed) => {
    const random = seeded(seed);
    const before = randomDraft(random, { language: seed % 2 ? 'zh' : 'en' });
    const { document } = nextRound(before, random, {
      reworded: 0.4,
      bracketed: 0.2,
      moved: 0.1,
      added: 0.1,
      ids: 'new',
    });
    const { lines } = applied(before, document);
    expect(lines).toEqual(linesOf(document));
  },
);

describe('CH7: places hold though the draft moved on', () => {
  const old = of(
    '1. Parties shall establish a fund.\n2. The fund shall support monitoring of rivers.\n3. This is the end of it.',
  );
  const fresh = of(
    '1. Parties should establish a fund.\n2. The fund shall support joint monitoring of rivers.\n3. This is the happy end of it.',
  );

  /** The draft, a copy of it as it was, and what the changed text asks of it after `meanwhile`. */
  function later(meanwhile: (present: ReturnType<typeof opened>) => void) {
    const ydoc = createDraft(old);
    const base = new Y.Doc();
    Y.applyUpdate(base, Y.encodeStateAsUpdate(ydoc));
    const present = openDraft(ydoc, 'test');
    meanwhile(present);
    const all = proposalsFrom({
      base: openDraft(base, 'test'),
      changed: fresh,
      present,
      ids: 'apart',
      newId: counted(),
    });
    return { present, all };
  }
  const words = (
    present: ReturnType<typeof opened>,
    block: string,
    from: number,
    to: number,
    text: string,
  ) => {
    const place = present.text.placeOf(block)!;
    replaceRange(
      { ydoc: present.ydoc, index: present.text, origin: 'test' },
      place.flat + 1 + from,
      place.flat + 1 + to,
      [{ text }],
    );
  };

  test('words that others put in elsewhere move nothing out of place', () => {
    const { present, all } = later((draft) => {
      words(draft, 'b1', 0, 0, 'All ');
      words(draft, 'b2', 0, 3, 'This');
    });
    tableAll(present, all);
    takeAll(present, all);
    expect(linesNow(present)).toEqual([
      'All Parties should establish a fund.',
      'This fund shall support joint monitoring of rivers.',
      'This is the happy end of it.',
    ]);
  });

  test('what finds no place is told with its words, and what does is not lost', () => {
    const { all } = later((draft) => {
      const { flat, record } = draft.text.placeOf('b2')!;
      replaceRange({ ydoc: draft.ydoc, index: draft.text, origin: 'test' }, flat, flat + record.size + 2, []);
    });
    expect(shown(all)).toEqual(['insertion: happy ', 'replacement: shall → should']);
    expect(all.asides).toEqual([{ what: 'place-gone', block: 'b2', side: 'new', words: 'joint ' }]);
  });

  test('a base that was read again from print is the same base', () => {
    const print = (document: DraftDocument) => ({
      ...document,
      blocks: [
        {
          id: 'head',
          kind: 'paragraph' as const,
          attrs: {},
          content: [{ text: 'SR/CONF/2/L.1, as of today' }],
        },
        ...document.blocks.map((block) => ({ ...block, id: `file-${block.id}` })),
      ],
    });
    const base = opened(old);
    const all = proposalsFrom({ base, read: print(old), changed: print(fresh), newId: counted() });
    expect(shown(all)).toEqual(shown(proposed(old, fresh)));
    tableAll(base, all);
    takeAll(base, all);
    expect(linesNow(base)).toEqual(linesOf(fresh));
  });

  test('words of another proposal are amended where they stand, and its brackets lifted is agreement', () => {
    const base = opened(old);
    const first = proposalsFrom({ base, changed: fresh, ids: 'apart', newId: counted('p') });
    tableAll(base, first);
    const composed = composedDraft(base.ydoc);
    const printed = linesOf(composed).join('\n');
    expect(printed).toContain('support [joint ]monitoring');
    const amended = withWords(composed, 'joint ', 'joint and regular ');
    const all = proposalsFrom({ base, changed: amended, newId: counted('q') });
    expect(shown(all)).toEqual(['insertion: and regular ']);
    expect(all.found[0]!.proposal.place).toMatchObject({ on: 'gap', layer: 'words' });
    const lifted = {
      ...composed,
      blocks: composed.blocks.map((block) => ({
        ...block,
        content: block.id === 'b2' ? block.content.filter((each) => !delimiterIn(each)) : block.content,
      })),
    };
    const agreed = proposalsFrom({ base, changed: lifted, newId: counted('r') });
    expect(agreed.found).toEqual([]);
    expect(agreed.asides).toMatchObject([{ what: 'agrees', block: 'b2', words: '[joint ]' }]);
  });
});

const withWords = (document: DraftDocument, words: string, instead: string): DraftDocument => ({
  ...document,
  blocks: document.blocks.map((block) => ({
    ...block,
    content: block.content.map((each) =>
      isWords(each) ? { ...each, text: each.text.replace(words, instead) } : each,
    ),
  })),
});

test('CH5: headings, notes, sources and numbers that differ are told, not lost', () => {
  const old = of('@part Annex 1 :: Concept | Text\n1. One text about rivers.«C1»\n2. Two.');
  const fresh = of(
    '@part Annex 1 :: Concept | Text\n@chapter Chapter I :: Rivers\n1. One text about rivers.«C2»\n3. Two.',
  );
  const { found, asides } = proposed(old, fresh);
  expect(found).toEqual([]);
  expect(asides.map(({ what, side, words }) => `${what} ${side} ${words}`).sort()).toEqual([
    'heading new Rivers',
    'number changed 2 → 3',
    'source gone C1',
    'source new C2',
  ]);
});
