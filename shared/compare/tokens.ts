/** What a block is made of when it is compared: words by the rules of its language, and objects; in order of print. */
import { type Inline, isWords, type Words } from '../text/document.ts';
import type { InlineObject, Unknown } from '../text/element.ts';
import { segmentWords } from './segments.ts';

/** A word, a space, a punctuation mark, or an object. A word that is partly bold is one word of several inlines. */
export interface Token {
  /** Printed words; of an object nothing. */
  readonly text: string;
  /** How it is known again: the words of a word; of an object what is printed of it, without its id. */
  readonly key: string;
  readonly isObject: boolean;
  readonly inlines: readonly Inline[];
  /** Index in the block's content of the inline it begins in. */
  readonly at: number;
}

/** All tokens of a content; concatenating their inlines gives the content (adjacent words of one format made one). */
export function tokensOf(content: readonly Inline[], language: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < content.length; ) {
    const inline = content[at] as Inline;
    if (!isWords(inline)) {
      tokens.push({ text: '', key: keyOf(inline), isObject: true, inlines: [inline], at });
      at += 1;
      continue;
    }
    const run: Words[] = [];
    for (let next = content[at + run.length]; next && isWords(next); next = content[at + run.length])
      run.push(next);
    tokens.push(...wordTokens(run, at, language));
    at += run.length;
  }
  return tokens;
}

function wordTokens(run: readonly Words[], from: number, language: string): readonly Token[] {
  const cursor = new Cursor(run);
  return segmentWords(run.map(({ text }) => text).join(''), language).map((text) => {
    const at = from + cursor.at;
    return { text, key: text, isObject: false, inlines: cursor.take(text.length), at };
  });
}

/** Walks over words of several formats. */
class Cursor {
  at = 0;
  #offset = 0;

  constructor(private readonly run: readonly Words[]) {}

  take(length: number): readonly Words[] {
    const taken: Words[] = [];
    for (let left = length; left > 0; ) {
      const words = this.run[this.at];
      if (!words) break;
      const text = words.text.slice(this.#offset, this.#offset + left);
      if (text !== '') taken.push({ ...words, text });
      left -= text.length;
      this.#offset += text.length;
      if (this.#offset < words.text.length) continue;
      this.at += 1;
      this.#offset = 0;
    }
    return taken;
  }
}

/** The same token cut in two; the cut lies within its text. */
export function cut(token: Token, length: number): readonly [Token, Token] {
  const cursor = new Cursor(token.inlines.filter(isWords));
  const parts = [token.text.slice(0, length), token.text.slice(length)].map((text): Token => {
    const at = token.at + cursor.at;
    return { text, key: text, isObject: false, inlines: cursor.take(text.length), at };
  });
  return [parts[0] as Token, parts[1] as Token];
}

/** What is printed of an object: two brackets that look alike are the same bracket to a reader, whatever their ids. */
export function keyOf(object: InlineObject | Unknown): string {
  switch (object.el) {
    case 'bracket_open':
      return `${object.outside ? 'outside ' : ''}${object.glyph}`;
    case 'bracket_close':
      return `close ${object.glyph}`;
    case 'option_break':
      return `option ${object.glyph}`;
    case 'attribution':
      return `source ${object.raw}`;
    case 'note_ref':
      return `note ${object.mark}`;
    case 'remark':
      return `remark ${object.text}`;
    case 'cell_break':
    case 'paragraph_break':
      return '¶';
    case 'line_break':
      return object.el;
    case 'unknown':
      return `unknown ${JSON.stringify(object.raw)}`;
    default:
      return object satisfies never;
  }
}

export const sameFormats = (a: Words, b: Words): boolean =>
  a.strong === b.strong && a.emphasis === b.emphasis;

/** Adjacent words of one format made one, empty ones dropped: what two equal contents have in common. */
export function normalised(content: readonly Inline[]): readonly Inline[] {
  if (isNormal(content)) return content;
  const result: Inline[] = [];
  for (const inline of content) {
    const last = result.at(-1);
    if (!isWords(inline)) result.push(inline);
    else if (inline.text !== '' && last && isWords(last) && sameFormats(last, inline))
      result[result.length - 1] = { ...last, text: last.text + inline.text };
    else if (inline.text !== '') result.push(inline);
  }
  return result;
}

function isNormal(content: readonly Inline[]): boolean {
  return content.every((inline, at) => {
    if (!isWords(inline)) return true;
    const last = content[at - 1];
    return inline.text !== '' && !(last && isWords(last) && sameFormats(last, inline));
  });
}

/** Two objects that look alike: true when what is not printed of them, ids and kinds, agrees too. */
export function isIdentical(a: InlineObject | Unknown, b: Inline): boolean {
  if (isWords(b) || a.el !== b.el) return false;
  if (a.el === 'bracket_open' && b.el === 'bracket_open')
    return a.id === b.id && a.kind === b.kind && a.link === b.link && a.outside === b.outside;
  if (a.el === 'bracket_close' && b.el === 'bracket_close') return a.id === b.id;
  if (a.el === 'option_break' && b.el === 'option_break') return a.bracket === b.bracket;
  return a.el !== 'note_ref' || b.el !== 'note_ref' || a.note === b.note;
}
