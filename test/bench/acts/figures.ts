/** Points and statistics after a change of one provision: what the page and the server read anew. */
import { readFigures } from '../../../shared/acts/reading/figures.ts';
import { readOpenPoints } from '../../../shared/acts/reading/open-points.ts';
import { readPositions } from '../../../shared/acts/reading/positions.ts';
import { readStatistics } from '../../../shared/draft/statistics.ts';
import { composedDraft } from '../../../shared/proposals/printed.ts';
import type { DraftDocument } from '../../../shared/text/document.ts';
import { documentOf, draftWith, factsOf } from './draft.ts';

export const READINGS = ['points', 'statistics', 'points and statistics', 'positions by party'] as const;
export type Reading = (typeof READINGS)[number];

/** Milliseconds of each reading, one a change. */
export type Times = Readonly<Record<Reading, readonly number[]>>;

/** The draft after somebody wrote in one provision: only its block is another. */
function changed(document: DraftDocument, round: number): DraftDocument {
  const at = (round * 37) % document.blocks.length;
  const blocks = document.blocks.map((block, index) =>
    index === at ? { ...block, content: [...block.content, { text: ` word ${round}` }] } : block,
  );
  return { ...document, blocks };
}

export function measureFigures(rounds: number, proposals: number): Times {
  const facts = factsOf(proposals);
  let document = proposals === 0 ? documentOf() : composedDraft(draftWith(proposals));
  const times: Record<Reading, number[]> = {
    points: [],
    statistics: [],
    'points and statistics': [],
    'positions by party': [],
  };
  const timed = (reading: Reading, work: () => unknown, isWarm: boolean): void => {
    const start = performance.now();
    work();
    if (!isWarm) times[reading].push(performance.now() - start);
  };
  const warmUp = 30;
  const order = (a: string, b: string): number => (a < b ? -1 : 1);
  for (let round = 0; round < rounds + warmUp; round += 1) {
    const isWarm = round < warmUp;
    document = changed(document, round);
    const ground = { document, facts, proposalOf: new Map<string, string>() };
    timed('points', () => readOpenPoints(document, facts), isWarm);
    document = changed(document, round + 1);
    timed('statistics', () => readStatistics(document), isWarm);
    document = changed(document, round + 2);
    timed('points and statistics', () => readFigures({ ...ground, document }), isWarm);
    timed('positions by party', () => readPositions(facts, { order, at: () => 0 }), isWarm);
  }
  return times;
}
