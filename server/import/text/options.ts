/** Options (`Option 2: …`): several wordings in the same place, each a run of blocks with an end. */
import type { BlockAttrs } from '../../../shared/text/element.ts';
import { type Entry, textOf, type Unit, type Work } from '../work.ts';
import { labelled, type Marker } from './markers.ts';

interface OpenSet {
  readonly first: Entry;
  current: Entry;
  order: number;
  /** Indent of the set in half-width columns. */
  readonly indent: number;
  /** Number of the provision that the set stands in; numbers after it end the set. */
  readonly inside: number;
  /** Number of the last paragraph inside the current option. */
  last: number;
  /** Unnumbered paragraphs of the current option that stand level with its name. */
  loose: Entry[];
  /** True when an earlier option of the set held more than its first paragraph. */
  several: boolean;
}

export class Options {
  #sets: OpenSet[] = [];
  #inside = 0;

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
    let cut = false;
    for (const entry of set.loose) {
      if (open <= 0) cut = true;
      if (cut) delete entry.run;
      open += depth(entry);
    }
    if (!cut) return;
    const message = `${set.current.attrs.label} was read as ending with its paragraph: its end is not printed.`;
    this.work.report.add('alternative', 'doubt', set.current, message);
  }

  /** Label and marker if this is an option: `Alt 1` is one too when it names no paragraph nearby. */
  take(marker: Marker, unit: Unit, provision: Entry | undefined): BlockAttrs | undefined {
    if (marker.kind === 'option') return this.#attrs(marker, unit);
    if (marker.kind !== 'alternative' || marker.order === undefined || marker.order === 0) return undefined;
    const near = Number.parseInt(provision?.attrs.label ?? '', 10);
    const covered = Number.parseInt(marker.covers[0] ?? '', 10);
    if (near === covered || near + 1 === covered) return undefined;
    return this.#attrs({ ...marker, kind: 'option', order: marker.order }, unit);
  }

  #attrs(marker: Extract<Marker, { kind: 'option' }>, unit: Unit): BlockAttrs {
    this.#leave(unit.lead);
    const open = this.#sets.at(-1);
    const goesOn = open !== undefined && unit.lead === open.indent && marker.order > open.order;
    if (open && unit.lead === open.indent && !goesOn) this.#close();
    this.#order = marker.order;
    return labelled(marker);
  }

  #order = 0;

  /** Begins the run of an option that was taken. */
  open(entry: Entry, unit: Unit): void {
    const set = this.#sets.at(-1);
    if (set && set.indent === unit.lead) {
      entry.coversEntries = [set.first];
      set.current = entry;
      set.order = this.#order;
      set.last = 0;
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
      last: 0,
      loose: [],
      several: false,
    });
  }

  /** A numbered paragraph: it may end the open sets, or stand inside one. */
  number(label: string, unit: Unit): void {
    const number = Number.parseInt(label.replace(/^\D+/, ''), 10);
    this.#leave(unit.lead);
    for (let set = this.#sets.at(-1); set; set = this.#sets.at(-1)) {
      if (set.indent < unit.lead || number === set.last + 1) break;
      if (set.inside > 0 && number <= set.inside) break;
      this.#close();
    }
    const set = this.#sets.at(-1);
    if (set) set.last = number;
    else this.#inside = Number.isNaN(number) ? 0 : number;
  }

  /** The option that a block belongs to, if any. */
  runFor(unit: Unit, entry: Entry): Entry | undefined {
    if (entry.kind !== 'item' || unit.lead > 0) this.#leave(unit.lead);
    const set = this.#sets.at(-1);
    if (set && entry.kind === 'paragraph' && unit.lead === set.indent && unit.lead === 0)
      set.loose.push(entry);
    else if (set && unit.lead <= set.indent) set.several = true;
    return set?.current;
  }

  /** Text that stands further to the left than a set ends it. */
  #leave(lead: number): void {
    while ((this.#sets.at(-1)?.indent ?? -1) > lead) this.#close();
  }
}

/** Brackets that a paragraph opens and does not close. */
const depth = (entry: Entry): number => {
  const text = textOf(entry.pieces);
  return (text.match(/[[［]/g)?.length ?? 0) - (text.match(/[\]］]/g)?.length ?? 0);
};
