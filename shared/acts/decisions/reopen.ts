/** Coming back to what was agreed (SPEC DE13 to DE15): reopened for a party, confirmed, objected to, brought back. */
import type { OpenDraft } from '../../proposals/open-draft.ts';
import { hashWords, isRun, type Place, type Proposal } from '../../proposals/proposal.ts';
import { wordsOfUnits } from '../../proposals/span.ts';
import { putOnTable } from '../../proposals/table.ts';
import { unitOf } from '../../proposals/units.ts';
import type { Block } from '../../text/document.ts';
import type { Facts, FromRecord } from '../facts.ts';
import { askedAgain } from '../floor/entered.ts';
import { type ActGround, actOf, type Doer, isTabled, type Plan, proposalFact, refuse } from '../planned.ts';
import { cleanText } from '../sanitize.ts';
import { statusFact } from '../status.ts';
import { headOf, planTabling, tableChange } from '../tabling.ts';
import { AGREED, type ChairsAct } from './request.ts';
import { behindNow, retiredFact, standingAt, standingFor } from './standing-now.ts';
import { askedBack, wentFact } from './went.ts';

type Request<Name extends ChairsAct['act']> = Extract<ChairsAct, { act: Name }>;
const LONGEST_NOTE = 10_000;

/** The agreed words go back in brackets for the party that asks; nothing else returns. */
export function planReopening(ground: ActGround, doer: Doer, { unit }: Request<'reopen'>): Plan {
  const { draft, facts, moment } = ground;
  if (!draft.text.placeOf(unit) || unitOf(draft.text, unit) !== unit) return refuse('unknown-target', unit);
  const now = statusFact(facts, unit);
  if (!now || !AGREED.has(now.status)) return refuse('not-agreed', unit);
  const covered = hashWords(wordsOfUnits(draft.text, [unit]));
  const place: Place = { on: 'blocks', blocks: [unit], covered };
  const proposal: Proposal = { id: `reopened.${moment.seq}`, kind: 'bracket', place, blocks: [] };
  return {
    act: actOf(doer, { act: 'reopen', unit }, tableChange(ground, proposal, 'on-text')),
    write: () => {
      putOnTable(draft, headOf(ground, proposal, 'on-text'), []);
      return undefined;
    },
  };
}

/** A party that was awaited confirms; the last one makes it agreed. */
export function planConfirming({ facts }: ActGround, doer: Doer, { unit }: Request<'confirm'>): Plan {
  const now = statusFact(facts, unit);
  if (now?.status !== 'agreed-ad-ref') return refuse('not-awaited', unit);
  if (!now.awaiting.includes(doer.for)) return refuse('not-awaited', doer.for);
  return { act: actOf(doer, { act: 'confirm', unit, party: doer.for }) };
}

/** It stands beside the decision; it is said once and nothing takes it away. */
export function planObjection({ facts }: ActGround, doer: Doer, request: Request<'object'>): Plan {
  const { decision, stance, note } = request;
  const fact = facts[`decision/${decision}`] ?? facts[`trace/${decision}`];
  if (fact?.kind !== 'decision' && fact?.kind !== 'trace') return refuse('unknown-decision', `${decision}`);
  if (fact.corrected !== undefined) return refuse('already-corrected', `by act ${fact.corrected}`);
  if (Object.hasOwn(facts, `objection/${decision}/${doer.for}`)) return refuse('already-said', doer.for);
  const said = note === undefined || note === '' ? {} : { note: cleanText(note, LONGEST_NOTE) };
  return { act: actOf(doer, { act: 'object', decision, stance, ...said }) };
}

/** What was decided or withdrawn is tabled again, in the same words under a new id; asked for already, it is joined. */
export function planBringingBack(ground: ActGround, doer: Doer, request: Request<'bring-back'>): Plan {
  const { moment } = ground;
  const found = contentOf(ground, request.what, request.covers);
  if ('refused' in found) return found;
  let count = 0;
  const fresh = askedAgain(() => `back.${moment.seq}${((count += 1)) === 1 ? '' : `.${count}`}`, found);
  return planTabling(ground, doer, withId(fresh, `back.${moment.seq}`));
}

/** The proposal itself gets the plain id; its blocks got theirs with a count. */
function withId(proposal: Proposal, id: string): Proposal {
  const { link: _, ...rest } = proposal;
  const blocks = rest.blocks.map((block, at) => {
    const { run } = block.attrs;
    const head = rest.blocks[0]!.id;
    const attrs = run === head ? { ...block.attrs, run: `${id}.w0` } : block.attrs;
    return { ...block, id: `${id}.w${at}`, attrs };
  });
  return { ...rest, id, blocks };
}

