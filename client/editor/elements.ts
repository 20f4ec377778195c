/**
 * What comes from a keyboard, a clipboard or a drop, made fit for the sequence (SPEC ED3): new ids for blocks and brackets,
 * literal brackets as delimiters, no lone delimiter of a copied pair, no half character, no control character.
 */
import type { BlockAttrs, BracketOpen, InlineObject } from '../../shared/text/element.ts';
import type { Element } from '../../shared/text/splice.ts';
import type { Token } from './tokens.ts';

export type NewId = () => string;

const OPENERS: Record<string, string> = { '[': ']', '［': '］' };
const CLOSERS = new Set(Object.values(OPENERS));

/** The tokens as elements. `endId` is the id of the block into which they go. */
export function elementsOf(tokens: readonly Token[], newId: NewId, endId: string): Element[] {
  const brackets = pairsOf(tokens, newId);
  const elements: Element[] = [];
  let open = endId;
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'close') elements.push({ el: 'end', id: open });
    else if (token.kind === 'open') {
      open = newId();
      elements.push({ el: 'start', id: open, kind: token.block, ...withoutIdentity(token.attrs) });
    } else if (token.kind === 'object') elements.push(...objectElement(token.object, brackets.get(i)));
    else if (brackets.has(i)) elements.push(brackets.get(i)!);
    else appendChar(elements, token);
  }
  return elements.map(wellFormed);
}

/** A copied block is a new one: it takes its level and direction with it, not its number and what it covers. */
function withoutIdentity({ level, dir, form, head }: BlockAttrs): BlockAttrs {
  return JSON.parse(JSON.stringify({ level, dir, form, head })) as BlockAttrs;
}

function objectElement(object: InlineObject, bracket: Element | undefined): Element[] {
  if (bracket) return [bracket];
  return object.el === 'bracket_open' || object.el === 'bracket_close' ? [] : [object];
}

function appendChar(elements: Element[], token: Token & { kind: 'char' }): void {
  const last = elements.at(-1);
  const { strong, emphasis } = token.formats;
  if (last && 'text' in last && !('el' in last) && last.strong === strong && last.emphasis === emphasis)
    elements[elements.length - 1] = { ...last, text: last.text + token.char };
  else elements.push({ text: token.char, ...token.formats });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** Lengths stay as they are, so that carets need no second reckoning. */
function wellFormed(element: Element): Element {
  if (!('text' in element) || 'el' in element) return element;
  return {
    ...element,
    text: element.text
      .replace(CONTROL, ' ')
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd'),
  };
}

/** Delimiters by token index: copied pairs under new ids, literal pairs, and literal ones without a partner. */
function pairsOf(tokens: readonly Token[], newId: NewId): Map<number, Element> {
  return new Map([...copiedPairs(tokens, newId), ...literalDelimiters(tokens, newId)]);
}

function copiedPairs(tokens: readonly Token[], newId: NewId): Map<number, Element> {
  const found = new Map<number, Element>();
  const opened = new Map<string, { at: number; object: BracketOpen }>();
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'object') continue;
    const { object } = token;
    if (object.el === 'bracket_open') opened.set(object.id, { at, object });
    const opener = object.el === 'bracket_close' ? opened.get(object.id) : undefined;
    if (!opener || object.el !== 'bracket_close') continue;
    const id = newId();
    const { link: _, ...open } = opener.object;
    found.set(opener.at, { ...open, id }).set(at, { ...object, id });
  }
  return found;
}

function literalDelimiters(tokens: readonly Token[], newId: NewId): Map<number, Element> {
  const found = new Map<number, Element>();
  const open: { id: string; closer: string }[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'char') continue;
    const closer = OPENERS[token.char];
    if (closer) {
      open.push({ id: newId(), closer });
      found.set(at, { el: 'bracket_open', id: open.at(-1)!.id, kind: 'contested', glyph: token.char });
    } else if (CLOSERS.has(token.char)) {
      const partner = open.at(-1)?.closer === token.char ? open.pop() : undefined;
      found.set(at, { el: 'bracket_close', id: partner?.id ?? newId(), glyph: token.char });
    }
  }
  return found;
}
