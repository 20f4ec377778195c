/** An alternative set decided (SPEC DE6, AL5, AL7): what stands, and what retires with it. */
import { type AlternativeSet, type Candidate, readAlternatives } from '../../draft/alternatives.ts';
import { nameOf, schemeOf } from '../../draft/labels.ts';
import { Composition } from '../../proposals/composition.ts';
import { deskOf, type OpenDraft } from '../../proposals/open-draft.ts';
import { printedDraft } from '../../proposals/printed.ts';
import { moveUnits } from '../../proposals/take-references.ts';
import { endOf, unitPlaces } from '../../proposals/units.ts';
import type { BlockPlace } from '../../text/block-index.ts';
import type { Block } from '../../text/document.ts';
import { readMeta } from '../../text/draft-doc.ts';
import { type Desk, replaceRange, setBlockAttrs } from '../../text/edit.ts';
import type { DecidedProposal } from '../act.ts';
import { type RefusedAct, refuse } from '../planned.ts';

/** An outcome of a set as what is done to its members. */
export interface SetOutcome {
  readonly proposals: readonly DecidedProposal[];
  /** Alternatives of the text that stand from now on as provisions, with the labels of what they cover. */
  readonly promoted: readonly { readonly unit: string; readonly labels: readonly (string | undefined)[] }[];
  /** Provisions and alternatives of the text that go. */
  readonly retired: readonly string[];
  /** What stands, in the order of the places. */
  readonly order: readonly string[];
  readonly words: string;
}

/** The sets as they are read with what is tabled, and which candidate is a proposal's. */
export function setsOf({ ydoc }: Pick<OpenDraft, 'ydoc'>): {
  readonly sets: readonly AlternativeSet[];
  readonly proposalOf: ReadonlyMap<string, string>;
} {
  const composition = new Composition(ydoc);
  const proposalOf = new Map(
    composition
      .blocks()
      .flatMap(({ id, kind, proposal }) =>
        proposal !== undefined && kind === 'alternative' ? [[id, proposal] as const] : [],
      ),
  );
  return { sets: readAlternatives(printedDraft(composition)).sets, proposalOf };
}

/** An alternative that is a proposal's has no mark of its own. */
const TABLED: Block = { id: '', kind: 'alternative', attrs: {}, content: [] };

/** What the outcome does; refused when these cannot stand together, or leave a place empty (none at all is possible). */
export function planSet(draft: OpenDraft, id: string, stand: readonly string[]): SetOutcome | RefusedAct {
  const { sets, proposalOf } = setsOf(draft);
  const set = sets.find((each) => each.id === id);
  if (!set) return refuse('unknown-point', `no alternative set begins at ${id}`);
  const why = coverFault(set, stand);
  if (why !== undefined) return refuse('does-not-cover', why);
  const stands = set.candidates
    .filter((each) => stand.includes(each.id))
    .sort((a, b) => set.places.indexOf(a.places[0]!) - set.places.indexOf(b.places[0]!));
  const rest = set.candidates.filter((each) => !stand.includes(each.id));
  // Options in the place of no provision leave no number behind.
  const labelOf = (place: string): string | undefined => {
    const record = draft.text.placeOf(place)?.record;
    return record?.kind === 'provision' ? record.attrs.label : undefined;
  };
  const scheme = schemeOf(readMeta(draft.ydoc).language);
  const nameIn = ({ id, kind, label }: Candidate): string => {
    const record = draft.text.placeOf(id)?.record;
    return record
      ? nameOf(record, scheme)
      : kind === 'base'
        ? label
        : nameOf({ ...TABLED, attrs: { label } }, scheme);
  };
  const isTabled = (each: string): boolean => proposalOf.has(each);
  const proposals = [...rest, ...stands].flatMap((each): DecidedProposal[] => {
    const proposal = proposalOf.get(each.id);
    const outcome = stand.includes(each.id) ? 'taken' : 'not-taken';
    return proposal === undefined ? [] : [{ proposal, outcome, confirmed: true }];
  });
  return {
    proposals,
    promoted: stands
      .filter((each) => each.kind === 'alternative' && !isTabled(each.id))
      .map((each) => ({ unit: each.id, labels: each.places.map(labelOf) })),
    retired: rest.filter((each) => !isTabled(each.id)).map((each) => each.id),
    order: stands.map((each) => each.id),
    words: stands.map(nameIn).join(', ') || scheme.noText,
  };
}

/** Why these do not fill every place exactly once; `undefined` when they do, or when nothing is to stand. */
function coverFault(set: AlternativeSet, stand: readonly string[]): string | undefined {
  const filled = new Map<string, string>();
  for (const id of stand) {
    const candidate = set.candidates.find((each) => each.id === id);
    if (!candidate) return `${id} is not of this set`;
    for (const place of candidate.places) {
      if (filled.has(place)) return `${filled.get(place)} and ${id} take the same place`;
      filled.set(place, id);
    }
  }
  const empty = set.places.find((place) => !filled.has(place));
  return stand.length > 0 && empty !== undefined ? `nothing stands in the place of ${empty}` : undefined;
}

/**
 * An alternative of the text stands as a provision; a run of several takes the numbers of what it covers. Options within it
 * stay open. A name without words of its own (`Option 2:`) goes.
 */
export function promote(draft: OpenDraft, unit: string, labels: readonly (string | undefined)[]): void {
  const desk = deskOf(draft, 'text');
  const [head, next, ...rest] = unitPlaces(draft.text, unit);
  const isBare = head?.record.size === 0 && (next?.record.kind === 'provision' || labels[0] === undefined);
  if (!head) return;
  if (!next || !isBare) standAsProvisions(desk, [head, ...[next ?? []].flat(), ...rest], labels);
  else {
    standAsProvisions(desk, [next, ...rest], labels);
    replaceRange(desk, head.flat, endOf(head), []);
  }
}

function standAsProvisions(
  desk: Desk,
  places: readonly BlockPlace[],
  labels: readonly (string | undefined)[],
): void {
  let heads = 0;
  let head: string | null = null;
  const inner = new Set<string>();
  for (const { record } of places) {
    const { id, kind, attrs } = record;
    if (inner.has(attrs.run ?? '')) continue;
    if (attrs.relation !== undefined && attrs.run !== undefined) {
      inner.add(id);
      setBlockAttrs(desk, id, { run: null });
    } else if (kind === 'alternative' || kind === 'provision') {
      const label: string | null = labels[heads] ?? (kind === 'provision' ? attrs.label : undefined) ?? null;
      head = id;
      heads += 1;
      const cleared = { covers: null, relation: null, marker: null, run: null };
      setBlockAttrs(desk, id, { ...cleared, kind: 'provision', label });
    } else if (attrs.run !== undefined) setBlockAttrs(desk, id, { run: kind === 'item' ? null : head });
  }
}

/** What stands is moved only where it would stand in another order than what it replaces. */
export function inOrderOfPlaces(draft: OpenDraft, order: readonly string[]) {
  const there = order.filter((id) => draft.text.placeOf(id));
  return there.flatMap((id, at) => {
    const before = there[at - 1];
    if (before === undefined) return [];
    const isBehind = draft.text.placeOf(id)!.flat > draft.text.placeOf(before)!.flat;
    if (isBehind) return [];
    const move = { id, kind: 'move', blocks: [], target: { on: 'after', block: before } } as const;
    return moveUnits(draft, { ...move, place: { on: 'blocks', blocks: [id], covered: '' } }).runs;
  });
}
