/** Paragraphs and tables of a body, a note or a text box, in order (SPEC IM24). */
import type { Change, DocxBlock, DocxCell, DocxParagraph, DocxRow } from './content.ts';
import type { Numbering } from './numbering.ts';
import { changeOf, followMove, leaveOut, type Reading, RunReader } from './runs.ts';
import { headingOf, indentOf } from './styles.ts';
import { child, childrenOf, type Element, isOn, settingOf } from './xml.ts';

/** Elements that hold paragraphs and say nothing themselves. */
const TRANSPARENT = new Set(['w:sdt', 'w:sdtContent', 'w:customXml', 'mc:Choice', 'w:smartTag']);

export class BodyReader {
  constructor(
    private readonly reading: Reading,
    private readonly numbering: Numbering,
  ) {}

  /** All blocks of a container. */
  read(container: Element, changes: readonly Change[] = []): readonly DocxBlock[] {
    const blocks: DocxBlock[] = [];
    for (const node of container.children) if (typeof node !== 'string') this.#element(node, changes, blocks);
    return blocks;
  }

  #element(element: Element, changes: readonly Change[], blocks: DocxBlock[]): void {
    const change = changeOf(element, this.reading);
    if (followMove(element, this.reading)) return;
    if (element.name === 'w:p') blocks.push(...this.#paragraph(element, changes));
    else if (element.name === 'w:tbl') blocks.push({ kind: 'table', rows: this.#rows(element, changes) });
    else if (change) blocks.push(...this.read(element, [...changes, change]));
    else if (TRANSPARENT.has(element.name)) blocks.push(...this.read(element, changes));
    else if (element.name === 'mc:AlternateContent') {
      const chosen = child(element, 'mc:Choice') ?? child(element, 'mc:Fallback');
      if (chosen) blocks.push(...this.read(chosen, changes));
    } else if (element.name === 'w:altChunk') leaveOut(this.reading, 'embedded document');
  }

  /** A paragraph, and after it what stands in its text boxes. */
  #paragraph(element: Element, changes: readonly Change[]): readonly DocxBlock[] {
    const properties = child(element, 'w:pPr');
    const styleId = settingOf(properties, 'w:pStyle');
    const style = this.reading.styles.paragraph(styleId);
    const number = this.numbering.next(child(properties, 'w:numPr'), style, styleId);
    const heading = headingOf(settingOf(properties, 'w:outlineLvl')) ?? style.heading;
    const runs = new RunReader(this.reading, styleId);
    runs.read(element, changes);
    const paragraph: DocxParagraph = {
      kind: 'paragraph',
      ...(style.name === '' ? {} : { style: style.name }),
      ...(heading === undefined ? {} : { heading }),
      ...(number === undefined ? {} : { number }),
      indent: indentOf(properties) ?? style.indent ?? 0,
      ...(isOn(properties, 'w:bidi') ? { rightToLeft: true as const } : {}),
      runs: runs.runs,
      mark: [...changes, ...this.#changesIn(child(properties, 'w:rPr'))],
    };
    return [paragraph, ...runs.boxes.flatMap((box) => this.read(box, changes))];
  }

  /** Changes recorded as children: of a paragraph's end, of a row. */
  #changesIn(properties: Element | undefined): readonly Change[] {
    return (properties?.children ?? []).flatMap((node) =>
      typeof node === 'string' ? [] : (changeOf(node, this.reading) ?? []),
    );
  }

  #rows(table: Element, changes: readonly Change[]): readonly DocxRow[] {
    return containedIn(table, 'w:tr').map((row): DocxRow => {
      const properties = child(row, 'w:trPr');
      const before = Number(settingOf(properties, 'w:gridBefore') ?? 0);
      const cells = containedIn(row, 'w:tc').map((cell) => this.#cell(cell, changes));
      return {
        head: isOn(properties, 'w:tblHeader') ?? false,
        cells: before > 0 ? [{ blocks: [], span: before, merged: false, changes: [] }, ...cells] : cells,
        changes: [...changes, ...this.#changesIn(properties)],
      };
    });
  }

  #cell(cell: Element, changes: readonly Change[]): DocxCell {
    const properties = child(cell, 'w:tcPr');
    const merge = child(properties, 'w:vMerge');
    const [change] = childrenOf(properties, 'w:cellIns').concat(childrenOf(properties, 'w:cellDel'));
    return {
      blocks: this.read(cell, changes),
      span: Math.max(1, Number(settingOf(properties, 'w:gridSpan') ?? 1) || 1),
      merged: merge !== undefined && merge.attrs['w:val'] !== 'restart',
      changes: change ? [cellChange(change)] : [],
    };
  }
}

function cellChange({ name, attrs }: Element): Change {
  const at = attrs['w:date'];
  const kind = name === 'w:cellIns' ? 'insertion' : 'deletion';
  return { kind, author: attrs['w:author'] ?? '', ...(at === undefined ? {} : { at }) };
}

/** Children of this name, also inside content controls. */
function containedIn(element: Element, name: string): readonly Element[] {
  return element.children.flatMap((node): readonly Element[] => {
    if (typeof node === 'string') return [];
    if (node.name === name) return [node];
    return TRANSPARENT.has(node.name) ? containedIn(node, name) : [];
  });
}
