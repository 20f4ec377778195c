/** What a structural act leaves in the record (SPEC SU6): new <- old <- proponents <- reason. */
import type { OpenDraft } from '../../proposals/open-draft.ts';
import type { LabelledUnit } from '../decisions/facts.ts';
import type { ChairsChange } from '../decisions/logged.ts';
import type { Facts } from '../facts.ts';
import type { ActGround } from '../planned.ts';
import { cleanText } from '../sanitize.ts';
import type { StructuralAct } from './request.ts';

export type Trace = Extract<ChairsChange, { act: 'trace' }>;
const LONGEST_REASON = 10_000;

/** The trace of an act, without what only doing it tells. */
export function traceFor(
  { draft }: Pick<ActGround, 'draft'>,
  request: StructuralAct,
  before: readonly string[],
): Trace {
  const { reason = '', proponents = [] } = request;
  const units = before.map((unit) => labelled(draft, unit));
  return {
    act: 'trace',
    did: request.act,
    now: units,
    before: units,
    proponents,
    reason: cleanText(reason, LONGEST_REASON),
    retired: [],
  };
}

export const labelled = ({ text }: Pick<OpenDraft, 'text'>, unit: string): LabelledUnit => ({
  unit,
  label: text.placeOf(unit)?.record.attrs.label ?? '',
});

/** One row of the table: what stands now, what it came from, who asked, why. */
export interface TraceRow {
  readonly seq: number;
  readonly did: Trace['did'] | 'decision';
  readonly now: readonly LabelledUnit[];
  readonly before: readonly LabelledUnit[];
  readonly proponents: readonly string[];
  readonly reason: string;
}

/** How every provision came to be, from structural acts and from decisions on provisions, in order. */
export function traceOf(facts: Facts): readonly TraceRow[] {
  const rows: TraceRow[] = [];
  for (const fact of Object.values(facts)) {
    if (fact.kind === 'trace' && fact.corrected === undefined) {
      const { seq, did, now, before, proponents, reason } = fact;
      rows.push({ seq, did, now, before, proponents, reason });
    }
    if (fact.kind === 'proposal' && fact.fate === 'taken' && fact.content)
      rows.push(...decidedRow(facts, fact));
  }
  return rows.sort((a, b) => a.seq - b.seq);
}

const PROVISIONS: ReadonlySet<string> = new Set(['alternative', 'provision', 'move', 'merge']);

function decidedRow(facts: Facts, fact: Extract<Facts[string], { kind: 'proposal' }>): readonly TraceRow[] {
  const { content, ended = 0, proponents, reason = '' } = fact;
  if (!content || !PROVISIONS.has(content.kind)) return [];
  const unit = (id: string): LabelledUnit => ({ unit: id, label: labelIn(facts, id) });
  const covered = content.place.on === 'blocks' ? content.place.blocks : [];
  const target = content.target?.block;
  const heads = content.blocks.filter(({ kind }) => kind === 'alternative' || kind === 'provision');
  const now =
    content.kind === 'move'
      ? covered
      : content.kind === 'merge'
        ? [target ?? []].flat()
        : heads.map(({ id }) => id);
  const before = content.kind === 'merge' ? [...now, ...covered] : covered;
  return [{ seq: ended, did: 'decision', now: now.map(unit), before: before.map(unit), proponents, reason }];
}

/** The label of what left the text; of what stands the draft knows it. */
function labelIn(facts: Facts, id: string): string {
  const fact = facts[`retired/${id}`];
  return fact?.kind === 'retired' ? (fact.blocks[0]?.attrs.label ?? '') : '';
}
