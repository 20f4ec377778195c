/** `npm run bench -- editor`: ours and y-prosemirror in Chromium, in turn, medians of several rounds. */
import { build } from 'esbuild';
import { chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../support/chromium.ts';
import type { Figures } from './editor-page.ts';

const SIZES = [500, 5000] as const;
const NAMES = ['chapeau', 'y-prosemirror'] as const;

const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1]!;

/** The page's own styles, with its fonts in them. */
async function themeOf(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL('../../client/theme/theme.css', import.meta.url).pathname],
    bundle: true,
    write: false,
    loader: { '.woff2': 'dataurl', '.woff': 'empty' },
  });
  return outputFiles[0]!.text;
}

const BARE = 'body{font:16px serif;width:800px}';

/** A page of Chromium that runs a file of this folder; `themed`: in the product's own styles. */
export async function openPage(
  file = './editor-page.ts',
  themed = false,
): Promise<{ page: Page; close(): Promise<void> }> {
  const bundle = await build({
    entryPoints: [new URL(file, import.meta.url).pathname],
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
    target: 'es2022',
  });
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const page = await browser.newPage();
  await page.setContent(`<!doctype html><style>${themed ? await themeOf() : BARE}</style><body></body>`);
  await page.addScriptTag({ content: bundle.outputFiles[0]!.text });
  return { page, close: () => browser.close() };
}

/** Prints a table of medians in milliseconds. */
export async function benchEditor(rounds = 5, samples = 120): Promise<void> {
  const { page, close } = await openPage();
  const rows: Record<string, Record<string, string>> = {};
  for (const blocks of SIZES) {
    const found: Record<(typeof NAMES)[number], Figures[]> = { chapeau: [], 'y-prosemirror': [] };
    for (let round = 0; round < rounds; round += 1)
      for (const name of NAMES)
        found[name].push(
          await page.evaluate(
            ([which, count, n]) =>
              (
                globalThis as unknown as { measure(w: string, b: number, s: number): Promise<Figures> }
              ).measure(which, count, n),
            [name, blocks, samples] as const,
          ),
        );
    for (const name of NAMES) {
      const of = (key: keyof Figures): string =>
        median(found[name].map((figures) => figures[key])).toFixed(2);
      rows[`${name}, ${blocks} blocks`] = {
        'local key ms': of('local'),
        'remote key ms': of('remote'),
        'opening ms': of('open'),
      };
    }
  }
  await close();
  console.log(
    `editor: medians of ${rounds} alternating rounds of ${samples} samples, layout included, Chromium`,
  );
  console.table(rows);
}
