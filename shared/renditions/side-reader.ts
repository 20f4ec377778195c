/** What stands beside a provision: each proposal with the words around it and who asks, where that may be told (SPEC RN11). */
import { excerpt, tail } from '../draft/excerpt.ts';
import { beforeSources } from '../text/cut.ts';
import { type Block, delimiterIn, type Inline, isWords } from '../text/document.ts';
import { withOptions } from './asked-forms.ts';
import { keeping } from './base-text.ts';
import { attribution, withNames } from './names.ts';
import {
  type Asked,
  askedOf,
  type DraftState,
  type RenditionOptions,
  type Requests,
  type Sides,
} from './rendition.ts';
import { withShifts } from './shifts.ts';
import type { Vocabulary } from './vocabulary.ts';

/** UTF-16 units of the text that are printed on either side of what is asked. */
const AROUND = 60;

/** One proposal in one block: its brackets with who asks, and the brackets whose words it amends. */
interface Change {
  readonly asked: Map<string, Asked>;
  readonly within: Set<string>;
}

export class SideReader {
  readonly #sides: Record<string, { proposals: Block[]; suggestion: Block[] }> = {};
  readonly #requests: Requests;
  namesSomebody = false;

  constructor(
    private readonly state: DraftState,
    private readonly options: RenditionOptions,
    private readonly words: Vocabulary,
  ) {
    const all = [...(state.askedBy ?? [])].map(([id, asked]) => [id, askedOf(asked)] as const);
    this.#requests = Object.fromEntries(all);
  }

  get sides(): Sides {
    return this.#sides;
  }

  add(row: string, block: Block, proposal: string): void {
    if (this.state.chairs?.has(proposal)) this.suggest(row, block);
    else this.#at(row).proposals.push(block);
  }

  suggest(row: string, block: Block): void {
    this.#at(row).suggestion.push(block);
  }

  #at(row: string) {
    return (this.#sides[row] ??= { proposals: [], suggestion: [] });
  }

