/** Pairs the brackets of a draft and tells what kind each is. Nothing is repaired: what has no partner is reported. */

import { said } from '../../shared/house/import-said.ts';
import { OBJECT } from './flow.ts';
import type { Reading } from './questions.ts';
import type { Report } from './report.ts';
import { isSource } from './text/sources.ts';
import { type Cut, type Delimiter, isDelimiter, type Tokens, within } from './tokens.ts';
import type { Entry } from './work.ts';

/** Gives every delimiter its id and its partner; pairs stay within a part unless only one can be meant across parts. */
export function pairBrackets(
  entries: readonly Entry[],
  tokens: ReadonlyMap<Entry, Tokens>,
  report: Report,
): void {
  const left: Delimiter[] = [];
  let open: Delimiter[] = [];
  let count = 0;
  const leave = () => {
    left.push(...open);
    open = [];
  };
  for (const entry of entries) {
    if (entry.kind === 'part') leave();
    for (const { is } of tokens.get(entry)?.cuts ?? []) {
      if (!isDelimiter(is)) continue;
      if (is.side === 'open') {
        count += 1;
        is.id = `k${count}`;
        open.push(is);
      } else pair(open.pop(), is, left);
    }
  }
  leave();
  pairAcross(left, report);
  for (const each of left) if (!each.partner) unpaired(each, ++count, tokens.get(each.entry), report);
}

function pair(open: Delimiter | undefined, close: Delimiter, left: Delimiter[]): void {
  if (!open) {
    left.push(close);
    return;
  }
  open.partner = close;
  close.partner = open;
  close.id = open.id;
}

/** One opening left over in an earlier part and one closing in a later one belong together; more are ambiguous. */
function pairAcross(left: readonly Delimiter[], report: Report): void {
  const opens = left.filter((each) => each.side === 'open');
  const closes = left.filter((each) => each.side === 'close');
  const [open] = opens;
  const [close] = closes;
  if (!open || !close || opens.length > 1 || closes.length > 1) return;
  if (open.line > close.line || (open.line === close.line && open.column > close.column)) return;
  const message = said('bracket-across', { line: close.line, column: close.column });
  if (report.ask('across', 'paired', { weight: 'guess', place: open, message }) === 'paired')
    pair(open, close, []);
}

function unpaired(each: Delimiter, count: number, read: Tokens | undefined, report: Report): void {
  const isOpen = each.side === 'open';
  if (!isOpen) each.id = `k${count}`;
  const message = said(isOpen ? 'bracket-opened' : 'bracket-closed', { glyph: each.glyph });
  const place = { line: each.line, column: each.column };
  const told = { weight: 'doubt', place, message, block: each.entry.id } as const;
  const answer = isOpen ? report.ask('opened', 'keep', told) : report.ask('closed', 'keep', told);
  if (!read || answer === 'keep') return;
  if (answer === 'drop') {
    report.drop(each.glyph);
    read.cuts = read.cuts.map((cut) => (cut.is === each ? { ...cut, is: { taken: each.glyph } } : cut));
    return;
  }
  const partner = partnerOf(each, isOpen ? read.flow.text.length : 0);
  report.write(partner.glyph);
  const cut = { at: partner.at, length: 0, is: partner };
  read.cuts = isOpen ? [...read.cuts, cut] : [cut, ...read.cuts];
}

const OTHER: Readonly<Record<string, string>> = { '[': ']', ']': '[', '［': '］', '］': '［' };

/** A delimiter that the source does not have, at an offset of the same paragraph. */
export function partnerOf(each: Delimiter, at: number): Delimiter {
  const partner: Delimiter = {
    ...each,
    side: each.side === 'open' ? 'close' : 'open',
    glyph: OTHER[each.glyph] ?? each.glyph,
    outside: false,
    at,
    partner: each,
  };
  each.partner = partner;
  return partner;
}

/** Tells choices and placeholders from contested text, and links brackets that are decided together. */
export function classify(
  entries: readonly Entry[],
  tokens: ReadonlyMap<Entry, Tokens>,
  report: Report,
): void {
  for (const entry of entries) {
    const read = tokens.get(entry);
    if (!read) continue;
    const breaks = slashes(entry, read, report);
    read.cuts = merge(read.cuts, breaks);
    for (const { is } of read.cuts) if (isDelimiter(is) && is.side === 'open') settle(is, read, report);
    link(read, report);
  }
}

