/** PDFs that are read from right to left: glyphs come in the order of sight (SPEC PF10). */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sample } from '../../fixtures/samples.ts';
import { importPdf } from '../../server/import/pdf/import.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { truthOf } from '../support/conventions.ts';
import { htmlOf, printPdf, startBrowser } from '../support/pdf.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

async function imported(html: string) {
  const result = await importPdf(await printPdf(browser, html, false));
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}
const page = (dir: string, body: string) =>
  `<!doctype html><meta charset="utf-8"><html dir="${dir}"><style>body{font:12pt/1.6 "Noto Serif","Noto Naskh Arabic",serif}</style>${body}`;
const wordsOf = ({ blocks }: DraftDocument) =>
  blocks.map(({ content }) =>
    content
      .map((each) => ('text' in each ? each.text : 'glyph' in each ? each.glyph : ''))
      .join('')
      .trim(),
  );

describe('PF10: a page that runs from right to left', () => {
  it('PF10: the Arabic sample printed into a PDF is the same draft, block by block', async () => {
    const draft = sample('well-ar');
    const html = htmlOf(draft, { bold: 'face', columns: false })
      .replace('<style>', '<style>html{direction:rtl}')
      .replaceAll('text-align: left', 'text-align: start');
    const found = await imported(html);
    expect(truthOf(found)).toEqual(truthOf({ ...found, document: draft, claims: [] }));
    expect([found.document.meta.language, found.document.meta.dir]).toEqual(['ar', 'rtl']);
    expect(found.report.filter(({ kind }) => kind === 'lost')).toEqual([]);
    expect(found.report.filter(({ kind }) => kind === 'visual-order')).toHaveLength(1);
  });

  it.each([
    'اعتمد القرار 70/1 في 25 أيلول 2015 وما بعده من أعمال.',
    'يعمل فريق (Friends of the Chair (GFC)) منذ عام 2004.',
    'نسبة [12.5] في المائة [أو 1,000 متر] من الماء.',
    'الوثيقة WSIS-II/PC-2/DOC/3 متاحة [للجميع (بلا مقابل)].',
    'لا إله في الإعلان [إلا الأهداف] ولأن الأمر كذلك.',
  ])('PF10: %s', async (words) => {
    const found = await imported(page('rtl', `<p>${words}</p>`));
    expect(wordsOf(found.document)).toEqual([words]);
  });

  it('PF10: a long paragraph goes on from line to line, brackets over the line ends', async () => {
    const words = `نؤكد [${'أن لكل إنسان الحق في معرفة ما في بئره من ماء (A/B) في عام 2030 '.repeat(8).trim()}] دائما.`;
    const found = await imported(page('rtl', `<p>1. ${words}</p><p>2. وأخيرا.</p>`));
    expect(wordsOf(found.document)).toEqual([words, 'وأخيرا.']);
    expect(found.document.blocks.map(({ attrs }) => attrs.label)).toEqual(['1', '2']);
  });

  it('PF10: Arabic words in an English page stand in their own order', async () => {
    const words = 'The word مياه الآبار means water of wells.';
    const found = await imported(page('ltr', `<p>${words}</p>`));
    expect(wordsOf(found.document)).toEqual([words]);
  });
});
