/** The outline of an imported draft as plain JSON: what `chapeau outline FILE --json` prints (SPEC IM5). */
import { type LabelScheme, markerOf, schemeOf } from '../../shared/draft/labels.ts';
import type { Block, DraftDocument, Inline } from '../../shared/text/document.ts';
import type { BracketOpen } from '../../shared/text/element.ts';
import { type OutlineTable, readTables, text } from './outline-tables.ts';
import type { ReportEntry } from './report.ts';

export interface OutlinePart {
  /** `cover` for a report before the first annex, else the number of the part in order of print. */
  readonly id: string;
  readonly label: string | null;
  readonly title: string | null;
  readonly columns: readonly string[];
}
export interface OutlineItem {
  readonly label: string;
  readonly text: string;
  readonly brackets: readonly string[];
  readonly sources: readonly string[];
}
export interface OutlineProvision {
  readonly part: string;
  readonly chapter: string | null;
  readonly concept: string | null;
  readonly label: string | null;
  readonly kind: 'paragraph' | 'alternative' | 'placeholder' | 'option-list' | 'reserved';
  /** Labels of the provisions that an alternative stands in place of or after. */
  readonly covers: readonly string[];
  readonly text: string;
  readonly brackets: readonly string[];
  readonly sources: readonly string[];
  readonly notes: readonly OutlineNote[];
  readonly items: readonly OutlineItem[];
  /** Runs of agreed words in bold, in order. */
  readonly bold: readonly string[];
}
export interface OutlineNote {
  readonly mark: string;
  readonly text: string;
}
export interface OutlineJson {
  readonly title: string;
  readonly parts: readonly OutlinePart[];
  readonly provisions: readonly OutlineProvision[];
  readonly brackets: {
    readonly open: number;
    readonly close: number;
    readonly pairs: number;
    readonly unpaired: number;
  };
  readonly notes: readonly OutlineNote[];
  readonly tables: readonly OutlineTable[];
  readonly report: readonly Pick<ReportEntry, 'line' | 'column' | 'kind' | 'message'>[];
}

/** The outline of a draft and the report of its import. */
export function outlineJson(document: DraftDocument, report: readonly ReportEntry[] = []): OutlineJson {
  const reader = new Reader(document);
  return {
    title: document.meta.title,
    parts: reader.parts,
    provisions: reader.provisions,
    brackets: countBrackets(document),
    notes: reader.notes,
    tables: readTables(document.blocks),
    report: report.map(({ line, column, kind, message }) => ({ line, column, kind, message })),
  };
}

/** Open and close characters, pairs, and characters without a partner. */
export function countBrackets(document: DraftDocument): OutlineJson['brackets'] {
  const opens = new Set<string>();
  let [open, close, pairs] = [0, 0, 0];
  for (const { content } of document.blocks) {
    for (const each of content) {
      if (!('el' in each)) continue;
      if (each.el === 'bracket_open') {
        open += 1;
        opens.add(each.id);
      } else if (each.el === 'bracket_close') {
        close += 1;
        if (opens.has(each.id)) pairs += 1;
      }
    }
  }
  return { open, close, pairs, unpaired: open + close - 2 * pairs };
}

/** Texts of brackets are quoted at most so long in all: a hostile draft may nest thousands. */
const MOST_QUOTED = 4_000_000;

class Reader {
  readonly parts: OutlinePart[] = [];
  readonly provisions: OutlineProvision[] = [];
  readonly notes: OutlineNote[] = [];
  readonly #blocks: readonly Block[];
  readonly #labels: ReadonlyMap<string, Block>;
  readonly #notes: ReadonlyMap<string, Block>;
  readonly #closes: ReadonlyMap<string, { readonly block: number; readonly at: number }>;
  readonly #scheme: LabelScheme;
  #part = '1';
  #chapter: string | null = null;
  #concept: string | null = null;
  #quoted = 0;

