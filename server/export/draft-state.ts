/**
 * A living draft as renditions need it (SPEC EX15): the text with what is proposed on it, and from the record who asks for
 * what and how provisions stand.
 */
import * as Y from 'yjs';
import { CHAIR, DESK, type Facts } from '../../shared/acts/facts.ts';
import { namesByProposal, printNames } from '../../shared/acts/reading/names.ts';
import type { Party } from '../../shared/house/party.ts';
import { Composition } from '../../shared/proposals/composition.ts';
import { printedDraft } from '../../shared/proposals/printed.ts';
import type { ProposalHead, ProposalKind } from '../../shared/proposals/proposal.ts';
import type { Asked, DraftState, Shift, Status } from '../../shared/renditions/rendition.ts';
import { type DraftDocument, delimiterIn } from '../../shared/text/document.ts';
import type { AskedBracket } from '../../shared/text/element.ts';

/** The same as the room hands it over to a thread that composes it: plain data, quickly made. */
export interface DraftSource {
  /** The draft as a Yjs update (V1). */
  readonly update: Uint8Array;
  /** As far as the reader may know them. */
  readonly facts: Facts;
  readonly parties: readonly Party[];
}

/** A state that is there, or is composed where it is needed. */
export type StateSource = DraftState | DraftSource;

export function stateFrom(source: StateSource): DraftState {
  if ('document' in source) return source;
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, source.update);
  const state = stateOfDraft(ydoc, source.facts, source.parties);
  ydoc.destroy();
  return state;
}

/** Names of those who ask for a proposal and support its words, in the order of print. */
type NamesOf = (proposal: string) => readonly string[];

/** The state of a draft; names stand in `language`, by default the draft's. */
export function stateOfDraft(
  ydoc: Y.Doc,
  facts: Facts,
  parties: readonly Party[],
  language?: string,
): DraftState {
  const composition = new Composition(ydoc);
  const document = printedDraft(composition, { shiftsApart: true });
  const names = namesByProposal(facts, parties, language ?? document.meta.language);
  const namesOf: NamesOf = (proposal) => names.get(proposal) ?? [];
  return {
    document,
    askedBy: new Map([
      ...requestedBrackets(facts, parties, language ?? document.meta.language),
      ...askedInText(document, composition, namesOf),
      ...askedInAlternatives(composition, namesOf),
    ]),
    shifts: shiftsIn(composition, namesOf),
    statuses: statusesIn(facts),
    options: optionsIn(document, composition),
    chairs: chairsIn(facts),
  };
}

/** Brackets that came in with the text, with those who said that they ask for them. */
const requestedBrackets = (
  facts: Facts,
  parties: readonly Party[],
  language: string,
): readonly (readonly [string, readonly Asked[]])[] =>
  Object.values(facts).flatMap((fact) =>
    fact.kind === 'requested'
      ? [
          [
            fact.bracket,
            [{ names: printNames(parties, fact.parties, language), asks: 'bracket' as const }],
          ] as const,
        ]
      : [],
  );

/** What every bracket of a proposal asks for; of one extent several proposals may ask different things. */
function askedInText(
  { blocks }: DraftDocument,
  { papers }: Composition,
  namesOf: NamesOf,
): readonly (readonly [string, readonly Asked[]])[] {
  return blocks.flatMap(({ content }) =>
    content.flatMap((each) => {
      const delimiter = delimiterIn(each);
      if (delimiter?.el !== 'bracket_open' || !delimiter.asked) return [];
      const asked = askedAt(delimiter.asked, (id) => papers.tabled.get(id)?.kind, namesOf);
      return [[delimiter.id, asked] as const];
    }),
  );
}

function askedAt(
  { proposal, also = [], asks }: AskedBracket,
  kindOf: (proposal: string) => ProposalKind | undefined,
  namesOf: NamesOf,
): readonly Asked[] {
  if (asks === 'words') return [{ names: namesOf(proposal), asks }];
  return [proposal, ...also].map((id): Asked => {
    const kind = kindOf(id);
    if (kind === 'deletion') return { names: namesOf(id), asks: 'delete' };
    // Who asks for other words is named after these.
    return kind === 'bracket' ? { names: namesOf(id), asks: 'bracket' } : { names: [], asks: 'delete' };
  });
}

function askedInAlternatives(
  composition: Composition,
  namesOf: NamesOf,
): readonly (readonly [string, readonly Asked[]])[] {
  return composition.blocks().flatMap(({ id, kind, proposal }) => {
    const isAsked = kind === 'alternative' && proposal !== undefined;
    return isAsked ? [[id, [{ names: namesOf(proposal), asks: 'alternative' }]] as const] : [];
  });
}

/** Moves and merges on the text, in the order of the provisions that they concern. */
function shiftsIn(composition: Composition, namesOf: NamesOf): readonly Shift[] {
  return composition
    .blocks()
    .flatMap(({ id }) => composition.proposalsOn(id).flatMap(({ head }) => shiftOf(id, head, namesOf)));
}

function shiftOf(block: string, { id, kind, target }: ProposalHead, namesOf: NamesOf): readonly Shift[] {
  if ((kind !== 'move' && kind !== 'merge') || !target || target.block === null) return [];
  const asks = kind === 'move' ? 'move-after' : 'merge-into';
  return [{ block, asks, to: target.block, names: namesOf(id) }];
}

/** Brackets that ask for another option of the choice they stand in. */
const optionsIn = ({ blocks }: DraftDocument, { papers }: Composition): ReadonlySet<string> =>
  new Set(
    blocks.flatMap(({ content }) =>
      content.flatMap((each) => {
        const delimiter = delimiterIn(each);
        const { proposal = '', asks } = delimiter?.asked ?? {};
        const isOption = asks === 'words' && papers.tabled.get(proposal)?.kind === 'option';
        return delimiter && isOption ? [delimiter.id] : [];
      }),
    ),
  );

/** Proposals that the Chair makes, and nobody with it. */
const chairsIn = (facts: Facts): ReadonlySet<string> =>
  new Set(
    Object.values(facts).flatMap((fact) =>
      fact.kind === 'proposal' &&
      fact.proponents.length > 0 &&
      fact.proponents.every((id) => id === CHAIR || id === DESK)
        ? [fact.id]
        : [],
    ),
  );

function statusesIn(facts: Facts): ReadonlyMap<string, Status> {
  return new Map(
    Object.values(facts).flatMap((fact) =>
      fact.kind === 'status' ? [[fact.unit, fact.status] as const] : [],
    ),
  );
}
