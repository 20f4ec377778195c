/**
 * Agreement to a provision as it now reads (SPEC DE9): what goes, what is taken, what stays open. The strip on the page and
 * the decision come from this one function, so that what is shown is what is decided.
 */
import { wordsOfProposal } from '../../proposals/content.ts';
import type { OpenDraft } from '../../proposals/open-draft.ts';
import { unitsOfPlace } from '../../proposals/place-unit.ts';
import { type Proposal, strikes, type TabledHead } from '../../proposals/proposal.ts';
import { coveredWords, wordsOfUnits } from '../../proposals/span.ts';
import { proposalOnTable, tabledIn } from '../../proposals/table.ts';
import { competingUnits } from '../../proposals/take.ts';
import { unitPlaces } from '../../proposals/units.ts';
import { delimiterIn } from '../../text/document.ts';
import type { ActRequest } from '../act.ts';
import type { Target } from '../facts.ts';
import { bracketPlace } from './bracket-place.ts';
import type { Agrees, Decided } from './request.ts';
import { wordsInBracket } from './settle-bracket.ts';

/**
 * - `taken`: words asked for enter the text. `goes`: what a party asked for is not taken.
 * - `lifted`: brackets go, words stay. `stays-open`: brackets inside stay as they are.
 * - `retires`: an alternative to the provision goes.
 */
export type ScreenFate = 'taken' | 'goes' | 'lifted' | 'stays-open' | 'retires';

export interface ScreenItem {
  readonly on: Target;
  readonly fate: ScreenFate;
  /** The words it is about: those asked for, those struck, those between the brackets. */
  readonly words: string;
  readonly asks?: Proposal['kind'];
  /** May the operator tick it otherwise? */
  readonly isFree: boolean;
}

export interface AsOnScreen {
  readonly items: readonly ScreenItem[];
  readonly outcomes: readonly Decided[];
}

/** The strip and its outcomes; `turned` are the points that the operator ticked otherwise than by default. */
export function planAsOnScreen(draft: OpenDraft, unit: string, turned: readonly Target[] = []): AsOnScreen {
  const isTurned = (on: Target): boolean => turned.includes(on);
  const lines = [...proposalLines(draft, unit, isTurned), ...bracketLines(draft, unit, isTurned)];
  const alternatives = competingUnits(draft, [unit]).map((id): Line => {
    const on = `unit:${id}` as const;
    return [
      { on, fate: 'retires', words: wordsOfUnits(draft.text, [id]), isFree: false },
      { on, outcome: 'goes' },
    ];
  });
  const all = [...lines, ...alternatives];
  return { items: all.map(([item]) => item), outcomes: all.flatMap(([, outcome]) => outcome ?? []) };
}

/** The decision as it is asked for. */
export const agreementRequest = (
  { outcomes }: AsOnScreen,
  agrees: Agrees,
): Extract<ActRequest, { act: 'decide' }> => ({ act: 'decide', outcomes, agrees });

type Line = readonly [ScreenItem, Decided?];

function proposalLines(draft: OpenDraft, unit: string, isTurned: (on: Target) => boolean): readonly Line[] {
  const lines: Line[] = [];
  for (const head of tabledIn(draft.ydoc).values()) {
    if (head.state !== 'on-text' || !unitsOfPlace(draft, head.place).includes(unit)) continue;
    const proposal = proposalOnTable(draft, head.id);
    if (proposal) lines.push(...proposalLine(draft, unit, proposal, isTurned(`proposal:${head.id}`)));
  }
  return closed(draft, lines);
}

function proposalLine(
  draft: OpenDraft,
  unit: string,
  proposal: Proposal & TabledHead,
  isTurned: boolean,
): readonly Line[] {
  const { id, kind, place } = proposal;
  const on = `proposal:${id}` as const;
  const shown = wordsOfProposal(proposal) || coveredWords(draft, place);
  const line = (fate: ScreenFate, outcome?: 'taken' | 'not-taken', isFree = true): readonly Line[] => [
    [
      { on, fate, words: shown, asks: kind, isFree },
      outcome === undefined ? undefined : { proposal: id, outcome, ...confirmed(proposal, outcome) },
    ],
  ];
  switch (kind) {
    case 'alternative':
      return line('retires', 'not-taken', false);
    case 'provision':
    case 'move':
    case 'merge':
      return [];
    case 'keep':
      return line('lifted', 'not-taken', false);
    case 'bracket': {
      const isWhole = place.on === 'blocks' && place.blocks.includes(unit);
      return isWhole !== isTurned ? line('lifted', 'not-taken') : line('stays-open');
    }
    default:
      return isTurned ? line('goes', 'not-taken') : line('taken', 'taken');
  }
}

/** The words are before everybody's eyes: what they cover goes though it was asked on earlier ones. */
const confirmed = ({ kind }: Proposal, outcome: 'taken' | 'not-taken'): { readonly confirmed?: true } =>
  outcome === 'taken' && strikes(kind) ? { confirmed: true } : {};

/** An amendment to words that are not taken cannot be taken. */
function closed(draft: OpenDraft, lines: readonly Line[]): readonly Line[] {
  const heads = tabledIn(draft.ydoc);
  const taken = new Set(lines.flatMap(([{ on, fate }]) => (fate === 'taken' ? [on] : [])));
  return lines.map(([item, outcome]): Line => {
    const place = heads.get(item.on.slice('proposal:'.length))?.place;
    const block = place && 'layer' in place && place.layer === 'words' ? place.block : undefined;
    const host = block === undefined ? undefined : draft.words.placeOf(block)?.record.attrs.of;
    if (item.fate !== 'taken' || host === undefined || taken.has(`proposal:${host}`)) return [item, outcome];
    const id = item.on.slice('proposal:'.length);
    return [
      { ...item, fate: 'goes', isFree: false },
      { proposal: id, outcome: 'not-taken' },
    ];
  });
}

/** Brackets of the text within the provision: one around all of it is lifted, others stay as they are. */
function bracketLines(draft: OpenDraft, unit: string, isTurned: (on: Target) => boolean): readonly Line[] {
  const ids = new Set<string>();
  for (const { record } of unitPlaces(draft.text, unit))
    for (const inline of record.content) {
      const delimiter = delimiterIn(inline);
      if (delimiter) ids.add(delimiter.id);
    }
  return [...ids].flatMap((id) => bracketLine(draft, unit, id, isTurned(`bracket:${id}`)));
}

function bracketLine(draft: OpenDraft, unit: string, id: string, isTurned: boolean): readonly Line[] {
  const place = bracketPlace(draft, id);
  const on = `bracket:${id}` as const;
  const words = wordsInBracket(draft, id);
  const isLiftable = place !== undefined && place.breaks.length === 0 && place.kind !== 'placeholder';
  const isWhole = isLiftable && place.units.length === 1 && place.units[0] === unit;
  if (isLiftable && isWhole !== isTurned)
    return [
      [
        { on, fate: 'lifted', words, isFree: true },
        { on, outcome: 'stays' },
      ],
    ];
  return [
    [
      { on, fate: 'stays-open', words, isFree: isLiftable },
      { on, outcome: 'stays-in-brackets' },
    ],
  ];
}
