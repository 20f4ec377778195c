/** Lists of parties as drafts print them beside words: `EU, USA`, `G77 and China`, `日本、欧盟`. */

/** How sure it is that a list names parties: `known` by the body's list, as a State or as an acronym. */
export type Certainty = 'known' | 'possible';
export interface PartyList {
  readonly names: readonly string[];
  readonly certainty: Certainty;
}

/** Languages whose names of States are recognised. */
const LANGUAGES = ['en', 'fr', 'es', 'zh', 'ru', 'ar'] as const;
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Names of States and areas as the platform's own locale data has them; none is built in here. */
function regionNames(): ReadonlySet<string> {
  const names = new Set<string>();
  for (const language of LANGUAGES) {
    const of = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const first of LETTERS)
      for (const second of LETTERS) {
        const name = of.of(first + second);
        if (name !== undefined) names.add(name.toLowerCase());
      }
  }
  return names;
}
let regions: ReadonlySet<string> | undefined;
const isRegion = (name: string): boolean => {
  regions ??= regionNames();
  return regions.has(name.toLowerCase());
};

/** Letters that abbreviate something else in drafts. */
const NO_PARTY =
  /^(?:NOTE|TBD|TBC|DEL|ADD|MOD|NOC|SUP|ALT|OPT|OP|PP|ART|PARA|XX+|YY+|ZZ+|NB|PS|CRP|ANNEX|TITLE|PART|COP|CMA|CMP|SBSTA|SBI|GHG|CO2|AI|ICT|ICTS|SDG|SDGS|URL|ISO|GDP|ODA|TRIPS|NDC|NDCS|[IVXLC]+)$/;
/** What a bracket begins with that is about the text and not from a party. */
const ABOUT =
  /^(?:placeholder|preamble|note|option|alternative|alternate|variant|article|section|chapter|part|title|annex|appendix|paragraph|para|text|proposal|new (?:text|paragraph|article|item|option)|chapeau|definition|heading|footnote|table|figure|see|source|status|example|agreed|pending)\b|^(?:备选|选项|注|说明|标题|定义|附件|条|占位|待补)/iu;
const ACRONYM = /^[A-Z][A-Z0-9]{1,7}s?$/;
const GROUP =
  /^(?:the )?(?:G-?\d{2}(?: (?:and|&) China)?|[\p{Lu}][\p{L} -]{1,40} (?:Group|Union|States|Countries|Parties))$/u;
const NAME = /^(?:the )?\p{Lu}[\p{L}’'.()& -]{1,44}$/u;
const HAN_NAME = /^(?!.*[的之])\p{Script=Han}{2,6}$/u;

export type IsParty = (name: string) => boolean;

/** The parties that a text lists and nothing else; undefined when it is no such list. */
export function readPartyList(text: string, isParty: IsParty = () => false): PartyList | undefined {
  const names = text
    .split(/\s*[,;/、，；／]\s*/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .flatMap((name) => joined(name, isParty));
  if (names.length === 0 || names.length > 40) return undefined;
  if (names.every((name) => isKnown(name, isParty))) return { names, certainty: 'known' };
  return names.every((name) => isPossible(name, isParty)) ? { names, certainty: 'possible' } : undefined;
}

const HAN_GROUP = /^\p{Script=Han}{2,12}(?:联盟|集团|国家组|组)$/u;

const isKnown = (name: string, isParty: IsParty): boolean =>
  HAN_GROUP.test(name) ||
  isParty(name) ||
  isRegion(name) ||
  (ACRONYM.test(name) && !NO_PARTY.test(name)) ||
  GROUP.test(name);

const isPossible = (name: string, isParty: IsParty): boolean =>
  isKnown(name, isParty) ||
  ((isTitled(name) || HAN_NAME.test(name)) && !NO_PARTY.test(name) && !ABOUT.test(name));

/** Up to five words, all of them with a capital: `New Island Republic`. */
const isTitled = (name: string): boolean => {
  const words = name.split(/\s+/);
  return (
    NAME.test(name) && words.length <= 5 && words.every((word) => /^(?:the|of|and|\p{Lu}.*)$/u.test(word))
  );
};

/** `EU and USA` are two, `G77 and China` and `Bosnia and Herzegovina` one. */
function joined(name: string, isParty: IsParty): readonly string[] {
  if (isKnown(name, isParty)) return [name];
  const parts = name.split(/\s+(?:and|et|y|&)\s+|和|与|及/);
  return parts.length > 1 && parts.every((part) => isKnown(part, isParty)) ? parts : [name];
}
