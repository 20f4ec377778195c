/** Prints drafts into PDF files as negotiators hand them over: in columns, bold drawn four times, running heads. */
import { type Browser, chromium } from 'playwright-core';
import { markerOf, schemeOf } from '../../shared/draft/labels.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import type { Block, DraftDocument } from '../../shared/text/document.ts';
import { chromiumPath } from './chromium.ts';

export interface PdfStyle {
  /** `overdrawn`: in the regular face, four times a hair apart; `face`: in a bold face. */
  readonly bold: 'overdrawn' | 'face';
  readonly columns: boolean;
  readonly ruled?: boolean;
  readonly size?: number;
}

export const startBrowser = (): Promise<Browser> => chromium.launch({ executablePath: chromiumPath() });

/** A page of HTML as a PDF, with a running head and a page number on each page. */
export async function printPdf(browser: Browser, html: string, heads = true): Promise<Uint8Array> {
  const page = await browser.newPage();
  try {
    await page.setContent(html);
    const small = 'font-size:8px;margin-left:60px';
    return await page.pdf({
      format: 'A4',
      margin: { top: '25mm', bottom: '25mm', left: '20mm', right: '20mm' },
      displayHeaderFooter: heads,
      headerTemplate: `<div style="${small}">SR/CONF/2/L.1</div>`,
      footerTemplate: `<div style="${small}"><span class="pageNumber"></span></div>`,
    });
  } finally {
    await page.close();
  }
}

/** A draft as HTML. Bold that is overdrawn is drawn by copies of the whole text that show nothing but it. */
export function htmlOf(document: DraftDocument, style: PdfStyle): string {
  const body = bodyOf(document, style);
  const copies = style.bold === 'overdrawn' ? [0.25, 0.5, 0.75] : [];
  const again = copies.map((right) => `<div class="copy" style="left:${right}px">${body}</div>`).join('');
  return `<!doctype html><meta charset="utf-8"><style>${css(style)}</style><div class="all"><div>${body}</div>${again}</div>`;
}

const css = ({ bold, ruled = true, size = 11 }: PdfStyle): string => `
  body { margin: 0; font: ${size}pt/1.5 "Noto Serif", "Noto Serif CJK SC", "Noto Sans CJK SC", serif; }
  .all { position: relative }
  .copy { position: absolute; top: 0; width: 100%; visibility: hidden }
  b { font-weight: ${bold === 'face' ? 'bold' : 'normal'} } .copy b { visibility: visible }
  p { margin: 0 0 8pt } h2 { margin: 0 0 8pt; font-size: 1em; font-weight: normal }
  .part { break-before: page } .note { font-size: .8em } sup { font-size: .7em; line-height: 0 }
  hr { width: 120pt; margin: 8pt 0; border: none; border-top: 1px solid; text-align: left }
  .run { margin-left: 20pt }
  table { border-collapse: collapse; width: 100%; margin: 0 0 8pt }
  td, th { vertical-align: top; padding: 3pt 5pt; text-align: left; font-weight: normal }
  tr.opens > td, th { ${ruled ? 'border-top: 1px solid' : 'padding-top: 10pt'} }
  .concept { width: 20% } .source { width: 16% }`;

function bodyOf(document: DraftDocument, { columns }: PdfStyle): string {
  const scheme = schemeOf(document.meta.language);
  const out: string[] = [];
  let heads: readonly string[] = [];
  let open = false;
  let concept = '';
  let noted = false;
  const close = () => {
    if (open) out.push('</table>');
    open = false;
  };
  const begin = () => {
    if (!open) out.push(`<table>`);
    open = true;
  };
  for (const block of document.blocks) {
    const words = `${gapAfter(markerOf(block, scheme), block)}${inlineHtml(block)}`;
    if (block.kind === 'part') {
      close();
      heads = columns ? (block.attrs.columns ?? []) : [];
      out.push(`<h2 class="part">${escaped(markerOf(block, scheme))}</h2>`);
      if (heads.length > 0) concept = `\u0000${heads.map((head) => `<th>${head}</th>`).join('')}`;
    } else if (block.kind === 'title') out.push(`<h2>${words}</h2>`);
    else if (block.kind === 'concept') {
      flushHeads();
      concept = inlineHtml(block);
    } else if (heads.length > 0 && isInTable(block)) {
      flushHeads();
      begin();
      out.push(rowHtml(block, words, concept, heads));
      concept = '';
    } else if (block.kind === 'chapter' && heads.length > 0) {
      flushHeads();
      begin();
      out.push(`<tr class="opens"><td colspan="${heads.length}">${words}</td></tr>`);
    } else {
      close();
      const isNote = block.kind === 'note';
      if (isNote && !noted) out.push('<hr>');
      out.push(`<p class="${isNote ? 'note' : block.attrs.run ? 'run' : ''}">${words}</p>`);
    }
    noted = block.kind === 'note';
  }
  close();
  return out.join('');

  function flushHeads(): void {
    if (!concept.startsWith('\u0000')) return;
    begin();
    out.push(`<thead><tr>${concept.slice(1)}</tr></thead>`);
    concept = '';
  }
}

const isInTable = ({ kind }: Block): boolean =>
  kind === 'provision' || kind === 'alternative' || kind === 'item' || kind === 'paragraph';

function rowHtml(block: Block, words: string, concept: string, heads: readonly string[]): string {
  const opens = concept !== '' || block.kind === 'provision' || block.kind === 'alternative';
  const sources = block.content.flatMap((each) =>
    'el' in each && each.el === 'attribution' ? [`<div>${escaped(each.raw)}</div>`] : [],
  );
  const last = heads.length > 2 ? `<td class="source">${sources.join('')}</td>` : '';
  return `<tr class="${opens ? 'opens' : ''}"><td class="concept">${concept}</td><td>${words}</td>${last}</tr>`;
}

/** Brackets outside the number go before it. */
function gapAfter(marker: string, block: Block): string {
  const outside = block.content.filter((each) => 'el' in each && each.el === 'bracket_open' && each.outside);
  const before = outside.map(printedInline).join('');
  const [first] = block.content;
  const joins = first !== undefined && 'el' in first && first.el === 'note_ref';
  return escaped(`${before}${marker}${marker === '' || joins ? '' : ' '}`);
}

function inlineHtml(block: Block): string {
  return block.content
    .map((each) => {
      if (!('el' in each)) return each.strong ? `<b>${escaped(each.text)}</b>` : escaped(each.text);
      if (each.el === 'bracket_open' && each.outside) return '';
      if (each.el === 'line_break') return '<br>';
      if (each.el === 'cell_break') return '\u2003\u2003';
      const text = escaped(printedInline(each));
      return each.el === 'note_ref' ? `<sup>${text}</sup>` : text;
    })
    .join('');
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
