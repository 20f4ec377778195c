/** The intent oracle on our editor and on y-prosemirror, trial by trial with the same seeds (`npm run bench -- losses`). */
import { runTrial } from '../fuzz/text-trial.ts';
import { CHAPEAU, type World } from '../fuzz/world.ts';
import { PEER } from './peer-world.ts';

const COLUMNS = ['lost', 'duplicated', 'misplaced', 'diverged'] as const;

/** How many of the trials have at least one such fault. */
function trialsWith(
  world: World,
  trials: number,
  seed: number,
): Record<(typeof COLUMNS)[number] | 'crashed', number> {
  const count = { lost: 0, duplicated: 0, misplaced: 0, diverged: 0, crashed: 0 };
  for (let i = 0; i < trials; i += 1) {
    try {
      const result = runTrial(seed + i, { clients: 2, acts: 60, world });
      for (const column of COLUMNS) if (result[column] > 0) count[column] += 1;
    } catch {
      count.crashed += 1;
    }
  }
  return count;
}

export function benchLosses(trials = 300, seed = 1): void {
  console.log(
    `losses: of ${trials} trials with 2 people and 60 acts, how many lost, doubled or misplaced a word`,
  );
  console.table({
    chapeau: trialsWith(CHAPEAU, trials, seed),
    'y-prosemirror 1.3.7': trialsWith(PEER, trials, seed),
  });
}
