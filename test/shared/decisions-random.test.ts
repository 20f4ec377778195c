/** Random drafts and random decisions: the laws that every decision keeps. Each failure names its seed. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { ActRequest } from '../../shared/acts/act.ts';
import type { WentFact } from '../../shared/acts/decisions/facts.ts';
import type { Decided } from '../../shared/acts/decisions/request.ts';
import { setsOf } from '../../shared/acts/decisions/sets.ts';
import { type Facts, type ProposalFact, STANCES } from '../../shared/acts/facts.ts';
import { statusOf } from '../../shared/acts/status.ts';
import { nameOf, schemeOf } from '../../shared/draft/labels.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import { readUnits } from '../../shared/draft/units.ts';
import { wordsOfProposal } from '../../shared/proposals/content.ts';
import { deskOf, openDraft } from '../../shared/proposals/open-draft.ts';
import { composedDraft } from '../../shared/proposals/printed.ts';
import type { Place } from '../../shared/proposals/proposal.ts';
import { isWords, wordsOf } from '../../shared/text/document.ts';
import { replaceRange } from '../../shared/text/edit.ts';
import { contentStart } from '../../shared/text/sequence.ts';
import { type Ask, proposalOf } from '../support/asks.ts';
import { ChairsTable, draftFrom, projectionOf, stateOf } from '../support/chair.ts';
import { type Random, seeded } from '../support/random.ts';

const units = (...blocks: readonly string[]): Place => ({ on: 'blocks', blocks, covered: '' });

/** `CHAPEAU_TRIALS=1000 npx vitest run test/shared/decisions-random.test.ts` tries more drafts than every run does. */
const TRIALS = Number(process.env.CHAPEAU_TRIALS ?? 150);
const VERBS = ['shall', 'should', 'may', 'will'];
const NOUNS = ['the fund', 'a report', 'shared rivers', 'the body', 'every year', 'all parties'];

const words = (random: Random): string => {
  const phrase = (): string => `${random.pick(VERBS)} ${random.pick(NOUNS)}`;
  const one = (): string => {
    const kind = random.int(0, 5);
    if (kind === 0) return `[${phrase()}]`;
    if (kind === 1) return `[${phrase()} [${random.pick(NOUNS)}]]`;
    if (kind === 2) return `[${random.pick(VERBS)}/${random.pick(VERBS)}/${random.pick(NOUNS)}]`;
    return phrase();
  };
  return `We ${Array.from({ length: random.int(1, 4) }, one).join(' and ')}.`;
};

function randomTable(random: Random): ChairsTable {
  const lines: string[] = [];
  const count = random.int(2, 5);
  for (let n = 1; n <= count; n += 1) {
    const isWhole = random.chance(0.2);
    lines.push(`${n}: ${isWhole ? `[${words(random)}]` : words(random)}`);
    if (random.chance(0.3)) lines.push(`(a): ${words(random)}`);
    if (n > 1 && random.chance(0.3)) lines.push(`~${n - 1}+${n}: ${words(random)}`);
    if (random.chance(0.2)) lines.push(`~${n}A: ${words(random)}`);
  }
  const table = new ChairsTable(draftFrom(...lines));
  for (let n = random.int(0, 4); n > 0; n -= 1) propose(table, random, `p${n}`);
  for (let n = random.int(0, 3); n > 0; n -= 1) speak(table, random, n);
  return table;
}

/** Positions and threads, which every law has to leave where they were. */
function speak(table: ChairsTable, random: Random, n: number): void {
  const unit = random.pick(table.document.blocks.filter(({ kind }) => kind === 'provision')).id;
  const [proposal] = proposalsOf(table);
  const on = proposal && random.chance(0.5) ? (`proposal:${proposal}` as const) : (`unit:${unit}` as const);
  const party = random.pick(['eu', 'usa', 'japan']);
  table.do({ act: 'position', on, stance: random.pick(STANCES), audience: 'room', note: 'so', for: party });
  table.do({ act: 'comment', id: `c${n}`, on, audience: 'all', words: 'why?', for: party });
  table.do({ act: 'comment', id: `a${n}`, on, audience: 'all', words: 'so.', answers: `c${n}`, for: 'eu' });
}

