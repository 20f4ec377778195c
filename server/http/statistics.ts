/** How far a draft is, now and after each meeting and revision (SPEC ST5, ST6): for the chair's side, and for members if the house says so. */
import type { FastifyInstance } from 'fastify';
import type { Facts } from '../../shared/acts/facts.ts';
import type { FigureAt, FigureHistory } from '../../shared/acts/reading/figures.ts';
import { figureAt, milestonesIn, readFigures } from '../../shared/acts/reading/figures.ts';
import { mayReadStatistics } from '../../shared/house/audience.ts';
import { allowedEntry } from './drafts.ts';
import { sendPrivate } from './edge.ts';
import type { Ports, Texts } from './ports.ts';
import { viewOf } from './told.ts';

/** Each answer may replay the record of several meetings. */
const RATE = { config: { rateLimit: { max: 30, timeWindow: 60_000 } } } as const;
/** Milestones shown: the latest ones. */
const MOST = 60;
/** Figures of the past that are kept: they never change. */
const KEPT = 500;

export function statisticsRoutes(app: FastifyInstance, { people, texts }: Ports): void {
  const past = new Map<string, FigureAt>();
  app.get('/api/drafts/:draft/statistics', RATE, async (request, reply) => {
    const entry = allowedEntry(request, people, mayReadStatistics);
    const view = viewOf(entry, people.groups(entry.draft.id));
    return sendPrivate(reply, await historyOf(texts, entry.draft.id, past, view));
  });
}

async function historyOf(
  texts: Texts,
  draft: string,
  past: Map<string, FigureAt>,
  view: (facts: Facts) => Facts,
): Promise<FigureHistory> {
  const ground = await texts.figures(draft);
  // Counts by party tell no name that the house does not let this member know.
  const now = readFigures({ ...ground, facts: view(ground.facts) });
  const history: FigureAt[] = [];
  for (const milestone of milestonesIn(ground.facts).slice(-MOST)) {
    const key = `${draft} ${milestone.seq} ${milestone.after} ${milestone.name}`;
    const known =
      past.get(key) ?? figureAt(milestone, readFigures(await texts.figures(draft, milestone.seq)));
    past.delete(key);
    past.set(key, known);
    history.push(known);
  }
  for (const key of [...past.keys()].slice(0, Math.max(0, past.size - KEPT))) past.delete(key);
  return { now, history: [...history, figureAt({ after: 'now', name: '', at: 0 }, now)] };
}
