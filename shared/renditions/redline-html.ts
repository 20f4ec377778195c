/**
 * A redline as one HTML file that asks nothing of anybody (SPEC RD4): deletions struck, insertions underlined, a bar beside
 * every paragraph that changed, moves said in words; nothing is told by colour alone.
 */
import { styleOf } from './html-style.ts';
import { escaped } from './markup.ts';
import type { PrintOptions } from './paper.ts';
import {
  type Authors,
  type Redline,
  type RedlineBlock,
  type RedlinePiece,
  sheetOfRedline,
} from './redline.ts';
import { piecesOf, type Sheet } from './sheet.ts';
import { vocabularyOf } from './vocabulary.ts';

export interface RedlineHtmlOptions extends PrintOptions {
  readonly authors: Authors;
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The whole file. */
export function writeRedlineHtml(redline: Redline, options: RedlineHtmlOptions): string {
  const sheet = sheetOfRedline(redline, options.authors);
  const writer = new RedlineHtml(redline.language, options.authors);
  const body = redline.blocks.map((block) => writer.block(block)).join('\n');
  const title = [sheet.head.symbol, sheet.title].filter(Boolean).join(' — ') || '—';
  return [
    '<!doctype html>',
    `<html lang="${escaped(sheet.language)}" dir="${sheet.dir}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escaped(POLICY)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>${styleOf(sheet, options)}${STYLE}</style>`,
    '</head>',
    '<body>',
    head(sheet),
    `<main>\n${body}\n</main>`,
    '</body>',
    '</html>\n',
  ].join('\n');
}

const STYLE = `
ins { color: #00309c; text-decoration: underline; text-decoration-style: double }
del { color: #a00000; text-decoration: line-through }
.moved ins, .moved del { color: #00602b }
.changed { border-inline-start: 2px solid #000; padding-inline-start: .6rem; margin-inline-start: -.75rem }
.who { font-size: .8em; font-style: normal }
.where { font-size: .85em; font-style: italic }
@media print { .changed { margin-inline-start: -3mm } }
`;

function head({ head: { symbol, restricted, date, title, lines } }: Sheet): string {
  const said = [
    ...(symbol === undefined ? [] : [`<p class="reference symbol">${escaped(symbol)}</p>`]),
    ...(restricted === undefined ? [] : [`<p class="reference restricted">${escaped(restricted)}</p>`]),
    `<p class="reference">${escaped(date)}</p>`,
    ...(title ? [`<h1>${escaped(title)}</h1>`] : []),
    ...lines.map((line) => `<p>${escaped(line)}</p>`),
  ];
  return `<header>\n${said.join('\n')}\n</header>`;
}

const TAGS = { title: 'h2', part: 'h2', chapter: 'h3', concept: 'h4' } as const;

class RedlineHtml {
  readonly #words;
  /** Changed paragraphs so far: each has a name, `change-1` …, that one can go to. */
  #changes = 0;
  /** A part that comes before all provisions stays on the page of the title. */
  #hasBegun = false;

  constructor(
    language: string,
    private readonly authors: Authors,
  ) {
    this.#words = vocabularyOf(language);
  }

  block(block: RedlineBlock): string {
    const { style, level, before = [], pieces, moved, kind, by } = block;
    const tag = style in TAGS ? TAGS[style as keyof typeof TAGS] : 'p';
    const isChanged =
      kind !== 'same' ||
      block.baseLabel !== undefined ||
      [...before, ...pieces].some((each) => each.kind !== 'same');
    const isFirst = style === 'part' && !this.#hasBegun;
    this.#hasBegun ||= style === 'part' || style === 'provision';
    const look = [
      style,
      ...(isFirst ? ['first'] : []),
      ...(level > 0 && tag === 'p' ? [`in${level}`] : []),
      ...(isChanged ? ['changed'] : []),
      ...(moved ? ['moved'] : []),
    ];
    const where =
      moved === undefined
        ? ''
        : `<span class="where">${escaped(this.#words[moved === 'away' ? 'movedAway' : 'movedHere'])}</span> `;
    const inner =
      before.map((each) => this.#piece(each, by)).join('') +
      this.#label(block) +
      pieces.map((each) => this.#piece(each, by)).join('');
    const id = isChanged ? ` id="change-${++this.#changes}"` : '';
    return `<${tag}${id} class="${look.join(' ')}">${where}${inner}${kind === 'same' ? '' : this.#who(by)}</${tag}>`;
  }

  #label({ kind, label = '', baseLabel = label }: RedlineBlock): string {
    const written = (text: string, how: RedlinePiece['kind']) =>
      text === '' ? '' : marked(`<span class="label">${escaped(text)}</span>`, how);
    if (kind === 'same' && baseLabel !== label) return written(baseLabel, 'gone') + written(label, 'new');
    return written(label, kind);
  }

  /** Who asks is said once where it is the same for the whole paragraph. */
  #piece({ kind, content, by }: RedlinePiece, ofBlock: readonly string[] | undefined): string {
    const inner = piecesOf(content)
      .map((piece) => {
        if (piece.is === 'line') return '<br>';
        const text = escaped(piece.text);
        if (piece.is === 'mark') return `<span class="mark">${text}</span>`;
        if (piece.is === 'remark') return `<span class="remark">${text}</span>`;
        if (piece.is === 'note') return `<sup>${text}</sup>`;
        const slanted = piece.emphasis ? `<em>${text}</em>` : text;
        return piece.strong ? `<strong>${slanted}</strong>` : slanted;
      })
      .join('');
    if (inner === '') return '';
    return marked(inner, kind) + (kind === 'same' || ofBlock ? '' : this.#who(by));
  }

  #who(by: readonly string[] | undefined): string {
    if (this.authors !== 'parties' || !by?.length) return '';
    return `<span class="who"> (${escaped(by.join(this.#words.comma))})</span>`;
  }
}

const marked = (inner: string, kind: RedlinePiece['kind']): string =>
  kind === 'same' ? inner : kind === 'gone' ? `<del>${inner}</del>` : `<ins>${inner}</ins>`;
