/** Preview is execution on a copy (SPEC DE10): what it shows is what happens. Nothing of the draft is changed. */
import * as Y from 'yjs';
import { type Bracket, readBrackets } from '../../draft/brackets.ts';
import { nameOf, schemeOf } from '../../draft/labels.ts';
import { printedInline } from '../../draft/printed.ts';
import { readUnits } from '../../draft/units.ts';
import type { Membership } from '../../house/membership.ts';
import { Composition } from '../../proposals/composition.ts';
import { openDraft } from '../../proposals/open-draft.ts';
import { printedDraft } from '../../proposals/printed.ts';
import type { Proposal } from '../../proposals/proposal.ts';
import type { DraftDocument } from '../../text/document.ts';
import { withoutFormatCleanup } from '../../text/draft-doc.ts';
import type { ActRequest } from '../act.ts';
import {
  type Facts,
  type PositionFact,
  type Stance,
  type Status,
  type Target,
  withChange,
} from '../facts.ts';
import type { LoggedAct } from '../logged.ts';
import { perform } from '../perform.ts';
import type { ActGround, RefusedAct } from '../planned.ts';
import { reduce } from '../reduce.ts';
import { audienceOf, told } from '../view.ts';
import type { LabelledUnit } from './facts.ts';

/** The draft and the facts after an act that was only tried. */
export interface Tried {
  readonly ydoc: Y.Doc;
  readonly facts: Facts;
  readonly act: LoggedAct;
}

/** Does the act on a copy; the same that the room does on the draft. */
export function tryOut(
  ground: ActGround,
  member: Membership | undefined,
  request: ActRequest,
  fromHand?: Proposal,
): Tried | RefusedAct {
  const ydoc = withoutFormatCleanup(new Y.Doc());
  Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(ground.draft.ydoc));
  ydoc.clientID = ground.draft.ydoc.clientID;
  const draft = openDraft(ydoc, ground.draft.origin);
  const plan = perform({ ...ground, draft }, member, request, fromHand);
  if ('refused' in plan) {
    draft.close();
    return plan;
  }
  const act = plan.write?.() ?? plan.act;
  draft.close();
  return { ydoc, act, facts: withChange(ground.facts, reduce(ground.facts, act, ground.moment)) };
}

export interface Preview {
  /** Provisions that would read otherwise, as printed; `after` is absent for one that would be gone, `before` for a new one. */
  readonly provisions: readonly (LabelledUnit & { readonly before?: string; readonly after?: string })[];
  /** Brackets that would be left in the provisions it is about. */
  readonly left: readonly { readonly on: Target; readonly unit: string; readonly words: string }[];
  /** Proposals and alternatives that would have nothing to stand on, or retire, without being named. */
  readonly moot: readonly { readonly on: Target; readonly words: string }[];
  /** Positions against what would be done. */
  readonly overridden: readonly { readonly party: string; readonly on: Target; readonly stance: Stance }[];
  readonly labels: readonly { readonly unit: string; readonly before: string; readonly after: string }[];
  /** Words of provisions merged that the one that stays would not hold (SU2). */
  readonly lost: readonly string[];
  readonly statuses: readonly { readonly unit: string; readonly before: Status; readonly after: Status }[];
}

/** What would happen, as this member may see it; nothing happens. */
export function previewAct(
  ground: ActGround,
  member: Membership | undefined,
  request: ActRequest,
  fromHand?: Proposal,
): Preview | RefusedAct {
  const before = readState(ground.draft.ydoc);
  const tried = tryOut(ground, member, request, fromHand);
  if ('refused' in tried) return tried;
  const after = readState(tried.ydoc);
  const audience = audienceOf(member, ground.standing);
  const overridden = positionsAgainst(ground.facts, tried.act).filter(
    (fact) => audience !== undefined && told(audience, fact) !== undefined,
  );
  return {
    provisions: provisionsOf(before, after),
    left: bracketsLeft(after, unitsOf(tried.act)),
    moot: mootIn(ground, tried, before, after, request),
    overridden: overridden.map(({ party, on, stance }) => ({ party, on, stance })),
    labels: labelsOf(before, after),
    lost: tried.act.changes.flatMap((change) => (change.act === 'trace' ? (change.lost ?? []) : [])),
    statuses: statusesOf(ground.facts, tried.facts),
  };
}

interface State {
  readonly document: DraftDocument;
  readonly units: ReadonlyMap<string, { readonly label: string; readonly words: string }>;
  readonly orphans: readonly string[];
}

function readState(ydoc: Y.Doc): State {
  const composition = new Composition(ydoc);
  const document = printedDraft(composition);
  const units = readUnits(document);
  const scheme = schemeOf(document.meta.language);
  const found = new Map<string, { label: string; words: string }>();
  document.blocks.forEach((block, at) => {
    const id = units.at(at)?.id ?? block.id;
    const words = block.content.map(printedInline).join('');
    const known = found.get(id);
    if (known) found.set(id, { ...known, words: `${known.words}\n${words}` });
    else found.set(id, { label: nameOf(block, scheme), words });
  });
  return { document, units: found, orphans: composition.orphans() };
}

