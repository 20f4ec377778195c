/**
 * What is proposed on a text as changes of its words, by those who ask (SPEC RD3): new words as an insertion, a deletion
 * asked for as a deletion, other words as both. Requests for brackets stay characters.
 */
import { type Block, type DraftDocument, delimiterIn, type Inline, isWords } from '../text/document.ts';
import type { Placed } from './asked-moves.ts';
import type { RedlineBlock, RedlinePiece } from './redline.ts';
import { optionKey, type Requests } from './rendition.ts';

/** What is asked by a bracket around words. */
interface Change {
  readonly asks: 'words' | 'delete';
  readonly names: readonly string[];
}

/** The redline of the bracketed text `after`, whose requests are known, in the order of its blocks. */
export function asProposed(
  blocks: readonly RedlineBlock[],
  after: DraftDocument,
  requests: Requests,
): readonly Placed[] {
  const standing = blocks.filter(({ kind }) => kind !== 'gone');
  const drawn = new Map(standing.map((block, at) => [block, after.blocks[at]]));
  const proposer = new Proposer(namedIn(after, requests), madeIn(blocks), requests);
  return blocks.flatMap((block): readonly Placed[] => {
    const from = drawn.get(block);
    if (!from) return [{ block }];
    const made = proposer.block(block, namesOfAlternative(from, requests));
    return made.map((each) => ({ id: from.id, block: each }));
  });
}

/** Who asks for an alternative, at its head and at the blocks that go on with it. */
const namesOfAlternative = ({ id, attrs }: Block, requests: Requests): readonly string[] =>
  [...(requests[id] ?? []), ...(requests[attrs.run ?? ''] ?? [])].flatMap(({ names }) => names);

/** By id of a bracket. Who asks that words be replaced is named after the words that replace them. */
function namedIn({ blocks }: DraftDocument, requests: Requests): ReadonlyMap<string, Change> {
  const found = new Map<string, Change>();
  let replaced: string | undefined;
  for (const { content } of blocks)
    for (const each of content) {
      const delimiter = delimiterIn(each);
      const change = delimiter && changeOf(delimiter.id, requests);
      if (delimiter?.el === 'bracket_open' && change) {
        if (replaced !== undefined && change.asks === 'words')
          found.set(replaced, { ...change, asks: 'delete' });
        found.set(delimiter.id, change);
      }
      const isOld =
        delimiter?.el === 'bracket_close' && change?.asks === 'delete' && change.names.length === 0;
      replaced = isOld ? delimiter.id : undefined;
    }
  return found;
}

function changeOf(id: string, requests: Requests): Change | undefined {
  const asked = requests[id] ?? [];
  const wanted = asked.filter(({ asks }) => asks === 'delete');
  if (wanted.length > 0) return { asks: 'delete', names: wanted.flatMap(({ names }) => names) };
  const words = asked.find(({ asks }) => asks === 'words');
  return words && { asks: 'words', names: words.names };
}

/** Brackets that the base text has not: both of their delimiters are new. */
function madeIn(blocks: readonly RedlineBlock[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { before = [], pieces } of blocks)
    for (const { kind, content } of [...before, ...pieces])
      for (const each of kind === 'new' ? content : []) {
        const id = delimiterIn(each)?.id;
        if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
      }
  return new Set([...counts].flatMap(([id, count]) => (count === 2 ? [id] : [])));
}

/** Goes through the text and keeps which brackets it is in. */
class Proposer {
  readonly #open = new Map<string, Change>();
  /** Slashes so far by choice, and who asks for the option that is gone through. */
  readonly #options = new Map<string, number>();
  #option: Change | undefined;

  constructor(
    private readonly changes: ReadonlyMap<string, Change>,
    private readonly made: ReadonlySet<string>,
    private readonly requests: Requests,
  ) {}

