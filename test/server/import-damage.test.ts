import { describe, expect, it } from 'vitest';
import { damage } from '../../fixtures/damage.ts';
import { randomDraft } from '../../fixtures/random-draft.ts';
import { SAMPLES } from '../../fixtures/samples.ts';
import { importText } from '../../server/import/import.ts';
import { printText } from '../../shared/renditions/text.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { canon } from '../support/canon.ts';
import { seeded } from '../support/random.ts';

/** Trials of each kind; failing seeds are printed and can be had again. */
const TRIALS = 200;
/** Milliseconds: ten times what they take, for machines with other work. */
const LONG = 120_000;

function imported(text: string): DraftDocument {
  const result = importText(text);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value.document;
}

/** The seeds whose draft does not come back equal. */
function failing(seeds: readonly number[], comesBack: (seed: number) => boolean): readonly number[] {
  const failed = seeds.filter((seed) => !comesBack(seed));
  if (failed.length > 0) console.error(`failing seeds: ${failed.join(' ')}`);
  return failed;
}
const seeds = Array.from({ length: TRIALS }, (_, at) => at + 1);
const isSame = (a: DraftDocument, b: DraftDocument, weights: boolean) =>
  JSON.stringify(canon(a, { weights })) === JSON.stringify(canon(b, { weights }));

describe('IM: a draft damaged as by a PDF extraction is the same draft', () => {
  it.each(SAMPLES.filter(({ name }) => name.startsWith('rivers')))('FX4: $name', ({ document }) => {
    for (const seed of [1, 2, 3])
      expect(canon(imported(damage(document, seeded(seed))))).toEqual(canon(document));
  });

  it(
    `FX5: ${TRIALS} random drafts, damaged at random`,
    () => {
      const comesBack = (seed: number) => {
        const random = seeded(seed);
        const document = randomDraft(random);
        return isSame(imported(damage(document, random)), document, true);
      };
      expect(failing(seeds, comesBack)).toEqual([]);
    },
    LONG,
  );
});

describe('RT: a draft printed as plain text and imported again is the same draft', () => {
  it.each(SAMPLES)('RT1: $name', ({ document }) => {
    expect(canon(imported(printText(document)), { weights: false })).toEqual(
      canon(document, { weights: false }),
    );
  });

  it(
    `RT1: ${TRIALS} random drafts`,
    () => {
      const comesBack = (seed: number) => {
        const document = randomDraft(seeded(seed));
        return isSame(imported(printText(document)), document, false);
      };
      expect(failing(seeds, comesBack)).toEqual([]);
    },
    LONG,
  );

  it('FX: the same seed gives the same draft and the same damage; the comparison sees a changed word', () => {
    const [one, two] = [seeded(7), seeded(7)];
    const document = randomDraft(one);
    expect(damage(randomDraft(two), two)).toBe(damage(document, one));
    const [first, ...rest] = document.blocks;
    const changed = {
      ...document,
      blocks: [{ ...first, content: [{ text: 'other' }] } as typeof first & object, ...rest],
    };
    expect(isSame(changed, document, true)).toBe(false);
  });
});
