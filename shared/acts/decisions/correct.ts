/** Correcting the record (SPEC DE12): a mistaken keystroke is undone exactly, while nothing was built on it. */
import type * as Y from 'yjs';
import { isMovedKey, type MovedRun, runsOf, runsUnder, writeMoved } from '../../proposals/moved.ts';
import type { OpenDraft } from '../../proposals/open-draft.ts';
import { unitsOfPlace } from '../../proposals/place-unit.ts';
import { followMoved } from '../../proposals/rehang.ts';
import { tabledIn } from '../../proposals/table.ts';
import { unitOf } from '../../proposals/units.ts';
import { readDraft, rootOf, sequenceOf } from '../../text/draft-doc.ts';
import { allStand, type Differences, differences, type Restored, restore } from '../../text/restore.ts';
import type { Fact, Facts } from '../facts.ts';
import {
  type ActGround,
  actOf,
  type Doer,
  type Past,
  type Plan,
  type RefusedAct,
  refuse,
} from '../planned.ts';

const MAPS = ['table', 'blocks', 'meta'] as const;

export function planCorrection(
  ground: ActGround,
  doer: Doer,
  { decision }: { readonly decision: number },
): Plan {
  const { draft, facts, past } = ground;
  const fact = facts[`decision/${decision}`] ?? facts[`trace/${decision}`];
  if (fact?.kind !== 'decision' && fact?.kind !== 'trace') return refuse('unknown-decision', `${decision}`);
  if (fact.corrected !== undefined) return refuse('already-corrected', `by act ${fact.corrected}`);
  if (!past) return refuse('unknown-decision', `the state before act ${decision} is not at hand`);
  const text = differences(sequenceOf(past.before.ydoc, 'text'), sequenceOf(past.after.ydoc, 'text'));
  const words = differences(sequenceOf(past.before.ydoc, 'words'), sequenceOf(past.after.ydoc, 'words'));
  const built = builtOn(ground, past, text, words);
  if (built) return built;
  const { set, gone } = factsBack(past, decision);
  return {
    act: actOf(doer, { act: 'correct', decision, set, gone }),
    write: () => {
      putBack(draft, past, text, words, ground.moment.seq);
      return undefined;
    },
  };
}

/** Why it cannot be undone: what the act left is not as it left it. */
function builtOn(
  { draft, facts }: ActGround,
  { before, after }: Past,
  text: Differences,
  words: Differences,
): RefusedAct | undefined {
  const { ydoc } = draft;
  const built = (detail: string): RefusedAct => refuse('built-upon', detail);
  if (!allStand(sequenceOf(ydoc, 'text'), text.came) || !allStand(sequenceOf(ydoc, 'words'), words.came))
    return built('words that came with it are gone');
  const touched = touchedBlocks(before.ydoc, after.ydoc);
  const [left, now] = [blocksOf(after.ydoc), blocksOf(ydoc)];
  const changed = [...touched].find((id) => left.get(id) !== now.get(id));
  if (changed !== undefined) return built(`${changed} was changed since`);
  for (const name of MAPS)
    for (const key of changedKeys(before.ydoc, after.ydoc, name))
      if (!isMovedKey(key) && sayOf(ydoc, name, key) !== sayOf(after.ydoc, name, key))
        return built(`${key} was changed since`);
  const fact = changedFacts(before.facts, after.facts).find(
    (key) => JSON.stringify(facts[key]) !== JSON.stringify(after.facts[key]),
  );
  if (fact !== undefined) return built(`${fact} was changed since`);
  return tabledSince(draft, after.ydoc, touched);
}

/** What was asked for since on words that the act touched. */
function tabledSince(draft: OpenDraft, after: Y.Doc, touched: ReadonlySet<string>): RefusedAct | undefined {
  const then = tabledIn(after);
  const units = new Set([...touched].map((id) => unitOf(draft.text, id) ?? id));
  for (const { id, place } of tabledIn(draft.ydoc).values())
    if (!then.has(id) && unitsOfPlace(draft, place).some((unit) => units.has(unit)))
      return refuse('built-upon', `proposal ${id} was tabled on it since`);
  return undefined;
}

