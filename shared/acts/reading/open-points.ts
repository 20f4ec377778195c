/** The open points with all that is known of them (SPEC CT1): for the chair's list, filters, and the command line. */
import { nameOf, schemeOf } from '../../draft/labels.ts';
import { type Point, type PointNumbers, readingsOf, readPoints } from '../../draft/points.ts';
import type { DraftDocument } from '../../text/document.ts';
import { parkedIn } from '../decisions/parking.ts';
import type { Facts, ProposalFact, Target } from '../facts.ts';

export interface OpenPoint extends Point {
  /** What a decision names. Of linked brackets each is decided by naming one. */
  readonly on: Target;
  /** Name of the provision, `Alt 10+11`; of the part. */
  readonly label: string;
  readonly partLabel: string;
  /** Parties that ask for it, where it is a proposal's. */
  readonly proponents: readonly string[];
  /** Words around it. */
  readonly before: string;
  readonly after: string;
  readonly options: readonly string[];
  /** 1 for what is in no other bracket. */
  readonly depth: number;
  readonly link?: string;
  readonly status: 'open' | 'parked';
  readonly until?: Target;
}

/** All open points in order of print. `proposalOf` gives the proposals whose blocks are alternatives on the table. */
export function readOpenPoints(
  document: DraftDocument,
  facts: Facts = {},
  given: PointNumbers = {},
  proposalOf: ReadonlyMap<string, string> = new Map(),
): readonly OpenPoint[] {
  const readings = readingsOf(document);
  const scheme = schemeOf(document.meta.language);
  const parked = new Map(parkedIn(facts).map((each) => [each.on, each]));
  const byId = new Map(document.blocks.map((block) => [block.id, block]));
  return readPoints(document, given, readings).map((point): OpenPoint => {
    const bracket = readings.brackets.byId.get(point.members[0] ?? '');
    const on = targetOf(point, bracket?.open.object.asked?.proposal);
    const rest = parked.get(on);
    const [unit, part] = [byId.get(point.unit ?? ''), byId.get(point.part ?? '')];
    const heading = document.blocks.find(({ id }) => id === point.part);
    return {
      ...point,
      on,
      label: unit ? nameOf(unit, scheme) : '',
      partLabel: part?.attrs.label ?? (heading ? textOf(heading.content) : ''),
      proponents: proponentsOf(facts, point, proposalOf, bracket?.open.object.asked?.also ?? []),
      before: bracket?.before ?? '',
      after: bracket?.after ?? '',
      options: bracket?.options ?? [],
      depth: bracket?.depth ?? 1,
      ...(bracket?.link === undefined ? {} : { link: bracket.link }),
      status: rest ? 'parked' : 'open',
      ...(rest?.until === undefined ? {} : { until: rest.until }),
    };
  });
}

const textOf = (content: DraftDocument['blocks'][number]['content']): string =>
  content.map((inline) => ('el' in inline ? '' : inline.text)).join('');

function targetOf({ kind, key, members }: Point, proposal: string | undefined): Target {
  if (kind === 'alternatives') return `set:${key.slice('set:'.length)}`;
  return proposal === undefined ? `bracket:${members[0] ?? ''}` : `proposal:${proposal}`;
}

function proponentsOf(
  facts: Facts,
  { members }: Point,
  proposalOf: ReadonlyMap<string, string>,
  also: readonly string[],
): readonly string[] {
  const found = [...members, ...also].flatMap((id) => {
    const fact = facts[`proposal/${proposalOf.get(id) ?? id.replace(/:words$/u, '')}`];
    return fact?.kind === 'proposal' ? (fact satisfies ProposalFact).proponents : [];
  });
  return [...new Set(found)];
}

export interface PointFilter {
  readonly party?: string;
  readonly kind?: Point['kind'];
  readonly part?: string;
  readonly status?: OpenPoint['status'];
  /** Words of it or around it, in any case. */
  readonly text?: string;
}

export const filterPoints = (points: readonly OpenPoint[], filter: PointFilter): readonly OpenPoint[] =>
  points.filter(
    (point) =>
      (filter.party === undefined || point.proponents.includes(filter.party)) &&
      (filter.kind === undefined || point.kind === filter.kind) &&
      (filter.part === undefined || point.part === filter.part) &&
      (filter.status === undefined || point.status === filter.status) &&
      (filter.text === undefined ||
        `${point.before}${point.text}${point.after}`.toLowerCase().includes(filter.text.toLowerCase())),
  );

/** How many points there are of each kind, part, party and depth. */
export function countPoints(points: readonly OpenPoint[]): {
  readonly [by in 'kind' | 'part' | 'party' | 'depth']: Readonly<Record<string, number>>;
} {
  const counts = { kind: {}, part: {}, party: {}, depth: {} } as Record<string, Record<string, number>>;
  const add = (by: string, key: string): void => {
    const tally = counts[by]!;
    tally[key] = (tally[key] ?? 0) + 1;
  };
  for (const { kind, partLabel, proponents, depth } of points) {
    add('kind', kind);
    add('part', partLabel);
    add('depth', String(depth));
    for (const party of proponents) add('party', party);
  }
  return counts as ReturnType<typeof countPoints>;
}
