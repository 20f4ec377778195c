import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sample } from '../../fixtures/samples.ts';
import { importBytes } from '../../server/import/any.ts';
import { importPdf } from '../../server/import/pdf/import.ts';
import { importFile } from '../../server/import/worker.ts';
import type { Block, DraftDocument, Inline } from '../../shared/text/document.ts';
import { canon } from '../support/canon.ts';
import { htmlOf, type PdfStyle, printPdf, startBrowser } from '../support/pdf.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

async function imported(bytes: Uint8Array) {
  const result = await importPdf(bytes);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}

const printed = async (document: DraftDocument, style: PdfStyle) =>
  imported(await printPdf(browser, htmlOf(document, style)));

/**
 * What a print without columns still shows: no concepts, no sources, no heads; a paragraph without a number is no
 * provision, and a line break is the end of a paragraph.
 */
const withoutColumns = (document: DraftDocument): DraftDocument => ({
  ...document,
  blocks: document.blocks.filter(({ kind }) => kind !== 'concept').flatMap(plainBlocks),
});

function plainBlocks(block: Block): Block[] {
  const { columns: _, form, ...attrs } = block.attrs;
  const words = block.content.filter((each: Inline) => !('el' in each && each.el === 'attribution'));
  const cut = words.findIndex((each) => 'el' in each && each.el === 'line_break');
  const isNumbered = block.kind !== 'provision' || attrs.label !== undefined;
  const first: Block = isNumbered
    ? {
        ...block,
        attrs: { ...attrs, ...(form ? { form } : {}) },
        content: cut < 0 ? words : words.slice(0, cut),
      }
    : { ...block, kind: 'paragraph', attrs: {}, content: words };
  return cut < 0
    ? [first]
    : [first, { id: `${block.id}+`, kind: 'paragraph', attrs: {}, content: words.slice(cut + 1) }];
}

/** A blank beside a Chinese character is not drawn where a line ends, so no reader of the PDF can know it. */
const canonOf = (document: DraftDocument) =>
  JSON.parse(JSON.stringify(canon(document)).replace(/(?<=[\p{Script=Han}；]) (?=[\da-zA-Z])/gu, ''));

const html = (body: string, css = '') =>
  `<!doctype html><meta charset="utf-8"><style>body{font:11pt/1.5 "Noto Serif",serif}${css}</style>${body}`;
const plain = async (body: string, css = '') => printPdf(browser, html(body, css), false);
const texts = ({ blocks }: DraftDocument) =>
  blocks.map(({ content }) => content.map((each) => ('text' in each ? each.text : '')).join(''));

const NAMES = [['rivers-en'], ['rivers-zh']] as const;
const STYLES: readonly PdfStyle[] = [
  { bold: 'overdrawn', columns: true },
  { bold: 'face', columns: true, size: 10 },
  { bold: 'overdrawn', columns: true, ruled: false, size: 11 },
];

describe('PF: a draft printed into a PDF is the same draft', () => {
  describe.each(NAMES)('%s', (name) => {
    it.each(STYLES)('PF2 PF4 PF5: in columns, %o', async (style) => {
      const document = sample(name);
      const { document: found } = await printed(document, style);
      expect(canonOf(found)).toEqual(canonOf(document));
    });

    it.each(['overdrawn', 'face'] as const)('PF5: in one column, bold %s', async (bold) => {
      const document = withoutColumns(sample(name));
      const { document: found } = await printed(document, { bold, columns: false });
      expect(canonOf(found)).toEqual(canonOf(document));
    });

    it('PF3: no character is lost, and nothing is in the draft that the file does not hold', async () => {
      const { report } = await printed(sample(name), { bold: 'overdrawn', columns: true });
      expect(report.filter(({ kind }) => kind === 'lost')).toEqual([]);
    });
  });
});

describe('PF: what belongs to the page, and marks', () => {
  const paragraph =
    'The riparian peoples, gathered at the lakeside, reaffirm what they agreed at the first session. ';

  it('PF6, PF9: running heads and page numbers are told with page and line, not kept; a paragraph goes on over the page', async () => {
    const body = Array.from({ length: 40 }, (_, at) => `<p>${at + 1}. ${paragraph.repeat(3)}</p>`).join('');
    const { document, report } = await imported(await printPdf(browser, html(body)));
    expect(document.blocks.filter(({ kind }) => kind === 'provision')).toHaveLength(40);
    expect(texts(document).filter((text) => text.includes(paragraph.repeat(3).trim()))).toHaveLength(40);
    const told = report.filter(({ kind }) => kind === 'page-furniture').map(({ message }) => message);
    expect(told[0]).toBe('Page 1, line 1: The running head "SR/CONF/2/L.1" was left out.');
    expect(told.filter((message) => message.includes('page number "2"'))).toHaveLength(1);
  });

  it('PF7: notes at the foot of a page go to their raised marks; a raised figure without a note stays a figure', async () => {
    const body = `<p>1. Each basin<sup>1</sup> of 100 km<sup>2</sup> counts.</p><p>2. Data are open.<sup>3</sup></p>
      <hr><p class="n"><sup>1</sup> As listed in the annex.</p><p class="n"><sup>3</sup> See the plan.</p>`;
    const css =
      'sup{font-size:.65em;line-height:0} .n{font-size:.75em;margin:0} hr{width:100pt;margin-left:0}';
    const { document } = await imported(await plain(body, css));
    const { blocks, notes } = canon(document);
    expect(notes).toEqual(['1 As listed in the annex.', '3 See the plan.']);
    expect(blocks.map(({ text }) => text)).toEqual(['Each basin1 of 100 km2 counts.', 'Data are open.3']);
    const marks = document.blocks.flatMap(({ content }) =>
      content.flatMap((each) => ('el' in each && each.el === 'note_ref' ? [each.mark] : [])),
    );
    expect(marks).toEqual(['1', '3']);
  });

  it('PF2: letters that stand side by side are no copies, however narrow', async () => {
    const text = 'Illicit fill: lll iii ... 1111 ——— [[words]]';
    const { document, report } = await imported(await plain(`<p>1. ${text}</p>`));
    expect(texts(document)).toEqual([canon(document).blocks[0]?.text.replace(/[[\]]/g, '')]);
    expect(canon(document).blocks[0]?.text).toBe(text);
    expect(report.filter(({ kind }) => kind === 'fake-bold')).toEqual([]);
  });

  it('PF3: radicals that the font names are read as characters, brackets stay as wide as they were', async () => {
    const { document } = await imported(await plain('<p>1. 对人类⽽⾔，［文本］和[文本]都不变。</p>'));
    expect(canon(document).blocks[0]?.text).toBe('对人类而言，［文本］和[文本]都不变。');
  });
});

