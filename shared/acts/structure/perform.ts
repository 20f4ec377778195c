/** Structural acts (SPEC SU1 to SU6): what the secretariat does to the form of the text, traceably. */
import { writeMoved } from '../../proposals/moved.ts';
import { deskOf, type OpenDraft } from '../../proposals/open-draft.ts';
import type { Place, Proposal } from '../../proposals/proposal.ts';
import { followMoved } from '../../proposals/rehang.ts';
import { printed, wordsOfUnits } from '../../proposals/span.ts';
import { mergeUnits, moveUnits } from '../../proposals/take-references.ts';
import { changesBetween } from '../../proposals/token-diff.ts';
import { unitOf } from '../../proposals/units.ts';
import { replaceRange, setBlockAttrs } from '../../text/edit.ts';
import { contentStart } from '../../text/sequence.ts';
import { contentEnd } from '../decisions/bracket-place.ts';
import { retiredIn } from '../decisions/retired.ts';
import { agreedLock } from '../locks.ts';
import { type ActGround, actOf, type Doer, type Plan, type RefusedAct, refuse } from '../planned.ts';
import { cleanText } from '../sanitize.ts';
import { wordsLost } from './lost.ts';
import { planRenumbering } from './renumber.ts';
import type { StructuralAct } from './request.ts';
import { labelled, traceFor } from './trace.ts';
import { replaceWordsAt, wordsAt } from './words-at.ts';

type Request<Name extends StructuralAct['act']> = Extract<StructuralAct, { act: Name }>;
const LONGEST_REASON = 10_000;

export function planStructure(ground: ActGround, doer: Doer, request: StructuralAct): Plan {
  const strange = (request.proponents ?? []).find((party) => !ground.isParty(party));
  if (strange !== undefined) return refuse('unknown-party', strange);
  switch (request.act) {
    case 'merge':
      return merge(ground, doer, request);
    case 'split':
      return split(ground, doer, request);
    case 'move':
      return move(ground, doer, request);
    case 'renumber':
      return planRenumbering(ground, doer, request);
    case 'editorial':
      return editorial(ground, doer, request);
    default:
      return request satisfies never;
  }
}

const isUnit = ({ text }: OpenDraft, id: string): boolean =>
  text.placeOf(id) !== undefined && unitOf(text, id) === id;

const whole = (blocks: readonly string[]): Place => ({ on: 'blocks', blocks, covered: '' });

function unitsFault(ground: ActGround, doer: Doer, units: readonly string[]): RefusedAct | undefined {
  const unknown = units.find((id) => !isUnit(ground.draft, id));
  if (unknown !== undefined) return refuse('unknown-target', unknown);
  if (new Set(units).size < units.length) return refuse('malformed-proposal', 'one provision twice');
  return agreedLock(ground, doer.member, { place: whole(units), id: units.join(', ') });
}

/** A reference to provisions without words of its own, as a proposal of that kind has it. */
const reference = (kind: 'move' | 'merge', units: readonly string[], block: string | null): Proposal => ({
  id: kind,
  kind,
  place: whole(units),
  target: { on: 'after', block },
  blocks: [],
});

function merge(ground: ActGround, doer: Doer, request: Request<'merge'>): Plan {
  const { draft, moment } = ground;
  const { units, into, words } = request;
  if (units.length === 0) return refuse('nothing-changed');
  if (words !== undefined && /[[\]［］]/u.test(words))
    return refuse('malformed-proposal', 'a bracket among the words');
  if (units.includes(into)) return refuse('malformed-proposal', 'a merger into itself');
  const fault = unitsFault(ground, doer, [into, ...units]);
  if (fault) return fault;
  const trace = traceFor(ground, request, [into, ...units]);
  return {
    act: actOf(doer, trace),
    write: () => {
      const before = [into, ...units].map((unit) => wordsOfUnits(draft.text, [unit]));
      const { removed, runs } = mergeUnits(draft, reference('merge', units, into));
      writeMoved(draft.ydoc, moment.seq, runs, draft.origin);
      if (runs.length > 0) followMoved(draft);
      if (words !== undefined) sayInstead(draft, into, words);
      const lost = wordsLost(before, wordsOfUnits(draft.text, [into]));
      const now = [labelled(draft, into)];
      return actOf(doer, { ...trace, now, retired: retiredIn(draft, removed), lost });
    },
  };
}

