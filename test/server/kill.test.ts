import { expect, test } from 'vitest';
import { killRounds } from '../fuzz/kill.ts';

test('RO3, LG1: a server killed under load loses no acknowledged word, and replay equals what was live', async () => {
  const seed = 7;
  console.info(`seed ${seed}`);
  const result = await killRounds(3, seed);
  expect(result).toMatchObject({ rounds: 3, lost: 0 });
  expect(result.fault).toBeUndefined();
  expect(result.acknowledged).toBeGreaterThan(100);
}, 120_000);

test('RO3: the test notices a server that acknowledges before words are durable', async () => {
  expect((await killRounds(3, 8, true)).lost).toBeGreaterThan(0);
}, 120_000);
