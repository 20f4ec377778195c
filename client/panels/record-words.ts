/** The words in which the record is shown and taken away, in the reader's language. */

import type { RecordSay } from '../../shared/acts/reading/record-log.ts';
import { nameOf, schemeOf } from '../../shared/draft/labels.ts';
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
      negotiation.place(unit) || goneName(t, language, negotiation, unit, label) || t('record.gone-place'),
    target: (on) => targetWords(t, negotiation, on),
    time: (at) => format.format(at),
  };
}

/** What left the text is called as it was: `Paragraph 6`, `Alt 5`. */
function goneName(t: Say, language: string, { facts }: Negotiation, unit: string, label = ''): string {
  const fact = facts[`retired/${unit}`];
  const block = fact?.kind === 'retired' ? fact.blocks[0] : undefined;
  const name = label || (block ? nameOf(block, schemeOf(language)) : '');
  return block?.kind === 'provision' && name !== '' ? t('room.provision', { name }) : name;
}
