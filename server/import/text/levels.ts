/** How deep an item stands: by its list in the source, else by the order in which kinds of labels appear. */
import type { ItemStyle } from './item-markers.ts';
import type { Marker } from './markers.ts';

type Item = Extract<Marker, { kind: 'item' }>;
interface Open {
  readonly style: ItemStyle;
  readonly glyph: string;
  label: string;
}

export class Levels {
  #open: Open[] = [];

  clear(): void {
    this.#open = [];
  }

  /** The item with its style settled (`i` after `h` is a letter) and its level, 1-based. */
  read(marker: Item, list: number | undefined): { marker: Item; level: number } {
    if (list !== undefined && list > 0)
      return { marker, level: Math.max(1, list - (marker.style === 'bullet' ? 0 : 1)) };
    const settled = this.#settle(marker);
    const glyph = glyphOf(settled);
    const at = this.#open.findIndex((open) => open.style === settled.style && open.glyph === glyph);
    if (at >= 0) this.#open.length = at + 1;
    else this.#open.push({ style: settled.style, glyph, label: settled.label });
    const last = this.#open.at(-1);
    if (last) last.label = settled.label;
    return { marker: settled, level: this.#open.length };
  }

  /** A single `i`, `v`, `x` is a letter when the letter before it came last, else a numeral. */
  #settle(marker: Item): Item {
    if (!/^[ivx]$/.test(marker.label) || (marker.style !== 'roman' && marker.style !== 'letter'))
      return marker;
    const before = String.fromCharCode(marker.label.charCodeAt(0) - 1);
    const isNext = this.#open.some((open) => open.style === 'letter' && open.label === before);
    return { ...marker, style: isNext ? 'letter' : 'roman' };
  }
}

const glyphOf = (marker: Item): string =>
  marker.style === 'bullet' ? marker.label : marker.marker.replace(marker.label, '#');
