/** Names of parties as they are printed (SPEC MD3): in the body's order of seats and the reader's language. */
import { namesIn, type Party } from '../../house/party.ts';
import { CHAIR, DESK, type Facts, type ProposalFact, SOMEBODY } from '../facts.ts';
import { supportersOf } from './support.ts';

/** What the Chair is called where a party's name would stand. */
const CHAIR_NAMES: Readonly<Record<string, string>> = {
  en: 'Chair',
  zh: '主席',
  fr: 'Présidence',
  es: 'Presidencia',
  ru: 'Председатель',
  ar: 'الرئاسة',
};

/** What parties are called whose names one is not told. */
const SOMEBODY_NAMES: Readonly<Record<string, string>> = {
  en: 'not named',
  zh: '未具名',
  fr: 'non nommé',
  es: 'no se nombra',
  ru: 'не названо',
  ar: 'بدون ذكر الاسم',
};

export const chairIn = (language: string): string =>
  CHAIR_NAMES[language.split('-')[0] ?? ''] ?? CHAIR_NAMES.en!;

/** Compares two parties by the body's order; the Chair stands first, who is not on the list last. */
export function bySeat(parties: readonly Party[]): (a: string, b: string) => number {
  const seats = new Map(
    [...parties]
      .map((party, at) => ({ party, at }))
      .sort((a, b) => (a.party.order ?? Infinity) - (b.party.order ?? Infinity) || a.at - b.at)
      .map(({ party }, at) => [party.id, at]),
  );
  const seat = (id: string): number => (id === CHAIR ? -1 : (seats.get(id) ?? parties.length));
  return (a, b) => seat(a) - seat(b) || (a < b ? -1 : Number(a > b));
}

/** The short name of a party, or of the Chair. */
export function shortName(parties: readonly Party[], id: string, language: string): string {
  if (id === CHAIR || id === DESK) return chairIn(language);
  if (id === SOMEBODY) return SOMEBODY_NAMES[language.split('-')[0] ?? ''] ?? SOMEBODY_NAMES.en!;
  const party = parties.find((each) => each.id === id);
  return party ? namesIn(party, language).short : id;
}

/** Short names in print order; who is not to be named is left out. */
export const printNames = (
  parties: readonly Party[],
  ids: readonly string[],
  language: string,
): readonly string[] =>
  ids
    .filter((id) => id !== SOMEBODY)
    .sort(bySeat(parties))
    .map((id) => shortName(parties, id, language));

/** Who asks for it, then who supports its present words: `should (USA, Japan)`. */
export function namesBehind(
  facts: Facts,
  fact: ProposalFact,
  parties: readonly Party[],
  language: string,
): readonly string[] {
  const supporters = supportersOf(facts, fact).filter((id) => !fact.proponents.includes(id));
  return [...printNames(parties, fact.proponents, language), ...printNames(parties, supporters, language)];
}

/** The names for the delimiters of every proposal that stands. */
export function namesByProposal(
  facts: Facts,
  parties: readonly Party[],
  language: string,
): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, readonly string[]>();
  for (const fact of Object.values(facts))
    if (fact.kind === 'proposal' && (fact.fate === 'queued' || fact.fate === 'on-text'))
      names.set(fact.id, namesBehind(facts, fact, parties, language));
  return names;
}
