/**
 * Open points that no bracket of the text shows (SPEC TB1): provisions asked to be moved or merged, and what was tabled and
 * waits in the queue.
 */
import { excerpt } from '../../draft/excerpt.ts';
import { type LabelScheme, nameOf } from '../../draft/labels.ts';
import { printedInline } from '../../draft/printed.ts';
import type { Units } from '../../draft/units.ts';
import type { Block, DraftDocument } from '../../text/document.ts';
import type { Parked } from '../decisions/parking.ts';
import type { Facts, ProposalFact, Target } from '../facts.ts';
import type { OpenPoint } from './open-points.ts';

export const ASKED_KINDS = ['move', 'merge', 'queued'] as const;
export type AskedKind = (typeof ASKED_KINDS)[number];

interface Ground {
  readonly document: DraftDocument;
  readonly units: Units;
  /** What the part, or the chapter of a draft without parts, is called that the block at this index stands in. */
  readonly partLabelAt: (index: number) => string;
  readonly scheme: LabelScheme;
  /** What a point waits for: it, or the paragraph that it stands in. */
  readonly restOf: (on: Target, unit: string | undefined) => Parked | undefined;
}

/** UTF-16 units of its words. */
const TEXT = 120;

/** In order of print. */
export function askedPoints(facts: Facts, ground: Ground): readonly OpenPoint[] {
  const asked = Object.values(facts).filter((fact): fact is ProposalFact => fact.kind === 'proposal');
  if (!asked.some((fact) => kindOf(fact))) return [];
  const { document } = ground;
  const placed = { document, place: new Map(document.blocks.map(({ id }, at) => [id, at])) };
  const count = new Map<string, number>();
  const found = asked
    .sort((a, b) => a.tabled - b.tabled)
    .flatMap((fact) => {
      // Those that ended are counted, so that a number once said means the same for ever.
      const number = (count.get(fact.unit ?? '') ?? 0) + 1;
      count.set(fact.unit ?? '', number);
      const kind = kindOf(fact);
      return kind ? [pointOf(fact, kind, number, standingOf(facts, fact.unit, placed), ground)] : [];
    });
  return found.sort((a, b) => a.at - b.at);
}

const isReference = ({ asks }: ProposalFact): boolean => asks === 'move' || asks === 'merge';

function kindOf(fact: ProposalFact): AskedKind | undefined {
  if (fact.fate === 'queued') return 'queued';
  return fact.fate === 'on-text' && isReference(fact) ? (fact.asks as AskedKind) : undefined;
}

interface Placed {
  readonly document: DraftDocument;
  /** Index of each block, by id. */
  readonly place: ReadonlyMap<string, number>;
}

interface Standing {
  /** The provision, as it stands or as it stood when it left the text. */
  readonly block?: Block;
  /** Its index in the draft; after everything once it left. */
  readonly at: number;
}

/** Where what is asked for stands: `unit` absent is before everything. */
function standingOf(facts: Facts, unit: string | undefined, { document, place }: Placed): Standing {
  if (unit === undefined) return { at: 0 };
  const at = place.get(unit);
  if (at !== undefined) return { block: document.blocks[at]!, at };
  const retired = facts[`retired/${unit}`];
  const [block] = retired?.kind === 'retired' ? retired.blocks : [];
  return { at: document.blocks.length, ...(block ? { block } : {}) };
}

function pointOf(
  fact: ProposalFact,
  kind: AskedKind,
  count: number,
  { block, at }: Standing,
  ground: Ground,
): OpenPoint {
  const { units, scheme, restOf, partLabelAt } = ground;
  const { part } = units.placeAt(at);
  const words = fact.wordings.at(-1)?.words || (block?.content.map(printedInline).join('') ?? '');
  const on = `proposal:${fact.id}` as const;
  const rest = restOf(on, fact.unit);
  return {
    key: on,
    kind,
    number: `${block?.attrs.label ?? '0'}.P${count}`,
    at,
    text: excerpt(words.replace(/\s+/gu, ' ').trim(), TEXT),
    members: [fact.id],
    on,
    label: block ? nameOf(block, scheme) : '',
    partLabel: partLabelAt(at),
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
