/** Options (`Option 2: …`): several wordings in the same place, each a run of blocks with an end. */
import { said } from '../../../shared/house/import-said.ts';
import type { BlockAttrs } from '../../../shared/text/element.ts';
import { type Entry, textOf, type Unit, type Work } from '../work.ts';
import { labelled, type Marker, readMarkerInside } from './markers.ts';

interface OpenSet {
  readonly first: Entry;
  current: Entry;
  order: number;
  /** Indent of the set in half-width columns. */
  readonly indent: number;
  /** Number of the provision that the set stands in, `3` of `5.3`, and what stands before that; numbers after it end the set. */
  readonly inside: number;
  readonly under: string;
  /** Number of the last paragraph inside the current option; of a set with continuous numbers, inside the set. */
  last: number;
  /** What its options are named by: `1` and `A` are names of different sets, one inside the other. */
  readonly style: string;
  /** True when the numbers of paragraphs run on through the options, as Word counts them. */
  continuous: boolean;
  /** True while the current option holds nothing but its name and remarks. */
  bare: boolean;
  /** True when words of the set stand further in than its names: a number level with the names is outside. */
  indented: boolean;
  /** Unnumbered paragraphs of the current option that stand level with its name. */
  loose: Entry[];
  /** True when an earlier option of the set held more than its first paragraph. */
  several: boolean;
}

/** Paragraphs after a first alternative in which the second is looked for. */
const MOST_AHEAD = 12;

export class Options {
  #sets: OpenSet[] = [];
  #inside = 0;
  #under = '';

  constructor(private readonly work: Work) {}

  get isOpen(): boolean {
    return this.#sets.length > 0;
  }

  clear(): void {
    while (this.#sets.length > 0) this.#close();
    this.#inside = 0;
  }

  /**
   * The end of the last option of a set is not printed. What follows an option with words of its own is no part of it
   * when no option before it held several paragraphs, unless a bracket that it opened is still open.
   */
  #close(): void {
    const set = this.#sets.pop();
    if (!set || set.several || set.loose.length === 0 || textOf(set.current.pieces).trim() === '') return;
    let open = depth(set.current);
    const from = set.loose.findIndex((entry) => {
      const isOutside = open <= 0;
      open += depth(entry);
      return isOutside;
    });
    if (from < 0) return;
    const message = said('option-end', { label: set.current.attrs.label ?? '' });
    const told = { weight: 'doubt', place: set.current, message } as const;
    if (this.work.report.ask('option-end', 'ends', told) === 'goes-on') return;
    for (const entry of set.loose.slice(from)) delete entry.run;
  }

  /** Label and marker if this is an option: `Alt 1` is one too when it names no paragraph nearby. */
  take(marker: Marker, unit: Unit, provision: Entry | undefined): BlockAttrs | undefined {
    if (marker.kind === 'option') return this.#attrs(marker, unit);
    if (marker.kind !== 'alternative' || marker.order === undefined || marker.order === 0) return undefined;
    const near = Number.parseInt(provision?.attrs.label ?? '', 10);
    const covered = Number.parseInt(marker.covers[0] ?? '', 10);
    const names = (near === covered || near + 1 === covered) && !this.#counts(marker, unit);
    const message = names
      ? said('option-covers', { marker: marker.marker, label: marker.covers[0] ?? '' })
      : said('option-loose', { marker: marker.marker, label: marker.covers[0] ?? '' });
    const told = { weight: 'guess', place: { line: unit.line, column: 1 }, message } as const;
    if (this.work.report.ask('covers', names ? 'covers' : 'option', told) === 'covers') return undefined;
    const name = marker.marker.replace(/\s*[.．：:、–—-]+$/, '');
    const label = /^[A-Za-z]/.test(name) ? marker.label : name;
    return this.#attrs({ ...marker, kind: 'option', label, order: marker.order }, unit);
  }