  /** What is asked of the words of a block, proposal by proposal. */
  changesOf(block: Block): readonly (readonly [proposal: string, said: Block])[] {
    return [...this.#changesIn(block.content)].map(([proposal, { asked, within }]) => {
      const whole = keeping(block.content, new Set([...asked.keys(), ...within]));
      const isChairs = this.state.chairs?.has(proposal) ?? false;
      const named = isChairs ? whole : whole.flatMap((each) => [...this.#namesBefore(each, asked), each]);
      const label = block.kind === 'item' ? block.attrs.label : undefined;
      const said: Block = {
        id: `${block.id}~${proposal}`,
        kind: label === undefined ? 'paragraph' : 'item',
        attrs: label === undefined ? {} : { label },
        content: around(named, (each) => asked.has(delimiterIn(each)?.id ?? '')),
      };
      return [proposal, this.#asOption(said)] as const;
    });
  }

  /** Another option is printed as one of its choice. */
  #asOption(said: Block): Block {
    const { options, document } = this.state;
    if (!options) return said;
    return withOptions({ ...document, blocks: [said] }, options, new Map()).blocks[0] ?? said;
  }

  #changesIn(content: readonly Inline[]): ReadonlyMap<string, Change> {
    const found = new Map<string, Change>();
    const brought: string[] = [];
    for (const each of content) {
      const delimiter = delimiterIn(each);
      if (!delimiter) continue;
      const { id, asked } = delimiter;
      if (asked?.asks === 'words' && delimiter.el === 'bracket_close') brought.splice(brought.indexOf(id), 1);
      for (const [at, proposal] of proposalsAt(delimiter, this.#requests).entries()) {
        const change = found.get(proposal) ?? { asked: new Map(), within: new Set() };
        change.asked.set(id, this.#requests[id]?.[at] ?? { names: [], asks: 'bracket' });
        for (const around of brought) change.within.add(around);
        found.set(proposal, change);
      }
      if (asked?.asks === 'words' && delimiter.el === 'bracket_open') brought.push(id);
    }
    return found;
  }

  #namesBefore(each: Inline, asked: ReadonlyMap<string, Asked>): readonly Inline[] {
    const delimiter = delimiterIn(each);
    const request = delimiter?.el === 'bracket_close' ? asked.get(delimiter.id) : undefined;
    const text = request ? attribution([request], this.words) : '';
    return text === '' ? [] : [this.#named(text)];
  }

  #named(text: string): Inline {
    this.namesSomebody = true;
    return { el: 'remark', text };
  }

  /** An alternative or a new provision as it is asked for. */
  runOf(blocks: readonly Block[]): readonly Block[] {
    const document = { schema: 1, meta: this.state.document.meta, blocks } as const;
    const printed = withNames(document, this.#requests, this.words).blocks;
    const count = (all: readonly Block[]) => all.reduce((sum, { content }) => sum + content.length, 0);
    if (count(printed) > count(blocks)) this.namesSomebody = true;
    return printed;
  }

  /** Moves and merges that are asked for. */
  shifts(): readonly { readonly block: string; readonly said: Block }[] {
    const { shifts = [], document } = this.state;
    const bare = { ...document, blocks: document.blocks.map((each) => ({ ...each, content: [] })) };
    return shifts.map((shift) => {
      const remark = withShifts(bare, [shift], this.options, this.words).blocks.find(
        ({ id }) => id === shift.block,
      );
      if (shift.names.length > 0) this.namesSomebody = true;
      const content = beforeSources([], remark?.content.slice(1) ?? []);
      return {
        block: shift.block,
        said: { id: `${shift.block}~to~${shift.to}`, kind: 'paragraph', attrs: {}, content },
      };
    });
  }
}

/** Proposals that a delimiter stands for; a received bracket that parties said they ask for stands for itself. */
function proposalsAt(
  { id, asked }: NonNullable<ReturnType<typeof delimiterIn>>,
  requests: Requests,
): readonly string[] {
  if (asked) return [asked.proposal, ...(asked.also ?? [])];
  return (requests[id] ?? []).some(({ names }) => names.length > 0) ? [`bracket:${id}`] : [];
}

/** The content from the first to the last of these delimiters, with some words of the text on either side. */
function around(content: readonly Inline[], isAsked: (each: Inline) => boolean): readonly Inline[] {
  const from = Math.max(0, content.findIndex(isAsked));
  const to = content.findLastIndex(isAsked) + 1;
  return [...ending(content.slice(0, from)), ...content.slice(from, to), ...beginning(content.slice(to))];
}

function ending(content: readonly Inline[]): readonly Inline[] {
  const kept: Inline[] = [];
  let room = AROUND;
  for (const each of [...content].reverse()) {
    if (room <= 0) return marked(kept.reverse(), 'before');
    if (!isWords(each)) kept.push(...printedOnly(each));
    else if (each.text.length <= room) kept.push(each);
    else kept.push({ ...each, text: tail(each.text, room).replace(/^…\S*\s+/u, '…') });
    room -= isWords(each) ? each.text.length : 1;
  }
  return kept.reverse();
}

function beginning(content: readonly Inline[]): readonly Inline[] {
  const kept: Inline[] = [];
  let room = AROUND;
  for (const each of content) {
    if (room <= 0) return marked(kept, 'after');
    if (!isWords(each)) kept.push(...printedOnly(each));
    else if (each.text.length <= room) kept.push(each);
    else kept.push({ ...each, text: excerpt(each.text, room).replace(/\s+\S*…$/u, '…') });
    room -= isWords(each) ? each.text.length : 1;
  }
  return kept;
}

/** Sources and notes stand beside the base text. */
const printedOnly = (each: Inline): readonly Inline[] =>
  'el' in each && (each.el === 'attribution' || each.el === 'note_ref') ? [] : [each];

function marked(content: readonly Inline[], side: 'before' | 'after'): readonly Inline[] {
  const at = side === 'before' ? content[0] : content.at(-1);
  if (at && isWords(at) && /^…|…$/u.test(at.text)) return content;
  return side === 'before' ? [{ text: '… ' }, ...content] : [...content, { text: ' …' }];
}
