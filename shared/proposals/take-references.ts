/** Moving and merging provisions by a decision (SPEC PP11): the server carries the blocks, nobody retypes them. */
import { elementIds } from '../text/anchor.ts';
import type { BlockPlace } from '../text/block-index.ts';
import type { Block } from '../text/document.ts';
import { removeRange, replaceRange } from '../text/edit.ts';
import { contentStart } from '../text/sequence.ts';
import { carryBlocks } from './carry.ts';
import { type MovedRun, runsOf } from './moved.ts';
import { deskOf, type OpenDraft } from './open-draft.ts';
import type { Proposal } from './proposal.ts';
import { endOf, endOfUnit, unitPlaces } from './units.ts';

interface Done {
  readonly removed: readonly Block[];
  readonly runs: readonly MovedRun[];
}

/** The units stand after the target, in their order; ids, words and anchors on them go along. */
export function moveUnits(draft: OpenDraft, { place, target }: Proposal): Done {
  if (place.on !== 'blocks' || !target) return { removed: [], runs: [] };
  const blocks = placesOf(draft, place.blocks);
  const to = target.block === null ? draft.text.headStray : endOfUnit(draft.text, target.block);
  if (to === undefined || place.blocks.includes(target.block ?? '')) return { removed: [], runs: [] };
  const length = draft.text.length;
  const runs = carryBlocks(draft, 'text', blocks, to, ({ kind, attrs }) => ({ kind, attrs }));
  const grown = draft.text.length - length;
  // By place, not by id: for a moment each block stands there twice.
  for (const block of [...blocks].reverse()) {
    const flat = block.flat + (block.flat >= to ? grown : 0);
    removeRange(deskOf(draft, 'text'), flat, flat + endOf(block) - block.flat);
  }
  return { removed: [], runs };
}

/** The words of the units are added to the target, their items to its items; then the units are gone. */
export function mergeUnits(draft: OpenDraft, { place, target }: Proposal): Done {
  const into = target?.block ?? undefined;
  if (place.on !== 'blocks' || into === undefined) return { removed: [], runs: [] };
  const runs: MovedRun[] = [];
  const removed: Block[] = [];
  for (const unit of place.blocks) {
    if (unit === into || !draft.text.placeOf(into)) continue;
    const head = unitPlaces(draft.text, unit)[0];
    if (!head) continue;
    const { id, kind, attrs } = head.record;
    removed.push({ id, kind, attrs, content: head.record.content });
    runs.push(...carryItems(draft, unit, into), ...carryHead(draft, unit, into));
  }
  return { removed, runs };
}

function carryItems(draft: OpenDraft, unit: string, into: string): MovedRun[] {
  const items = unitPlaces(draft.text, unit).slice(1);
  const to = endOfUnit(draft.text, into)!;
  const length = draft.text.length;
  const runs = carryBlocks(draft, 'text', items, to, ({ kind, attrs }) => ({
    kind,
    attrs: attrs.run === undefined ? attrs : { ...attrs, run: undefined },
  }));
  const grown = draft.text.length - length;
  for (const item of [...items].reverse()) {
    const flat = item.flat + (item.flat >= to ? grown : 0);
    removeRange(deskOf(draft, 'text'), flat, flat + endOf(item) - item.flat);
  }
  return runs;
}

function carryHead(draft: OpenDraft, unit: string, into: string): MovedRun[] {
  const desk = deskOf(draft, 'text');
  const target = draft.text.placeOf(into)!;
  const source = draft.text.placeOf(unit)!;
  const start = source.flat + contentStart(source.record);
  const ids = elementIds(draft.text, start, start + source.record.size);
  const flat = target.flat + contentStart(target.record) + target.record.size;
  const space = target.record.size > 0 && source.record.size > 0 ? 1 : 0;
  replaceRange(desk, flat, flat, [...(space ? [{ text: ' ' }] : []), ...source.record.content]);
  const written = elementIds(draft.text, flat + space, flat + space + source.record.size);
  const grown = space + source.record.size;
  const old = source.flat + (source.flat >= flat ? grown : 0);
  removeRange(desk, old, old + endOf(source) - source.flat);
  return runsOf(ids, written);
}

const placesOf = ({ text }: OpenDraft, units: readonly string[]): readonly BlockPlace[] =>
  units
    .flatMap((unit) => unitPlaces(text, unit))
    .sort((a, b) => a.flat - b.flat)
    .filter((place, at, all) => place.record.id !== all[at - 1]?.record.id);
