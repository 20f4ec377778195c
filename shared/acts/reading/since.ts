/** What was done since one left (SPEC MD4): decisions first, and of everything what touches the own party. */
import type { DecisionFact, Fact, Facts, PositionFact, ProposalFact, Target } from '../facts.ts';

export type News =
  | { readonly kind: 'decision'; readonly fact: DecisionFact }
  | { readonly kind: 'tabled' | 'reworded' | 'ended'; readonly fact: ProposalFact }
  | { readonly kind: 'status' | 'comment' | 'position' | 'floor' | 'revision'; readonly fact: Fact };

export interface NewsItem {
  readonly news: News;
  /** Number of the act. */
  readonly seq: number;
  /** It concerns what the own party asks for or said. */
  readonly touchesUs: boolean;
}

/** Everything after act `seen`: what touches the party before the rest, decisions before other acts, the latest first. */
export function readSince(facts: Facts, seen: number, party: string | undefined): readonly NewsItem[] {
  const ours = oursIn(facts, party);
  return Object.values(facts)
    .flatMap((fact) => newsOf(fact, seen))
    .filter(({ news }) => !isOwnDoing(news, party))
    .map(({ news, seq }) => ({ news, seq, touchesUs: touches(news, ours, party) }))
    .sort((a, b) => Number(b.touchesUs) - Number(a.touchesUs) || weight(a) - weight(b) || b.seq - a.seq);
}

const weight = ({ news }: NewsItem): number => (news.kind === 'decision' ? 0 : 1);

interface Dated {
  readonly news: News;
  readonly seq: number;
}

function newsOf(fact: Fact, seen: number): readonly Dated[] {
  switch (fact.kind) {
    case 'decision':
      return after(seen, { news: { kind: 'decision', fact }, seq: fact.corrected ?? fact.seq });
    case 'proposal':
      return proposalNews(fact, seen);
    case 'status':
    case 'comment':
    case 'position':
    case 'floor':
    case 'revision':
      return after(seen, { news: { kind: fact.kind, fact }, seq: fact.seq });
    case 'part-phase':
    case 'grant':
    case 'hand':
    case 'tick':
    case 'objection':
    case 'parked':
    case 'requested':
    case 'retired':
    case 'went':
    case 'meeting':
    case 'trace':
    case 'coverage':
      return [];
    default:
      return fact satisfies never;
  }
}

const after = (seen: number, dated: Dated): readonly Dated[] => (dated.seq > seen ? [dated] : []);

/** Of a proposal the last thing that happened: a decision is told by itself. */
function proposalNews(fact: ProposalFact, seen: number): readonly Dated[] {
  const wording = fact.wordings.at(-1);
  if (fact.ended !== undefined)
    return fact.fate === 'withdrawn' ? after(seen, { news: { kind: 'ended', fact }, seq: fact.ended }) : [];
  if (fact.tabled > seen) return [{ news: { kind: 'tabled', fact }, seq: fact.tabled }];
  if (wording && wording.number > 1 && wording.seq > seen)
    return [{ news: { kind: 'reworded', fact }, seq: wording.seq }];
  return [];
}

/** What one did oneself is no news; what the chair's side recorded for the party is. */
function isOwnDoing(news: News, party: string | undefined): boolean {
  if (party === undefined) return false;
  const { fact } = news;
  if (fact.kind === 'comment') return fact.party === party;
  if (fact.kind === 'position') return fact.party === party && !fact.recorded;
  return fact.kind === 'proposal' && news.kind !== 'ended' && fact.proponents[0] === party;
}

interface Ours {
  readonly targets: ReadonlySet<Target>;
  readonly units: ReadonlySet<string>;
}

/** What the party asks for, took a position on or spoke of, and the provisions of that. */
function oursIn(facts: Facts, party: string | undefined): Ours {
  const [targets, units] = [new Set<Target>(), new Set<string>()];
  if (party === undefined) return { targets, units };
  for (const fact of Object.values(facts)) {
    if (fact.kind === 'proposal' && [...fact.proponents, ...fact.withdrew].includes(party)) {
      targets.add(`proposal:${fact.id}`);
      if (fact.unit !== undefined) units.add(fact.unit);
    } else if ((fact.kind === 'position' || fact.kind === 'comment') && fact.party === party) {
      targets.add(fact.on);
      if (fact.on.startsWith('unit:')) units.add(fact.on.slice('unit:'.length));
    }
  }
  return { targets, units };
}

function touches({ fact }: News, { targets, units }: Ours, party: string | undefined): boolean {
  switch (fact.kind) {
    case 'decision':
      return (
        fact.outcomes.some(({ on }) => targets.has(on)) || (fact.unit !== undefined && units.has(fact.unit))
      );
    case 'proposal':
      return targets.has(`proposal:${fact.id}`) || (fact.unit !== undefined && units.has(fact.unit));
    case 'status':
    case 'floor':
      return units.has(fact.unit);
    case 'comment':
      return targets.has(fact.on);
    case 'position':
      return isOnOurs(fact, targets);
    case 'tick':
    case 'grant':
      return fact.party === party;
    case 'part-phase':
    case 'hand':
    case 'objection':
    case 'parked':
    case 'requested':
    case 'retired':
    case 'went':
    case 'meeting':
    case 'trace':
    case 'revision':
    case 'coverage':
      return false;
    default:
      return fact satisfies never;
  }
}

const isOnOurs = ({ on }: PositionFact, targets: ReadonlySet<Target>): boolean => targets.has(on);