function contentOf(
  { draft, facts, moment }: ActGround,
  what: FromRecord,
  covers: readonly string[] | undefined,
): Proposal | ReturnType<typeof refuse> {
  const id = what.slice(what.indexOf(':') + 1);
  if (what.startsWith('unit:')) return fromRetired(draft, facts, id, covers);
  const went = wentFact(facts, what);
  if (went && covers) return refuse('wrong-outcome', 'words within a paragraph cover no provisions');
  let count = 0;
  if (went)
    return askedBack(draft, went, () => `back.${moment.seq}.b${(count += 1)}`) ?? refuse('place-gone', what);
  const fact = what.startsWith('proposal:') ? proposalFact(facts, id) : undefined;
  if (!fact) return refuse('unknown-proposal', what);
  if (isTabled(fact)) return refuse('wrong-fate', `it is ${fact.fate}`);
  if (!fact.content) return refuse('unknown-proposal', `nothing of ${id} is kept`);
  const instead = covers ?? movedCovers(draft, facts, fact.content);
  return instead === undefined ? fact.content : recovered(draft, fact.content, instead);
}

/** What an alternative would cover now; undefined while all that it covered stands. */
function movedCovers(
  { text }: OpenDraft,
  facts: Facts,
  { kind, place }: Proposal,
): readonly string[] | undefined {
  const isThere = (id: string): boolean => text.placeOf(id) !== undefined;
  if (kind !== 'alternative' || place.on !== 'blocks' || place.blocks.every(isThere)) return undefined;
  return standingFor(facts, isThere, place.blocks);
}

/** The same words in place of other provisions; labels follow from what they cover. */
function recovered(
  draft: OpenDraft,
  content: Proposal,
  covers: readonly string[],
): Proposal | ReturnType<typeof refuse> {
  if (!isRun(content.kind)) return refuse('wrong-outcome', `${content.kind} covers no provisions`);
  const gone = covers.find((each) => !draft.text.placeOf(each));
  if (covers.length === 0 || gone !== undefined) return refuse('place-gone', gone ?? 'no provision is named');
  const place: Place = { on: 'blocks', blocks: covers, covered: hashWords(wordsOfUnits(draft.text, covers)) };
  const blocks = content.blocks.map(
    ({ attrs: { label: _, marker: __, covers: ___, ...attrs }, ...block }, at) => ({
      ...block,
      kind: at === 0 ? ('alternative' as const) : block.kind,
      attrs: at === 0 ? { ...attrs, covers, relation: 'replaces' as const } : attrs,
    }),
  );
  return { ...content, kind: 'alternative', place, blocks };
}

/**
 * A provision or alternative that left the text comes back as an alternative to what stands in its place; where nothing
 * does, as a new provision where it stood.
 */
function fromRetired(
  draft: OpenDraft,
  facts: Facts,
  unit: string,
  covers: readonly string[] | undefined,
): Proposal | ReturnType<typeof refuse> {
  const fact = retiredFact(facts, unit);
  if (!fact) return refuse('unknown-target', unit);
  const isThere = (id: string): boolean => draft.text.placeOf(id) !== undefined;
  const still = covers ?? standingAt(facts, isThere, fact);
  const behind = still.length > 0 ? undefined : behindNow(facts, isThere, fact);
  const blocks = fact.blocks.map(plainBlock);
  if (behind !== undefined)
    return {
      id: unit,
      kind: 'provision',
      place: { on: 'after', block: behind },
      blocks: asProvision(draft, blocks),
    };
  const place: Place = { on: 'blocks', blocks: still, covered: '' };
  return recovered(draft, { id: unit, kind: 'alternative', place, blocks }, still);
}

/** A number that another bears by now is not given twice. */
const asProvision = ({ text }: OpenDraft, blocks: Proposal['blocks']): Proposal['blocks'] =>
  blocks.map((block, at) => {
    const { covers: _, relation: __, marker: ___, run: ____, label, ...attrs } = block.attrs;
    const isFree = ![...text.records()].some(
      (other) => other.kind === 'provision' && other.attrs.label === label,
    );
    const numbered = label === undefined || (at === 0 && !isFree) ? attrs : { ...attrs, label };
    return { ...block, kind: at === 0 ? ('provision' as const) : block.kind, attrs: numbered };
  });

const plainBlock = ({ id, kind, attrs, content }: Block): Proposal['blocks'][number] => ({
  id,
  kind,
  attrs: attrs.run === undefined ? attrs : { ...attrs },
  content,
});
