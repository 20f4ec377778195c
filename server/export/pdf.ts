/** A rendition as PDF: the HTML of it, printed by Chromium without a line to anywhere (SPEC EX8, EX9). */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { writeHtml } from '../../shared/renditions/html.ts';
import type { PrintOptions } from '../../shared/renditions/paper.ts';
import type { Redline } from '../../shared/renditions/redline.ts';
import { type RedlineHtmlOptions, writeRedlineHtml } from '../../shared/renditions/redline-html.ts';
import type { Rendition } from '../../shared/renditions/rendition.ts';
import { vocabularyOf } from '../../shared/renditions/vocabulary.ts';
import { PRINT_ONCE, type Printer } from './chromium.ts';
import { FONT_ORIGIN, fontFile, fontStyles } from './fonts.ts';
import { LINE_NUMBERS } from './line-numbers.ts';

export interface PdfOptions extends PrintOptions {
  /** Executable of the Chromium to print with; absent: the one found. */
  readonly chromium?: string;
  /** Whose browser prints; absent: one is started for this file. */
  readonly printer?: Pick<Printer, 'print'>;
}

/** The bytes of the PDF; the same rendition gives the same bytes. Throws `NoChromium`. */
export async function writePdf(rendition: Rendition, options: PdfOptions): Promise<Uint8Array> {
  const { chromium, printer = PRINT_ONCE } = options;
  return printer.print(chromium, (browser) => printPdf(browser, rendition, options));
}

/** A redline as PDF. Throws `NoChromium`. */
export async function writeRedlinePdf(
  redline: Redline,
  options: PdfOptions & RedlineHtmlOptions,
): Promise<Uint8Array> {
  const { chromium, printer = PRINT_ONCE } = options;
  const html = writeRedlineHtml(redline, options);
  return printer.print(chromium, (browser) => printHtml(browser, html, redline, options));
}

/** The same in a browser that is there already. */
export async function printPdf(
  browser: Browser,
  rendition: Rendition,
  options: PrintOptions,
): Promise<Uint8Array> {
  return printHtml(browser, writeHtml(rendition, options), rendition, options);
}

/** What of a text stands in the margins of its pages and in its file. */
type Framed = Pick<Rendition, 'language' | 'masthead'>;

/** One HTML file of ours as PDF. */
async function printHtml(
  browser: Browser,
  html: string,
  framed: Framed,
  options: PrintOptions,
): Promise<Uint8Array> {
  // The policy of the file forbids faces too; here they come from this machine.
  const context = await browser.newContext({ bypassCSP: true });
  try {
    await fenceIn(context);
    const page = await context.newPage();
    await page.emulateMedia({ media: 'print' });
    await page.setContent(html);
    await page.addStyleTag({ content: fontStyles(html) });
    await loadFaces(page, framed);
    if (options.lineNumbers) await page.evaluate(LINE_NUMBERS);
    const bytes = await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true });
    return dated(bytes, framed.masthead.at);
  } finally {
    await context.close();
  }
}

/** Every request is answered here or not at all. */
async function fenceIn(context: BrowserContext): Promise<void> {
  await context.route('**/*', async (route) => {
    const address = route.request().url();
    const body = address.startsWith(FONT_ORIGIN) ? fontFile(address) : undefined;
    if (!body) return route.abort();
    return route.fulfill({
      body,
      contentType: 'font/woff2',
      headers: { 'access-control-allow-origin': '*' },
    });
  });
}

/**
 * Waits for the faces of the text, and of the words in the margins, which no element asks for. Faces are asked for when the
 * text is laid out, which a busy machine may not have done yet: so it is laid out here, until none is missing.
 */
async function loadFaces(page: Page, { language, masthead }: Framed): Promise<void> {
  const { page: words, restricted } = vocabularyOf(language);
  const margins = `${words}${restricted}${masthead.symbol ?? ''}0123456789`;
  const load = `Promise.all(['"Noto Serif"', '"Noto Naskh Arabic"', '"Noto Serif SC"'].map((face) => document.fonts.load('9pt ' + face, ${JSON.stringify(margins)}))).then(async () => {
    do {
      document.body.getBoundingClientRect();
      await document.fonts.ready;
    } while ([...document.fonts].some(({ status }) => status === 'loading'));
    return true;
  })`;
  await page.evaluate(load);
}

/**
 * Chromium writes the time of day, and names heads of tables by what else its process has drawn; a text that did not change is
 * the same file. The places keep their length.
 */
function dated(bytes: Uint8Array, at: string): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const stamp = at.replace(/[-:T]/g, '').slice(0, 14);
  const fixed = text.replace(/\/(CreationDate|ModDate) \(D:\d{14}/g, (_, name) => `/${name} (D:${stamp}`);
  const names = new Map<string, string>();
  const named = fixed.replace(/\(node\d{8}\)/g, (name) => {
    const known = names.get(name) ?? `(node${String(names.size + 1).padStart(8, '0')})`;
    names.set(name, known);
    return known;
  });
  return new Uint8Array(Buffer.from(named, 'latin1'));
}