  /** True for one of several that count up by the same word, whatever the numbers of the paragraphs around them. */
  #counts({ marker, order = 0 }: Extract<Marker, { kind: 'alternative' }>, unit: Unit): boolean {
    const word = (name: string): string => name.replace(/\s*\d.*$/, '');
    const open = this.#sets.at(-1);
    if (order > 1) return open?.order === order - 1 && word(open.current.attrs.marker ?? '') === word(marker);
    const from = this.work.units.findIndex((each) => each.line >= unit.line);
    for (const next of this.work.units.slice(from + 1, from + 1 + MOST_AHEAD)) {
      const read = readMarkerInside(textOf(next.pieces));
      if (read?.kind === 'provision' || read?.kind === 'chapter') return false;
      if (read?.kind === 'alternative' && read.order === 2) return word(read.marker) === word(marker);
    }
    return false;
  }

  #attrs(marker: Extract<Marker, { kind: 'option' }>, unit: Unit): BlockAttrs {
    this.#leave(unit.lead);
    this.#style = styleOf(marker.label);
    this.#leaveInner(unit.lead);
    const open = this.#sets.at(-1);
    const goesOn = open !== undefined && unit.lead === open.indent && marker.order > open.order;
    if (open && unit.lead === open.indent && open.style === this.#style && !goesOn) this.#close();
    this.#order = marker.order;
    return labelled(marker);
  }

  #order = 0;
  #style = '';

  /** Sets inside the option before, when an option of the outer set comes. */
  #leaveInner(lead: number): void {
    const outer = this.#sets.findLast((set) => set.indent === lead && set.style === this.#style);
    while (outer && this.#sets.at(-1) !== outer) this.#close();
  }

  /** Begins the run of an option that was taken. */
  open(entry: Entry, unit: Unit): void {
    const set = this.#sets.at(-1);
    if (set && set.indent === unit.lead && set.style === this.#style) {
      entry.coversEntries = [set.first];
      const outer = this.#sets.at(-2);
      if (outer) entry.run = outer.current;
      set.current = entry;
      set.order = this.#order;
      set.bare = isBare(entry);
      if (!set.continuous) set.last = 0;
      set.several ||= set.loose.length > 0;
      set.loose = [];
      return;
    }
    if (set) entry.run = set.current;
    this.#sets.push({
      first: entry,
      current: entry,
      order: this.#order,
      indent: unit.lead,
      inside: this.#inside,
      under: this.#under,
      last: 0,
      style: this.#style,
      continuous: false,
      bare: isBare(entry),
      indented: false,
      loose: [],
      several: false,
    });
  }

  /** A numbered paragraph: it may end the open sets, or stand inside one. */
  number(label: string, unit: Unit): void {
    const { number, under } = partsOf(label);
    this.#leave(unit.lead);
    for (let set = this.#sets.at(-1); set; set = this.#sets.at(-1)) {
      if (set.indent < unit.lead) break;
      const isOutside =
        set.under !== '' && (under === set.under ? number > set.inside : !isDeeper(under, set));
      if (set.indented || isOutside) {
        this.#close();
        continue;
      }
      if (number === set.last + 1) break;
      if (set.bare && number > 0) break;
      if (set.inside > 0 && number <= set.inside) break;
      this.#close();
    }
    const set = this.#sets.at(-1);
    if (set) this.#numbered(set, number);
    else {
      this.#inside = Number.isNaN(number) ? 0 : number;
      this.#under = under;
    }
  }

  /** A number right under the bare name of an option is its own, and shows that numbers run on through the set. */
  #numbered(set: OpenSet, number: number): void {
    if (set.bare) for (const each of this.#sets) each.continuous = true;
    set.bare = false;
    for (const each of this.#sets) if (each.continuous) each.last = number;
    set.last = number;
  }

  /** The option that a block belongs to, if any. */
  runFor(unit: Unit, entry: Entry): Entry | undefined {
    if (ENDS.test(textOf(entry.pieces))) {
      this.clear();
      return undefined;
    }
    if (entry.kind !== 'item' || unit.lead > 0) this.#leave(unit.lead);
    this.#endBefore(unit, entry);
    const set = this.#sets.at(-1);
    if (set && unit.hint === undefined && unit.lead > set.indent) set.indented = true;
    // Words right under the bare name are the option's; a number after them is not.
    if (set?.bare && entry.kind === 'paragraph' && !isBare(entry)) {
      set.bare = false;
      set.last = set.continuous && unit.lead === 0 && unit.lead === set.indent ? Number.NaN : set.last;
    }
    if (set && entry.kind === 'paragraph' && unit.lead === set.indent && unit.lead === 0)
      set.loose.push(entry);
    else if (set && unit.lead <= set.indent) set.several = true;
    return set?.current;
  }

  /** Where numbers run on, a remark level with the options heads the next question; `{end of Option B}` ends its set. */
  #endBefore(unit: Unit, entry: Entry): void {
    const inner = this.#sets.at(-1);
    if (entry.kind !== 'paragraph' || unit.lead > 0 || !inner?.continuous || !isBare(entry)) return;
    const name = /\bend of (\p{L}+ \w{1,3})\}/iu.exec(textOf(entry.pieces))?.[1]?.toLowerCase();
    const named = this.#sets.findLast((set) => set.current.attrs.label?.toLowerCase() === name);
    if (!named) this.clear();
    else while (this.#sets.includes(named)) this.#close();
  }

  /** Text that stands further to the left than a set ends it. */
  #leave(lead: number): void {
    while ((this.#sets.at(-1)?.indent ?? -1) > lead) this.#close();
  }
}

