/**
 * Statistics of two real drafts against counts made from their raw text alone, by plain loops and regular expressions that
 * share nothing with the product (SPEC ST1, CT3). What a figure means where that can be argued is said where it is counted.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importText } from '../../server/import/import.ts';
import type { Facts } from '../../shared/acts/facts.ts';
import { type Figures, readFigures } from '../../shared/acts/reading/figures.ts';

const SHARED = join(dirname(fileURLToPath(import.meta.url)), '../../../shared');
const SEED = join(SHARED, 'seeds/004_7af3ffa0c4c50526.txt');
const TRUTH = join(SHARED, 'truth/seed004-truth.json');
const EXTRA = join(SHARED, 'truth/seed004-truth-extra.json');
const PARIS = join(SHARED, 'drafts/paris-agreement-2015-10-23.txt');
const areHere = [SEED, TRUTH, EXTRA, PARIS].every((file) => existsSync(file));
if (!areHere)
  console.warn(
    `SKIPPED: ${SEED}, ${TRUTH}, ${EXTRA} or ${PARIS} is not here, statistics were NOT counted independently.`,
  );

/** Ours; where asked for, with every paragraph and alternative agreed. */
function figuresOf(file: string, isAgreed = false): Figures {
  const result = importText(readFileSync(file));
  if (!result.ok) throw new Error(result.refusal.message);
  const { document } = result.value;
  const facts: Facts = Object.fromEntries(
    document.blocks
      .filter(({ kind }) => isAgreed && (kind === 'provision' || kind === 'alternative'))
      .map(({ id }) => [
        `status/${id}`,
        { kind: 'status', unit: id, status: 'agreed', awaiting: [], seq: 1 },
      ]),
  );
  return readFigures({ document, facts, proposalOf: new Map() });
}

/** A pair of brackets in raw text. */
interface Pair {
  readonly from: number;
  readonly to: number;
  /** 1 for a pair in no other pair. */
  readonly depth: number;
}

/** Pairs by a stack over the characters, and where those stand that have no partner. */
function pairsIn(text: string): { readonly pairs: readonly Pair[]; readonly lostAt: readonly number[] } {
  const found: { from: number; to: number }[] = [];
  const open: number[] = [];
  const lost: number[] = [];
  for (const { 0: glyph, index } of text.matchAll(/[[\]［］]/gu))
    if (glyph === '[' || glyph === '［') open.push(index);
    else {
      const from = open.pop();
      if (from === undefined) lost.push(index);
      else found.push({ from, to: index });
    }
  found.sort((a, b) => a.from - b.from);
  const around: { from: number; to: number }[] = [];
  const pairs = found.map((pair): Pair => {
    while (around.length > 0 && around.at(-1)!.to < pair.from) around.pop();
    around.push(pair);
    return { ...pair, depth: around.length };
  });
  return { pairs, lostAt: [...lost, ...open] };
}

