/** `npm run -s fuzz -- --trials N --clients K --seed S`: the intent oracle over every kind of edit. */
import { parseArgs } from 'node:util';
import { runTrial } from './text-trial.ts';

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '300' },
    clients: { type: 'string', default: '3' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    acts: { type: 'string', default: '60' },
  },
});
const trials = Number(values.trials);
const options = { clients: Number(values.clients), acts: Number(values.acts) };
const total = { lost: 0, duplicated: 0, misplaced: 0, diverged: 0 };

console.log(`seed ${values.seed}, ${options.clients} clients, ${options.acts} acts a trial`);
for (let i = 0; i < trials; i += 1) {
  const seed = Number(values.seed) + i;
  const result = runTrial(seed, options);
  for (const key of ['lost', 'duplicated', 'misplaced', 'diverged'] as const) total[key] += result[key];
  if (result.notes.length > 0) console.log(`seed ${seed}: ${result.notes.slice(0, 5).join('; ')}`);
  if ((i + 1) % 500 === 0 && i + 1 < trials) console.log(`… ${i + 1} of ${trials} trials`);
}
console.log(
  `trials ${trials}, lost ${total.lost}, duplicated ${total.duplicated}, misplaced ${total.misplaced}, diverged ${total.diverged}`,
);
process.exitCode = Object.values(total).some((count) => count > 0) ? 1 : 0;
