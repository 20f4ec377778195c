import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EditorName } from '../support/editor-in-page.ts';
import { launchBrowser } from '../support/product.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const bundle = await build({
    entryPoints: [new URL('../support/editor-in-page.ts', import.meta.url).pathname],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.setContent('<!doctype html><body></body>');
  await page.addScriptTag({ content: bundle.outputFiles[0]!.text });
}, 60_000);

afterAll(() => browser?.close());

test.each(['writing', 'proposing'] as const)(
  'ED16: a caret that was just set stays where it was set when another’s words arrive, %s',
  async (name: EditorName) => {
    const found = await page.evaluate(
      ([which]) =>
        (
          globalThis as unknown as {
            caretAfterArrival(name: EditorName, block: string, offset: number): readonly [string, string];
          }
        ).caretAfterArrival(which, 'b3', 'Parties shall'.length),
      [name] as const,
    );
    expect(found[0]).toBe('Noting, Parties shall');
  },
);

test.each(['writing', 'proposing'] as const)(
  'ED16: a command by key acts where the caret was just set, %s',
  async (name: EditorName) => {
    const found = await page.evaluate(
      ([which]) =>
        (
          globalThis as unknown as {
            caretAtKey(name: EditorName, block: string, offset: number): { block?: string; offset: number };
          }
        ).caretAtKey(which, 'b3', 7),
      [name] as const,
    );
    expect(found).toEqual({ block: 'b3', offset: 7 });
  },
);