/** `[X]`, `[…]`, `[Placeholder: finance]`, nothing at all; not words that merely begin with a space, a full stop, `modalit[y]`. */
const PLACEHOLDER =
  /^\s*(?:(?:[Pp]laceholder\b|PLACEHOLDER\b|TBD|tbd|to be (?:added|inserted|determined|completed|drafted|supplied)|占位|待补|待定|[Xx]{1,4}|[YZyz]|(?:\.\s?){2,}|[…_]+)\s*(?:$|[:：\s])|$)/;

function settle(open: Delimiter, read: Tokens, report: Report): void {
  const { partner } = open;
  if (!partner || partner.entry !== open.entry) return;
  const inner = read.flow.text.slice(open.at + 1, partner.at);
  if ((open.glyph === '［') !== (partner.glyph === '］')) {
    report.add(
      'bracket-glyphs',
      'guess',
      open,
      said('bracket-glyphs', { open: open.glyph, close: partner.glyph }),
    );
  }
  const isPartOfWord = /^\p{L}$/u.test(inner) && /\p{L}$/u.test(read.flow.text.slice(0, open.at));
  const isToCome = PLACEHOLDER.test(inner) && !isPartOfWord && !isAroundLabel(open, inner);
  if (isToCome && open.kind === 'contested') setKind(open, 'placeholder');
}

/** `[Article 3bis] (REDD-plus)`: the number of the heading is contested; it became the label, so that nothing is left between. */
const isAroundLabel = ({ entry, at }: Delimiter, inner: string): boolean =>
  inner === '' &&
  at === 0 &&
  (entry.kind === 'chapter' || entry.kind === 'part') &&
  entry.attrs.label !== undefined;

function setKind(open: Delimiter, kind: Delimiter['kind']): void {
  open.kind = kind;
  if (open.partner) open.partner.kind = kind;
}

const SLASH = /[/／]/g;
/** Words joined by a slash that are one expression. */
const EXPRESSIONS =
  /(?:and\/or|or\/and|和\/或|及\/或|以及\/或|he\/she|she\/he|s\/he|his\/her|her\/his|him\/her|km\/h|w\/o|n\/a|24\/7|dd\/mm\/yyyy|and \/or)/giu;
const ADDRESS = /(?:https?:\/\/|www\.)[^\s（）()，。；]+/gi;
/** `A/RES/70/1`, `WSIS-II/PC-3/DOC/5`, `1/CP.21`, `W/m2`: symbols, ratios, dates. */
const SYMBOL =
  /[A-Z0-9][\w.-]*(?:[/／][\w.()-]+)*[/／](?:[A-Z0-9][\w.()-]*|\d+)|-[/／][A-Z]+\.\d+|\d+\s?[/／]\s?\d+/g;
const LONGEST_OPTION = 90;

/** Option breaks inside brackets; slashes elsewhere stay words and are asked about. */
function slashes(entry: Entry, read: Tokens, report: Report): Cut[] {
  const { text } = read.flow;
  if (!/[/／]/.test(text)) return [];
  const kept = [ADDRESS, EXPRESSIONS].map((pattern) => within(ranges(text, pattern)));
  const inSymbol = within(ranges(text, SYMBOL));
  const cuts: Cut[] = [];
  const stack: Delimiter[] = [];
  let next = 0;
  for (const match of text.matchAll(SLASH)) {
    const at = match.index;
    for (; next < read.cuts.length && (read.cuts[next]?.at ?? 0) < at; next += 1)
      track(stack, read.cuts[next]);
    if (isWithin(read.cuts, next, at) || kept.some((isKept) => isKept(at))) continue;
    const bracket = stack.at(-1);
    const isSymbol = inSymbol(at) && !/\p{Script=Han}/u.test(text[at - 1] ?? '');
    const seen = { entry, read, at };
    const likelier = bracket && isChoice(bracket, text, at, match[0], isSymbol) ? 'choice' : 'characters';
    const isInHeading = likelier === 'characters' && isHeading(entry);
    if (isSymbol && likelier === 'characters') continue;
    if (!isInHeading && ask(likelier, seen, report) === 'characters') continue;
    const own = bracket?.partner?.entry === entry || isInHeading ? bracket : undefined;
    if (own && !isInHeading) setKind(own, 'choice');
    const within = own ? { bracket: own.id } : {};
    cuts.push({ at, length: 1, is: { el: 'option_break', ...within, glyph: match[0] } });
  }
  return cuts;
}

