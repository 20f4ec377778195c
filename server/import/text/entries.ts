/** The entries of an import in the making: each paragraph becomes the kind of block that its beginning says. */
import { said } from '../../../shared/house/import-said.ts';
import type { BlockAttrs, BlockKind } from '../../../shared/text/element.ts';
import type { Reading } from '../questions.ts';
import { after, type Entry, type Piece, type Source, textOf, type Unit, type Work } from '../work.ts';
import { hintedMarker, isBold, isUnnamed, outsideOf, shifted } from './entry-signs.ts';
import { Levels } from './levels.ts';
import { asParagraph, isSentence, labelled, type Marker, readMarker, readMarkerInside } from './markers.ts';
import { beginsOptions, holdsSeveral, Options } from './options.ts';
import { bareNumber, isItemSet, Runs } from './set-form.ts';
import type { Row } from './tables.ts';
import { widthOf } from './width.ts';

/** Brackets alone, perhaps behind a stray bullet. */
export const ONLY_DELIMITERS = /^(?:[•·●–-]\s*)?[[\]［］]+$/;

export class Entries {
  #isUnderArticle = false;
  readonly list: Entry[] = [];
  readonly #levels = new Levels();
  readonly #options: Options;
  #provision: Entry | undefined;
  /** Indent of the provision or alternative that came last. */
  #lead = 0;
  readonly #runs = new Runs();

  constructor(private readonly work: Work) {
    this.#options = new Options(work);
  }

  /** A heading or a table ends what was open: options, items, the provision. */
  close(): void {
    this.#provision = undefined;
    this.#levels.clear();
    this.#options.clear();
    this.#runs.clear();
  }

  /** A paragraph of a text that was written here: its step says in which run it stands, and an item's degree. */
  set(unit: Unit, opens: boolean, inCell: boolean, sources: Source[]): void {
    const from = this.list.length;
    const marker = isItemSet(unit) ? readMarker(textOf(unit.pieces)) : undefined;
    const bare = isItemSet(unit) ? undefined : bareNumber(textOf(unit.pieces));
    if (bare) this.#numbered(unit, bare, []).sources.push(...sources);
    else if (marker && marker.kind !== 'item') {
      const item = { ...marker, kind: 'item', style: 'digit' } as const;
      this.#item(unit, item, after(unit.pieces, marker.length)).sources.push(...sources);
    } else this.text(unit, opens, inCell, sources);
    for (const entry of this.list.slice(from)) this.#runs.take(entry, unit.lead);
  }

  /** A row of a table. */
  row(row: Row): void {
    const pieces = row.cells.flatMap((cell, index): Piece[] =>
      index === 0
        ? [...cell]
        : [{ object: { el: 'cell_break' }, line: row.line, column: row.column }, ...cell],
    );
    const entry: Entry = {
      kind: 'row',
      attrs: row.head ? { head: true } : {},
      pieces,
      sources: [],
      id: '',
      line: row.line,
      column: row.column,
    };
    this.list.push(entry);
  }

  /** A paragraph of the text: what it begins with says what it is. */
  text(unit: Unit, opens: boolean, inCell: boolean, sources: Source[]): void {
    const text = textOf(unit.pieces);
    const outside = unit.hint?.marker ? 0 : (/^(?:[[［]\s*)+/.exec(text)?.[0].length ?? 0);
    const inner = unit.hint?.marker ? undefined : this.meant(readMarker(text.slice(outside)));
    const marker =
      hintedMarker(unit) ??
      (outside > 0 && inner ? shifted(inner, outside) : outside > 0 ? undefined : inner);
    if (marker?.kind === 'provision' && !unit.hint?.list) {
      const inside = after(unit.pieces, marker.length);
      if (beginsOptions(readMarkerInside(textOf(inside))) && !holdsSeveral(textOf(inside))) {
        // `7. [Option 1: words]`: the number is the provision's, the words are the option's.
        this.#entry(unit, marker, outsideOf(unit, outside, []), opens, inCell);
        this.text({ ...unit, pieces: inside }, false, inCell, sources);
        return;
      }
    }
    const pieces = marker ? outsideOf(unit, outside, after(unit.pieces, marker.length)) : [...unit.pieces];
    const entry = this.#entry(this.#setIn(unit, marker), marker, pieces, opens, inCell);
    entry.sources.push(...sources);
  }

  get #isSet(): boolean {
    return this.work.profile === 'set';
  }

