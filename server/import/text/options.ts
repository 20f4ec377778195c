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
}

export class Options {
  #sets: OpenSet[] = [];
  #inside = 0;

  constructor(private readonly work: Work) {}

  get isOpen(): boolean {
    return this.#sets.length > 0;
  }

  clear(): void {
    this.#sets = [];
    this.#inside = 0;
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
    if (open && unit.lead === open.indent && !goesOn) this.#sets.pop();
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
    });
  }

  /** A numbered paragraph: it may end the open sets, or stand inside one. */
  number(label: string, unit: Unit): void {
    const number = Number.parseInt(label.replace(/^\D+/, ''), 10);
    this.#leave(unit.lead);
    for (let set = this.#sets.at(-1); set; set = this.#sets.at(-1)) {
      if (set.indent < unit.lead || number === set.last + 1) break;
      if (set.inside > 0 && number <= set.inside) break;
      this.#sets.pop();
    }
    const set = this.#sets.at(-1);
    if (set) set.last = number;
    else this.#inside = Number.isNaN(number) ? 0 : number;
  }

  /** The option that a block belongs to, if any. */
  runFor(unit: Unit, entry: Entry): Entry | undefined {
    if (entry.kind !== 'item' || unit.lead > 0) this.#leave(unit.lead);
    const set = this.#sets.at(-1);
    if (set && entry.kind === 'paragraph' && unit.hint === undefined) {
      this.work.report.add(
        'alternative',
        'guess',
        entry,
        `"${textOf(unit.pieces).slice(0, 24)}" was read as part of ${set.current.attrs.label}: its end is not printed.`,
      );
    }
    return set?.current;
  }

  /** Text that stands further to the left than a set ends it. */
  #leave(lead: number): void {
    while ((this.#sets.at(-1)?.indent ?? -1) > lead) this.#sets.pop();
  }
}
