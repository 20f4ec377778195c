/**
 * The redline of one block (SPEC CP4, CP5): words linked first, then brackets and other objects placed between them, so that
 * no bracket makes words look changed. Exact: each side is found again in full, objects and formats included.
 */
import { type Inline, isWords, type Words, wordsOf } from '../text/document.ts';
import type { Formats } from '../text/element.ts';
import type { FormatChange, RedlinePiece } from './comparison.ts';
import { letters, linkWords } from './linked.ts';
import { isIdentical, keyOf, normalised, sameFormats, type Token, tokensOf } from './tokens.ts';
import { diffTokens, type Piece } from './words.ts';

export interface ContentComparison {
  /** Nothing that is printed differs. */
  readonly isSame: boolean;
  readonly words: readonly Piece[];
  readonly redline: readonly RedlinePiece[];
  readonly formats: readonly FormatChange[];
  /** For each object, by its index in the content: how many letters that stand in both come before it. */
  readonly standing: { readonly before: Standing; readonly after: Standing };
  /** Letters that stand in both, in all. */
  readonly letters: number;
}

export type Standing = ReadonlyMap<number, number>;

/** Compares two contents of one block; both may be empty. */
export function compareContent(
  before: readonly Inline[],
  after: readonly Inline[],
  language: string,
): ContentComparison {
  if (looksSame(before, after)) return sameContent(before, after);
  const writer = new Writer();
  writer.write(tokensOf(before, language), tokensOf(after, language));
  return writer.finish();
}

/** Nothing that is printed differs: by far the most blocks. */
function sameContent(before: readonly Inline[], after: readonly Inline[]): ContentComparison {
  const text = wordsOf(after);
  const content = normalised(after);
  const places = standingIn(after);
  return {
    isSame: true,
    words: text === '' ? [] : [{ kind: 'same', text }],
    redline: content.length === 0 ? [] : [{ kind: 'same', content, ...otherwise(before, after) }],
    formats: [],
    standing: { before: places, after: places },
    letters: letters(text),
  };
}

const NOWHERE: Standing = new Map();

function standingIn(content: readonly Inline[]): Standing {
  if (content.every(isWords)) return NOWHERE;
  const found = new Map<number, number>();
  let count = 0;
  content.forEach((inline, at) => {
    if (isWords(inline)) count += letters(inline.text);
    else found.set(at, count);
  });
  return found;
}

/** The content before, if ids in it differ. */
function otherwise(before: readonly Inline[], after: readonly Inline[]): Pick<RedlinePiece, 'was'> {
  const differs = before.some((inline, at) => !isWords(inline) && !isIdentical(inline, after[at] as Inline));
  return differs ? { was: normalised(before) } : {};
}

/** A content that only one draft has. */
export function onlyContent(kind: 'gone' | 'new', content: readonly Inline[]): ContentComparison {
  const text = wordsOf(content);
  return {
    isSame: false,
    words: text === '' ? [] : [{ kind, text }],
    redline: content.length === 0 ? [] : [{ kind, content: normalised(content) }],
    formats: [],
    standing: { before: NOWHERE, after: NOWHERE },
    letters: 0,
  };
}

const looksSame = (before: readonly Inline[], after: readonly Inline[]): boolean =>
  before.length === after.length && before.every((inline, at) => alike(inline, after[at] as Inline));

function alike(a: Inline, b: Inline): boolean {
  if (isWords(a)) return isWords(b) && a.text === b.text && sameFormats(a, b);
  return !isWords(b) && a.el === b.el && keyOf(a) === keyOf(b);
}

/** Objects of one place beyond this are not searched for what stands. */
const MOST_OBJECTS = 4000;

class Writer {
  readonly #words: Piece[] = [];
  readonly #redline: RedlinePiece[] = [];
  readonly #formats: FormatChange[] = [];
  readonly #before = new Map<number, number>();
  readonly #after = new Map<number, number>();
  #letters = 0;
  /** What stands, as it was and is; what went and what came since. */
  #stood: Inline[] = [];
  #stands: Inline[] = [];
  #gone: Inline[] = [];
  #new: Inline[] = [];
  #goneWords = '';
  #newWords = '';

  write(before: readonly Token[], after: readonly Token[]): void {
    const linked = linkWords(before, after);
    const partners = new Set(linked.links.values());
    let [from, to] = [0, 0];
    while (from < linked.before.length || to < linked.after.length) {
      const gone = linked.before.slice(
        from,
        nextIndex(linked.before, from, (token) => linked.links.has(token)),
      );
      const fresh = linked.after.slice(
        to,
        nextIndex(linked.after, to, (token) => partners.has(token)),
      );
      this.#change(gone, fresh);
      [from, to] = [from + gone.length, to + fresh.length];
      const [old, now] = [linked.before[from], linked.after[to]];
      if (!old || !now) continue;
      this.#word(old, now);
      [from, to] = [from + 1, to + 1];
    }
  }

  finish(): ContentComparison {
    this.#settleWords();
    this.#settle();
    return {
      isSame: false,
      words: this.#words,
      redline: this.#redline,
      formats: this.#formats,
      standing: { before: this.#before, after: this.#after },
      letters: this.#letters,
    };
  }

  #word(before: Token, after: Token): void {
    const [was, is] = [before.inlines.filter(isWords), after.inlines.filter(isWords)];
    const changes = formatChanges(was, is);
    if (changes.length === 0) {
      this.#sameWords(before.text, was, is);
      return;
    }
    for (const change of changes) this.#reformatted(change);
    this.#standWords(before.text);
    this.#gone.push(...was);
    this.#new.push(...is);
  }

