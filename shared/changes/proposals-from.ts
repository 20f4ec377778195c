/**
 * A changed text becomes proposals on the draft that it was made from, as that stands now (SPEC CH1 to CH7): what a capital
 * sends back, what a group worked out, what a Word file tracks. The one door of this package.
 */
import type { Ids } from '../compare/align.ts';
import type { OpenDraft } from '../proposals/open-draft.ts';
import { gapAt, rangeBetween, wholeOf } from '../proposals/place.ts';
import type { Place, Proposal, ProposalBlock } from '../proposals/proposal.ts';
import { resolvePlace } from '../proposals/resolve.ts';
import { spanOf } from '../proposals/span.ts';
import { unitOf } from '../proposals/units.ts';
import type { DraftDocument } from '../text/document.ts';
import type { Aside, Change, NewWords, Where } from './change.ts';
import { changesFrom } from './changes-from.ts';
import { Ground, type Ranged } from './ground.ts';
import { sliceOf } from './stretches.ts';
import { printOf, withOwnIds } from './words.ts';

export type { Aside, AsideKind, Change } from './change.ts';

export interface ChangedText {
  /** The draft as it was when the text was taken from it: places hold from then until now. */
  readonly base: OpenDraft;
  /** That state as the importer of the changed text reads it; absent: as it is composed, proposals on it included. */
  readonly read?: DraftDocument;
  readonly changed: DraftDocument;
  /** The draft as it stands now, the same document later; absent: as it was. */
  readonly present?: OpenDraft;
  /** What equal ids of blocks mean; absent: the same block where the words agree, and nothing for a text that was read. */
  readonly ids?: Ids;
  /** An id that nothing has. */
  readonly newId: () => string;
}

/** A proposal, and where its change stands in the base. */
export interface FoundProposal {
  readonly proposal: Proposal;
  /** Block of the base; null: the very beginning. */
  readonly block: string | null;
  /** Index of that block among those of the base; -1 for the very beginning. */
  readonly order: number;
  /** The words of the base that it covers, as printed. */
  readonly covers: string;
}

export interface Proposed {
  /** In an order in which they can be taken one after the other. */
  readonly found: readonly FoundProposal[];
  /** What finds no place or can be no proposal: to be told, never lost. */
  readonly asides: readonly Aside[];
  /** Unit of the draft for each block of the changed text that stands in it. */
  readonly units: ReadonlyMap<string, string>;
}

export function proposalsFrom(text: ChangedText): Proposed {
  const ground = new Ground(text.base, text.read);
  const ids = text.ids ?? (text.read ? 'apart' : 'tested');
  const { changes, asides, same } = changesFrom(ground.document, text.changed, ids);
  const placer = new Placer(text, ground);
  const found = changes.flatMap((change) => placer.place(change));
  const present = text.present ?? text.base;
  const units = [...same].flatMap(([block, base]) => {
    const home = ground.textBlock(base);
    const unit = home === undefined ? undefined : unitOf(present.text, home);
    return unit === undefined ? [] : [[block, unit] as const];
  });
  return { found, asides: [...asides, ...placer.asides], units: new Map(units) };
}

class Placer {
  readonly asides: Aside[] = [];

  constructor(
    private readonly text: ChangedText,
    private readonly ground: Ground,
  ) {}

