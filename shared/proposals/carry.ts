/** Carrying elements from one place of a draft to another, noting which went where (SPEC PP12). */
import { type Anchor, elementIds } from '../text/anchor.ts';
import type { BlockPlace } from '../text/block-index.ts';
import { replaceRange } from '../text/edit.ts';
import type { ParagraphBreak, StartMark } from '../text/element.ts';
import { type BlockRecord, contentStart } from '../text/sequence.ts';
import { type Element, isText, lengthOf } from '../text/splice.ts';
import { type MovedRun, runsOf } from './moved.ts';
import { deskOf, indexOf, type OpenDraft } from './open-draft.ts';
import type { Layer } from './proposal.ts';
import { endOf } from './units.ts';

/** An element as it is written, and how many elements of the source it stands for. */
interface Carried {
  readonly element: Element;
  readonly stands: number;
}

/** Writes into the text at `flat`; `sources` are the ids of what is carried, in order. Returns what went where. */
function write(
  draft: OpenDraft,
  flat: number,
  carried: readonly Carried[],
  sources: readonly Anchor[],
): MovedRun[] {
  const elements = carried.map(({ element }) => element);
  const length = lengthOf(elements);
  if (length === 0) return [];
  replaceRange(deskOf(draft, 'text'), flat, flat, elements);
  const written = elementIds(draft.text, flat, flat + length);
  const targets: (Anchor | undefined)[] = [];
  let at = 0;
  for (const { element, stands } of carried) {
    const size = lengthOf([element]);
    for (let i = 0; i < stands; i += 1) targets.push(written[at + Math.min(i, size - 1)]);
    at += size;
  }
  return runsOf(
    sources,
    targets.map((target) => target ?? {}),
  );
}

/** The block of the text into which words come; what a break within them makes of it. */
export interface Host {
  readonly record: BlockRecord;
  /** Id of the n-th block that breaks make, from 1. */
  readonly nextId: (n: number) => string;
}

/** Carries the content of a block of tabled words into the text at `flat`, breaks carried out (PP8). */
export function carryContent(
  draft: OpenDraft,
  block: BlockPlace,
  flat: number,
  host: Host,
  { before = [], after = [] }: { before?: readonly Element[]; after?: readonly Element[] } = {},
): MovedRun[] {
  const start = block.flat + contentStart(block.record);
  const sources = elementIds(draft.words, start, start + block.record.size);
  return write(
    draft,
    flat,
    [...before.map(added), ...brokenUp(block.record, host), ...after.map(added)],
    sources,
  );
}

const added = (element: Element): Carried => ({ element, stands: 0 });
const same = (element: Element): Carried => ({ element, stands: lengthOf([element]) });

function brokenUp({ content }: BlockRecord, { record, nextId }: Host): Carried[] {
  let open = record.id;
  let breaks = 0;
  return content.flatMap((inline): Carried[] => {
    if (isText(inline) || inline.el !== 'paragraph_break') return [same(inline)];
    const end = added({ el: 'end', id: open });
    open = nextId((breaks += 1));
    const start = inline.item ? itemStart(record, open, inline.item) : startAfter(record, open);
    return [end, { element: start, stands: 1 }];
  });
}

/** The block that a break makes: of the same kind, without the number of the other. */
function startAfter({ id: host, kind, attrs }: BlockRecord, id: string): StartMark {
  const { level, run, dir } = attrs;
  const goesOn = kind === 'alternative' ? { kind: 'paragraph' as const, run: host } : { kind, run };
  return { el: 'start', id, ...definite({ level, dir, ...goesOn }), kind: goesOn.kind };
}

/** The item that a break makes: of the same provision, or of the run of an alternative. */
function itemStart(
  { id: host, kind, attrs }: BlockRecord,
  id: string,
  item: NonNullable<ParagraphBreak['item']>,
): StartMark {
  const run = kind === 'alternative' ? host : attrs.run;
  return { el: 'start', id, ...definite({ ...item, dir: attrs.dir, run }), kind: 'item' };
}

function definite<T extends object>(attrs: T): T {
  return Object.fromEntries(Object.entries(attrs).filter(([, value]) => value !== undefined)) as T;
}

/** Carries whole blocks, marks and all, to `flat` of the text; `as` says what each is there. */
export function carryBlocks(
  draft: OpenDraft,
  from: Layer,
  blocks: readonly BlockPlace[],
  flat: number,
  as: (record: BlockRecord) => Pick<BlockRecord, 'kind' | 'attrs'>,
): MovedRun[] {
  const sources = blocks.flatMap((block) => elementIds(indexOf(draft, from), block.flat, endOf(block)));
  const carried = blocks.flatMap(({ record }) => wholeBlock(record, as(record)));
  return write(draft, flat, carried, sources);
}

function wholeBlock(record: BlockRecord, { kind, attrs }: Pick<BlockRecord, 'kind' | 'attrs'>): Carried[] {
  const start: StartMark = { el: 'start', id: record.id, ...definite(attrs), kind };
  return [
    { element: start, stands: contentStart(record) },
    ...record.content.map(same),
    { element: { el: 'end', id: record.id }, stands: (record.hasEnd ? 1 : 0) + record.trail },
  ];
}