/** Words in place of all that was put together; sources stay. */
function sayInstead(draft: OpenDraft, unit: string, words: string): void {
  const { record, flat } = draft.text.placeOf(unit)!;
  const sources = record.content.filter((inline) => 'el' in inline && inline.el === 'attribution');
  const start = flat + contentStart(record);
  const said = cleanText(words, LONGEST_REASON);
  const next = [...(said === '' ? [] : [{ text: said }]), ...sources];
  for (const { from, to, insert } of [...changesBetween(record.content, next)].reverse())
    replaceRange(deskOf(draft, 'text'), start + from, start + to, insert);
}

function move(ground: ActGround, doer: Doer, request: Request<'move'>): Plan {
  const { draft, moment } = ground;
  const { units, after } = request;
  if (units.length === 0) return refuse('nothing-changed');
  if (after !== null && units.includes(after)) return refuse('malformed-proposal', 'a move after itself');
  const fault = unitsFault(ground, doer, units) ?? unitsFault(ground, doer, after === null ? [] : [after]);
  if (fault) return fault;
  return {
    act: actOf(doer, traceFor(ground, request, units)),
    write: () => {
      const { runs } = moveUnits(draft, reference('move', units, after));
      writeMoved(draft.ydoc, moment.seq, runs, draft.origin);
      if (runs.length > 0) followMoved(draft);
      return undefined;
    },
  };
}

/** From the place on it is a provision of its own; items that follow go with it. */
function split(ground: ActGround, doer: Doer, request: Request<'split'>): Plan {
  const { draft, moment } = ground;
  const { block, offset } = request;
  const place = draft.text.placeOf(block);
  const unit = unitOf(draft.text, block);
  if (!place || unit === undefined) return refuse('unknown-target', block);
  const { record } = place;
  if (record.kind !== 'provision' && record.kind !== 'item' && record.kind !== 'paragraph')
    return refuse('unknown-target', `a ${record.kind} is not split`);
  if (offset > record.size) return refuse('place-gone', `${block} is ${record.size} long`);
  if (offset === 0 && unit === block) return refuse('nothing-changed');
  const fault = unitsFault(ground, doer, [unit]);
  if (fault) return fault;
  const trace = traceFor(ground, request, [unit]);
  const label = request.label === undefined ? undefined : cleanText(request.label, 40);
  return {
    act: actOf(doer, trace),
    write: () => {
      const made = offset === 0 ? block : `split.${moment.seq}`;
      if (offset === 0)
        setBlockAttrs(deskOf(draft, 'text'), block, { kind: 'provision', label: label ?? null, level: null });
      else part(draft, block, offset, made, label);
      return actOf(doer, { ...trace, now: [labelled(draft, unit), labelled(draft, made)] });
    },
  };
}

function part(
  draft: OpenDraft,
  block: string,
  offset: number,
  made: string,
  label: string | undefined,
): void {
  const desk = deskOf(draft, 'text');
  const place = draft.text.placeOf(block)!;
  const { dir } = place.record.attrs;
  const end = contentEnd(place);
  if (place.record.hasEnd) replaceRange(desk, end, end + 1, [{ el: 'end', id: made }]);
  const at = place.flat + contentStart(place.record) + offset;
  const start = { ...(label === undefined ? {} : { label }), ...(dir === undefined ? {} : { dir }) };
  const kind = place.record.kind === 'paragraph' ? 'paragraph' : 'provision';
  replaceRange(desk, at, at, [
    { el: 'end', id: block },
    { el: 'start', id: made, kind, ...start },
  ]);
}

/** A correction that changes no meaning, also in agreed words: at once, in the record, open to objection. */
function editorial(ground: ActGround, doer: Doer, request: Request<'editorial'>): Plan {
  const { draft } = ground;
  const { block, offset, from } = request;
  const place = draft.text.placeOf(block);
  if (!place) return refuse('unknown-target', block);
  if (/[[\]［］]/u.test(request.to)) return refuse('malformed-proposal', 'a bracket among the words');
  if (from === '' && request.to === '') return refuse('nothing-changed');
  const present = wordsAt(place.record.content, offset, from.length);
  if (present !== from) return { refused: 'words-changed', present: printed(place.record.content) };
  const to = cleanText(request.to, LONGEST_REASON);
  const unit = unitOf(draft.text, block) ?? block;
  const trace = traceFor(ground, request, [unit]);
  const before = printed(place.record.content);
  return {
    act: actOf(doer, trace),
    write: () => {
      replaceWordsAt(draft, block, offset, from, to);
      const after = printed(draft.text.placeOf(block)?.record.content ?? []);
      return actOf(doer, { ...trace, changes: [{ unit, before, after }] });
    },
  };
}