  get #present(): OpenDraft {
    return this.text.present ?? this.text.base;
  }

  place(change: Change): readonly FoundProposal[] {
    const { where } = change;
    const at = blockOf(where);
    const covers = this.#wordsAt(where);
    const order = this.ground.document.blocks.findIndex(({ id }) => id === at);
    const agreed =
      change.kind === 'keep' && where.on === 'range' ? this.ground.proposalAt(where.from) : undefined;
    if (agreed !== undefined) {
      this.asides.push({ what: 'agrees', block: at!, side: 'changed', words: covers, proposal: agreed });
      return [];
    }
    const places = this.#placesOf(where).filter((place) => this.#stands(place));
    const found = this.#proposals(change, places).map((proposal) => ({ proposal, block: at, order, covers }));
    if (found.length === 0) this.#tellLost(change, at, covers);
    return found;
  }

  #proposals(change: Change, [first, ...others]: readonly Place[]): readonly Proposal[] {
    if (!first) return [];
    const id = this.text.newId();
    const link = others.length > 0 ? { link: this.text.newId() } : {};
    const kind = change.kind === 'replacement' && first.on === 'gap' ? 'insertion' : change.kind;
    const target = this.#targetOf(change, first);
    if (change.target !== undefined && !target) return [];
    const blocks = this.#blocks(id, kind === 'alternative', change.words);
    // What covers the words of several papers is as many requests, decided together.
    const more = kind === 'replacement' || kind === 'deletion' ? others : [];
    return [
      { id, kind, place: first, ...link, ...(target ?? {}), blocks },
      ...more.map(
        (place): Proposal => ({ id: this.text.newId(), kind: 'deletion', place, ...link, blocks: [] }),
      ),
    ];
  }

  #blocks(id: string, isAlternative: boolean, words: readonly NewWords[]): readonly ProposalBlock[] {
    return words.map(({ kind, attrs, content }, at) => ({
      id: at === 0 ? id : this.text.newId(),
      kind,
      attrs: isAlternative && at > 0 ? { ...attrs, run: id } : attrs,
      content: withOwnIds(content, this.text.newId),
    }));
  }

  #targetOf({ target }: Change, place: Place): Pick<Proposal, 'target'> | undefined {
    if (target === undefined) return {};
    const block = this.ground.unitBefore(target, this.#present);
    if (place.on === 'blocks' && block !== null && place.blocks.includes(block)) return undefined;
    return { target: { on: 'after', block } };
  }

  #placesOf(where: Where): readonly Place[] {
    const { base } = this.text;
    switch (where.on) {
      case 'gap': {
        const point = this.ground.pointAt(where.at, -1);
        const place = point && gapAt(base, point.layer, point.at, point.beside);
        return place ? [place] : [];
      }
      case 'range': {
        const ranges = this.ground.rangesBetween(where.from, where.to).flatMap((each) => this.#range(each));
        return ranges.length > 0 ? ranges : this.#placesOf({ on: 'gap', at: where.from });
      }
      case 'blocks': {
        const blocks = where.blocks.flatMap((id) => this.ground.textBlock(id) ?? []);
        const place = blocks.length === where.blocks.length ? wholeOf(base, blocks) : undefined;
        return place ? [place] : this.#wordsOf(where.blocks);
      }
      case 'after':
        return [{ on: 'after', block: this.ground.unitBefore(where.block, this.#present) }];
      default:
        return where satisfies never;
    }
  }

  #range({ layer, from, to }: Ranged): readonly Place[] {
    const place = rangeBetween(this.text.base, layer, from, to);
    return place ? [place] : [];
  }

  /** Blocks that a proposal brought are no provisions yet: their words are meant. */
  #wordsOf(blocks: readonly string[]): readonly Place[] {
    const sizes = new Map(this.ground.document.blocks.map((block) => [block.id, block]));
    return blocks.flatMap((block) => {
      const size =
        sizes.get(block)?.content.reduce((sum, each) => sum + ('el' in each ? 1 : each.text.length), 0) ?? 0;
      const ranges = this.ground.rangesBetween({ block, offset: 0 }, { block, offset: size });
      return ranges.flatMap((each) => this.#range(each));
    });
  }

  #stands(place: Place): boolean {
    const present = this.#present;
    return resolvePlace(present, place).kind !== 'orphan' && spanOf(present, place) !== undefined;
  }

  #tellLost(change: Change, block: string | null, covers: string): void {
    const words = change.words.map(({ content }) => printOf(content)).join('\n');
    const side = change.words.length === 0 ? 'gone' : covers === '' ? 'new' : 'changed';
    const said = side === 'changed' ? `${covers} → ${words}` : words || covers;
    this.asides.push({ what: 'place-gone', ...(block === null ? {} : { block }), side, words: said });
  }

  #wordsAt(where: Where): string {
    const { blocks } = this.ground.document;
    if (where.on === 'blocks')
      return blocks
        .flatMap(({ id, content }) => (where.blocks.includes(id) ? [printOf(content)] : []))
        .join('\n');
    if (where.on !== 'range') return '';
    const [first, last] = [where.from.block, where.to.block].map((id) =>
      blocks.findIndex((each) => each.id === id),
    );
    return blocks
      .slice(first, last! + 1)
      .map(({ content }, at, all) => {
        const from = at === 0 ? where.from.offset : 0;
        return printOf(sliceOf(content, from, at === all.length - 1 ? where.to.offset : Infinity));
      })
      .join('\n');
  }
}

const blockOf = (where: Where): string | null => {
  if (where.on === 'gap') return where.at.block;
  if (where.on === 'range') return where.from.block;
  return where.on === 'blocks' ? (where.blocks[0] ?? null) : where.block;
};
