/**
 * Which proposals stand on which block, and after which (SPEC PP3). One proposal may stand on the words of another; each is
 * shown in the block of the text in which the chain ends.
 */
import type { BlockChange } from '../text/block-index.ts';
import type { BlockAttrs } from '../text/element.ts';
import type { BlockRecord } from '../text/sequence.ts';
import { inOrder, type Placement, type Shown } from './compose-block.ts';
import type { Papers } from './papers.ts';
import { isRun, standsAsBlocks } from './proposal.ts';
import { blocksOfUnit, lastOfUnit, lastWithAlternatives, type Resolved, resolvePlace } from './resolve.ts';

/** Where one proposal was put. */
interface Put {
  readonly shown: Shown;
  readonly resolved: Resolved;
  /** Blocks it is placed on. */
  readonly blocks: readonly string[];
  /** Block of the text after which its own blocks stand; null: before everything; undefined: it has none. */
  readonly after: string | null | undefined;
}

/** Words on words on words …: deeper than this is nobody's proposal. */
const DEEPEST = 8;

export class Placements {
  private readonly puts = new Map<string, Put>();
  private readonly byBlock = new Map<string, Placement[]>();
  private readonly byAfter = new Map<string | null, Shown[]>();
  /** Proposals without a place: any change of the blocks can give them one. */
  private readonly lost = new Set<string>();
  /** The proposal whose words a block holds. */
  private readonly owner = new Map<string, string>();

  constructor(private readonly papers: Papers) {
    for (const id of papers.ids()) this.put(id);
  }

  on(block: string): readonly Placement[] {
    return this.byBlock.get(block) ?? [];
  }

  after(block: string | null): readonly Shown[] {
    return this.byAfter.get(block) ?? [];
  }

  orphans(): readonly string[] {
    return [...this.puts.keys()].filter((id) => this.lost.has(id));
  }

  /** The block of the text in whose group a block is shown; null: before everything; undefined: nowhere. */
  hostOf(block: string, depth = 0): string | null | undefined {
    const owner = this.owner.get(block);
    if (owner === undefined || depth > DEEPEST) return this.papers.text.placeOf(block) ? block : undefined;
    const put = this.puts.get(owner);
    if (!put) return undefined;
    if (put.after !== undefined) return put.after;
    return put.blocks.length > 0 ? this.hostOf(put.blocks.at(-1)!, depth + 1) : undefined;
  }

  /**
   * Puts anew what is dirty and what a change of the text can have moved; returns the blocks of the text whose groups show
   * what is dirty or stands elsewhere now, before or after.
   */
  update(dirty: ReadonlySet<string>, text: readonly BlockChange[] = []): Set<string | null> {
    const hosts = new Set<string | null>();
    const own = this.withThoseOn([...dirty, ...this.lostWithWords()]);
    const ids = [...new Set([...own, ...this.withThoseOn(this.moving(text))])];
    const before = ids.map((id) => ({ id, put: this.puts.get(id), hosts: this.hostsOf(id) }));
    for (const id of ids) {
      this.take(id);
      this.put(id);
    }
    // Only now is it known whose words each block holds.
    for (const { id, put, hosts: wasIn } of before) {
      if (!own.has(id) && isSame(put, this.puts.get(id))) continue;
      for (const host of [...wasIn, ...this.hostsOf(id)]) hosts.add(host);
    }
    return hosts;
  }

  /** Proposals made on words of another that had gone from the table, and are there again. */
  private lostWithWords(): readonly string[] {
    return [...this.lost].filter((id) => {
      const place = this.puts.get(id)?.shown.head.place;
      if (place?.on !== 'gap' && place?.on !== 'range') return false;
      return place.layer === 'words' && this.papers.words.placeOf(place.block) !== undefined;
    });
  }

  /** Proposals whose place a change of the text can have moved: those on what changed, and those without a place. */
  private moving(changes: readonly BlockChange[]): ReadonlySet<string> {
    const blocks = changes.flatMap((change) => (change.kind === 'blocks' ? [change] : []));
    const touched = new Set(
      blocks.flatMap(({ remove, insert }) => [...remove, ...insert].map(({ id }) => id)),
    );
    if (touched.size === 0) return touched;
    const moving = new Set([...touched].flatMap((id) => this.on(id).map(({ shown }) => shown.head.id)));
    for (const id of this.lost) moving.add(id);
    if (blocks.every(({ remove, insert }) => isSameStructure(remove, insert))) return moving;
    for (const [id, put] of this.puts) if (hangsOnBlocks(put, touched)) moving.add(id);
    return moving;
  }

  /** What a block of a proposal is: an alternative covers what its proposal says, not what its words claim. */
  attrsOf({ attrs, kind, id }: BlockRecord, { head, records }: Shown): BlockAttrs {
    const { of: _, form, ...plain } = attrs;
    // That text will come is said by the bracket around it, until it is taken.
    const rest = form === undefined || head.kind === 'placeholder' ? plain : { ...plain, form };
    const first = records[0]?.id;
    if (id !== first) return head.kind === 'alternative' ? { ...rest, run: first } : rest;
    if (kind !== 'alternative' || head.place.on !== 'blocks') return rest;
    return { ...rest, covers: head.place.blocks, relation: 'replaces' };
  }