function provisionsOf(before: State, after: State): Preview['provisions'] {
  const ids = new Set([...before.units.keys(), ...after.units.keys()]);
  return [...ids].flatMap((unit) => {
    const [was, is] = [before.units.get(unit), after.units.get(unit)];
    if (was?.words === is?.words) return [];
    const label = (is ?? was)!.label;
    return {
      unit,
      label,
      ...(was ? { before: was.words } : {}),
      ...(is ? { after: is.words } : {}),
    };
  });
}

const labelsOf = (before: State, after: State): Preview['labels'] =>
  [...after.units].flatMap(([unit, { label }]) => {
    const was = before.units.get(unit);
    return was && was.label !== label ? [{ unit, before: was.label, after: label }] : [];
  });

function statusesOf(before: Facts, after: Facts): Preview['statuses'] {
  const units = [before, after].flatMap((facts) =>
    Object.values(facts).flatMap((fact) => (fact.kind === 'status' ? [fact.unit] : [])),
  );
  const statusIn = (facts: Facts, unit: string): Status => {
    const fact = facts[`status/${unit}`];
    return fact?.kind === 'status' ? fact.status : 'not-considered';
  };
  return [...new Set(units)].flatMap((unit) => {
    const [was, is] = [statusIn(before, unit), statusIn(after, unit)];
    return was === is ? [] : [{ unit, before: was, after: is }];
  });
}

/** The provisions an act names. */
function unitsOf({ changes }: LoggedAct): ReadonlySet<string> {
  return new Set(
    changes.flatMap((change) => {
      if (change.act === 'decide') return change.units ?? [change.unit ?? []].flat();
      if (change.act === 'trace') return change.now.map(({ unit }) => unit);
      return [];
    }),
  );
}

function bracketsLeft({ document }: State, units: ReadonlySet<string>): Preview['left'] {
  const read = readUnits(document);
  return readBrackets(document, read).pairs.flatMap((bracket: Bracket) => {
    const unit = read.at(bracket.open.block)?.id;
    return unit !== undefined && units.has(unit)
      ? [{ on: targetOf(bracket), unit, words: bracket.text }]
      : [];
  });
}

/** What a bracket of the composition is: one of the text, or a proposal's. */
const targetOf = ({ id, open }: Bracket): Target =>
  open.object.asked === undefined ? `bracket:${id}` : `proposal:${open.object.asked.proposal}`;

function mootIn(
  ground: ActGround,
  tried: Tried,
  before: State,
  after: State,
  request: ActRequest,
): Preview['moot'] {
  const named = new Set<string>(
    request.act === 'decide'
      ? request.outcomes.map((each) => ('proposal' in each ? each.proposal : each.on))
      : [],
  );
  const words = (id: string): string => {
    const fact = ground.facts[`proposal/${id}`];
    return fact?.kind === 'proposal' ? (fact.wordings.at(-1)?.words ?? '') : '';
  };
  const ended = tried.act.changes.flatMap((change) =>
    change.act === 'decide'
      ? change.outcomes.flatMap((each) =>
          'proposal' in each && !named.has(each.proposal) && each.outcome === 'not-taken'
            ? [each.proposal]
            : [],
        )
      : [],
  );
  const lost = after.orphans.filter((id) => !before.orphans.includes(id));
  const retired = tried.act.changes.flatMap((change) =>
    change.act === 'decide' ? (change.retired ?? []).flatMap((blocks) => blocks[0]?.id ?? []) : [],
  );
  return [
    ...[...new Set([...ended, ...lost])].map((id) => ({ on: `proposal:${id}` as const, words: words(id) })),
    ...retired
      .filter((id) => !named.has(`unit:${id}`))
      .map((id) => ({ on: `unit:${id}` as const, words: before.units.get(id)?.words ?? '' })),
  ];
}

const AGAINST_STAYING: ReadonlySet<Stance> = new Set(['wants-deleted', 'cannot-accept', 'reserves']);

/** Positions on what is decided that say the contrary. */
function positionsAgainst(facts: Facts, { changes }: LoggedAct): readonly PositionFact[] {
  const done = new Map<string, string>();
  for (const change of changes)
    if (change.act === 'decide')
      for (const each of change.outcomes)
        done.set('proposal' in each ? `proposal:${each.proposal}` : each.on, each.outcome);
  return Object.values(facts).filter((fact): fact is PositionFact => {
    if (fact.kind !== 'position') return false;
    const outcome = done.get(fact.on);
    if (outcome === undefined) return false;
    const goes = outcome === 'goes' || outcome === 'not-taken' || outcome === 'substituted';
    return goes ? fact.stance === 'supports' : AGAINST_STAYING.has(fact.stance);
  });
}