function propose(table: ChairsTable, random: Random, id: string): void {
  const provisions = table.document.blocks.filter(({ kind }) => kind === 'provision');
  const block = random.pick(provisions);
  const runs = block.content.filter(isWords).flatMap(({ text }) => text.split(/(?<= )/u));
  const word = random.pick(runs.filter((run) => run.length > 2).concat('We '));
  if (!wordsOf(block.content).includes(word)) return;
  const { places } = table;
  const kind = random.int(0, 4);
  const party = random.pick(['eu', 'usa', 'japan']);
  // Who asks for what it asked for already is refused; that is no matter here.
  const enter = (ask: Ask): unknown => table.try({ act: 'enter', proposal: proposalOf(ask), for: party });
  if (kind === 0) enter({ id, kind: 'deletion', place: places.range(block.id, word) });
  if (kind === 1) enter({ id, kind: 'replacement', place: places.range(block.id, word), words: 'could ' });
  if (kind === 2) enter({ id, kind: 'insertion', place: places.after(block.id, word), words: 'also ' });
  if (kind === 3) enter({ id, kind: 'bracket', place: units(block.id) });
  if (kind === 4) {
    const alternative = { id: `${id}.w`, kind: 'alternative', elements: [{ text: 'None.' }] } as const;
    enter({ id, kind: 'alternative', place: units(block.id), blocks: [alternative] });
  }
}

const proposalsOf = (table: ChairsTable): readonly string[] =>
  Object.values(table.facts).flatMap((fact) =>
    fact.kind === 'proposal' && fact.fate === 'on-text' ? [fact.id] : [],
  );

/** Something that could be decided now. */
function randomOutcome(table: ChairsTable, random: Random): Decided | undefined {
  const brackets = table.document.blocks.flatMap(({ content }) =>
    content.flatMap((inline) => ('el' in inline && inline.el === 'bracket_open' ? [inline.id] : [])),
  );
  const choices = new Set(
    table.document.blocks.flatMap(({ content }) =>
      content.flatMap((inline) => ('el' in inline && inline.el === 'option_break' ? [inline.bracket] : [])),
    ),
  );
  const { sets } = setsOf(table.draft);
  const proposals = proposalsOf(table);
  const kind = random.int(0, 2);
  if (kind === 0 && proposals.length > 0) {
    const outcome = random.chance(0.5) ? ('taken' as const) : ('not-taken' as const);
    return { proposal: random.pick(proposals), outcome, confirmed: true };
  }
  if (kind === 1 && sets.length > 0) {
    const set = random.pick(sets);
    return { on: `set:${set.id}`, outcome: 'stands', stand: random.pick([...set.outcomes, []]) };
  }
  if (brackets.length === 0) return undefined;
  const id = random.pick(brackets);
  const on = `bracket:${id}` as const;
  const isChoice = choices.has(id);
  if (isChoice && random.chance(0.7)) return { on, outcome: 'option', option: random.int(0, 2) };
  const plain = random.pick(['goes', 'stays-in-brackets', ...(isChoice ? [] : ['stays' as const])] as const);
  return random.chance(0.2)
    ? { on, outcome: 'substituted', words: 'other [new] words' }
    : { on, outcome: plain };
}

const decideOn = (...outcomes: readonly Decided[]): ActRequest => ({ act: 'decide', outcomes });

