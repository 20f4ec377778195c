import { describe, expect, it } from 'vitest';
import { damage } from '../../fixtures/damage.ts';
import { SAMPLES } from '../../fixtures/samples.ts';
import { importText } from '../../server/import/import.ts';
import { printText } from '../../shared/renditions/text.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { canon } from '../support/canon.ts';
import { seeded } from '../support/random.ts';

function imported(text: string): DraftDocument {
  const result = importText(text);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value.document;
}

describe('IM: a draft damaged as by a PDF extraction is the same draft', () => {
  it.each(SAMPLES.filter(({ name }) => name.startsWith('rivers')))('FX4: $name', ({ document }) => {
    expect(canon(imported(damage(document, seeded(1))))).toEqual(canon(document));
  });

  it.each(SAMPLES)('RT: $name printed as plain text and imported again is the same draft', ({ document }) => {
    expect(canon(imported(printText(document)), { weights: false })).toEqual(
      canon(document, { weights: false }),
    );
  });
});
