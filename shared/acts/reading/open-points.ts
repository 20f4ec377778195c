/** The open points with all that is known of them (SPEC CT1, TB1): for the chair's list, filters, and the command line. */

import type { Bracket, Brackets } from '../../draft/brackets.ts';
import { type LabelScheme, nameOf, schemeOf } from '../../draft/labels.ts';
import type { Point, PointKind, PointNumbers, Readings } from '../../draft/points.ts';
import { printedInline } from '../../draft/printed.ts';
import { sectionsOf } from '../../draft/units.ts';
import { isThought, readOpen } from '../../renditions/open.ts';
import { type Block, type DraftDocument, delimiterIn } from '../../text/document.ts';
import { requestersOf } from '../claiming.ts';
import { type Parked, parkedIn } from '../decisions/parking.ts';
import type { Facts, Target } from '../facts.ts';
import { type AskedKind, askedPoints } from './asked-points.ts';
import { type BareWords, bareChoiceAt } from './bare-choices.ts';

export type OpenPointKind = PointKind | AskedKind;

export interface OpenPoint extends Omit<Point, 'kind'> {
  readonly kind: OpenPointKind;
  /** What a decision names. Of linked brackets each is decided by naming one. */
  readonly on: Target;
  /** Name of the provision, `Alt 10+11`. */
  readonly label: string;
  /** Of the part; in a draft without parts of the chapter. */
  readonly partLabel: string;
  /** Parties that ask for it, where it is a proposal's. */
  readonly proponents: readonly string[];
  /** Words around it. */
  readonly before: string;
  readonly after: string;
  readonly options: readonly string[];
  /** Whole provisions that it encloses. */
  readonly provisions: readonly string[];
  /** 1 for what is in no other bracket. */
  readonly depth: number;
  readonly link?: string;
  readonly status: 'open' | 'parked';
  readonly until?: Target;
}

/**
 * All open points in order of print, with what is open without a bracket: a choice of single words, a provision kept for
 * text to come. `proposalOf` gives the proposals whose blocks are alternatives on the table.
 */
export function readOpenPoints(
  document: DraftDocument,
  facts: Facts = {},
  given: PointNumbers = {},
  proposalOf: ReadonlyMap<string, string> = new Map(),
): readonly OpenPoint[] {
  const { points, ...ground } = readOpen(document, given);
  return describePoints(points, ground, facts, proposalOf);
}

interface Ground {
  readonly document: DraftDocument;
  readonly readings: Readings;
}

/** What is known of points that were read before. */
export function describePoints(
  points: readonly Point[],
  { document, readings }: Ground,
  facts: Facts,
  proposalOf: ReadonlyMap<string, string>,
): readonly OpenPoint[] {
  const byId = new Map(document.blocks.map((block) => [block.id, block]));
  const sectionAt = sectionsOf(document, readings.units);
  const headings = headingsIn(document);
  const known: Known = {
    scheme: schemeOf(document.meta.language),
    restOf: restIn(new Map(parkedIn(facts).map((each) => [each.on, each])), readings.brackets.byId),
    byId,
    partLabelAt: (index) => headings.get(sectionAt(index) ?? '') ?? '',
    paired: readings.brackets.byId,
    facts,
    proposalOf,
  };
  const found = onceEach(points.map((point) => describe(point, known)));
  const asked = askedPoints(facts, { document, units: readings.units, ...known });
  return asked.length === 0 ? found : [...found, ...asked].sort((a, b) => a.at - b.at);
}

interface Known {
  readonly byId: ReadonlyMap<string, Block>;
  readonly partLabelAt: (index: number) => string;
  readonly paired: Brackets['byId'];
  readonly scheme: LabelScheme;
  readonly restOf: (on: Target, unit: string | undefined) => Parked | undefined;
  readonly facts: Facts;
  readonly proposalOf: ReadonlyMap<string, string>;
}

/** Written out member by member: drafts hold thousands, and objects put together from parts are slow to make. */
function describe(point: Point, known: Known): OpenPoint {
  const { byId, paired, scheme, facts, proposalOf } = known;
  const [first = ''] = point.members;
  const bracket = paired.get(first);
  const bare = isThought(first) ? bareChoiceOf(first, byId, paired) : undefined;
  const on = bare?.on ?? targetOf(point, bracket);
  const rest = known.restOf(on, point.unit);
  const unit = byId.get(point.unit ?? '');
  const described: { -readonly [name in keyof OpenPoint]: OpenPoint[name] } = {
    key: point.key,
    kind: point.kind,
    number: point.number,
    at: point.at,
    text: point.text,
    members: point.members,
    on,
    label: unit ? nameOf(unit, scheme) : '',
    partLabel: known.partLabelAt(point.at),
    proponents: proponentsOf(facts, point, proposalOf, bracket?.open.object.asked?.also ?? []),
    before: bracket?.before ?? '',
    after: bracket?.after ?? '',
    options: bare?.words ?? bracket?.options ?? [],
    provisions: bracket?.provisions ?? [],
    depth: bracket?.depth ?? 1,
    status: rest ? 'parked' : 'open',
  };
  if (point.part !== undefined) described.part = point.part;
  if (point.unit !== undefined) described.unit = point.unit;
  if (bracket?.link !== undefined) described.link = bracket.link;
  if (rest?.until !== undefined) described.until = rest.until;
  return described;
}

