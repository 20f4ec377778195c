/** Faults of form that a secretary would look for before a text goes out (SPEC LI1–LI9). Linear; reads, never mends. */
import { type Block, type DraftDocument, type Inline, isWords } from '../text/document.ts';
import type { BracketClose, BracketOpen } from '../text/element.ts';
import { excerpt } from './excerpt.ts';
import { printedInline } from './printed.ts';

export const LINT_KINDS = [
  'unpaired-bracket',
  'empty-bracket',
  'choice-without-bracket',
  'orphan-attribution',
  'dangling-cover',
  'repeated-run',
  'bracket-around-everything',
  'look-alike-bracket',
  'bidi-control',
] as const;
export type LintKind = (typeof LINT_KINDS)[number];

export interface LintFinding {
  readonly kind: LintKind;
  /** Id of the block it stands in. */
  readonly block: string;
  /** Flat offset in the content of the block (UTF-16 units; an object counts one). */
  readonly offset: number;
  /** One English sentence for the command line; the page says it in its own words from `kind` and `quote`. */
  readonly message: string;
  /** The words it is about, cut short. */
  readonly quote: string;
}

/** All findings of a draft, in order of print. */
export function lint(document: DraftDocument): readonly LintFinding[] {
  const draft = new Lint(document);
  document.blocks.forEach((block, index) => {
    draft.block(block, index);
  });
  draft.finish();
  return draft.findings.sort((a, b) => a.order - b.order || a.offset - b.offset).map(bare);
}

type Placed = LintFinding & { readonly order: number };
const bare = ({ order: _, ...finding }: Placed): LintFinding => finding;

interface Side {
  readonly block: Block;
  readonly order: number;
  readonly offset: number;
  readonly inline: BracketOpen | BracketClose;
  /** Index in the content. */
  readonly at: number;
}

/** Words one of which is to be chosen, joined by a slash. */
const MODALS =
  /\b(?:shall|should|will|would|may|must|can|and|or)\s?\/\s?(?:shall|should|will|would|may|must|can)\b/giu;
/** Brackets that look like the brackets of a draft and are none: nothing pairs or lifts them. */
const LOOK_ALIKES = /[[\]［］【】〔〕〖〗⟦⟧❲❳﹝﹞⁅⁆⦋⦌]/gu;
/** Embeddings, overrides and isolates change the order of letters beyond their paragraph. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/gu;
/** The same letters four times over: bold of a PDF that was not undone. */
const REPEATED = /(\p{L}[\p{L}\p{N}]{1,39}?)\1{3}/gu;

class Lint {
  readonly findings: Placed[] = [];
  readonly #opens = new Map<string, Side>();
  readonly #closes = new Map<string, Side>();
  readonly #ids: ReadonlySet<string>;

  constructor(private readonly document: DraftDocument) {
    this.#ids = new Set(document.blocks.map(({ id }) => id));
  }

  block(block: Block, order: number): void {
    this.#references(block, order);
    let offset = 0;
    block.content.forEach((inline, at) => {
      if (isWords(inline)) this.#words(block, order, offset, inline.text);
      else this.#object(block, order, offset, at, inline);
      offset += isWords(inline) ? inline.text.length : 1;
    });
  }