/** `[End of alternatives]` closes all that is open. */
const ENDS = /^[[［]\s*end of (?:the )?(?:options?|alternatives?)\b/i;

/** The last figure of a number, and what stands before it: `3` under `5` of `5.3`. */
function partsOf(label: string): { readonly number: number; readonly under: string } {
  const figures = /^\d+(?:\.\d+)+/.exec(label)?.[0].split('.') ?? [];
  if (figures.length < 2) return { number: Number.parseInt(label.replace(/^\D+/, ''), 10), under: '' };
  return { number: Number(figures.at(-1)), under: figures.slice(0, -1).join('.') };
}

/** `5.3.1` stands within `5.3`. */
const isDeeper = (under: string, { under: outer, inside }: OpenSet): boolean =>
  `${under}.`.startsWith(`${outer}.${inside}.`);

/** Brackets that a paragraph opens and does not close. */
const depth = (entry: Entry): number => {
  const text = textOf(entry.pieces);
  return (text.match(/[[［]/g)?.length ?? 0) - (text.match(/[\]］]/g)?.length ?? 0);
};

/** `1`, `A` and `ii` name options of different sets. */
function styleOf(label: string): string {
  const name = label.replace(/^\p{L}+\s*(?=\S+$)|[()]/gu, '');
  if (/^\d/.test(name)) return `digit${'.'.repeat(name.split('.').length - 1)}`;
  return /^[A-Za-z]/.test(name) ? 'letter' : 'other';
}

/** Nothing but remarks and brackets: what comes under the name of an option, or heads the next question. */
const isBare = (entry: Entry): boolean =>
  textOf(entry.pieces)
    .replace(/\{[^{}]*\}/g, '')
    .replace(/[\s[\]［］]/g, '') === '';

/** The first of several wordings: `Option 1:`, `Alternative 1:`. */
export const beginsOptions = (marker: Marker | undefined): boolean =>
  marker?.kind === 'option' || (marker?.kind === 'alternative' && marker.order === 1);

/** `2. [Option A: words] [Option B: words]`: wordings within one paragraph are no blocks of their own. */
export const holdsSeveral = (text: string): boolean =>
  (text.match(/\b(?:Option|Variante?|Alternative|Alt)\s+\(?\w{1,4}\)?\s*[:.]/gi)?.length ?? 0) > 1;
