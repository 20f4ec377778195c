/**
 * Open points that no bracket of the text shows (SPEC TB1): provisions asked to be moved or merged, and what was tabled and
 * waits in the queue.
 */
import { excerpt } from '../../draft/excerpt.ts';
import { type LabelScheme, nameOf } from '../../draft/labels.ts';
import { printedInline } from '../../draft/printed.ts';
import type { Units } from '../../draft/units.ts';
import type { DraftDocument } from '../../text/document.ts';
import type { Parked } from '../decisions/parking.ts';
import type { Facts, ProposalFact, Target } from '../facts.ts';
import type { OpenPoint } from './open-points.ts';

export const ASKED_KINDS = ['move', 'merge', 'queued'] as const;
export type AskedKind = (typeof ASKED_KINDS)[number];

interface Ground {
  readonly document: DraftDocument;
  readonly units: Units;
  /** What the part of this id is called. */
  readonly partLabel: (part: string | undefined) => string;
  readonly scheme: LabelScheme;
  readonly parked: ReadonlyMap<Target, Parked>;
}

/** UTF-16 units of its words. */
const TEXT = 120;

/** In order of print. */
export function askedPoints(facts: Facts, ground: Ground): readonly OpenPoint[] {
  const asked = Object.values(facts).filter((fact): fact is ProposalFact => fact.kind === 'proposal');
  if (!asked.some((fact) => kindOf(fact))) return [];
  const place = new Map(ground.document.blocks.map(({ id }, at) => [id, at]));
  const count = new Map<string, number>();
  const found = asked
    .sort((a, b) => a.tabled - b.tabled)
    .flatMap((fact) => {
      // Those that ended are counted, so that a number once said means the same for ever.
      const number = (count.get(fact.unit ?? '') ?? 0) + 1;
      count.set(fact.unit ?? '', number);
      const kind = kindOf(fact);
      return kind ? [pointOf(fact, kind, number, place.get(fact.unit ?? '') ?? 0, ground)] : [];
    });
  return found.sort((a, b) => a.at - b.at);
}

const isReference = ({ asks }: ProposalFact): boolean => asks === 'move' || asks === 'merge';

function kindOf(fact: ProposalFact): AskedKind | undefined {
  if (fact.fate === 'queued') return 'queued';
  return fact.fate === 'on-text' && isReference(fact) ? (fact.asks as AskedKind) : undefined;
}

function pointOf(fact: ProposalFact, kind: AskedKind, count: number, at: number, ground: Ground): OpenPoint {
  const { document, units, scheme, parked, partLabel } = ground;
  const block = document.blocks[at];
  const { part } = units.placeAt(at);
  const label = block ? nameOf(block, scheme) : '';
  const words = fact.wordings.at(-1)?.words || (block?.content.map(printedInline).join('') ?? '');
  const rest = parked.get(`proposal:${fact.id}`);
  return {
    key: `proposal:${fact.id}`,
    kind,
    number: `${block?.attrs.label ?? '0'}.P${count}`,
    at,
    text: excerpt(words.replace(/\s+/gu, ' ').trim(), TEXT),
    members: [fact.id],
    on: `proposal:${fact.id}`,
    label,
    partLabel: partLabel(part),
    proponents: fact.proponents,
    before: '',
    after: '',
    options: [],
    provisions: [],
    depth: 1,
    status: rest ? 'parked' : 'open',
    ...(part === undefined ? {} : { part }),
    ...(fact.unit === undefined ? {} : { unit: fact.unit }),
    ...(rest?.until === undefined ? {} : { until: rest.until }),
  };
}
