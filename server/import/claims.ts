/**
 * What a source says that parties ask: `[EU: words]`, `[should - USA, JPN]`, `(EU: delete)`, `(Reserve: X)`, words struck
 * through or coloured. Each is offered as a claim beside the draft; the name leaves the text when it is accepted (SPEC IM31).
 */

import type { Asks, Claim } from '../../shared/house/import-record.ts';
import { type SaidId, said } from '../../shared/house/import-said.ts';
import { partnerOf } from './brackets.ts';
import { DELETED_WORDS, type Found, PARENTHESIS, readInner, readVerb } from './claim-forms.ts';
import { CutList } from './cut-list.ts';
import { OBJECT } from './flow.ts';
import type { Reading } from './questions.ts';
import { type Delimiter, isDelimiter, isTaken, type Tokens } from './tokens.ts';
import type { Entry, Work } from './work.ts';

const KINDS = new Set(['provision', 'alternative', 'item', 'paragraph', 'chapter', 'row']);

/** Reads the claims of all paragraphs; accepted ones change brackets and words. After brackets are paired, before their kinds are told. */
export function readClaims(work: Work, tokens: ReadonlyMap<Entry, Tokens>): readonly Claim[] {
  const claims: Claim[] = [];
  const shares = lookShares(tokens);
  for (const [entry, read] of tokens) {
    if (!KINDS.has(entry.kind)) continue;
    const reader = new ClaimReader(entry, read, work, claims);
    reader.brackets();
    reader.parentheses();
    reader.looks(shares);
    reader.finish();
  }
  return claims;
}

/** Share of all words that each colour has: what most words have is the colour of the print. */
function lookShares(tokens: ReadonlyMap<Entry, Tokens>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  let all = 1;
  for (const { flow } of tokens.values()) {
    all += flow.text.length;
    for (const { color, from, to } of flow.looks())
      if (color) counts.set(color, (counts.get(color) ?? 0) + to - from);
  }
  return new Map([...counts].map(([color, count]) => [color, count / all]));
}
const MOST_OF_A_COLOUR = 0.4;

/** Greys are how a form is printed, no party's colour. */
const isGrey = (color: string | undefined): boolean => /^(..)\1\1$/.test(color ?? '');

/** Of one paragraph no more claims are read: no paragraph of a draft has as many. */
const MOST_CLAIMS = 300;

class ClaimReader {
  readonly #cuts: CutList;
  #wholeId: string | undefined;
  #added = 0;
  #count = 0;
  #isTold = false;

  constructor(
    private readonly entry: Entry,
    private readonly read: Tokens,
    private readonly work: Work,
    private readonly claims: Claim[],
  ) {
    this.#cuts = new CutList(read.cuts);
  }

