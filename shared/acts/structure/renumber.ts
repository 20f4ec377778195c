/** Renumbering (SPEC SU5): labels change old -> new, ids never; references to them are ticked one by one. */
import { deskOf } from '../../proposals/open-draft.ts';
import { partOf, unitOf } from '../../proposals/units.ts';
import { setBlockAttrs } from '../../text/edit.ts';
import { type ActGround, actOf, type Doer, type Plan, type RefusedAct, refuse } from '../planned.ts';
import { cleanText } from '../sanitize.ts';
import type { StructuralAct, TickedReference } from './request.ts';
import { labelled, traceFor } from './trace.ts';
import { replaceWordsAt, wordsAt } from './words-at.ts';

type Renumber = Extract<StructuralAct, { act: 'renumber' }>;

export function planRenumbering(ground: ActGround, doer: Doer, request: Renumber): Plan {
  const { draft } = ground;
  const units = Object.keys(request.labels);
  if (units.length === 0 && request.references.length === 0) return refuse('nothing-changed');
  const why = labelsFault(ground, request) ?? referencesFault(ground, request);
  if (why) return why;
  const trace = traceFor(ground, request, units);
  return {
    act: actOf(doer, trace),
    write: () => {
      for (const [unit, label] of Object.entries(request.labels)) relabel(ground, unit, cleanText(label, 40));
      for (const { block, offset, from, to } of inReverse(request.references))
        replaceWordsAt(draft, block, offset, from, cleanText(to, 200));
      const changes = request.references.map(({ block, from, to }) => ({
        unit: unitOf(draft.text, block) ?? block,
        before: from,
        after: to,
      }));
      return actOf(doer, { ...trace, now: units.map((unit) => labelled(draft, unit)), changes });
    },
  };
}

/** A label is unique among the provisions of its part. */
function labelsFault({ draft: { text } }: ActGround, { labels }: Renumber): RefusedAct | undefined {
  const unknown = Object.keys(labels).find((id) => !text.placeOf(id));
  if (unknown !== undefined) return refuse('unknown-target', unknown);
  const parts = new Set(Object.keys(labels).map((id) => partOf(text, id)));
  const seen = new Map<string, string>();
  let part: string | undefined;
  for (const { id, kind, attrs } of text.records()) {
    if (kind === 'part') part = id;
    const label = labels[id] ?? attrs.label;
    if (kind !== 'provision' || label === undefined || !parts.has(part)) continue;
    const key = `${part ?? ''}\u0000${label}`;
    const other = seen.get(key);
    // Numbers that were double before are no fault of this act.
    if (other !== undefined && (labels[id] !== undefined || labels[other] !== undefined))
      return refuse('id-taken', `two provisions would be ${label}`);
    seen.set(key, id);
  }
  return undefined;
}

function referencesFault({ draft }: ActGround, { references }: Renumber): RefusedAct | undefined {
  const ends = new Map<string, number>();
  for (const { block, offset, from, to } of [...references].sort((a, b) => a.offset - b.offset)) {
    const content = draft.text.placeOf(block)?.record.content;
    if (!content) return refuse('unknown-target', block);
    if (from === '' || wordsAt(content, offset, from.length) !== from)
      return refuse('words-changed', `${from} in ${block}`);
    if (/[[\]［］]/u.test(to)) return refuse('malformed-proposal', 'a bracket among the words');
    if ((ends.get(block) ?? 0) > offset) return refuse('malformed-proposal', 'two references at one place');
    ends.set(block, offset + from.length);
  }
  return undefined;
}

const inReverse = (references: readonly TickedReference[]): readonly TickedReference[] =>
  [...references].sort((a, b) => b.offset - a.offset);

/** A label that is printed with what surrounds it (`Article 3`) goes on being printed so. */
function relabel({ draft }: ActGround, unit: string, label: string): void {
  const { label: old, marker } = draft.text.placeOf(unit)!.record.attrs;
  if (old === label) return;
  const said = marker === undefined || old === undefined ? {} : { marker: marker.replace(old, label) };
  setBlockAttrs(deskOf(draft, 'text'), unit, { label, ...said });
}