  finish(): void {
    for (const [id, open] of this.#opens) {
      const close = this.#closes.get(id);
      if (!close) this.#unpaired(open);
      else if (isEmpty(open, close)) this.#say('empty-bracket', open, 'The bracket holds nothing', '[]');
      else if (this.#isAroundEverything(open, close))
        this.#say('bracket-around-everything', open, 'One bracket holds the whole draft', start(open));
    }
    for (const [id, close] of this.#closes) if (!this.#opens.has(id)) this.#unpaired(close);
  }

  #references({ id, kind, attrs }: Block, order: number): void {
    const missing = (attrs.covers ?? []).filter((covered) => !this.#ids.has(covered));
    if (attrs.run !== undefined && !this.#ids.has(attrs.run)) missing.push(attrs.run);
    if (missing.length === 0) return;
    const message = `The ${kind} ${attrs.label ?? ''} stands for text that is not in the draft`;
    this.#add('dangling-cover', id, order, 0, message, attrs.label ?? '');
  }

  #words(block: Block, order: number, offset: number, text: string): void {
    const all = (kind: LintKind, pattern: RegExp, message: string) => {
      for (const match of text.matchAll(pattern))
        this.#add(kind, block.id, order, offset + match.index, message, shown(match[0]));
    };
    all('choice-without-bracket', MODALS, 'A slash parts words to choose from, and no bracket holds them');
    all('look-alike-bracket', LOOK_ALIKES, 'This bracket is a character only: it pairs with nothing');
    all('bidi-control', BIDI, 'A control character changes the direction of the letters after it');
    all('repeated-run', REPEATED, 'The same letters stand four times over');
  }

  #object(
    block: Block,
    order: number,
    offset: number,
    at: number,
    inline: Exclude<Inline, { text: string; el?: never }>,
  ): void {
    if (!('el' in inline)) return;
    if (inline.el === 'bracket_open') this.#opens.set(inline.id, { block, order, offset, inline, at });
    else if (inline.el === 'bracket_close') this.#closes.set(inline.id, { block, order, offset, inline, at });
    else if (inline.el === 'option_break' && inline.bracket === undefined)
      this.#add(
        'choice-without-bracket',
        block.id,
        order,
        offset,
        'A choice stands outside of brackets',
        around(block, at),
      );
    else if (inline.el === 'attribution' && !mayHaveSource(block))
      this.#add(
        'orphan-attribution',
        block.id,
        order,
        offset,
        'A source stands beside no text',
        shown(inline.raw),
      );
  }

  #unpaired(side: Side): void {
    const what = side.inline.el === 'bracket_open' ? 'is never closed' : 'closes nothing';
    this.#say(
      'unpaired-bracket',
      side,
      `The bracket "${side.inline.glyph}" ${what}`,
      around(side.block, side.at),
    );
  }

  #isAroundEverything(open: Side, close: Side): boolean {
    const { blocks } = this.document;
    const first = blocks.findIndex(({ content }) => content.length > 0);
    const last = blocks.findLastIndex(({ kind, content }) => content.length > 0 && kind !== 'note');
    const beforeIt = open.block.content.slice(0, open.at).every(isBlank);
    const afterIt = close.block.content.slice(close.at + 1).every(isBlank);
    return blocks.length > 1 && open.order === first && close.order >= last && beforeIt && afterIt;
  }

  #say(kind: LintKind, { block, order, offset }: Side, message: string, quote: string): void {
    this.#add(kind, block.id, order, offset, message, quote);
  }

  #add(kind: LintKind, block: string, order: number, offset: number, message: string, quote: string): void {
    this.findings.push({ kind, block, order, offset, message: `${message}.`, quote });
  }
}

/** A source belongs to words of the text, or to a number that is kept for them. */
function mayHaveSource({ kind, attrs, content }: Block): boolean {
  const isText = kind === 'provision' || kind === 'alternative' || kind === 'item' || attrs.run !== undefined;
  return (
    isText && (attrs.label !== undefined || content.some((each) => isWords(each) && each.text.trim() !== ''))
  );
}

/** A bracket with nothing between; a placeholder may be empty: a value is to be supplied. */
function isEmpty(open: Side, close: Side): boolean {
  if (open.block !== close.block || close.at < open.at) return false;
  if (open.inline.el === 'bracket_open' && open.inline.kind === 'placeholder') return false;
  return open.block.content.slice(open.at + 1, close.at).every(isBlank);
}

const isBlank = (inline: Inline): boolean => isWords(inline) && inline.text.trim() === '';

const start = ({ block, at }: Side): string => shown(block.content.slice(at).map(printedInline).join(''));
const around = (block: Block, at: number): string =>
  shown(
    block.content
      .slice(Math.max(0, at - 1), at + 2)
      .map(printedInline)
      .join(''),
  );

/** Cut short, with control characters made visible. */
const shown = (text: string): string =>
  excerpt(
    text.replace(BIDI, (character) => `<U+${character.charCodeAt(0).toString(16).toUpperCase()}>`),
    60,
  );
