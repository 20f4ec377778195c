/** Renditions for tests of their writers: any kind of any draft, at one fixed instant. */
import { deriveRendition } from '../../shared/renditions/derive.ts';
import type {
  DraftState,
  Rendition,
  RenditionKind,
  RenditionOptions,
} from '../../shared/renditions/rendition.ts';
import type { DraftDocument } from '../../shared/text/document.ts';

export const AT = '2026-11-25T18:05:00Z';

/** A rendition of a draft; open points are marked. */
export function renditionOf(
  state: DraftState | DraftDocument,
  kind: RenditionKind = 'bracketed',
  more: Partial<RenditionOptions> = {},
): Rendition {
  const whole: DraftState = 'document' in state ? state : { document: state };
  const { title, symbol } = whole.document.meta;
  const masthead = { title, at: AT, ...(symbol === undefined ? {} : { symbol }) };
  const derived = deriveRendition(whole, { kind, masthead, allowOpen: true, ...more });
  if (!derived.ok) throw new Error(`open: ${derived.open.map(({ number }) => number).join(', ')}`);
  return derived.rendition;
}

/** A draft whose every text could be taken for markup of some kind. */
export const HOSTILE = [
  '<script>fetch("https://evil.example/")</script>',
  '<img src=https://evil.example/x onerror=alert(1)>',
  '"><style>@import "https://evil.example/"</style>',
  "' onmouseover='alert(1)",
  '&lt;b&gt; &#60; &amp;amp;',
  '</title></head></main><!-- ',
  'javascript:alert(1)',
  '](https://evil.example/) ![x](https://evil.example/y)',
  '`code` **bold** _it_ # head | cell ~~s~~',
  '=HYPERLINK("https://evil.example/")',
  'w:t ]]> <![CDATA[ \u0001\u000b\ufffe',
  '\u202eright to left\u202c',
];

/** The texts above in every place of a draft where words, labels, sources, remarks and notes stand. */
export function hostileDraft(): DraftDocument {
  const all = HOSTILE.join(' ').replace(/[[\]]/g, '');
  const words = { text: all };
  return {
    schema: 1,
    meta: { title: all, language: 'en', dir: 'ltr', symbol: all },
    blocks: [
      { id: `t"'><${all}`, kind: 'title', attrs: {}, content: [words] },
      { id: 'p', kind: 'part', attrs: { label: all, columns: [all, all, all] }, content: [] },
      { id: 'c', kind: 'chapter', attrs: { label: all, level: 1 }, content: [words] },
      { id: 'o', kind: 'concept', attrs: {}, content: [words] },
      {
        id: 'b',
        kind: 'provision',
        attrs: { label: all, marker: all },
        content: [
          { ...words, strong: true },
          { el: 'bracket_open', id: 'k', kind: 'contested', glyph: '[' },
          { ...words, emphasis: true },
          { el: 'bracket_close', id: 'k', glyph: ']' },
          { el: 'remark', text: all },
          { el: 'note_ref', note: 'n', mark: all },
          { el: 'attribution', raw: all },
        ],
      },
      { id: 'n', kind: 'note', attrs: { label: all }, content: [words] },
      { id: 'q', kind: 'part', attrs: {}, content: [] },
      { id: 'r', kind: 'row', attrs: { head: true }, content: [words, { el: 'cell_break' }, words] },
    ],
  };
}
