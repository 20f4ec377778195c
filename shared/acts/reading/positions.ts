/** The table of positions (SPEC MD10): parties by what they speak of, in the body's order. */
import type { Facts, PositionFact, ProposalFact, Target } from '../facts.ts';

/** Where a party stands on one thing: it asks for it, or it stated a position. */
export interface PositionCell {
  readonly asks: boolean;
  readonly position?: PositionFact;
  /** It was stated on words that were changed since. */
  readonly earlier: boolean;
}

export interface PositionsTable {
  readonly columns: readonly Target[];
  readonly rows: readonly { readonly party: string; readonly cells: readonly (PositionCell | undefined)[] }[];
}

interface TableGround {
  /** The body's order of seats. */
  readonly order: (a: string, b: string) => number;
  /** Where a thing stands in the draft; the whole draft before everything. */
  readonly at: (on: Target, fact: ProposalFact | undefined) => number;
  /** Of a delegation: the parties it speaks for. Absent: all. */
  readonly only?: readonly string[];
}

/** What is open and spoken of, by party. Positions on what is decided or withdrawn are left out. */
export function readPositions(facts: Facts, { order, at, only }: TableGround): PositionsTable {
  const cells = new Map<string, Map<Target, PositionCell>>();
  const put = (party: string, on: Target, change: Partial<PositionCell>): void => {
    if (only && !only.includes(party)) return;
    const row = cells.get(party) ?? new Map<Target, PositionCell>();
    row.set(on, { asks: false, earlier: false, ...row.get(on), ...change });
    cells.set(party, row);
  };
  for (const fact of Object.values(facts)) {
    if (fact.kind === 'proposal' && isOpen(fact))
      for (const party of fact.proponents) put(party, `proposal:${fact.id}`, { asks: true });
    if (fact.kind === 'position' && isOnOpen(facts, fact))
      put(fact.party, fact.on, { position: fact, earlier: isEarlier(facts, fact) });
  }
  const rank = (on: Target): number => at(on, proposalAt(facts, on));
  const found = [...new Set([...cells.values()].flatMap((row) => [...row.keys()]))];
  const columns = found.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const rows = [...cells]
    .sort(([a], [b]) => order(a, b))
    .map(([party, row]) => ({ party, cells: columns.map((on) => row.get(on)) }));
  return { columns, rows };
}

/** Asked for still: neither decided nor withdrawn. */
export const isOpen = ({ fate }: ProposalFact): boolean => fate === 'queued' || fate === 'on-text';

/** The proposal that is spoken of, where it is one. */
export function proposalAt(facts: Facts, on: Target): ProposalFact | undefined {
  const fact = on.startsWith('proposal:') ? facts[`proposal/${on.slice('proposal:'.length)}`] : undefined;
  return fact?.kind === 'proposal' ? fact : undefined;
}

/** A dissent from a group is no position of the party before the meeting. */
const isOnOpen = (facts: Facts, { on, audience }: PositionFact): boolean => {
  const fact = proposalAt(facts, on);
  return audience !== 'group' && (fact === undefined || isOpen(fact));
};

const isEarlier = (facts: Facts, { on, wording }: PositionFact): boolean => {
  const present = proposalAt(facts, on)?.wordings.at(-1)?.hash;
  return wording !== undefined && present !== undefined && wording !== present;
};