  /** With the proposals made on the words of these, whose places move along. */
  private withThoseOn(dirty: Iterable<string>): Set<string> {
    const all = new Set(dirty);
    for (const id of all)
      for (const { id: block } of this.puts.get(id)?.shown.records ?? [])
        for (const { shown } of this.on(block)) all.add(shown.head.id);
    return all;
  }

  private put(id: string): void {
    const shown = this.papers.shown(id);
    if (!shown) return;
    for (const { id: block } of shown.records) this.owner.set(block, id);
    const resolved = resolvePlace(this.papers, shown.head.place);
    if (resolved.kind === 'orphan') this.lost.add(id);
    const placements = this.placementsOf(shown, resolved);
    for (const [block, placement] of placements) {
      const known = this.byBlock.get(block);
      if (known) known.push(placement);
      else this.byBlock.set(block, [placement]);
    }
    const after = this.afterOf(shown, resolved);
    if (after !== undefined) {
      const list = [...(this.byAfter.get(after) ?? []), shown].sort(inOrder);
      this.byAfter.set(after, list);
    }
    this.puts.set(id, { shown, resolved, blocks: placements.map(([block]) => block), after });
  }

  private take(id: string): void {
    const put = this.puts.get(id);
    if (!put) return;
    this.puts.delete(id);
    this.lost.delete(id);
    for (const { id: block } of put.shown.records) this.owner.delete(block);
    for (const block of put.blocks) {
      const rest = this.on(block).filter(({ shown }) => shown.head.id !== id);
      if (rest.length > 0) this.byBlock.set(block, rest);
      else this.byBlock.delete(block);
    }
    if (put.after === undefined) return;
    const rest = this.after(put.after).filter(({ head }) => head.id !== id);
    if (rest.length > 0) this.byAfter.set(put.after, rest);
    else this.byAfter.delete(put.after);
  }

  private placementsOf(shown: Shown, resolved: Resolved): readonly (readonly [string, Placement])[] {
    switch (resolved.kind) {
      case 'gap':
      case 'range': {
        const { spans, layer } = resolved;
        const extent = `${layer} ${spans.map(({ block, from, to }) => `${block}:${from}-${to}`).join(' ')}`;
        const isGap = resolved.kind === 'gap';
        return spans.map(({ block, from, to }, at) => [
          block,
          {
            shown,
            from,
            to,
            isGap,
            isFirst: at === 0,
            isLast: at === spans.length - 1,
            whole: false,
            extent,
          },
        ]);
      }
      case 'blocks':
        return isRun(shown.head.kind) ? [] : this.wholePlacements(shown, resolved.blocks);
      case 'after':
      case 'orphan':
        return [];
      default:
        return resolved satisfies never;
    }
  }

  /** Whole provisions with their items: from the first block of the first to the last block of the last. */
  private wholePlacements(
    shown: Shown,
    provisions: readonly string[],
  ): readonly (readonly [string, Placement])[] {
    const { text } = this.papers;
    return provisions.flatMap((provision) => {
      const blocks = blocksOfUnit(text, provision);
      return blocks.map((block, at): readonly [string, Placement] => [
        block,
        {
          shown,
          from: 0,
          to: text.placeOf(block)?.record.size ?? 0,
          isGap: false,
          isFirst: at === 0,
          isLast: at === blocks.length - 1,
          whole: true,
          extent: `whole ${provision}`,
        },
      ]);
    });
  }

  private afterOf(shown: Shown, resolved: Resolved): string | null | undefined {
    if (!standsAsBlocks(shown.head)) return undefined;
    const { text } = this.papers;
    if (resolved.kind === 'after') return resolved.block === null ? null : lastOfUnit(text, resolved.block);
    if (resolved.kind === 'blocks') return lastWithAlternatives(text, resolved.blocks.at(-1)!);
    return undefined;
  }

  /** Blocks of the text whose groups show a proposal. */
  hostsOf(id: string): readonly (string | null)[] {
    const put = this.puts.get(id);
    if (!put) return [];
    const hosts = put.blocks.map((block) => this.hostOf(block));
    return [...hosts, put.after].filter((host) => host !== undefined);
  }
}

/** Blocks that came and went are the same but for words? */
const isSameStructure = (before: readonly BlockRecord[], after: readonly BlockRecord[]): boolean =>
  before.length === after.length &&
  before.every(({ id, kind, attrs }, at) => {
    const other = after[at]!;
    return id === other.id && kind === other.kind && attrs.run === other.attrs.run;
  });

/** Does a place depend on which blocks there are, and not on words alone? */
function hangsOnBlocks({ shown, blocks }: Put, touched: ReadonlySet<string>): boolean {
  const { place } = shown.head;
  if (place.on === 'blocks' || place.on === 'after') return true;
  return blocks.length > 1 || touched.has(place.block);
}

const isSame = (a: Put | undefined, b: Put | undefined): boolean =>
  a?.after === b?.after &&
  a?.shown.state === b?.shown.state &&
  a?.blocks.join(' ') === b?.blocks.join(' ') &&
  JSON.stringify(a?.resolved) === JSON.stringify(b?.resolved);
