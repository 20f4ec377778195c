import { describe, expect, it } from 'vitest';
import { runNegotiation } from './negotiation-trial.ts';

/** Seeds that once failed stay here by name. */
const FAILED_ONCE: readonly (readonly [seed: number, why: string])[] = [
  [6, 'an undo kept two values of one key in one struct, and honest typing was refused'],
  [12, 'Backspace at the very beginning of the draft stepped off it'],
  [21, 'words typed after tabling went when the tabled wording was not taken'],
  [56, 'two accounts gave one deletion words at the same moment, under one id'],
  [2079, 'a deletion of whole provisions took words in its place, and they were shown at each of them'],
  [32, 'later words on taken ones stand beside them, struck and asked for'],
  [10053, 'an undo brought a proposal back into the hand after it was taken'],
  [3250, 'a withdrawn proposal with later words came back beside itself when it was taken up'],
  [501442, 'a deletion of a provision stayed on items that a new provision had cut off from it'],
  [501094, 'the same, on one item'],
  [
    901584,
    'words stood on words of one’s own alternative that had just become a paragraph, and showed nowhere',
  ],
  [
    901989,
    'a word of one’s own that was written over and shone through from the table counted as typed anew',
  ],
  [702627, 'words on a proposal that was withdrawn stayed without a place when it was tabled again'],
];

describe('HA1 to HA4, AC1 to AC12, FA1 to FA3: nothing is lost, leaked or changed without an act', () => {
  it.each(FAILED_ONCE)('seed %i: %s', async (seed) => {
    expect((await runNegotiation(seed)).notes).toEqual([]);
  });

  it('holds for 40 negotiations of a seed of the day', async () => {
    const seed = Number(process.env.CHAPEAU_SEED ?? Math.floor(Date.now() / 1000) % 1_000_000);
    console.log(`fuzz seed ${seed}`);
    for (let i = 0; i < 40; i += 1)
      expect((await runNegotiation(seed + i)).notes, `seed ${seed + i}`).toEqual([]);
  }, 240_000);
});