/** What a point waits for: while a paragraph waits, all that is open in it does. */
const restIn =
  (parked: ReadonlyMap<Target, Parked>, paired: Known['paired']): Known['restOf'] =>
  (on, unit) =>
    [on, ...(unit === undefined ? [] : ([`unit:${unit}`] as const))]
      .map((each) => parked.get(each))
      .find((rest) => rest && !isPassed(rest, paired));

/** The bracket that it waits for went with the words around it. */
const isPassed = ({ until }: Parked, paired: Known['paired']): boolean =>
  until?.startsWith('bracket:') === true && !paired.has(until.slice('bracket:'.length));

/** The slashes of one choice printed without brackets are one point. */
function onceEach(points: readonly OpenPoint[]): readonly OpenPoint[] {
  const seen = new Set<Target>();
  return points.filter(({ on }) => {
    const isBare = on.startsWith('choice:') || on.startsWith('unit:');
    if (isBare && seen.has(on)) return false;
    seen.add(on);
    return true;
  });
}

/** What each part and chapter is called: by its label, its words, or the title that is printed under it. */
export function headingsIn({ blocks }: DraftDocument): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let bare: string | undefined;
  for (const { id, kind, attrs, content } of blocks) {
    if (kind === 'part' || kind === 'chapter') {
      const name = attrs.label ?? textOf(content);
      names.set(id, name);
      bare = name === '' ? id : undefined;
    } else if (kind === 'title' && bare !== undefined) {
      names.set(bare, textOf(content));
      bare = undefined;
    } else if (kind !== 'paragraph') bare = undefined;
  }
  return names;
}

/** As printed, without the brackets that are contested. */
const textOf = (content: Block['content']): string =>
  content
    .map((inline) => (delimiterIn(inline) ? '' : printedInline(inline)))
    .join('')
    .trim();

/** The bracket thought around a slash: which block, and which of its inlines. */
const SLASH_KEY = /^thought:slash:(.*):(\d+)$/su;

function bareChoiceOf(id: string, byId: Known['byId'], paired: Known['paired']): BareWords | undefined {
  const [, block = '', slash = ''] = SLASH_KEY.exec(id) ?? [];
  const choice = byId.get(block);
  return choice && bareChoiceAt(choice, Number(slash), paired);
}

function targetOf({ kind, key, members }: Point, bracket: Bracket | undefined): Target {
  if (kind === 'alternatives') return `set:${key.slice('set:'.length)}`;
  const [id = ''] = members;
  if (isThought(id)) return `unit:${SLASH_KEY.exec(id)?.[1] ?? id.slice('thought:'.length)}`;
  const proposal = bracket?.open.object.asked?.proposal;
  return proposal === undefined ? `bracket:${id}` : `proposal:${proposal}`;
}

function proponentsOf(
  facts: Facts,
  { members }: Point,
  proposalOf: ReadonlyMap<string, string>,
  also: readonly string[],
): readonly string[] {
  const found = new Set<string>();
  for (const id of also.length === 0 ? members : [...members, ...also]) {
    const fact = facts[`proposal/${proposalOf.get(id) ?? ownerOf(id)}`];
    const parties = fact?.kind === 'proposal' ? fact.proponents : requestersOf(facts, id);
    for (const party of parties) found.add(party);
  }
  return [...found];
}

/** The bracket of the words that a proposal wants instead bears its id and `:words`. */
const ownerOf = (id: string): string => (id.endsWith(':words') ? id.slice(0, -':words'.length) : id);

export interface PointFilter {
  readonly party?: string;
  readonly kind?: OpenPointKind;
  readonly part?: string;
  readonly status?: OpenPoint['status'];
  /** Words of it or around it, its number or place, in any case. */
  readonly text?: string;
}

export const filterPoints = (points: readonly OpenPoint[], filter: PointFilter): readonly OpenPoint[] =>
  points.filter(
    (point) =>
      (filter.party === undefined || point.proponents.includes(filter.party)) &&
      (filter.kind === undefined || point.kind === filter.kind) &&
      (filter.part === undefined || point.part === filter.part) &&
      (filter.status === undefined || point.status === filter.status) &&
      (filter.text === undefined || saidOf(point).includes(filter.text.toLowerCase())),
  );

const saidOf = ({ number, label, before, text, after }: OpenPoint): string =>
  `${number} ${label} ${before}${text}${after}`.toLowerCase();

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
