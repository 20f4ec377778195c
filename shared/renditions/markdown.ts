/** A rendition as Markdown (CommonMark with tables and footnotes): brackets are characters, never links (SPEC EX5). */
import { layOut } from './layout.ts';
import { withoutForbidden } from './markup.ts';
import type { Rendition } from './rendition.ts';
import type { Cell, Entry, Head, Line, Para, Piece, Row, Table } from './sheet.ts';

/** The whole file; ends with a newline. */
export function writeMarkdown(rendition: Rendition): string {
  const sheet = layOut(rendition);
  const isSpaced = !/^(?:zh|ja)\b/.test(sheet.language);
  const writer = new MarkdownWriter(isSpaced, new Map([...sheet.notes.keys()].map((id, at) => [id, at + 1])));
  return `${[...writer.head(sheet.head), ...sheet.entries.flatMap((each) => writer.entry(each))].join('\n\n')}\n`;
}

/** Everything that Markdown could take for markup; a hash, a figure or a sign only where a line begins. */
const plain = (text: string): string =>
  withoutForbidden(text)
    .replace(/[\\`*_[\]<>|~]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '&amp;');

const lineStart = (text: string): string =>
  text.replace(/^(\d+)([.)])/, '$1\\$2').replace(/^([#+=-])/, '\\$1');

class MarkdownWriter {
  constructor(
    private readonly isSpaced: boolean,
    private readonly numbers: ReadonlyMap<string, number>,
  ) {}

  head({ symbol, restricted, date, title, lines, notice }: Head): readonly string[] {
    const reference = [symbol, restricted, date]
      .filter((each) => each !== undefined && each !== '')
      .map(plainOf);
    return [
      lineStart(reference.join(' · ')),
      ...(title === undefined ? [] : [`# ${plain(title)}`]),
      ...lines.map((line) => lineStart(plain(line))),
      ...(notice === undefined ? [] : [`**${plain(notice)}**`]),
    ];
  }

  entry(entry: Entry): readonly string[] {
    if (entry.kind === 'table') return this.#table(entry);
    if (entry.kind === 'para') return [this.#para(entry.para, entry.sources)];
    const { id, mark, pieces } = entry.note;
    const label = mark === '' ? '' : `${plain(mark)} `;
    return [`[^${this.numbers.get(id)}]: ${label}${this.#pieces(pieces)}`];
  }

  #para(para: Para, sources: readonly string[]): string {
    const text = `${HEADS[para.style] ?? ''}${lineStart(this.#line(para.line))}`;
    return sources.length === 0 ? text : `${text} — *${sources.map(plain).join('; ')}*`;
  }

  #line({ before, label, pieces, gap }: Line): string {
    return this.#pieces(before) + plain(label) + (gap ? ' ' : '') + this.#pieces(pieces);
  }

  #pieces(pieces: readonly Piece[]): string {
    return pieces.map((piece) => this.#piece(piece)).join('');
  }

  #piece(piece: Piece): string {
    switch (piece.is) {
      case 'words':
        return this.#emphasised(
          plain(piece.text),
          piece.strong ? STRONG : [],
          piece.emphasis ? EMPHASIS : [],
        );
      case 'remark':
        return this.#emphasised(plain(piece.text), [], EMPHASIS);
      case 'mark':
        return plain(piece.text);
      case 'line':
        return '\\\n';
      case 'note':
        return this.numbers.has(piece.note) ? `[^${this.numbers.get(piece.note)}]` : plain(piece.text);
      default:
        return piece satisfies never;
    }
  }

  /**
   * Spaces at the ends stand outside the marks: `**bold **` would be four stars. Beside punctuation CommonMark reads stars
   * by the spaces around them, which Chinese has not: tags there.
   */
  #emphasised(text: string, ...kinds: readonly Marks[]): string {
    const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
    const marks = kinds.flatMap((each) => (each.length === 0 ? [] : [each]));
    if (marks.length === 0 || words === '') return text;
    const tagged = !this.isSpaced && /^[\p{P}\p{S}]|[\p{P}\p{S}]$/u.test(words);
    const open = marks.map(([stars, tag]) => (tagged ? `<${tag}>` : stars)).join('');
    const close = [...marks]
      .reverse()
      .map(([stars, tag]) => (tagged ? `</${tag}>` : stars))
      .join('');
    return `${before}${open}${words}${close}${after}`;
  }

  /** A heading across the columns parts the table, since Markdown has no cell over several columns. */
  #table({ heads, widths, rows }: Table): readonly string[] {
    const out: string[] = [];
    let open: Row[] = [];
    const close = () => {
      if (open.length > 0) out.push(this.#rows(heads, widths.length, open));
      open = [];
    };
    for (const row of rows) {
      if (!('across' in row)) open.push(row);
      else {
        close();
        out.push(this.#para(row.across, []));
      }
    }
    close();
    return out;
  }

  #rows(heads: readonly Cell[], width: number, rows: readonly Row[]): string {
    const top = heads.length > 0 ? heads : Array.from({ length: width }, (): Cell => ({ paras: [] }));
    const bar = `|${' --- |'.repeat(width)}`;
    return [this.#cells(top), bar, ...rows.map((row) => ('cells' in row ? this.#cells(row.cells) : ''))].join(
      '\n',
    );
  }

  #cells(cells: readonly Cell[]): string {
    const texts = cells.map(({ paras }) => paras.map(({ line }) => this.#line(line)).join('<br>'));
    return `| ${texts.map((each) => each.replace(/\\?\n/g, '<br>')).join(' | ')} |`;
  }
}

const plainOf = (text: string | undefined): string => plain(text ?? '');

/** Marks of Markdown, and the tags that say the same where stars would not be read as marks. */
type Marks = readonly [] | readonly [stars: string, tag: string];
const STRONG: Marks = ['**', 'strong'];
const EMPHASIS: Marks = ['*', 'em'];

const HEADS: Partial<Record<Para['style'], string>> = {
  title: '# ',
  part: '## ',
  chapter: '### ',
  concept: '#### ',
};