function track(stack: Delimiter[], cut: Cut | undefined): void {
  if (!cut || !isDelimiter(cut.is)) return;
  if (cut.is.side === 'open') stack.push(cut.is);
  else {
    const open = cut.is.partner ? stack.lastIndexOf(cut.is.partner) : -1;
    if (open >= 0) stack.length = open;
  }
}

const isWithin = (cuts: readonly Cut[], next: number, at: number): boolean => {
  const before = cuts[next - 1];
  return before !== undefined && at >= before.at && at < before.at + before.length;
};

const isHeading = (entry: Entry): boolean =>
  entry.kind === 'title' ||
  entry.kind === 'chapter' ||
  entry.kind === 'part' ||
  (entry.kind === 'row' && entry.attrs.head === true);

/** A slash parts options when its bracket lies in one paragraph and the options are short, or it is full-width or spaced. */
function isChoice(bracket: Delimiter, text: string, at: number, glyph: string, isSymbol: boolean): boolean {
  const end = bracket.partner?.entry === bracket.entry ? bracket.partner.at : -1;
  if (end < 0) return false;
  const inner = text.slice(bracket.at + 1, end);
  if (isSource(inner) && /\d/.test(inner)) return false;
  const isSpaced = /\s/.test(text[at - 1] ?? '') && /\s/.test(text[at + 1] ?? '');
  if (glyph === '／' || isSpaced) return true;
  return (
    inner.length <= LONGEST_OPTION &&
    (!isSymbol || /^[A-Za-z]+\/[A-Za-z]+$/.test(inner)) &&
    !/[.。;；]\s*\S/.test(inner)
  );
}

interface Slash {
  readonly entry: Entry;
  readonly read: Tokens;
  readonly at: number;
}

/** Whether a slash parts wordings. In a concept it never does, and nobody is asked. */
function ask(likelier: Reading<'slash'>, { entry, read, at }: Slash, report: Report): Reading<'slash'> {
  if (entry.kind === 'concept' && likelier === 'characters') return 'characters';
  const { text } = read.flow;
  const quote = text.slice(Math.max(0, at - 12), at + 13).replaceAll(OBJECT, ' ');
  const message =
    likelier === 'choice' ? said('slash-choice', { text: quote }) : said('slash', { text: quote });
  const weight = likelier === 'choice' ? 'guess' : 'doubt';
  return report.ask('slash', likelier, { weight, place: read.flow.at(at), message, block: entry.id });
}

function ranges(text: string, pattern: RegExp): [number, number][] {
  return [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length]);
}

function merge(cuts: readonly Cut[], more: readonly Cut[]): Cut[] {
  return more.length === 0 ? [...cuts] : [...cuts, ...more].sort((a, b) => a.at - b.at);
}

/** Pairs of words that only make sense together; a bracket around each is one proposal. */
const CORRELATED: readonly (readonly [RegExp, RegExp])[] = [
  [/^正如$/, /^一样$/],
  [/^不仅$/, /^而且$/],
  [/^既$/, /^又$/],
  [/^虽然$/, /^但(?:是)?$/],
  [/^(?:如果|若)$/, /^(?:那么|则)$/],
  [/^both$/i, /^and$/i],
  [/^either$/i, /^or$/i],
  [/^neither$/i, /^nor$/i],
  [/^not only$/i, /^but also$/i],
  [/^,? ?just as$/i, /^,? ?so(?: too)?$/i],
];

/** A bracket around one or two words. */
const isShort = ({ partner, entry, at }: Delimiter): boolean =>
  partner?.entry === entry && partner.at - at <= LONGEST_LINKED;
const LONGEST_LINKED = 16;

function link(read: Tokens, report: Report): void {
  const opens = read.cuts.flatMap(({ is }) =>
    isDelimiter(is) && is.side === 'open' && isShort(is) ? [is] : [],
  );
  const inner = (each: Delimiter) => read.flow.text.slice(each.at + 1, each.partner?.at).trim();
  for (const [first, second] of CORRELATED) {
    const one = opens.find((each) => first.test(inner(each)));
    const two = one && opens.find((each) => each.at > one.at && second.test(inner(each)));
    if (!one || !two) continue;
    const message = said('linked', { first: inner(one), second: inner(two) });
    const place = { line: one.line, column: one.column };
    const told = { weight: 'guess', place, message, block: one.entry.id } as const;
    if (report.ask('linked', 'linked', told) === 'apart') continue;
    one.link = `l-${one.id}`;
    two.link = one.link;
  }
}
