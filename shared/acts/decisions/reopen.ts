/** Coming back to what was agreed (SPEC DE13 to DE15): reopened for a party, confirmed, objected to, brought back. */
import { wordsOfProposal } from '../../proposals/content.ts';
import type { OpenDraft } from '../../proposals/open-draft.ts';
import { hashWords, isRun, type Place, type Proposal } from '../../proposals/proposal.ts';
import { wordsOfUnits } from '../../proposals/span.ts';
import { putOnTable } from '../../proposals/table.ts';
import { unitOf } from '../../proposals/units.ts';
import type { Block } from '../../text/document.ts';
import { checkProposal } from '../check.ts';
import type { Facts, Target } from '../facts.ts';
import { askedAgain } from '../floor/entered.ts';
import { lockOn } from '../locks.ts';
import { type ActGround, actOf, type Doer, isTabled, type Plan, proposalFact, refuse } from '../planned.ts';
import { cleanText } from '../sanitize.ts';
import { statusFact } from '../status.ts';
import { headOf, tableChange } from '../tabling.ts';
import { AGREED, type ChairsAct } from './request.ts';

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
  const fact = facts[`decision/${decision}`];
  if (fact?.kind !== 'decision') return refuse('unknown-decision', `${decision}`);
  if (fact.corrected !== undefined) return refuse('already-corrected', `by act ${fact.corrected}`);
  if (Object.hasOwn(facts, `objection/${decision}/${doer.for}`)) return refuse('already-said', doer.for);
  const said = note === undefined || note === '' ? {} : { note: cleanText(note, LONGEST_NOTE) };
  return { act: actOf(doer, { act: 'object', decision, stance, ...said }) };
}

/** What was decided or withdrawn is on the table again, in the same words under a new id. */
export function planBringingBack(ground: ActGround, doer: Doer, request: Request<'bring-back'>): Plan {
  const { draft, moment } = ground;
  const found = contentOf(ground, request.what, request.covers);
  if ('refused' in found) return found;
  let count = 0;
  const fresh = askedAgain(() => `back.${moment.seq}${((count += 1)) === 1 ? '' : `.${count}`}`, found);
  const named = withId(fresh, `back.${moment.seq}`);
  const checked = checkProposal(ground, named);
  if (!checked.ok) return refuse(checked.why, checked.detail);
  const { proposal } = checked;
  const lock = lockOn(ground, doer.member, proposal.place);
  if (lock) return refuse(lock);
  return {
    act: actOf(doer, tableChange(ground, proposal, 'on-text')),
    write: () => {
      putOnTable(draft, headOf(ground, proposal, 'on-text'), proposal.blocks);
      return undefined;
    },
  };
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
  { draft, facts }: ActGround,
  what: Target,
  covers: readonly string[] | undefined,
): Proposal | ReturnType<typeof refuse> {
  const id = what.slice(what.indexOf(':') + 1);
  if (what.startsWith('unit:')) return fromRetired(draft, facts, id, covers);
  const fact = what.startsWith('proposal:') ? proposalFact(facts, id) : undefined;
  if (!fact) return refuse('unknown-proposal', what);
  if (isTabled(fact)) return refuse('wrong-fate', `it is ${fact.fate}`);
  if (!fact.content) return refuse('unknown-proposal', `nothing of ${id} is kept`);
  return covers === undefined ? fact.content : recovered(draft, fact.content, covers);
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

/** A provision or alternative that left the text comes back as an alternative to what stands. */
function fromRetired(
  draft: OpenDraft,
  facts: Facts,
  unit: string,
  covers: readonly string[] | undefined,
): Proposal | ReturnType<typeof refuse> {
  const fact = facts[`retired/${unit}`];
  if (fact?.kind !== 'retired') return refuse('unknown-target', unit);
  const before = fact.blocks[0]?.attrs.covers ?? [];
  const still = covers ?? before.filter((each) => draft.text.placeOf(each));
  const place: Place = { on: 'blocks', blocks: still, covered: '' };
  const blocks = fact.blocks.map(plainBlock);
  return recovered(draft, { id: unit, kind: 'alternative', place, blocks }, still);
}

const plainBlock = ({ id, kind, attrs, content }: Block): Proposal['blocks'][number] => ({
  id,
  kind,
  attrs: attrs.run === undefined ? attrs : { ...attrs },
  content,
});

/** What was asked for on a provision once and is not on the table any more: what one could bring back. */
export interface EarlierWording {
  readonly what: Target;
  readonly words: string;
  readonly proponents: readonly string[];
  /** What became of it. */
  readonly fate: string;
  /** Number of the act that ended it. */
  readonly seq: number;
}

/** Earlier wordings of a provision from the record, the latest first. */
export function earlierWordings(facts: Facts, unit: string): readonly EarlierWording[] {
  const found: EarlierWording[] = [];
  for (const fact of Object.values(facts)) {
    if (
      fact.kind === 'proposal' &&
      !isTabled(fact) &&
      fact.content &&
      concerns(fact.content, fact.unit, unit)
    )
      found.push({
        what: `proposal:${fact.id}`,
        words: wordsOfProposal(fact.content),
        proponents: [...fact.proponents, ...fact.withdrew],
        fate: fact.fate,
        seq: fact.ended ?? fact.tabled,
      });
    if (fact.kind === 'retired' && (fact.unit === unit || fact.blocks[0]?.attrs.covers?.includes(unit)))
      found.push({
        what: `unit:${fact.unit}`,
        words: wordsOfProposal({ blocks: fact.blocks } as Proposal),
        proponents: [],
        fate: 'retired',
        seq: fact.seq,
      });
  }
  return found.sort((a, b) => b.seq - a.seq || (a.what < b.what ? -1 : 1));
}

const concerns = ({ place }: Proposal, first: string | undefined, unit: string): boolean =>
  first === unit || (place.on === 'blocks' && place.blocks.includes(unit));