  finish(): void {
    if (this.#cuts.isChanged) this.read.cuts = this.#cuts.list;
  }

  /** `[EU: words]`, `[words - EU]`, `[EU: delete]`, `[Reserve: EU]`. */
  brackets(): void {
    const opens = this.read.cuts.flatMap(({ is }) => (isDelimiter(is) && is.side === 'open' ? [is] : []));
    let beyond = -1;
    for (const open of opens) {
      if (open.at < beyond || this.#isFull()) continue;
      const end = this.#endOf(open);
      const inner = this.read.flow.text.slice(open.at + 1, end);
      const found = readInner(inner, open.at + 1, end !== undefined, this.work.isParty);
      if (!found) continue;
      const isWhole = found.asks !== 'words' && found.asks !== 'delete words';
      const reading = isWhole ? this.#position(open, found) : this.#words(open, found);
      if (reading === 'remark' && open.partner) beyond = open.partner.at;
    }
  }

  /** `(EU: delete)` after a bracket or in a paragraph. */
  parentheses(): void {
    for (const match of this.read.flow.text.matchAll(PARENTHESIS)) {
      const at = match.index;
      if (this.#isFull()) return;
      const found = readVerb(match[1] ?? '', at, at + match[0].length, match[0], this.work.isParty);
      if (found && !this.#cuts.isWhole(at)) this.#position(this.#around(at, match[0].length), found);
      const struck = found ? undefined : DELETED_WORDS.exec(match[1] ?? '');
      if (struck && !this.#cuts.isWhole(at)) this.#struck(at, match[0], struck[0].length);
    }
  }

  /** `[(EU: delete)]`: the bracket that holds nothing else. */
  #around(at: number, length: number): Delimiter | undefined {
    const open = this.read.cuts.find((cut) => cut.at === at - 1)?.is;
    const isAround = open && isDelimiter(open) && this.#endOf(open) === at + length;
    return isAround ? open : undefined;
  }

  /** Words that a Word file shows struck through or in a colour of their own. */
  looks(shares: ReadonlyMap<string, number>): void {
    for (const { from, to, strike, color } of this.read.flow.looks()) {
      const raw = this.read.flow.text.slice(from, to);
      if (
        this.#isFull() ||
        !/[\p{L}\p{N}]/u.test(raw) ||
        (!strike && isGrey(color)) ||
        (!strike && (shares.get(color ?? '') ?? 0) > MOST_OF_A_COLOUR)
      )
        continue;
      const asks: Asks = strike ? 'delete words' : 'words';
      const message = said(strike ? 'look-struck' : 'look-coloured', { text: raw.slice(0, 60) });
      const told = {
        weight: 'doubt',
        place: this.read.flow.at(from),
        message,
        block: this.entry.id,
      } as const;
      const { id, chosen } = this.work.report.raise('look', strike ? 'claim' : 'words', told);
      const bracket = chosen === 'claim' ? this.#wrap(from, to) : undefined;
      this.#add(id, asks, color ? [`#${color}`] : [], raw, chosen === 'claim', bracket);
    }
  }

  #isFull(): boolean {
    if (this.#count < MOST_CLAIMS) return false;
    const message = said('claims-more', { most: MOST_CLAIMS });
    if (!this.#isTold) this.work.report.add('limit', 'doubt', this.entry, message, this.entry.id);
    this.#isTold = true;
    return true;
  }

  /** The offset of the partner in this paragraph; undefined when it stands elsewhere. */
  #endOf(open: Delimiter): number | undefined {
    return open.partner?.entry === this.entry ? open.partner.at : undefined;
  }

  #words(open: Delimiter, found: Found): Reading<'claim'> {
    const end = this.#endOf(open);
    const likelier = found.list.certainty === 'known' ? 'claim' : 'words';
    const isOne = end !== undefined && !this.read.flow.text.slice(open.at, end).includes(OBJECT);
    const only = isOne ? undefined : ['claim', 'words'];
    const { id, chosen } = this.#raise(open.at, found, likelier, only);
    if (chosen === 'claim') this.#take(found.from, found.to, found.raw);
    if (chosen === 'remark' && end !== undefined) this.#remark(open.at, end + 1);
    this.#add(id, found.asks, found.list.names, found.raw, chosen === 'claim', open.id);
    return chosen;
  }

  /** A claim about what stands before it, or about its paragraph: `(EU: delete)`, `[EU: delete]`. */
  #position(open: Delimiter | undefined, found: Found): Reading<'claim'> {
    const from = open?.at ?? found.from;
    const end = open ? this.#endOf(open) : found.to - 1;
    if (end === undefined) return 'words';
    const before = this.#bracketBefore(from);
    const raw = this.read.flow.text.slice(from, end + 1);
    const { id, chosen } = this.#raise(from, { ...found, raw }, 'claim');
    if (chosen === 'remark') this.#remark(from, end + 1);
    if (chosen !== 'claim') {
      this.#add(id, found.asks, found.list.names, raw, false);
      return chosen;
    }
    this.#take(this.#spaceBefore(from), end + 1, raw);
    const isContested =
      before === undefined && found.asks !== 'reserve' && this.#hasOtherWords(from, end + 1);
    const bracket = isContested ? this.#whole() : before;
    this.#add(id, found.asks, found.list.names, raw, true, bracket);
    return chosen;
  }

  /** `(DEL: words)` without a name: somebody wants the words out. */
  #struck(at: number, all: string, head: number): void {
    const message = said('claim-struck', { text: all.slice(0, 60) });
    const told = { weight: 'doubt', place: this.read.flow.at(at), message, block: this.entry.id } as const;
    const { id, chosen } = this.work.report.raise('claim', 'claim', told);
    if (chosen === 'remark') this.#remark(at, at + all.length);
    if (chosen !== 'claim') {
      this.#add(id, 'delete words', [], all, false);
      return;
    }
    const end = at + all.length;
    this.#take(at, at + 1 + head, all.slice(0, head + 1));
    this.#take(end - 1, end, all.slice(-1));
    this.#add(id, 'delete words', [], all, true, this.#wrap(at + 1 + head, end - 1));
  }

  #raise(at: number, { list, asks, raw }: Found, likelier: Reading<'claim'>, only?: readonly string[]) {
    const names = list.names.map((name) => `"${name}"`).join(', ');
    const message =
      likelier === 'claim'
        ? said('claim', { text: raw.trim(), names, asks: ASKED[asks] })
        : said('claim-kept', { text: raw.trim() });
    const weight = list.certainty === 'known' ? 'guess' : 'doubt';
    const told = { weight, place: this.read.flow.at(at), message, block: this.entry.id, only } as const;
    return this.work.report.raise('claim', likelier, told);
  }