/** Runs a trial for every seed, with the seed in the message of what fails. */
function trials(law: (random: Random) => void): void {
  for (let seed = 1; seed <= TRIALS; seed += 1)
    try {
      law(seeded(seed));
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message.slice(0, 2_000) : error}`);
    }
}

describe('laws of decisions', { timeout: 120_000 }, () => {
  test('DE10: what a preview shows is what happens', () => {
    trials((random) => {
      const table = randomTable(random);
      const outcome = randomOutcome(table, random);
      if (!outcome) return;
      const request = decideOn(outcome);
      const before = table.state;
      const tried = table.tried(request);
      const preview = table.preview(request);
      expect(table.state).toBe(before);
      const done = table.try(request);
      if ('refused' in tried) {
        expect(done).toEqual(tried);
        return;
      }
      expect(stateOf(tried.ydoc, tried.facts)).toBe(table.state);
      if ('refused' in preview) throw new Error(preview.refused);
      const shown = readBlocks(table);
      for (const { unit, after, label } of preview.provisions) {
        expect([unit, shown.get(unit)?.words]).toEqual([unit, after]);
        if (after !== undefined) expect(shown.get(unit)!.label).toBe(label);
      }
      for (const { unit, after } of preview.statuses)
        expect(statusOf(table.facts, unit), `status of ${unit}`).toBe(after);
    });
  });

  test('DE12: a corrected decision leaves text, table, places and facts as before it', () => {
    trials((random) => {
      const table = randomTable(random);
      for (let n = random.int(0, 2); n > 0; n -= 1) {
        const earlier = randomOutcome(table, random);
        if (earlier) table.try(decideOn(earlier));
      }
      const outcome = randomOutcome(table, random);
      const before = table.state;
      const seq = outcome ? table.try(decideOn(outcome)) : undefined;
      if (typeof seq !== 'number') return;
      const after = table.print;
      table.do({ act: 'correct', decision: seq });
      expect(stateOf(table.ydoc, table.facts, [`decision/${seq}`])).toBe(before);
      table.do(decideOn(outcome!));
      expect(table.print).toBe(after);
    });
  });

  test('DE1: a package is the sequence of its outcomes', () => {
    trials((random) => {
      const seed = random.int(1, 1e9);
      const [together, apart] = [randomTable(seeded(seed)), randomTable(seeded(seed))];
      const outcomes = disjoint(together, random);
      if (outcomes.length < 2 || typeof together.try(decideOn(...outcomes)) !== 'number') return;
      const inTurn = [...outcomes].sort(
        (a, b) => rank(a) - rank(b) || tabledAt(together, a) - tabledAt(together, b),
      );
      for (const each of inTurn) {
        const done = apart.try(decideOn(each));
        // What an earlier outcome took the words from is moot in a package: it is not taken.
        if (typeof done !== 'number' && 'proposal' in each)
          apart.try(decideOn({ proposal: each.proposal, outcome: 'not-taken' }));
      }
      expect(apart.print).toBe(together.print);
      expect(leftBy(apart)).toEqual(leftBy(together));
    });
  });

  test('AC8: taking and not taking are complementary: together they touch what was asked for, and nothing else', () => {
    trials((random) => {
      const seed = random.int(1, 1e9);
      const [taken, left] = [randomTable(seeded(seed)), randomTable(seeded(seed))];
      const [proposal] = proposalsOf(taken);
      if (proposal === undefined) return;
      const before = left.document;
      left.do(decideOn({ proposal, outcome: 'not-taken' }));
      expect(left.document).toEqual(before);
      if (typeof taken.try(decideOn({ proposal, outcome: 'taken', confirmed: true })) !== 'number') return;
      expectNothingElse(left, taken, proposal);
      const others = (table: ChairsTable): readonly string[] => [...proposalsOf(table)].sort();
      const rivals = others(left).filter((id) => !others(taken).includes(id));
      for (const id of rivals) expect(taken.facts[`proposal/${id}`]).toMatchObject({ asks: 'alternative' });
    });
  });

  test('FA2: the record replayed is what lives, whatever was decided, corrected or reopened', () => {
    trials((random) => {
      const table = randomTable(random);
      for (let n = 0; n < 4; n += 1) {
        const outcome = randomOutcome(table, random);
        const seq = outcome ? table.try(decideOn(outcome)) : undefined;
        if (typeof seq === 'number' && random.chance(0.3)) table.try({ act: 'correct', decision: seq });
      }
      const { ydoc, facts } = table.replay();
      expect(projectionOf(ydoc)).toBe(projectionOf(table.ydoc));
      expect(stateOf(ydoc, facts)).toBe(table.state);
    });
  });

  test('LG5: a snapshot of any moment and the record since give what lives', () => {
    trials((random) => {
      const table = randomTable(random);
      for (let n = 0; n < 4; n += 1) {
        const outcome = randomOutcome(table, random);
        const seq = outcome ? table.try(decideOn(outcome)) : undefined;
        if (typeof seq === 'number' && random.chance(0.3)) table.try({ act: 'correct', decision: seq });
      }
      const { ydoc, facts } = table.replayFromSnapshot(random.int(0, table.seq));
      expect(stateOf(ydoc, facts)).toBe(table.state);
    });
  });

  test('ED1: what is typed into the text while a decision is recorded is there once', () => {
    trials((random) => {
      const table = randomTable(random);
      const typist = new Y.Doc();
      Y.applyUpdate(typist, Y.encodeStateAsUpdate(table.ydoc));
      const typed = typeInto(typist, random);
      const outcome = randomOutcome(table, random);
      if (outcome) table.try(decideOn(outcome));
      Y.applyUpdate(table.ydoc, Y.encodeStateAsUpdate(typist));
      Y.applyUpdate(typist, Y.encodeStateAsUpdate(table.ydoc));
      expect(projectionOf(typist)).toBe(projectionOf(table.ydoc));
      const text = table.document.blocks.map(({ content }) => wordsOf(content)).join('\n');
      for (const word of typed) expect(text.split(word)).toHaveLength(2);
    });
  });

  test('DE14: reopening after later decisions on the same sentence keeps the present words', () => {
    let built = 0;
    trials((random) => {
      const table = randomTable(random);
      const unit = table.document.blocks[0]!.id;
      const stands = (): boolean => table.document.blocks.some(({ id }) => id === unit);
      for (let n = random.int(1, 3); n > 0 && stands(); n -= 1) {
        table.do({ act: 'decide', outcomes: [], agrees: { unit, status: 'agreed' } });
        table.do({ act: 'reopen', unit, for: 'eu' });
        built += decideOnUnit(table, unit, random);
      }
      if (!stands()) return;
      table.do({ act: 'decide', outcomes: [], agrees: { unit, status: 'agreed' } });
      const before = table.document;
      const words = table.line(before.blocks.find(({ id }) => id === unit)!.attrs.label!);
      const seq = table.do({ act: 'reopen', unit, for: 'china' });
      expect(table.document).toEqual(before);
      expect(table.print.replaceAll(/[[\]]/gu, '')).toContain(words.replaceAll(/[[\]]/gu, ''));
      expect(table.facts[`proposal/reopened.${seq}`]).toMatchObject({ proponents: ['china'], unit });
    });
    expect(built, 'decisions on the reopened sentence').toBeGreaterThan(TRIALS);
  });
});

/** Numbers and times of acts, which are one for a package and many for its outcomes in turn. */
const OF_ACTS = new Set(['seq', 'at', 'ended', 'tabled']);
/** What a retired paragraph stood behind: of a package, before all of it. */
const isBehind = (key: string, value: unknown): boolean =>
  key === 'behind' && (value === null || typeof value === 'string');

/** Text, table with its anchors, and facts as decisions left them; but which acts they were, and the record of them. */
function leftBy({ ydoc, facts }: ChairsTable): unknown {
  const decisions = Object.keys(facts).filter((key) => key.startsWith('decision/'));
  // Words put in place of others bear the number of the act in the ids of their brackets.
  const state = stateOf(ydoc, facts, decisions).replaceAll(/\.\d+\.(\d+)(?=["/])/gu, '.act.$1');
  const left = JSON.parse(state, (key, value: unknown) =>
    OF_ACTS.has(key) || isBehind(key, value) ? undefined : value,
  ) as { facts: Facts };
  return { ...left, facts: withoutNumbersOfActs(left.facts) };
}

/** Words that went are numbered by their act: here in the order in which they went. */
function withoutNumbersOfActs(facts: Facts): unknown {
  const [went, others] = [
    Object.values(facts).filter(({ kind }) => kind === 'went') as WentFact[],
    Object.entries(facts).filter(([, { kind }]) => kind !== 'went'),
  ];
  const order = ({ id }: WentFact): number[] => id.split('.').map(Number);
  const inTurn = went.sort((a, b) => order(a)[0]! - order(b)[0]! || order(a)[1]! - order(b)[1]!);
  return [Object.fromEntries(others), inTurn.map(({ id: _, ...words }) => words)];
}

/** Some decisions that concern this provision; how many were taken. */
function decideOnUnit(table: ChairsTable, unit: string, random: Random): number {
  let taken = 0;
  for (let n = 0; n < 6; n += 1) {
    const outcome = randomOutcome(table, random);
    if (!outcome) continue;
    const tried = table.tried(decideOn(outcome));
    const fact = 'refused' in tried ? undefined : tried.facts[`decision/${table.seq + 1}`];
    if (fact?.kind !== 'decision' || fact.unit !== unit || (fact.units?.length ?? 1) > 1) continue;
    if (typeof table.try(decideOn(outcome)) === 'number') taken += 1;
  }
  return taken;
}

/** Provisions, alternatives and what stands for itself, as everybody reads them: name and words, a line a block. */
function readBlocks({ ydoc }: ChairsTable): ReadonlyMap<string, { label: string; words: string }> {
  const document = composedDraft(ydoc);
  const units = readUnits(document);
  const found = new Map<string, { label: string; words: string }>();
  document.blocks.forEach((block, at) => {
    const id = units.at(at)?.id ?? block.id;
    const words = block.content.map(printedInline).join('');
    const known = found.get(id);
    const label = known?.label ?? nameOf(block, schemeOf(document.meta.language));
    found.set(id, { label, words: known ? `${known.words}\n${words}` : words });
  });
  return found;
}

/** Of words asked for in running text: what differs is what was asked to come, and what was asked to go. */
function expectNothingElse(left: ChairsTable, taken: ChairsTable, proposal: string): void {
  const { asks, content } = taken.facts[`proposal/${proposal}`] as ProposalFact;
  if (asks !== 'insertion' && asks !== 'deletion' && asks !== 'replacement') return;
  const textOf = ({ document }: ChairsTable): string =>
    document.blocks.map(({ content: each }) => wordsOf(each)).join('\n');
  const [a, b] = [textOf(left), textOf(taken)];
  const words = wordsOfProposal(content!);
  const gone = a.length - b.length + words.length;
  const isAt = (at: number): boolean =>
    b.startsWith(words, at) && a.startsWith(b.slice(0, at)) && a.endsWith(b.slice(at + words.length));
  expect(Array.from({ length: b.length + 1 }, (_, at) => at).some(isAt), `${a}\n--\n${b}`).toBe(true);
  expect(gone).toBeGreaterThanOrEqual(0);
  if (asks === 'insertion') expect(gone).toBe(0);
}

/** Characters typed at random places of the text, none of which stands there otherwise. */
function typeInto(ydoc: Y.Doc, random: Random): readonly string[] {
  const draft = openDraft(ydoc, 'typist');
  const words = ['①', '②', '③'].slice(0, random.int(1, 3));
  for (const text of words) {
    const block = random.pick([...draft.text.records()].filter(({ hasEnd }) => hasEnd)).id;
    const { record, flat } = draft.text.placeOf(block)!;
    const at = flat + contentStart(record) + random.int(0, record.size);
    ydoc.transact(() => replaceRange(deskOf(draft, 'text'), at, at, [{ text }]), 'typist');
  }
  draft.close();
  return words;
}

/** Proposals are decided before points of the text, what is not taken before what is. */
const rank = (each: Decided): number => ('proposal' in each ? (each.outcome === 'not-taken' ? 0 : 1) : 2);

/** Proposals are decided in the order in which they were tabled. */
function tabledAt({ facts }: ChairsTable, each: Decided): number {
  const fact = 'proposal' in each ? facts[`proposal/${each.proposal}`] : undefined;
  return fact?.kind === 'proposal' ? fact.tabled : 0;
}

/** Outcomes on different points. */
function disjoint(table: ChairsTable, random: Random): readonly Decided[] {
  const found = new Map<string, Decided>();
  for (let n = 0; n < 6; n += 1) {
    const outcome = randomOutcome(table, random);
    if (!outcome || ('outcome' in outcome && outcome.outcome === 'stands')) continue;
    const key = 'proposal' in outcome ? outcome.proposal : outcome.on;
    found.set(key, outcome);
  }
  return [...found.values()];
}
