/**
 * A rendition as one HTML file (SPEC EX2, EX3): readable without a line, without a script, by a screen reader and on paper.
 * It asks nothing of any server; every provision can be linked to by its label and by its id.
 */
import { type Anchors, anchorsOf } from './anchors.ts';
import { styleOf, widthClass } from './html-style.ts';
import { layOut } from './layout.ts';
import { escaped } from './markup.ts';
import type { PrintOptions } from './paper.ts';
import type { Rendition } from './rendition.ts';
import type { Cell, Entry, Head, Note, Para, Piece, Row, Sheet, Table } from './sheet.ts';
import { isShortRow, printedDocument } from './sheet.ts';

export interface HtmlOptions extends PrintOptions {
  /** Marks the style element where a policy wants a nonce. */
  readonly nonce?: string;
}

/** Nothing is fetched and nothing runs, whatever a draft holds. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The whole file. */
export function writeHtml(rendition: Rendition, options: HtmlOptions): string {
  const sheet = layOut(rendition);
  const nonce = options.nonce === undefined ? '' : ` nonce="${escaped(options.nonce)}"`;
  const style = `<style${nonce}>${styleOf(sheet, options)}</style>`;
  const meta = [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escaped(POLICY)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(titleOf(sheet))}</title>`,
  ];
  const body = new HtmlWriter(sheet, anchorsOf(printedDocument(rendition))).body();
  const attrs = `lang="${escaped(sheet.language)}" dir="${sheet.dir}"`;
  return `<!doctype html>\n<html ${attrs}>\n<head>\n${meta.join('\n')}\n${style}\n</head>\n<body>\n${body}\n</body>\n</html>\n`;
}

const titleOf = ({ head: { symbol }, title }: Sheet): string =>
  [symbol, title].filter((each) => each !== undefined && each !== '').join(' — ') || '—';

class HtmlWriter {
  /** References already written, by note: the first is where its note leads back to. */
  readonly #referred = new Set<string>();
  #parts = 0;
  /** A part begins a page, unless nothing but headings stands before it. */
  #hasBegun = false;

  constructor(
    private readonly sheet: Sheet,
    private readonly anchors: Anchors,
  ) {}

  body(): string {
    const { head, entries } = this.sheet;
    return `${this.#head(head)}\n<main>\n${this.#entries(entries)}\n</main>`;
  }

  #head({ symbol, restricted, date, title, lines, notice }: Head): string {
    const said = [
      ...(symbol === undefined ? [] : [`<p class="reference symbol">${escaped(symbol)}</p>`]),
      ...(restricted === undefined ? [] : [`<p class="reference restricted">${escaped(restricted)}</p>`]),
      `<p class="reference">${escaped(date)}</p>`,
      ...(title === undefined ? [] : [`<h1>${escaped(title)}</h1>`]),
      // A sentence is written in the language of whoever issues the text.
      ...lines.map((line) => `<p dir="auto">${escaped(line)}</p>`),
      ...(notice === undefined ? [] : [`<p class="notice" role="note">${escaped(notice)}</p>`]),
    ];
    return `<header>\n${said.join('\n')}\n</header>`;
  }

  /** Notes that follow each other are one list. */
  #entries(entries: readonly Entry[]): string {
    return entries
      .map((entry, at) => {
        if (entry.kind === 'table') return this.#table(entry);
        if (entry.kind === 'para') return this.#para(entry.para, entry.sources);
        const opens = entries[at - 1]?.kind !== 'note';
        const closes = entries[at + 1]?.kind !== 'note';
        const label = escaped(this.sheet.words.notes);
        return `${opens ? `<section class="notes" role="doc-endnotes" aria-label="${label}">\n` : ''}${this.#note(entry.note)}${closes ? '\n</section>' : ''}`;
      })
      .join('\n');
  }

  #note({ id, mark, pieces }: Note): string {
    const name = this.anchors.idOf(id);
    const back = this.#referred.has(id) ? `<a href="#ref-${name}">${escaped(mark)}</a>` : escaped(mark);
    return `<p id="${name}">${mark === '' ? '' : `<sup>${back}</sup> `}${this.#pieces(pieces)}</p>`;
  }

  #para(para: Para, sources: readonly string[] = []): string {
    const tag = this.#tag(para);
    const printed = sources.map((each) => `<span class="source">${escaped(each)}</span>`).join(' ');
    const after = printed === '' ? '' : ` <span class="sources">${printed}</span>`;
    const id = para.id === undefined ? '' : ` id="${this.anchors.idOf(para.id)}"`;
    return `<${tag} class="${this.#class(para)}"${id}>${this.#line(para)}${after}</${tag}>`;
  }

  #tag({ style, level }: Para): string {
    if (style === 'title') return this.sheet.head.title === undefined && this.#parts === 0 ? 'h1' : 'h2';
    if (style === 'part') return 'h2';
    if (style === 'chapter') return `h${Math.min(2 + level, 5)}`;
    return style === 'concept' ? 'h4' : 'p';
  }

  #class({ style, level }: Para): string {
    if (style === 'part') return `part${this.#parts++ === 0 && !this.#hasBegun ? ' first' : ''}`;
    if (style === 'provision') this.#hasBegun = true;
    const isHeading = style === 'title' || style === 'chapter' || style === 'concept';
    return `${style}${level > 0 && !isHeading ? ` in${level}` : ''}`;
  }

  #line({ id, line: { before, label, pieces, gap } }: Para): string {
    if (label === '') return this.#pieces([...before, ...pieces]);
    return this.#pieces(before) + this.#label(id, label, gap) + (gap ? ' ' : '') + this.#pieces(pieces);
  }

  /** A provision's number is a link to itself: what one copies to point at it. */
  #label(id: string | undefined, label: string, gap: boolean): string {
    const text = `<bdi dir="${this.sheet.dir}">${escaped(label)}</bdi>`;
    const name = id === undefined ? undefined : this.anchors.labelOf(id);
    const look = `class="label${gap ? '' : ' joined'}"`;
    if (name === undefined) return `<span ${look}>${text}</span>`;
    return `<a ${look} id="${escaped(name)}" href="#${encodeURIComponent(name)}">${text}</a>`;
  }

  #pieces(pieces: readonly Piece[]): string {
    return pieces.map((piece) => this.#piece(piece)).join('');
  }

  #piece(piece: Piece): string {
    switch (piece.is) {
      case 'words':
        return styled(escaped(piece.text), piece);
      case 'mark':
        return `<span class="mark">${escaped(piece.text)}</span>${/[/／]$/.test(piece.text) ? '<wbr>' : ''}`;
      case 'remark':
        return `<span class="remark">${escaped(piece.text)}</span>`;
      case 'line':
        return '<br>\n';
      case 'note':
        return this.#reference(piece.note, piece.text);
      default:
        return piece satisfies never;
    }
  }

  #reference(note: string, mark: string): string {
    if (!this.sheet.notes.has(note)) return `<sup>${escaped(mark)}</sup>`;
    const name = this.anchors.idOf(note);
    const own = this.#referred.has(note) ? '' : ` id="ref-${name}"`;
    this.#referred.add(note);
    return `<sup><a${own} href="#${encodeURIComponent(name)}" role="doc-noteref">${escaped(mark)}</a></sup>`;
  }

  #table({ holds, heads, widths, rows }: Table): string {
    const columns = widths.map((_, at) => `<col class="c${at}">`).join('');
    const style = `<colgroup>${columns}</colgroup>`;
    const head = heads.map((each) => `<th scope="col">${this.#cell(each)}</th>`).join('');
    const top = heads.length === 0 ? '' : `<thead><tr>${head}</tr></thead>\n`;
    const body = rows.map((row) => this.#row(row, holds, widths.length)).join('\n');
    return `<table class="${holds} ${widthClass(widths)}">${style}\n${top}<tbody>\n${body}\n</tbody></table>`;
  }

  #row(row: Row, holds: Table['holds'], width: number): string {
    if ('across' in row)
      return `<tr class="over"><td class="across" colspan="${width}">${this.#para(row.across)}</td></tr>`;
    const starts = holds === 'columns' && (row.cells[0]?.paras.length ?? 0) > 0;
    const cells = row.cells.map((each) => `<td>${this.#cell(each)}</td>`).join('');
    const look = [...(starts ? ['starts'] : []), ...(isShortRow(row) ? ['whole'] : [])].join(' ');
    return `<tr${look === '' ? '' : ` class="${look}"`}>${cells}</tr>`;
  }

  /** A single paragraph without a style of its own needs no element. */
  #cell({ paras }: Cell): string {
    const [only] = paras;
    const isPlain = paras.length === 1 && (only?.style === 'cell' || only?.style === 'head');
    if (only && isPlain && only.id === undefined) return this.#line(only);
    return paras.map((each) => this.#inCell(each)).join('\n');
  }

  #inCell(para: Para): string {
    if (para.style !== 'concept') return this.#para(para);
    return `<p class="concept"${para.id === undefined ? '' : ` id="${this.anchors.idOf(para.id)}"`}>${this.#line(para)}</p>`;
  }
}

function styled(text: string, { strong, emphasis }: { strong?: true; emphasis?: true }): string {
  const inner = emphasis ? `<em>${text}</em>` : text;
  return strong ? `<strong>${inner}</strong>` : inner;
}