  /** Nothing is left of new words that are asked to go again. */
  block(block: RedlineBlock, asked: readonly string[]): readonly RedlineBlock[] {
    const before = (block.before ?? []).flatMap((piece) => this.#piece(piece));
    const pieces = withSpaces(block.pieces.flatMap((piece) => this.#piece(piece)));
    const isEmptied = block.pieces.length > 0 && pieces.length === 0 && before.length === 0;
    if (block.kind === 'new' && isEmptied) return [];
    const goes = pieces.length > 0 && [...before, ...pieces].every(({ kind }) => kind === 'gone');
    const kind = block.kind === 'same' && goes ? ('gone' as const) : block.kind;
    const by = asked.length > 0 ? asked : namesIn(pieces.filter((each) => each.kind === kind));
    const { before: _, ...rest } = block;
    return [
      {
        ...rest,
        kind,
        ...(kind === 'same' || by.length === 0 ? {} : { by }),
        ...(before.length === 0 ? {} : { before }),
        pieces,
      },
    ];
  }

  #piece({ kind, content }: RedlinePiece): readonly RedlinePiece[] {
    if (kind === 'gone') return [{ kind, content }];
    const pieces: RedlinePiece[] = [];
    for (const each of content) {
      this.#choose(kind, each);
      if (this.#isBorder(each)) continue;
      const next = this.#asked(kind, each);
      const last = pieces.at(-1);
      if (!next) continue;
      if (last && last.kind === next.kind && last.by === next.by)
        pieces[pieces.length - 1] = { ...last, content: [...last.content, each] };
      else pieces.push(next);
    }
    return pieces;
  }

  /** The delimiters of a request are no characters here. */
  #isBorder(each: Inline): boolean {
    const delimiter = delimiterIn(each);
    const change = delimiter && this.changes.get(delimiter.id);
    if (!delimiter || !change || !this.made.has(delimiter.id)) return false;
    if (delimiter.el === 'bracket_open') this.#open.set(delimiter.id, change);
    else this.#open.delete(delimiter.id);
    return true;
  }

  /** Another option of a choice goes with its slash, up to the next one or to the end of the choice. */
  #choose(kind: 'same' | 'new', each: Inline): void {
    if (!('el' in each) || (each.el !== 'option_break' && each.el !== 'bracket_close')) return;
    this.#option = undefined;
    if (each.el !== 'option_break' || each.bracket === undefined) return;
    const option = (this.#options.get(each.bracket) ?? 0) + 1;
    this.#options.set(each.bracket, option);
    const [asked] = this.requests[optionKey(each.bracket, option)] ?? [];
    if (kind === 'new' && asked?.asks === 'words') this.#option = { asks: 'words', names: asked.names };
  }

  #asked(kind: 'same' | 'new', each: Inline): RedlinePiece | undefined {
    const open = [...this.#open.values()];
    const goes = open.findLast(({ asks }) => asks === 'delete');
    if (goes) return kind === 'new' ? undefined : { kind: 'gone', content: [each], by: goes.names };
    const comes =
      kind === 'new' ? (open.findLast(({ asks }) => asks === 'words') ?? this.#option) : undefined;
    return comes ? { kind, content: [each], by: comes.names } : { kind, content: [each] };
  }
}

/** A space that came with somebody's words is of the same people. */
function withSpaces(pieces: readonly RedlinePiece[]): readonly RedlinePiece[] {
  return pieces.map((piece, at) => {
    const isSpace =
      piece.kind === 'new' &&
      !piece.by &&
      piece.content.every((each) => isWords(each) && /^\s*$/.test(each.text));
    const beside = [pieces[at - 1], pieces[at + 1]].find((each) => each?.kind === 'new' && each.by);
    return isSpace && beside?.by ? { ...piece, by: beside.by } : piece;
  });
}

/** The names that all of these pieces bear. */
function namesIn(pieces: readonly RedlinePiece[]): readonly string[] {
  const [first, ...others] = pieces;
  return others.every(({ by }) => by === first?.by) ? (first?.by ?? []) : [];
}