/** Runs of letters and figures; each Chinese character is one. */
const wordsIn = (text: string): number =>
  text
    .replace(/\p{sc=Han}/gu, ' x ')
    .split(/[^\p{L}\p{N}\p{M}'’-]+/u)
    .filter((each) => /[\p{L}\p{N}]/u.test(each)).length;

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

describe.skipIf(!areHere)('the Paris draft of 23 October 2015, counted from its raw lines', () => {
  const raw = areHere ? readFileSync(PARIS, 'utf8') : '';
  // What is Markdown and no text: the head of the file, tables of contents, links, marks of notes (kept as †), emphasis.
  const text = raw
    .replace(/^---\n[\s\S]*?\n---\n/u, '')
    .replace(/^\[source\]:.*$/gmu, '')
    .replace(/\[([^[\]]*)\]\[source\]/gu, '$1')
    .replace(/^\[\^\d+\]:/gmu, '@note ')
    .replace(/\[\^\d+\]/gu, '†')
    .replace(/^\s*\* TOC$|\{:[^}]*\}/gmu, '')
    .replace(/<\/?span[^>]*>/gu, '')
    .replace(/\\\*/gu, '•')
    .replace(/\*|\\$/gmu, '');
  const lines = text.split('\n');
  const { pairs, lostAt } = pairsIn(text);
  const inner = ({ from, to }: Pair): string => text.slice(from + 1, to);
  /** A variable (no single letter of a word, `modalit[y]`), a note that text will come, or nothing. */
  const isPlaceholder = (pair: Pair): boolean =>
    /^\s*(?:[Xxy]|placeholder\b.*|)\s*$/isu.test(inner(pair)) &&
    !(/^\p{L}$/u.test(inner(pair)) && /\p{L}/u.test(text[pair.from - 1] ?? ''));
  /** Few words, all that a pair holds, parted by a slash: `[commitment / contribution]`, `and[/or]`. */
  const isChoice = (pair: Pair): boolean =>
    /^[^[\]/]*\/[^[\]]*$/u.test(inner(pair)) && wordsIn(inner(pair)) <= 4 && !/\d/u.test(inner(pair));
  /** Where each line begins in the text. */
  const starts = lines.map((_, at) => lines.slice(0, at).reduce((sum, line) => sum + line.length + 1, 0));
  const OPTION = /^\s*(?:\d+\.\s+)?Option ?(\w+)/u;
  const optionsAt = lines.flatMap((line, at) => {
    const name = OPTION.exec(line)?.[1];
    return name === undefined ? [] : [{ at, name }];
  });
  /** Paragraphs put in after 3.3, of which one has an alternative: `3.3bis`, `3.3ter`; `3.3alt` and `3.3bis Alt`. */
  const inserted = lines.flatMap((line, at) => (/^\s+3\.3(?:bis|ter|quat) (?!Alt)/u.test(line) ? [at] : []));
  const against = lines.flatMap((line, at) => (/^\s+3\.3(?:alt|bis Alt)\b/u.test(line) ? [at] : []));
  const setsAt = [
    ...optionsAt.flatMap(({ at, name }) => (name === '1' || name === 'I' ? [at] : [])),
    ...against.map((at) =>
      lines.findLastIndex((line, before) => before < at && /^\s+3\.3(?:bis)?:? /u.test(line)),
    ),
  ];
  const sectionsAt = lines.flatMap((line, at) => {
    const name = /^## \[?(Preamble|Article \d+ ?(?:bis|ter)?)/u.exec(line)?.[1]?.trim();
    return name === undefined ? [] : [{ at, name }];
  });
  const sectionOf = (at: number): string => sectionsAt.findLast((each) => each.at <= at)?.name ?? '';
  const lineOf = (offset: number): number => starts.findLastIndex((start) => start <= offset);
  const numbered = lines.filter((line) => /^\d+\. |^\s+3\.(?:3:?|x†) /u.test(line));
  const listed = lines.filter((line) => /^\s+(?:\d+\.|-|•) |^\([a-z]\) /u.test(line));
  const figures = areHere ? figuresOf(PARIS) : undefined;
  const points = [
    ...pairs.map(({ from, depth }) => ({ at: lineOf(from), depth })),
    ...setsAt.map((at) => ({ at, depth: 1 })),
    // A paragraph that was put in is open as a whole, one deeper than what it stands in; one with an alternative is in a set.
    ...inserted
      .filter((at) => !setsAt.includes(at))
      .map((at) => ({
        at,
        depth: 1 + pairs.filter(({ from, to }) => from < starts[at]! && to > starts[at]!).length,
      })),
    ...lostAt.map((offset) => ({ at: lineOf(offset), depth: 1 })),
  ];

  it('ST1: brackets by kind', () => {
    const { contested, choices, placeholderBrackets, unpaired } = figures!.draft;
    const kinds = pairs.map((each) =>
      isPlaceholder(each) ? 'placeholder' : isChoice(each) ? 'choice' : 'contested',
    );
    expect({ contested, choice: choices, placeholder: placeholderBrackets }).toEqual(tally(kinds));
    expect(unpaired).toBe(lostAt.length);
  });

  it('ST1, AL9: options, other alternatives, and the sets they make', () => {
    // Every first option begins a set; so does each paragraph that an alternative names.
    expect(figures!.draft.alternatives).toBe(optionsAt.length + inserted.length + against.length);
    expect(figures!.draft.sets).toBe(setsAt.length);
  });

  it('ST1: paragraphs, items, placeholders, remarks and notes', () => {
    const { provisions, items, placeholders, remarks, notes } = figures!.draft;
    expect(provisions).toBe(numbered.length);
    // `(5bis)` and `(17bis)` stand in words of their paragraph: only what is printed as a list is one.
    expect(items).toBe(listed.length);
    expect(placeholders).toBe(numbered.filter((line) => /^\d+\. \[?placeholder/iu.test(line)).length);
    expect(remarks).toBe([...text.matchAll(/\{[^{}]*\}/gu)].length);
    expect(notes).toBe(lines.filter((line) => line.startsWith('@note')).length);
  });

  it('CT3: points by article and by depth', () => {
    expect(figures!.openPoints).toBe(points.length);
    expect(figures!.points.part).toEqual(tally(points.map(({ at }) => sectionOf(at))));
    expect(figures!.points.depth).toEqual(tally(points.map(({ depth }) => String(depth))));
  });

  it('ST1, ST5: words, those in brackets, those agreed', () => {
    // Names and numbers of paragraphs, options and articles are no words; nor are remarks.
    const label =
      /^@note|^## \[?Article \d+ ?(?:bis|ter)?\b\]?|^\s*(?:\d+\.|-|•|3\.(?:3|x)(?:bis|ter|quat|alt|†)?(?: Alt)?:?)(?= )|^\([a-z]\)(?= )/u;
    const isLabel = new Array<boolean>(text.length).fill(false);
    const blank = (from: number, length: number): void => void isLabel.fill(true, from, from + length);
    lines.forEach((line, at) => {
      const own = label.exec(line)?.[0] ?? '';
      blank(starts[at]!, own.length);
      const option = /^\s*Option ?\w+/u.exec(line.slice(own.length))?.[0] ?? '';
      blank(starts[at]! + own.length, option.length);
    });
    for (const { 0: remark, index } of text.matchAll(/\{[^{}]*\}/gu)) blank(index, remark.length);
    const kept = [...text.replace(/†/gu, ' ')].map((each, at) => (isLabel[at] ? ' ' : each)).join('');
    expect(figures!.draft.words).toBe(wordsIn(kept));
    const outside = [...kept];
    for (const { from, to, depth } of pairs) if (depth === 1) outside.fill(' ', from, to + 1);
    expect(figures!.draft.bracketed).toBe(wordsIn(kept) - wordsIn(outside.join('')));
  });
});

describe.skipIf(!areHere)(
  'the first real draft, counted from its characters and the hand-checked truth',
  () => {
    const raw = areHere ? readFileSync(SEED, 'utf8') : '';
    interface Told {
      readonly id: string;
      readonly annex: string;
      readonly kind: string;
      readonly text: string;
      readonly items: readonly { readonly text: string }[];
    }
    const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
    const truth = areHere ? (read(TRUTH) as readonly Told[]) : [];
    const extra = areHere
      ? (read(EXTRA) as {
          readonly brackets: readonly {
            readonly close: unknown;
            readonly text: string;
            readonly annex: string;
          }[];
          readonly cover: { readonly paragraphs: readonly { readonly text: string }[] };
        })
      : { brackets: [], cover: { paragraphs: [] } };
    const figures = areHere ? figuresOf(SEED) : undefined;

    it('ST1: brackets, by their characters', () => {
      const { contested, choices, placeholderBrackets, unpaired } = figures!.draft;
      const glyphs = [...raw.matchAll(/[[\]［］]/gu)].length;
      expect(2 * (contested + choices + placeholderBrackets) + unpaired).toBe(glyphs);
      expect(contested + choices + placeholderBrackets).toBe(
        extra.brackets.filter(({ close }) => close).length,
      );
      // Options in a pair of one paragraph, from its beginning on.
      expect(choices).toBe(
        extra.brackets.filter(
          ({ close, text }) => close && /[/／]/u.test(text.slice(0, 20)) && !text.includes('\n'),
        ).length,
      );
    });

    it('ST1: paragraphs, alternatives, items and notes, by annex', () => {
      const { provisions, alternatives, items, notes } = figures!.draft;
      // The cover has six numbered paragraphs more.
      const cover = raw
        .slice(0, raw.indexOf('附件附件附件附件'))
        .split('\n')
        .filter((line) => /^\s*[1-6]\.\s/u.test(line));
      const isAlternative = ({ kind }: Told): boolean => kind === 'alternative';
      expect(provisions).toBe(truth.filter((each) => !isAlternative(each)).length + cover.length);
      expect(alternatives).toBe([...raw.matchAll(/^\s*(?:备选)+\s*\d/gmu)].length);
      expect(items).toBe(
        [...raw.matchAll(/^\s*[a-l][.．]\s/gmu)].length + [...raw.matchAll(/^\s*•\s+[^\]\s]/gmu)].length,
      );
      expect(notes).toBe([...raw.matchAll(/^\s*[*+]*\s*注：/gmu)].length);
      const inAnnex = (annex: string): number =>
        truth.filter((each) => each.annex === annex && !isAlternative(each)).length;
      expect(figures!.parts.map((part) => part.provisions)).toEqual([
        cover.length,
        inAnnex('1'),
        inAnnex('2'),
        0,
      ]);
    });

    it('ST1, ST5: words in brackets, and words that are agreed once every paragraph is', () => {
      const bracketed = extra.brackets.filter(({ close }) => close).map(({ text }) => text);
      expect(figures!.draft.bracketed).toBe(bracketed.reduce((sum, text) => sum + wordsIn(text), 0));
      const inTruth = truth.flatMap(({ text, items }) => [text, ...items.map((item) => item.text)]);
      const paragraphs = [...extra.cover.paragraphs.map(({ text }) => text), ...inTruth];
      expect(figuresOf(SEED, true).agreedWords).toBe(
        paragraphs.reduce((sum, text) => sum + wordsIn(text), 0),
      );
      expect(figures!.agreedWords).toBe(0);
    });
  },
);