  #sameWords(text: string, before: readonly Inline[], after: readonly Inline[]): void {
    this.#standWords(text);
    this.#stand(before, after);
  }

  #standWords(text: string): void {
    this.#settleWords();
    this.#letters += letters(text);
    const last = this.#words.at(-1);
    if (last?.kind === 'same') this.#words[this.#words.length - 1] = { kind: 'same', text: last.text + text };
    else if (text !== '') this.#words.push({ kind: 'same', text });
  }

  #sameObject(before: Inline, after: Inline, at: number, to: number): void {
    this.#before.set(at, this.#letters);
    this.#after.set(to, this.#letters);
    this.#stand([before], [after]);
  }

  #stand(before: readonly Inline[], after: readonly Inline[]): void {
    if (this.#gone.length > 0 || this.#new.length > 0) this.#settle();
    this.#stood.push(...before);
    this.#stands.push(...after);
  }

  /** What stands between two words that stand: objects that look alike stand, too. */
  #change(gone: readonly Token[], fresh: readonly Token[]): void {
    let [from, to] = [0, 0];
    for (const [old, now] of sameObjects(gone, fresh)) {
      const [a, b] = [gone.indexOf(old, from), fresh.indexOf(now, to)];
      this.#replace(gone.slice(from, a), fresh.slice(to, b));
      this.#sameObject(old.inlines[0] as Inline, now.inlines[0] as Inline, old.at, now.at);
      [from, to] = [a + 1, b + 1];
    }
    this.#replace(gone.slice(from), fresh.slice(to));
  }

  #replace(gone: readonly Token[], fresh: readonly Token[]): void {
    for (const { inlines, text, isObject, at } of gone) {
      if (isObject) this.#before.set(at, this.#letters);
      this.#goneWords += text;
      this.#gone.push(...inlines);
    }
    for (const { inlines, text, isObject, at } of fresh) {
      if (isObject) this.#after.set(at, this.#letters);
      this.#newWords += text;
      this.#new.push(...inlines);
    }
  }

  #reformatted(change: FormatChange): void {
    const last = this.#formats.at(-1);
    const goesOn =
      last &&
      this.#gone.length > 0 &&
      sameFormat(last.before, change.before) &&
      sameFormat(last.after, change.after);
    if (goesOn) this.#formats[this.#formats.length - 1] = { ...last, text: last.text + change.text };
    else this.#formats.push(change);
  }

  #settleWords(): void {
    if (this.#goneWords !== '') this.#words.push({ kind: 'gone', text: this.#goneWords });
    if (this.#newWords !== '') this.#words.push({ kind: 'new', text: this.#newWords });
    [this.#goneWords, this.#newWords] = ['', ''];
  }

  /** Writes what has stood, then what went, then what came. */
  #settle(): void {
    const [stood, stands] = [normalised(this.#stood), normalised(this.#stands)];
    if (stands.length > 0) this.#redline.push({ kind: 'same', content: stands, ...otherwise(stood, stands) });
    if (this.#gone.length > 0) this.#redline.push({ kind: 'gone', content: normalised(this.#gone) });
    if (this.#new.length > 0) this.#redline.push({ kind: 'new', content: normalised(this.#new) });
    [this.#stood, this.#stands, this.#gone, this.#new] = [[], [], [], []];
  }
}

function nextIndex(tokens: readonly Token[], from: number, stops: (token: Token) => boolean): number {
  let at = from;
  while (at < tokens.length && !stops(tokens[at] as Token)) at++;
  return at;
}

/** Objects of both sides that look alike, in the same order. */
function sameObjects(gone: readonly Token[], fresh: readonly Token[]): readonly (readonly [Token, Token])[] {
  const [old, now] = [gone.filter(({ isObject }) => isObject), fresh.filter(({ isObject }) => isObject)];
  if (old.length === 0 || now.length === 0 || Math.max(old.length, now.length) > MOST_OBJECTS) return [];
  const keys = (tokens: readonly Token[]) => tokens.map(({ key }) => key);
  const found: [Token, Token][] = [];
  let [from, to] = [0, 0];
  for (const { kind, count } of diffTokens(keys(old), keys(now))) {
    if (kind === 'same')
      for (let at = 0; at < count; at++) found.push([old[from + at] as Token, now[to + at] as Token]);
    if (kind !== 'new') from += count;
    if (kind !== 'gone') to += count;
  }
  return found;
}

const sameFormat = (a: Formats, b: Formats) => a.strong === b.strong && a.emphasis === b.emphasis;
const formatsOf = ({ text: _, ...formats }: Words): Formats => formats;

/** Two rows of inlines with the same words: where their formats differ. */
function formatChanges(before: readonly Words[], after: readonly Words[]): readonly FormatChange[] {
  const found: FormatChange[] = [];
  let [at, to, from, since] = [0, 0, 0, 0];
  for (let old = before[0], now = after[0]; old && now; old = before[at], now = after[to]) {
    const length = Math.min(old.text.length - from, now.text.length - since);
    if (!sameFormats(old, now))
      found.push({
        text: old.text.slice(from, from + length),
        before: formatsOf(old),
        after: formatsOf(now),
      });
    [from, since] = [from + length, since + length];
    if (from === old.text.length) [at, from] = [at + 1, 0];
    if (since === now.text.length) [to, since] = [to + 1, 0];
  }
  return found;
}
