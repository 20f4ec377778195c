/**
 * Brackets of equal extent and kind print once: three parties ask, one pair, three names (SPEC RN4). Brackets that were
 * received so stay as they are; those that were asked for join them. One asked for and empty is not printed.
 */
import { delimitersOf, type Pair, pair } from '../draft/delimiters.ts';
import { type DraftDocument, delimiterIn } from '../text/document.ts';
import { withOptions } from './asked-forms.ts';
import { type Asked, askedOf, type DraftState, type Requests } from './rendition.ts';

export interface PrintedOnce {
  readonly document: DraftDocument;
  /** Requests by the id of the bracket that is printed for them. */
  readonly requests: Requests;
}

export function printOnce({ document: whole, askedBy = new Map(), options }: DraftState): PrintedOnce {
  const requests = new Map<string, Asked[]>([...askedBy].map(([id, asked]) => [id, [...askedOf(asked)]]));
  const document = options ? withOptions(whole, options, requests) : whole;
  const gone = new Set<string>();
  for (const group of groups(document)) {
    const asked = group.filter(({ id }) => askedBy.has(id));
    const kept = group.find((each) => !asked.includes(each)) ?? group[0];
    for (const { id } of asked) {
      if (!kept || id === kept.id) continue;
      gone.add(id);
      requests.set(kept.id, joined([...(requests.get(kept.id) ?? []), ...(requests.get(id) ?? [])]));
      requests.delete(id);
    }
  }
  for (const { id, open, close } of pair(delimitersOf(document)).pairs)
    if (askedBy.has(id) && open.block === close.block && open.at + 1 === close.at) gone.add(id);
  return { document: without(document, gone), requests: Object.fromEntries(requests) };
}

/** Requests for the same thing are one, with the names of all in the order they stand in. */
function joined(requests: readonly Asked[]): Asked[] {
  const byAsks = new Map<Asked['asks'], string[]>();
  for (const { names, asks } of requests) {
    const list = byAsks.get(asks) ?? [];
    list.push(...names.filter((name) => !list.includes(name)));
    byAsks.set(asks, list);
  }
  return [...byAsks].map(([asks, names]) => ({ asks, names }));
}

/** Brackets of one kind with nothing printed between their opening and between their closing delimiters. */
function groups(document: DraftDocument): readonly (readonly Pair[])[] {
  const runs = runsOf(document);
  const found = new Map<string, Pair[]>();
  for (const each of pair(delimitersOf(document)).pairs) {
    const { kind, outside = false } = each.open.object;
    const key = [runs[each.open.order], runs[each.close.order], kind, outside].join(' ');
    const group = found.get(key);
    if (group) group.push(each);
    else found.set(key, [each]);
  }
  return [...found.values()].filter((group) => group.length > 1);
}

/** Which delimiters stand right beside each other on the same side: the number of their run, in order of print. */
function runsOf({ blocks }: DraftDocument): readonly number[] {
  let run = 0;
  return blocks.flatMap(({ content }) => {
    run += 1;
    let before: string | undefined;
    return content.flatMap((each) => {
      const side = delimiterIn(each)?.el;
      if (side === undefined || side !== before) run += 1;
      before = side;
      return side === undefined ? [] : [run];
    });
  });
}

function without(document: DraftDocument, gone: ReadonlySet<string>): DraftDocument {
  if (gone.size === 0) return document;
  const blocks = document.blocks.map((block) => {
    const content = block.content.filter((each) => !gone.has(delimiterIn(each)?.id ?? ''));
    return content.length === block.content.length ? block : { ...block, content };
  });
  return { ...document, blocks };
}
