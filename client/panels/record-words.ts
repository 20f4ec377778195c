/** The words in which the record is shown and taken away, in the reader's language. */
import type { RecordSay } from '../../shared/acts/reading/record-log.ts';
import { type Say, sayCode } from '../locales/i18n.ts';
import { targetWords } from './act-words.ts';
import type { Negotiation } from './negotiation.ts';

export function recordSay(t: Say, language: string, negotiation: Negotiation): RecordSay {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    word: (name) => t(`record.${name}`),
    outcome: (outcome) => sayCode(t, 'outcome', outcome),
    // A basis that the page does not offer is printed as it was written.
    basis: (basis) => sayCode(t, 'agree.basis', basis),
    party: negotiation.name,
    place: (unit, label) =>
      negotiation.place(unit) || label || labelOfGone(negotiation, unit) || t('record.gone-place'),
    target: (on) => targetWords(t, negotiation, on),
    time: (at) => format.format(at),
  };
}

/** The number of what left the text, as it was. */
function labelOfGone({ facts }: Negotiation, unit: string): string | undefined {
  const fact = facts[`retired/${unit}`];
  return fact?.kind === 'retired' ? fact.blocks[0]?.attrs.label : undefined;
}