describe('PF: files that cannot be read are refused by a sentence', () => {
  const bytesOf = (text: string) => new TextEncoder().encode(text);
  const refusalOf = async (bytes: Uint8Array) => {
    const result = await importBytes(bytes);
    return result.ok ? 'imported' : `${result.refusal.kind}: ${result.refusal.message}`;
  };
  const locked = `%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>> endobj
4 0 obj <</Filter/Standard/V 1/R 2/O(${'o'.repeat(32)})/U(${'u'.repeat(32)})/P -4>> endobj
trailer <</Root 1 0 R/Encrypt 4 0 R/ID[(0123456789abcdef)(0123456789abcdef)]/Size 5>>
%%EOF`;

  it('PF8: a locked file, a part of a file, a file that only says it is one, an empty page', async () => {
    const whole = await plain('<p>1. Words.</p>');
    expect(await refusalOf(bytesOf(locked))).toMatch(/^encrypted: The PDF is locked with a password/);
    expect(await refusalOf(whole.slice(0, whole.length / 2))).toMatch(/^broken: The PDF has no end/);
    expect(await refusalOf(bytesOf('%PDF-1.7 is how such a file begins\n%%EOF'))).toMatch(
      /^broken: The PDF cannot be opened/,
    );
    expect(await refusalOf(await plain('<p></p>'))).toMatch(/^empty: The PDF of 1 pages holds no word/);
    expect(await refusalOf(whole)).toBe('imported');
  });

  it('PF8: pictures of text, and more bytes than are read', async () => {
    const picture =
      '<svg/><img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==">';
    expect(await refusalOf(await plain(picture))).toMatch(/^empty: .*its text has to be recognised first/);
    const big = new Uint8Array(50_000_001);
    big.set(bytesOf('%PDF-1.7'));
    expect(await refusalOf(big)).toMatch(/^too-large: The PDF holds 50000001 bytes/);
  });

  it('PF1, PF8: a file that takes too long is given up, and progress is told page by page', async () => {
    const whole = await plain(
      Array.from({ length: 3 }, () => '<p style="break-after:page">Words.</p>').join(''),
    );
    const slow = await importFile(whole, 'slow.pdf', () => {}, { time: 1 });
    expect(slow.ok ? '' : slow.refusal.kind).toBe('time');
    const seen: string[] = [];
    await importFile(whole, 'draft.pdf', (stage, done) => seen.push(`${stage} ${done.toFixed(2)}`));
    expect(seen).toEqual([
      'open 0.00',
      'pages 0.27',
      'pages 0.53',
      'pages 0.80',
      'recognise 0.85',
      'assemble 0.95',
    ]);
  });
});

describe('PF11: a page in two columns of running text', () => {
  const paragraphs = Array.from(
    { length: 12 },
    (_, at) =>
      `<p>${at + 1}. Each Party [shall] [should] measure the wells that it shares with others, and shall publish what it measured without undue delay, so that communities [within ${at + 2} months] are informed.</p>`,
  ).join('');
  const across = '<h1 style="text-align:center">Draft agreement on all shared wells</h1>';
  const columns = 'column-count:2;column-gap:24pt;text-align:justify;hyphens:auto';

  it('PF11, IM43: is read column after column, and is the draft of a page in one', async () => {
    const set = (style: string) =>
      plain(`<html lang="en">${across}<div style="${style}">${paragraphs}</div></html>`);
    const two = await imported(await set(columns));
    const one = await imported(await set(''));
    expect(two.document.blocks).toHaveLength(13);
    expect(canon(two.document)).toEqual(canon(one.document));
    expect(two.report.some(({ kind, weight }) => kind === 'column' && weight === 'guess')).toBe(true);
    expect(two.report.filter(({ kind }) => kind === 'lost')).toEqual([]);
    expect(one.report.some(({ kind }) => kind === 'column')).toBe(false);
  });
});