  #add(
    id: string,
    asks: Asks,
    parties: readonly string[],
    raw: string,
    accepted: boolean,
    bracket?: string,
  ): void {
    this.#count += 1;
    const about = accepted && bracket !== undefined ? { bracket } : {};
    this.claims.push({ id, block: this.entry.id, ...about, parties, asks, raw: raw.trim(), accepted });
  }

  /** Words leave the draft; brackets among them too. */
  #take(from: number, to: number, raw: string): void {
    this.#cuts.replace({ at: from, length: to - from, is: { taken: raw } });
    this.work.report.drop(this.read.flow.text.slice(from, to));
  }

  #remark(from: number, to: number): void {
    this.#cuts.replace({
      at: from,
      length: to - from,
      is: { el: 'remark', text: this.read.flow.text.slice(from, to) },
    });
  }

  /** Sets a bracket that the source does not have; returns its id. */
  #wrap(from: number, to: number): string {
    this.#added += 1;
    const place = this.read.flow.at(from);
    const id = `${this.entry.id}-c${this.#added}`;
    const open: Delimiter = {
      ...place,
      side: 'open',
      glyph: '[',
      outside: false,
      entry: this.entry,
      at: from,
      id,
      kind: 'contested',
    };
    this.#cuts.wrap(open, partnerOf(open, to));
    this.work.report.write('[]');
    return id;
  }

  /** False where a paragraph says nothing but what is asked: then nothing is left to stand in a bracket. */
  #hasOtherWords(from: number, to: number): boolean {
    const { text } = this.read.flow;
    return /[\p{L}\p{N}]/u.test(text.slice(0, from)) || /[\p{L}\p{N}]/u.test(text.slice(to));
  }

  /** The bracket around the whole paragraph: several claims on it share one. */
  #whole(): string {
    this.#wholeId ??= this.#wrap(0, this.read.flow.text.length);
    return this.#wholeId;
  }

  #spaceBefore(from: number): number {
    return this.read.flow.text.slice(0, from).trimEnd().length;
  }

  /** The bracket that ends right before an offset, claims in between left out. */
  #bracketBefore(from: number): string | undefined {
    const { text } = this.read.flow;
    let at = from;
    for (;;) {
      at = text.slice(0, at).trimEnd().length;
      const cut = this.#cuts.endingAt(at);
      if (!cut) return undefined;
      if (isDelimiter(cut.is)) return cut.is.side === 'close' && cut.is.partner ? cut.is.id : undefined;
      if (!isTaken(cut.is)) return undefined;
      at = cut.at;
    }
  }
}

const ASKED: Readonly<Record<Asks, SaidId>> = {
  words: 'asks-words',
  delete: 'asks-delete',
  bracket: 'asks-bracket',
  reserve: 'asks-reserve',
  'delete words': 'asks-delete-words',
};
