/** The parties a new draft begins with (SPEC PA4): those of the newest draft of the same people, else the sample list. */
import { readFileSync } from 'node:fs';
import type { Party } from '../../shared/house/party.ts';
import type { DraftRecord, Lookup } from './lookup.ts';
import { readParties } from './parties-csv.ts';

const SAMPLE = new URL('../../fixtures/parties.csv', import.meta.url);

/** The sample list that comes with the product. Throws when its file was spoiled. */
export function sampleParties(): readonly Party[] {
  const list = readParties(readFileSync(SAMPLE, 'utf8'));
  if (!list.read) throw new Error(`fixtures/parties.csv: ${JSON.stringify(list.faults)}`);
  return list.parties;
}

/** The list of the newest of these drafts that has one, else the sample list. */
export function partiesAfter(lookup: Lookup, drafts: readonly DraftRecord[]): readonly Party[] {
  for (const { id } of drafts) {
    const parties = lookup.parties(id);
    if (parties.length > 0) return parties;
  }
  return sampleParties();
}