/** Blocks that the act made, changed or took away. */
function touchedBlocks(before: Y.Doc, after: Y.Doc): ReadonlySet<string> {
  const [was, is] = [blocksOf(before), blocksOf(after)];
  return new Set([...was.keys(), ...is.keys()].filter((id) => was.get(id) !== is.get(id)));
}

const blocksOf = (ydoc: Y.Doc): ReadonlyMap<string, string> =>
  new Map(readDraft(ydoc).blocks.map((block) => [block.id, JSON.stringify(block)]));

const mapOf = (ydoc: Y.Doc, name: (typeof MAPS)[number]): Y.Map<unknown> =>
  rootOf(ydoc, name) as Y.Map<unknown>;
const sayOf = (ydoc: Y.Doc, name: (typeof MAPS)[number], key: string): string | undefined =>
  JSON.stringify(mapOf(ydoc, name).get(key));

function changedKeys(before: Y.Doc, after: Y.Doc, name: (typeof MAPS)[number]): readonly string[] {
  const keys = new Set([...mapOf(before, name).keys(), ...mapOf(after, name).keys()]);
  return [...keys].filter((key) => sayOf(before, name, key) !== sayOf(after, name, key));
}

const changedFacts = (before: Facts, after: Facts): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );

/** Facts as they were; the decision itself stays, as one that was corrected. */
function factsBack({ before, after }: Past, decision: number): { set: Facts; gone: readonly string[] } {
  const set: Record<string, Fact> = {};
  const gone: string[] = [];
  for (const key of changedFacts(before.facts, after.facts)) {
    const was = before.facts[key];
    if (key === `decision/${decision}` || key === `trace/${decision}`) continue;
    if (was) set[key] = was;
    else gone.push(key);
  }
  return { set, gone };
}

/** Words and table as before; places on what was written again follow it (PP12). */
function putBack(
  draft: OpenDraft,
  { before, after }: Past,
  text: Differences,
  words: Differences,
  seq: number,
) {
  const { ydoc, origin } = draft;
  const moved = MAPS.flatMap((name) => changedKeys(before.ydoc, after.ydoc, name).filter(isMovedKey));
  const restored: Restored[] = [];
  let takes: readonly MovedRun[] = [];
  ydoc.transact((transaction) => {
    restored.push(...restore(transaction, sequenceOf(ydoc, 'words'), words));
    restored.push(...restore(transaction, sequenceOf(ydoc, 'text'), text));
    takes = moved.flatMap((key) => runsUnder(ydoc, key));
    for (const name of MAPS) {
      const [map, was] = [mapOf(ydoc, name), mapOf(before.ydoc, name)];
      for (const key of changedKeys(before.ydoc, after.ydoc, name))
        if (was.has(key)) map.set(key, was.get(key));
        else map.delete(key);
    }
  }, origin);
  writeMoved(ydoc, seq, [...followed(restored), ...untaken(takes, restored, text)], origin);
  followMoved(draft);
}

const followed = (restored: readonly Restored[]): readonly MovedRun[] =>
  runsOf(
    restored.map(({ from }) => from),
    restored.map(({ to }) => to),
  );

/** Places on words that had been taken into the text go back to where these words stand again. */
function untaken(
  takes: readonly MovedRun[],
  restored: readonly Restored[],
  { came }: Differences,
): readonly MovedRun[] {
  const hasCome = (client: number, clock: number): boolean =>
    came.some((run) => run.client === client && clock >= run.clock && clock < run.clock + run.length);
  const back = new Map(restored.map(({ from, to }) => [`${from.client}/${from.clock}`, to]));
  return takes.flatMap(([fromClient, fromClock, length, toClient, toClock]) => {
    const [from, to] = [[], []] as [
      { client: number; clock: number }[],
      { client?: number; clock?: number }[],
    ];
    for (let i = 0; i < length; i += 1) {
      const again = back.get(`${fromClient}/${fromClock + i}`);
      if (!again || !hasCome(toClient, toClock + i)) continue;
      from.push({ client: toClient, clock: toClock + i });
      to.push(again);
    }
    return runsOf(from, to);
  });
}
