/** Provisions by their printed numbers, as an operator says them: `10`, `第10段`, `alt 10+11`. */

import type { BlockRecord } from '../../text/sequence.ts';
import { onFloor } from '../status.ts';
import { type FloorGround, type FloorTrouble, trouble } from './ground.ts';
import { type Piece, part, trimmed } from './pieces.ts';

const plainLabel = (label: string): string => label.replace(/[\s.、]/g, '').toLowerCase();

const isUnit = ({ kind, attrs }: BlockRecord): boolean =>
  (kind === 'provision' || kind === 'alternative') && attrs.label !== undefined;

/** The provisions of a number; the one on the floor or at the caret goes before others of another part. */
function unitsOfLabel({ composition, here }: FloorGround, written: string): readonly string[] {
  const isAlternative = /^(?:alt\.?|备选)/iu.test(written);
  const label = plainLabel(written.replace(/^(?:alt\.?|备选)/iu, ''));
  const kind = isAlternative ? 'alternative' : 'provision';
  const found = [...composition.papers.text.records()].filter(
    (record) => isUnit(record) && record.kind === kind && plainLabel(record.attrs.label!) === label,
  );
  const ids = found.map(({ id }) => id);
  return here !== undefined && ids.includes(here) ? [here] : ids;
}

export function unitOf(ground: FloorGround, written: Piece): string | FloorTrouble {
  const ordinal = /[#＃](\d+)$/.exec(written.text);
  const label = ordinal ? written.text.slice(0, ordinal.index) : written.text;
  const units = unitsOfLabel(ground, label);
  if (units.length === 0) return trouble('unknown-provision', written);
  if (ordinal) return units[Number(ordinal[1]) - 1] ?? trouble('unknown-provision', written);
  return units.length === 1 ? units[0]! : trouble('several-provisions', written, { count: units.length });
}

/** `10+11` as its numbers, each with its place. */
export function labelsIn(piece: Piece): readonly Piece[] {
  return [...piece.text.matchAll(/[^+＋&、,]+/gu)].map((match) =>
    trimmed(part(piece, match.index, match.index + match[0].length)),
  );
}

/** Every provision named, or what is wrong with the first that cannot be found. */
export function unitsOf(ground: FloorGround, labels: Piece): readonly string[] | FloorTrouble {
  const units: string[] = [];
  for (const label of labelsIn(labels)) {
    const unit = unitOf(ground, label);
    if (typeof unit !== 'string') return unit;
    units.push(unit);
  }
  return units;
}

/** The provision that the line names, else the one on the floor, else the one at the caret. */
export function unitBefore({ facts, here, unit }: FloorGround): string | undefined {
  return unit ?? onFloor(facts) ?? here;
}

/** What a new provision before this one stands after: its heading, the provision before it; null at the start of the draft. */
export function blockBefore({ composition }: FloorGround, unit: string): string | null {
  let before: string | null = null;
  for (const { id, kind, attrs } of composition.papers.text.records()) {
    if (id === unit) return before;
    if (kind !== 'item' && attrs.run === undefined) before = id;
  }
  return before;
}
