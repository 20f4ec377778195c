import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draft } from '../../fixtures/build.ts';
import { sample } from '../../fixtures/samples.ts';
import { findChromium, NoChromium, startChromium } from '../../server/export/chromium.ts';
import { fontFile } from '../../server/export/fonts.ts';
import { printPdf, writePdf } from '../../server/export/pdf.ts';
import { importPdf } from '../../server/import/pdf/import.ts';
import { writeHtml } from '../../shared/renditions/html.ts';
import type { PrintOptions } from '../../shared/renditions/paper.ts';
import { RENDITION_KINDS, type Rendition } from '../../shared/renditions/rendition.ts';
import { canon } from '../support/canon.ts';
import { chromiumPath } from '../support/chromium.ts';
import { drawnIn } from '../support/pdf-text.ts';
import { hostileDraft, renditionOf } from '../support/renditions.ts';

const A4 = { paper: 'a4' } as const;
let browser: Browser;
const folder = mkdtempSync(path.join(tmpdir(), 'chapeau-pdf-'));

beforeAll(async () => {
  browser = await startChromium(chromiumPath());
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The characters that the pages of a PDF draw, without spaces; a character drawn twice is there twice. */
const drawn = async (bytes: Uint8Array): Promise<string> => dense(await drawnIn(bytes));
const print = (rendition: Rendition, options: PrintOptions = A4) => printPdf(browser, rendition, options);
const dense = (text: string) => text.replace(/\s+/g, '');
const count = (text: string, part: string) => text.split(part).length - 1;

describe('EX2, EX3: HTML in a browser', () => {
  /** Opens a file as a reader would; answers what it asked for and what the browser complained of. */
  async function opened(html: string, name: string) {
    const file = path.join(folder, `${name}.html`);
    writeFileSync(file, html);
    const page = await browser.newPage();
    const [asked, complaints]: [string[], string[]] = [[], []];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => complaints.push(dialog.message()));
    await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
    const shown = await page.evaluate('document.body.innerText');
    await page.close();
    return {
      asked: asked.filter((url) => url !== pathToFileURL(file).href),
      complaints,
      shown: String(shown),
    };
  }

  const cases = [
    ...RENDITION_KINDS.map((kind) => ['rivers-en', kind] as const),
    ['rivers-zh', 'bracketed'],
    ['well-ar', 'columns'],
  ] as const;
  it.each(cases)('EX2: %s, %s, asks for nothing and nothing is complained of', async (name, kind) => {
    const html = writeHtml(renditionOf(sample(name), kind), A4);
    const { asked, complaints } = await opened(html, `${name}-${kind}`);
    expect([asked, complaints]).toEqual([[], []]);
  });

  it('EX3: a hostile draft asks for nothing, runs nothing, and every word of it is shown', async () => {
    const { asked, complaints, shown } = await opened(writeHtml(renditionOf(hostileDraft()), A4), 'hostile');
    expect([asked, complaints]).toEqual([[], []]);
    for (const words of [
      '<script>fetch("https://evil.example/")</script>',
      '&lt;b&gt; &#60; &amp;amp;',
      '</title></head>',
    ])
      expect(shown).toContain(words);
  });
});

describe('EX8, EX9: PDF', () => {
  it.each(['en', 'zh'] as const)('EX8: every word is drawn once (%s)', async (language) => {
    const document = draft(
      { title: '', language, dir: 'ltr' },
      language === 'en'
        ? '@title Quartz\n1. **Zebra** [yodel] «Walrus»\n@concept Velvet\n(a) {umbrella} tundra^*^\n@note * :: saffron'
        : '@title 晶石\n1. **斑马** [歌唱] «海象»\n@concept 天鹅绒\n(a) {雨伞} 苔原^*^\n@note * :: 番红花',
    );
    const text = await drawn(await print(renditionOf(document, 'bracketed')));
    const words =
      language === 'en'
        ? ['Quartz', 'Zebra', '[yodel]', 'Walrus', 'Velvet', 'umbrella', 'tundra', 'saffron']
        : ['晶石', '斑马', '[歌唱]', '海象', '天鹅绒', '雨伞', '苔原', '番红花'];
    expect(words.map((word) => [word, count(text, word)])).toEqual(words.map((word) => [word, 1]));
  });

  it('EX8: the import of PDF reads the printed sample, word for word', async () => {
    const document = sample('rivers-zh');
    const result = await importPdf(await print(renditionOf(document)));
    if (!result.ok) throw new Error(result.refusal.message);
    const provisions = (of: typeof document) =>
      canon(of)
        .blocks.filter(({ kind }) => kind === 'provision' || kind === 'alternative')
        .map(({ text }) => dense(text));
    const read = provisions(result.value.document).join('');
    for (const words of provisions(document).map((each) => each.replace(/\*$/, '')))
      expect(read).toContain(words.slice(0, 40));
  });

  it('EX8: pages bear the symbol after the first, page x of y, and of a restricted text the stamp', async () => {
    const text = await drawn(await print(renditionOf(sample('rivers-en'), 'attributed')));
    const pages = Number(/Page1of(\d+)/.exec(text)?.[1]);
    expect(pages).toBeGreaterThan(3);
    for (let page = 1; page <= pages; page++) expect(count(text, `Page${page}of${pages}`)).toBe(1);
    expect(count(text, 'SR/CONF/2/L.1')).toBe(pages);
    expect(count(text, 'Restricted—25November2026,18:05UTC')).toBe(pages - 1);
  });

  it('EX8: every fifth line is numbered on request, and the words stay where they were', async () => {
    const paragraph = `1. ${'word '.repeat(200)}`;
    const document = draft({ title: '', language: 'en', dir: 'ltr' }, `${paragraph}\n${paragraph}`);
    const text = await drawn(await print(renditionOf(document), { ...A4, lineNumbers: true }));
    expect(count(text, 'word')).toBe(400);
    const numbers = text.replace('25November2026', '').match(/\d+/g) ?? [];
    for (const number of ['5', '10', '15', '20']) expect(numbers).toContain(number);
    expect(numbers).not.toContain('4');
  });

  it('EX9: Chinese and Arabic are set in the faces that come along, tagged, on the paper asked for', async () => {
    for (const [name, face] of [
      ['rivers-zh', 'NotoSerifSC'],
      ['well-ar', 'NotoNaskhArabic'],
    ] as const) {
      const bytes = Buffer.from(await print(renditionOf(sample(name)), { paper: 'letter' })).toString(
        'latin1',
      );
      expect(bytes).toContain(face);
      expect(bytes).toContain('/MarkInfo');
      expect(bytes).toMatch(/\/MediaBox\s*\[0 0 612(?:\.\d+)? 792(?:\.\d+)?\]/);
    }
  });

  it('EX9: a face is read for its own name alone', () => {
    expect(fontFile('https://fonts.invalid/noto-serif/../../package.json')).toBeUndefined();
    expect(
      fontFile('https://fonts.invalid/noto-serif/noto-serif-latin-400-normal.woff2')?.length,
    ).toBeGreaterThan(1000);
  });

  it('EX11: the same state is the same file', async () => {
    const [one, other] = [
      await print(renditionOf(sample('well-ar'))),
      await print(renditionOf(sample('well-ar'))),
    ];
    expect(Buffer.compare(one, other)).toBe(0);
    expect(Buffer.from(one).toString('latin1')).toContain('/CreationDate (D:20261125180500');
  });

  it('EX8: a hostile draft prints, and nothing of it leaves the machine', async () => {
    const text = await drawn(await print(renditionOf(hostileDraft())));
    expect(text).toContain(dense('<script>fetch("https://evil.example/")</script>'));
  });

  it('EX9: without a Chromium it is said where one was looked for, and what to do', async () => {
    await expect(
      writePdf(renditionOf(sample('well-ar')), { ...A4, chromium: '/nowhere/chromium' }),
    ).rejects.toThrow(/No Chromium at \/nowhere\/chromium.*CHAPEAU_CHROMIUM/);
    await expect(startChromium('/bin/false')).rejects.toThrow(NoChromium);
    expect(findChromium(chromiumPath())).toBe(chromiumPath());
  });
});
