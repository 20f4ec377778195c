/**
 * `npm run -s fuzz -- --trials N --clients K --seed S`: the intent oracle over every kind of edit of the text.
 * `npm run -s fuzz -- --negotiation --trials N --seed S`: a whole negotiation on three papers, with acts and attacks.
 */
import { parseArgs } from 'node:util';
import { runNegotiation } from './negotiation-trial.ts';
import { runTrial } from './text-trial.ts';

const { values } = parseArgs({
  options: {
    negotiation: { type: 'boolean', default: false },
    trials: { type: 'string', default: '300' },
    clients: { type: 'string', default: '3' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    acts: { type: 'string', default: '60' },
  },
});
const trials = Number(values.trials);
const first = Number(values.seed);

if (values.negotiation) await negotiations();
else texts();

function texts(): void {
  const options = { clients: Number(values.clients), acts: Number(values.acts) };
  const total = { lost: 0, duplicated: 0, misplaced: 0, diverged: 0 };
  console.log(`seed ${values.seed}, ${options.clients} clients, ${options.acts} acts a trial`);
  for (let i = 0; i < trials; i += 1) {
    const result = runTrial(first + i, options);
    for (const key of ['lost', 'duplicated', 'misplaced', 'diverged'] as const) total[key] += result[key];
    tell(i, result.notes);
  }
  const { lost, duplicated, misplaced, diverged } = total;
  console.log(
    `trials ${trials}, lost ${lost}, duplicated ${duplicated}, misplaced ${misplaced}, diverged ${diverged}`,
  );
  process.exitCode = Object.values(total).some((count) => count > 0) ? 1 : 0;
}

async function negotiations(): Promise<void> {
  const total = { acts: 0, refused: 0, diverged: 0, leaked: 0, lost: 0 };
  console.log(`seed ${values.seed}: three parties of two accounts, operator, chair, observer`);
  for (let i = 0; i < trials; i += 1) {
    const result = await runNegotiation(first + i);
    for (const key of ['acts', 'refused', 'diverged', 'leaked', 'lost'] as const) total[key] += result[key];
    tell(i, result.notes);
  }
  const { acts, refused, diverged, leaked, lost } = total;
  console.log(
    `trials ${trials}, acts ${acts}, refused ${refused}, diverged ${diverged}, leaked ${leaked}, lost ${lost}`,
  );
  process.exitCode = diverged + leaked + lost > 0 ? 1 : 0;
}

function tell(i: number, notes: readonly string[]): void {
  if (notes.length > 0) console.log(`seed ${first + i}: ${notes.slice(0, 5).join('; ')}`);
  if ((i + 1) % 500 === 0 && i + 1 < trials) console.log(`… ${i + 1} of ${trials} trials`);
}
