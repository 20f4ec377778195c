/**
 * What can be recorded of an open point (SPEC TB2), named by what happens. The server decides whether it can be; this is what
 * a page offers.
 */
import type { AlternativeSet } from '../../draft/alternatives.ts';
import type { ProposalKind } from '../../proposals/proposal.ts';
import type { DecidedProposal } from '../act.ts';
import type { Decided, DecidedPoint } from '../decisions/request.ts';
import type { Target } from '../facts.ts';
import type { OpenPoint } from './open-points.ts';

/** Names of what happens; sentences stand in the catalogues under `happens.<name>`. */
export type Happens =
  | 'text-stays'
  | 'text-goes'
  | 'brackets-go'
  | 'stays-in-brackets'
  | 'taken'
  | 'not-taken'
  | 'option'
  | 'no-text'
  | 'stands'
  | 'unit-goes'
  | 'other-words'
  | 'parked';

export interface PossibleOutcome {
  readonly happens: Happens;
  /** The option, or what stands, in words. */
  readonly name?: string;
  /** Absent where words or a point to wait for have to be said first. */
  readonly decided?: Decided;
  /** Given instead: what the answer makes of it; `initial` is what is put before the operator. */
  readonly ask?: { readonly initial: string; readonly with: (answer: string) => Decided };
}

/** All that can be recorded; what is most often recorded first. */
export function outcomesOn(
  point: OpenPoint,
  more: {
    readonly asks?: ProposalKind;
    readonly set?: AlternativeSet;
    readonly nameOf: (id: string) => string;
    /** Words of the paragraph as they stand. */
    readonly words?: string;
  },
): readonly PossibleOutcome[] {
  const { on } = point;
  if (on.startsWith('set:')) return more.set ? [...setOutcomes(more.set, more.nameOf), ...parking(on)] : [];
  if (on.startsWith('proposal:')) return [...proposalOutcomes(point, more.asks), ...parking(on)];
  if (on.startsWith('choice:')) return [...options(point), ...parking(on)];
  if (on.startsWith('unit:')) {
    const whole = wholeOutcomes(on as `unit:${string}`, more.words ?? '');
    // Of an item in its paragraph other words are recorded.
    return point.unit === undefined || on === `unit:${point.unit}` ? whole : whole.slice(0, 1);
  }
  return [...bracketOutcomes(point), ...parking(on)];
}

const parking = (on: Target): readonly PossibleOutcome[] => [
  { happens: 'parked', decided: { on, outcome: 'parked' } },
];

function proposalOutcomes(
  { on, provisions }: OpenPoint,
  asks: ProposalKind | undefined,
): readonly PossibleOutcome[] {
  const proposal = on.slice('proposal:'.length);
  const decided = (outcome: DecidedProposal['outcome'], happens: Happens): PossibleOutcome => ({
    happens,
    decided: { proposal, outcome },
  });
  switch (asks) {
    case 'bracket':
      return [
        decided('not-taken', 'text-stays'),
        ...provisions.slice(0, 1).map(
          (unit): PossibleOutcome => ({
            happens: 'unit-goes',
            decided: { on: `unit:${unit}`, outcome: 'goes' },
          }),
        ),
        decided('taken', 'stays-in-brackets'),
      ];
    case 'deletion':
      return [decided('not-taken', 'text-stays'), decided('taken', 'text-goes')];
    default:
      return [decided('taken', 'taken'), decided('not-taken', 'not-taken')];
  }
}

type OnBracket = Extract<DecidedPoint, { on: `bracket:${string}` }>;

function bracketOutcomes(point: OpenPoint): readonly PossibleOutcome[] {
  const on = point.on as OnBracket['on'];
  const plain = (outcome: 'stays' | 'goes' | 'stays-in-brackets', happens: Happens): PossibleOutcome => ({
    happens,
    decided: { on, outcome },
  });
  const inBrackets = plain('stays-in-brackets', 'stays-in-brackets');
  if (point.kind === 'unpaired') return [plain('stays', 'brackets-go'), inBrackets];
  const words: PossibleOutcome = {
    happens: 'other-words',
    ask: {
      initial: point.kind === 'placeholder' ? '' : point.text,
      with: (answer) => ({ on, outcome: 'substituted', words: answer }),
    },
  };
  const goes = plain('goes', 'text-goes');
  const own = point.members.length > 1 ? [] : [words];
  if (point.kind === 'placeholder') return [...own, goes, inBrackets];
  if (point.kind === 'choice') return [...options(point), ...own, goes, inBrackets];
  return [plain('stays', 'text-stays'), goes, inBrackets, ...own];
}

function options({ on, options: words }: OpenPoint): readonly PossibleOutcome[] {
  return words.map(
    (name, option): PossibleOutcome => ({
      happens: name.trim() === '' ? 'no-text' : 'option',
      ...(name.trim() === '' ? {} : { name }),
      decided: { on: on as OnBracket['on'], outcome: 'option', option },
    }),
  );
}

const wholeOutcomes = (on: `unit:${string}`, words: string): readonly PossibleOutcome[] => [
  {
    happens: 'other-words',
    ask: { initial: words, with: (answer) => ({ on, outcome: 'substituted', words: answer }) },
  },
  { happens: 'unit-goes', decided: { on, outcome: 'goes' } },
];

/** The combinations that can stand, and none of them. */
function setOutcomes(set: AlternativeSet, nameOf: (id: string) => string): readonly PossibleOutcome[] {
  const on = `set:${set.id}` as const;
  return [
    ...set.outcomes.map(
      (stand): PossibleOutcome => ({
        happens: 'stands',
        name: stand.map(nameOf).join(' + '),
        decided: { on, outcome: 'stands', stand },
      }),
    ),
    { happens: 'no-text', decided: { on, outcome: 'stands', stand: [] } },
  ];
}

/** What can be recorded of all of these at once: what each of them offers without more to be said. */
export function commonOutcomes(all: readonly (readonly PossibleOutcome[])[]): readonly {
  readonly happens: Happens;
  readonly decided: readonly Decided[];
}[] {
  const [first = []] = all;
  return first.flatMap(({ happens, name, decided }) => {
    if (!decided || name !== undefined) return [];
    const each = all.map(
      (outcomes) => outcomes.find((other) => other.happens === happens && other.decided)?.decided,
    );
    return each.every((one) => one !== undefined) ? [{ happens, decided: each as readonly Decided[] }] : [];
  });
}
