/**
 * The draft as plain HTML inside the page itself (SPEC FT1): what can be read before any script has come over a bad
 * line. Semantic, escaped, without names; the editor takes its place when it is ready.
 */
import { type Block, type DraftDocument, type Inline, isWords } from '../../shared/text/document.ts';
import type { BlockKind } from '../../shared/text/element.ts';

/** The element that holds the text; the page removes it once it shows the draft itself. */
export const FIRST_TEXT_ID = 'first-text';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Words as text of HTML or value of an attribute. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);

const TAGS: Record<BlockKind, string> = {
  title: 'h1',
  part: 'h2',
  chapter: 'h3',
  concept: 'h4',
  provision: 'p',
  alternative: 'p',
  item: 'p',
  paragraph: 'p',
  note: 'p',
  remark: 'p',
  row: 'p',
};

/** Style of the first text; goes into a style element of the head. */
export const FIRST_TEXT_STYLE = `#${FIRST_TEXT_ID}{max-width:46rem;margin:0 auto;padding:1.5rem;font:1.06rem/1.55 "Noto Serif","Noto Serif SC",Georgia,"Songti SC",SimSun,serif;overflow-wrap:break-word}
#${FIRST_TEXT_ID} .m{font-variant-numeric:tabular-nums;margin-inline-end:.5em}#${FIRST_TEXT_ID} .item{margin-inline-start:2em}
#${FIRST_TEXT_ID} .d{font-weight:700}#${FIRST_TEXT_ID} .s{color:GrayText;font-size:.85em;margin-inline-start:.6em}#${FIRST_TEXT_ID} h4{font-weight:400;font-style:italic}`;

/** The draft's text as one element. */
export function firstText({ meta, blocks }: DraftDocument): string {
  const attributes = `id="${FIRST_TEXT_ID}" lang="${escaped(meta.language)}" dir="${meta.dir}" translate="no"`;
  const title = blocks.some(({ kind }) => kind === 'title') ? '' : `<h1>${escaped(meta.title)}</h1>`;
  return `<article ${attributes}>${title}${blocks.map(blockHtml).join('\n')}</article>`;
}

function blockHtml({ kind, attrs, content }: Block): string {
  const tag = TAGS[kind] ?? 'p';
  const printed = attrs.marker ?? (attrs.label === undefined ? '' : defaultMarker(kind, attrs.label));
  const [outside, inside] = splitOutside(content);
  const marker = printed === '' ? '' : `<span class="m">${escaped(printed)}</span>`;
  const dir = attrs.dir === undefined ? '' : ` dir="${attrs.dir}"`;
  return `<${tag} class="${kind}"${dir}>${inlineHtml(outside)}${marker}${inlineHtml(inside)}</${tag}>`;
}

const defaultMarker = (kind: BlockKind, label: string): string =>
  kind === 'provision' || kind === 'alternative' ? `${label}.` : label;

/** Delimiters printed before the number, and the rest. */
function splitOutside(content: readonly Inline[]): readonly [readonly Inline[], readonly Inline[]] {
  const first = content.findIndex(
    (inline) => isWords(inline) || inline.el !== 'bracket_open' || !inline.outside,
  );
  return first < 0 ? [content, []] : [content.slice(0, first), content.slice(first)];
}

const inlineHtml = (content: readonly Inline[]): string => content.map(inlineOf).join('');

function inlineOf(inline: Inline): string {
  if (isWords(inline)) return wordsHtml(inline.text, inline.strong, inline.emphasis);
  switch (inline.el) {
    case 'bracket_open':
    case 'bracket_close':
      return `<span class="d">${escaped(inline.glyph)}</span>`;
    case 'option_break':
      return escaped(inline.glyph);
    case 'attribution':
      return `<span class="s">${escaped(inline.raw)}</span>`;
    case 'note_ref':
      return `<sup>${escaped(inline.mark)}</sup>`;
    case 'remark':
      return `<em>${escaped(inline.text)}</em>`;
    case 'cell_break':
      return ' | ';
    case 'line_break':
      return '<br>';
    case 'paragraph_break':
      return '¶';
    case 'unknown':
      return '<span>\u{FFFC}</span>';
  }
}

function wordsHtml(text: string, strong?: true, emphasis?: true): string {
  const words = emphasis ? `<em>${escaped(text)}</em>` : escaped(text);
  return strong ? `<strong>${words}</strong>` : words;
}
