/** How a printed text looks: one style sheet for the page and for paper; black on white, nothing told by colour alone. */
import { styleString } from './markup.ts';
import { MARGINS, type PrintOptions, SIZES } from './paper.ts';
import type { Sheet } from './sheet.ts';

/** The families that print each script; bundled faces first, then what machines have. */
const SERIF =
  '"Noto Serif", "Noto Naskh Arabic", "Noto Serif SC", "Noto Serif CJK SC", "Songti SC", SimSun, "Times New Roman", serif';
const SERIF_ZH = '"Noto Serif SC", "Noto Serif CJK SC", "Songti SC", SimSun, "Noto Serif", serif';
const SERIF_AR = '"Noto Naskh Arabic", "Traditional Arabic", "Noto Serif", serif';

const familyOf = (language: string): string =>
  /^zh\b/.test(language) ? SERIF_ZH : /^(?:ar|fa|ur)\b/.test(language) ? SERIF_AR : SERIF;

/** The whole style sheet of a text. */
export const styleOf = (sheet: Sheet, options: PrintOptions): string =>
  `${screen(sheet)}${widths(sheet)}${print(sheet, options)}`;

const screen = ({ language }: Sheet): string => `
:root { color-scheme: light }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 46rem; background: #fff; color: #000;
  font: 1rem/1.55 ${familyOf(language)}; overflow-wrap: break-word }
header { border-bottom: 2px solid #000; margin-bottom: 1.5rem; padding-bottom: .75rem }
header p { margin: .25rem 0 }
.reference { text-align: end }
.symbol { font-size: 1.15rem; font-weight: 700 }
.restricted { font-weight: 700 }
.notice { border: 2px solid #000; padding: .5rem .75rem }
h1 { font-size: 1.35rem; margin: 1rem 0 .5rem }
h2, h3, h4, h5 { line-height: 1.35; break-after: avoid }
h2 { font-size: 1.15rem; margin: 1.75rem 0 .75rem; text-align: center }
h2.part { text-align: start; margin-top: 2.25rem }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .6rem; text-align: center }
h4 { font-size: 1rem; margin: 1.2rem 0 .4rem; font-style: italic; font-weight: 400 }
:lang(zh) h4, :lang(ar) h4, :lang(zh) .concept, :lang(ar) .concept { font-style: normal; text-decoration: underline; text-underline-offset: .25em }
p { margin: 0 0 .7rem; orphans: 2; widows: 2 }
.label { color: inherit; text-decoration: none; margin-inline-end: .45em }
.label.joined { margin-inline-end: 0 }
.label:hover, .label:focus-visible { text-decoration: underline }
:target { outline: 3px solid #000; outline-offset: .2rem }
.mark { font-weight: 700 }
.remark { font-style: italic }
:lang(zh) .remark, :lang(ar) .remark { font-style: normal; color: #333 }
.in1 { margin-inline-start: 2em } .in2 { margin-inline-start: 4em } .in3 { margin-inline-start: 6em }
.in4, .in5, .in6, .in7, .in8 { margin-inline-start: 8em }
.alternative { margin-inline-start: 2em }
.source, .sources { font-size: .85em }
.sources { display: block; text-align: end }
sup { font-size: .75em; line-height: 0 }
table { width: 100%; border-collapse: collapse; margin: 1rem 0; table-layout: fixed }
td, th { vertical-align: top; text-align: start; padding: .35rem .5rem; border: 1px solid #555 }
td > p:last-child { margin-bottom: 0 }
td .alternative { margin-inline-start: 1em }
th { font-weight: 700; border-bottom: 2px solid #000 }
table.columns td { border-block: none }
table.columns tr.starts > td { border-top: 1px solid #555 }
table.columns { border-bottom: 1px solid #555 }
td.across { border-block: 1px solid #555 !important }
td.across h3, td.across p { margin: .25rem 0 }
table.points { font-size: .85em }
.compiled { margin-inline-start: 2em; width: calc(100% - 2em) }
.notes { border-top: 1px solid #000; margin-top: 1.5rem; padding-top: .5rem; font-size: .88em }
.number { position: absolute; inset-inline-start: 0; font: 8pt/1 ${familyOf(language)}; text-indent: 0 }
.number::before { content: attr(data-number) }
`;

/** Classes for the widths of columns: a style of its own on an element is what policies forbid. */
const widths = ({ entries }: Sheet): string => {
  const tables = entries.flatMap((each) => (each.kind === 'table' ? [each.widths] : []));
  const distinct = new Map(tables.map((each) => [widthClass(each), each]));
  return [...distinct]
    .flatMap(([name, each]) => each.map((width, at) => `.${name} .c${at} { width: ${width}% }\n`))
    .join('');
};
export const widthClass = (each: readonly number[]): string => `w${each.join('-')}`;

function print(sheet: Sheet, { paper, lineNumbers }: PrintOptions): string {
  const [width, height] = SIZES[paper];
  const { top, bottom, side } = MARGINS;
  const { symbol, restricted, date } = sheet.head;
  const [before = '', between = '', after = ''] = sheet.words.page.split('{}');
  const page = `${styleString(before)} counter(page) ${styleString(between)} counter(pages) ${styleString(after)}`;
  const [start, end] = sheet.dir === 'rtl' ? ['right', 'left'] : ['left', 'right'];
  const stamp = restricted === undefined ? '' : `${restricted} — ${date}`;
  const font = `font: 9pt ${familyOf(sheet.language)}`;
  return `@page { size: ${width}mm ${height}mm; margin: ${top}mm ${side}mm ${bottom}mm;
  @top-${end} { content: ${styleString(symbol ?? '')}; ${font}; vertical-align: bottom; padding-bottom: 6mm }
  @top-${start} { content: ${styleString(stamp)}; ${font}; vertical-align: bottom; padding-bottom: 6mm }
  @bottom-center { content: ${page}; ${font} }
}
@page :first { @top-${start} { content: none } @top-${end} { content: none } }
@media print {
body { box-sizing: border-box; position: relative; width: ${width - 2 * side}mm; max-width: none; padding: 0; font-size: 10.5pt; line-height: 1.5 }${lineNumbers ? '\nbody { padding-inline-start: 10mm }' : ''}
a { color: inherit; text-decoration: none }
thead { display: table-header-group }
h2.part { break-before: page } h2.part.first { break-before: auto }
tr { break-inside: auto } tr.whole, tr.over { break-inside: avoid } tr.over { break-after: avoid }
.source, .sources, table.points { font-size: 9pt }
.notice { border-width: 1pt }
}
`;
}