  /** Under `第三条` the numbers `一、` and `二、` are those of its paragraphs, however short these are. */
  meant(marker: Marker | undefined): Marker | undefined {
    return marker && this.#isUnderArticle ? asParagraph(marker) : marker;
  }

  /** A number set in deeper than the provision before it numbers an item of that provision, one level every four spaces. */
  #setIn(unit: Unit, marker: Marker | undefined): Unit {
    const isDeeper =
      !this.#isSet && this.#provision !== undefined && unit.lead >= 8 && unit.lead >= this.#lead + 4;
    if (marker?.kind === 'provision' && !unit.hint && isDeeper && /^\d+$/.test(marker.label))
      return { ...unit, hint: { list: Math.floor(unit.lead / 4) } };
    if (marker?.kind === 'provision' || marker?.kind === 'alternative' || marker?.kind === 'option')
      this.#lead = unit.lead;
    return unit;
  }

  #entry(unit: Unit, marker: Marker | undefined, pieces: Piece[], opens: boolean, inCell: boolean): Entry {
    if (marker?.kind === 'item' && ONLY_DELIMITERS.test(textOf(pieces)))
      return this.#strayBullet(unit, marker, pieces);
    if (marker?.kind === 'item') return this.#item(unit, marker, pieces);
    if (marker?.kind === 'provision' && (unit.hint?.list ?? 0) > 1)
      return this.#item(unit, { ...marker, kind: 'item', style: 'digit' }, pieces);
    const option = marker && this.#options.take(marker, unit, this.#provision);
    if (option) return this.#option(unit, option, pieces);
    if (marker?.kind === 'alternative') return this.#alternative(unit, marker, pieces);
    if (marker?.kind === 'provision') return this.#numbered(unit, marker, pieces);
    return this.#unmarked(unit, pieces, opens, inCell);
  }

  #strayBullet(unit: Unit, marker: Marker, pieces: Piece[]): Entry {
    const place = { line: unit.line, column: 1 };
    this.work.report.drop(marker.marker);
    this.work.report.add(
      'bullet',
      'guess',
      place,
      said('bullet', { marker: marker.marker, text: textOf(pieces) }),
    );
    return this.add('paragraph', {}, pieces, unit);
  }

  #item(unit: Unit, marker: Extract<Marker, { kind: 'item' }>, pieces: Piece[]): Entry {
    const read = this.#levels.read(marker, unit.hint?.list);
    const entry = this.add('item', { ...labelled(read.marker), level: read.level }, pieces, unit);
    this.#join(entry, unit);
    return entry;
  }

  #option(unit: Unit, attrs: BlockAttrs, pieces: Piece[]): Entry {
    const entry = this.add('alternative', { ...attrs, relation: 'replaces' }, pieces, unit);
    this.#options.open(entry, unit);
    this.#levels.clear();
    return entry;
  }

  #alternative(unit: Unit, marker: Extract<Marker, { kind: 'alternative' }>, pieces: Piece[]): Entry {
    const relation = marker.relation === 'replaces' ? 'replaces' : this.#askInserted(unit, marker);
    if (relation === 'provision') return this.#numbered(unit, marker, pieces);
    const entry = this.add('alternative', { ...labelled(marker), relation }, pieces, unit, marker.covers);
    this.#join(entry, unit);
    this.#provision = entry;
    this.#levels.clear();
    return entry;
  }

  /** `4 bis`: whether it stands after 4, in place of it, or for itself. */
  #askInserted(unit: Unit, marker: Extract<Marker, { kind: 'alternative' }>): Reading<'inserted'> {
    const message = said('inserted', { marker: marker.marker, label: marker.covers[0] ?? '' });
    const told = { weight: 'doubt', place: { line: unit.line, column: 1 }, message } as const;
    return this.work.report.ask('inserted', 'inserted-after', told);
  }

  #numbered(unit: Unit, marker: Marker, pieces: Piece[]): Entry {
    this.#options.number(marker.label, unit);
    const entry = this.add('provision', labelled(marker), pieces, unit);
    this.#join(entry, unit);
    this.#provision = entry;
    this.#levels.clear();
    return entry;
  }

  #unmarked(unit: Unit, pieces: Piece[], opens: boolean, inCell: boolean): Entry {
    if (ONLY_DELIMITERS.test(textOf(pieces))) return this.add('paragraph', {}, pieces, unit);
    if (inCell && opens) return this.#unnumbered(unit, pieces);
    const last = this.list.at(-1);
    if (inCell && last && last === this.#provision && last.kind === 'provision')
      return this.#continue(last, unit, pieces);
    if (
      last &&
      !inCell &&
      !this.#isSet &&
      isUnnamed(last) &&
      this.#isName(unit) &&
      this.#askHeading(unit, pieces)
    ) {
      last.pieces.push(...pieces);
      return last;
    }
    const isHeading = this.#isHeading(unit, inCell) && this.#askHeading(unit, pieces);
    const entry = this.add(isHeading ? 'chapter' : 'paragraph', {}, pieces, unit);
    if (entry.kind === 'chapter') {
      entry.attrs = { level: 2 };
      this.close();
    } else if ((inCell || unit.lead >= 4) && this.#provision?.kind === 'alternative' && !this.#options.isOpen)
      entry.run = this.#provision;
    else this.#join(entry, unit);
    return entry;
  }

  /** Under the number of an article its name, in brackets or not: `Article 12 bis`, below it `[Dispute settlement]`. */
  #isName(unit: Unit): boolean {
    const text = textOf(unit.pieces);
    const isBracketed =
      /^[[［].*[\]］]$/.test(text) && widthOf(text) <= 70 && !/[.。;；:：][\]］]*$/.test(text);
    return isBracketed || this.#isHeading(unit, false);
  }

  #askHeading(unit: Unit, pieces: readonly Piece[]): boolean {
    const message = said('heading', { text: textOf(pieces) });
    const place = { line: unit.line, column: unit.pieces[0]?.column ?? 1 };
    return this.work.report.ask('heading', 'heading', { weight: 'guess', place, message }) === 'heading';
  }

  #unnumbered(unit: Unit, pieces: Piece[]): Entry {
    const message = said('unnumbered');
    const told = { weight: 'guess', place: { line: unit.line, column: 1 }, message } as const;
    if (this.work.report.ask('unnumbered', 'provision', told) === 'paragraph') {
      const paragraph = this.add('paragraph', {}, pieces, unit);
      this.#join(paragraph, unit);
      return paragraph;
    }
    const entry = this.add('provision', {}, pieces, unit);
    this.#provision = entry;
    this.#levels.clear();
    return entry;
  }

  #continue(last: Entry, unit: Unit, pieces: Piece[]): Entry {
    last.pieces.push({ object: { el: 'line_break' }, line: unit.line, column: 1 }, ...pieces);
    return last;
  }

  #isHeading(unit: Unit, inCell: boolean): boolean {
    const text = textOf(unit.pieces);
    if (
      this.#isSet ||
      inCell ||
      unit.hint?.list ||
      unit.height > 1 ||
      widthOf(text) > 70 ||
      this.#options.isOpen
    )
      return false;
    if (unit.hint && !isBold(unit)) return false;
    return (
      !/[.。;；:：,，、،؛…!?？！\]］})）*"”]$/.test(text) &&
      /^[\p{Lu}\p{Script=Han}\p{Script=Arabic}]/u.test(text) &&
      !isSentence(text)
    );
  }

  /** A block inside an option goes on its run. */
  #join(entry: Entry, unit: Unit): void {
    const run =
      this.#options.runFor(unit, entry) ??
      (entry.kind === 'item' && this.#provision?.kind === 'alternative' ? this.#provision : undefined);
    if (run && run !== entry) entry.run = run;
  }

  /** Adds a block at the place of a unit. */
  add(
    kind: BlockKind,
    attrs: BlockAttrs,
    pieces: Piece[],
    unit: Unit,
    coversLabels?: readonly string[],
  ): Entry {
    const column = unit.pieces[0]?.column ?? 1;
    const entry: Entry = {
      kind,
      attrs,
      pieces,
      sources: [],
      id: '',
      line: unit.line,
      column,
      ...(coversLabels ? { coversLabels } : {}),
    };
    this.list.push(entry);
    if (kind === 'chapter' || kind === 'part') this.#isUnderArticle = /^第.+条/.test(attrs.label ?? '');
    return entry;
  }
}