  constructor(document: DraftDocument) {
    this.#blocks = document.blocks;
    this.#scheme = schemeOf(document.meta.language);
    this.#labels = new Map(document.blocks.map((block) => [block.id, block]));
    this.#notes = new Map(
      document.blocks.flatMap((block) => (block.kind === 'note' ? [[block.id, block]] : [])),
    );
    this.#closes = closesOf(document.blocks);
    if (document.blocks[0]?.kind !== 'part')
      this.#begin(document.blocks.findIndex((block) => block.kind === 'title') - 1);
    document.blocks.forEach((_, index) => {
      this.#block(index);
    });
  }

  #block(index: number): void {
    const block = this.#blocks[index];
    if (!block) return;
    if (block.kind === 'part') this.#begin(index);
    else if (block.kind === 'chapter') {
      this.#chapter = headed(block);
      this.#concept = null;
    } else if (block.kind === 'concept') this.#concept = text(block.content);
    else if (block.kind === 'note')
      this.notes.push({ mark: block.attrs.label ?? '', text: text(block.content) });
    else if (block.kind === 'provision' || block.kind === 'alternative')
      this.provisions.push(this.#provision(index, block));
  }

  #begin(index: number): void {
    const block = this.#blocks[index];
    const isCover = block?.id === 'cover';
    this.#part = isCover ? 'cover' : String(this.parts.filter(({ id }) => id !== 'cover').length + 1);
    this.#chapter = null;
    this.#concept = null;
    const label = block?.kind === 'part' ? (block.attrs.label ?? null) : null;
    const columns = block?.kind === 'part' ? (block.attrs.columns ?? []) : [];
    this.parts.push({ id: this.#part, label, title: this.#titleAfter(index), columns });
  }

  #titleAfter(index: number): string | null {
    for (let at = index + 1; at < this.#blocks.length; at += 1) {
      const block = this.#blocks[at];
      if (!block || block.kind === 'part' || block.kind === 'provision') return null;
      if (block.kind === 'title') return text(block.content);
    }
    return null;
  }

  #provision(index: number, block: Block): OutlineProvision {
    const following = this.#following(index, block);
    const items = following.filter(({ block: each }) => each.kind === 'item');
    const more = following.filter(({ block: each }) => each.kind === 'paragraph');
    const own = { block, index };
    return {
      part: this.#part,
      chapter: this.#chapter,
      concept: this.#concept,
      label: labelOf(block, this.#scheme),
      kind: block.kind === 'alternative' ? 'alternative' : (block.attrs.form ?? 'paragraph'),
      covers: (block.attrs.covers ?? []).map((id) => this.#labels.get(id)?.attrs.label ?? ''),
      text: [block, ...more.map((each) => each.block)].map(({ content }) => text(content)).join('\n'),
      brackets: [own, ...following].flatMap((each) => this.#bracketsIn(each.index)),
      sources: [own, ...more].flatMap((each) => sourcesOf(each.block)),
      notes: [own, ...following].flatMap((each) => this.#notesIn(each.block)),
      items: items.map((each) => ({
        label: markerOf(each.block, this.#scheme),
        text: text(each.block.content),
        brackets: this.#bracketsIn(each.index),
        sources: sourcesOf(each.block),
      })),
      bold: [own, ...following].flatMap((each) => boldRuns(each.block.content)),
    };
  }

  /** The items of a provision; of an alternative all blocks of its run. */
  #following(index: number, head: Block): { block: Block; index: number }[] {
    const out: { block: Block; index: number }[] = [];
    for (let at = index + 1; at < this.#blocks.length; at += 1) {
      const block = this.#blocks[at];
      if (!block || (block.kind !== 'item' && block.kind !== 'paragraph')) break;
      const inRun = block.attrs.run === head.id;
      if (!inRun && (block.kind !== 'item' || head.kind === 'alternative')) break;
      out.push({ block, index: at });
    }
    return out;
  }

  #bracketsIn(index: number): string[] {
    const content = this.#blocks[index]?.content ?? [];
    return content.flatMap((each, at) => {
      if (!('el' in each) || each.el !== 'bracket_open') return [];
      const quote = this.#quote(index, at, each);
      return quote === undefined ? [] : [quote];
    });
  }

  /** The words of a bracket with its delimiters; undefined when it has no partner after it. */
  #quote(index: number, at: number, open: BracketOpen): string | undefined {
    const close = this.#closes.get(open.id);
    if (!close || close.block < index || this.#quoted > MOST_QUOTED) return undefined;
    if (close.block === index && close.at < at) return undefined;
    const lines: string[] = [];
    for (let block = index; block <= close.block; block += 1) {
      const each = this.#blocks[block];
      if (!each) break;
      const from = block === index ? at : 0;
      const to = block === close.block ? close.at + 1 : each.content.length;
      const label = block === index ? '' : markerOf(each, this.#scheme);
      lines.push(`${label === '' ? '' : `${label} `}${text(each.content.slice(from, to))}`);
    }
    const quote = lines.join('\n');
    this.#quoted += quote.length;
    return quote;
  }

  #notesIn(block: Block): OutlineNote[] {
    return block.content.flatMap((each) => {
      if (!('el' in each) || each.el !== 'note_ref') return [];
      const note = this.#notes.get(each.note);
      return [{ mark: each.mark, text: note ? text(note.content) : '' }];
    });
  }
}

function closesOf(blocks: readonly Block[]): Map<string, { block: number; at: number }> {
  const closes = new Map<string, { block: number; at: number }>();
  blocks.forEach(({ content }, block) => {
    content.forEach((each, at) => {
      if ('el' in each && each.el === 'bracket_close') closes.set(each.id, { block, at });
    });
  });
  return closes;
}

const sourcesOf = (block: Block): string[] =>
  block.content.flatMap((each) => ('el' in each && each.el === 'attribution' ? [each.raw] : []));

/** A heading with its label: `第二章+ [应对…] 融资机制`. */
function headed(block: Block): string {
  const words = text(block.content);
  const label = block.attrs.marker ?? block.attrs.label;
  if (label === undefined) return words;
  const [first] = block.content;
  const joins = first !== undefined && 'el' in first && first.el === 'note_ref';
  return `${label}${joins || words === '' ? '' : ' '}${words}`;
}

function labelOf(block: Block, scheme: LabelScheme): string | null {
  if (block.kind !== 'alternative') return block.attrs.label ?? null;
  return markerOf(block, scheme).replace(/[\s.．：:、)–—-]+$/u, '') || null;
}

function boldRuns(content: readonly Inline[]): string[] {
  const runs: string[] = [];
  let open = false;
  for (const each of content) {
    const strong = !('el' in each) && each.strong === true;
    if (strong && open) runs.push((runs.pop() ?? '') + each.text);
    else if (strong) runs.push(each.text);
    open = strong;
  }
  return runs;
}
