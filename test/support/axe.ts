/** What axe finds wrong on a page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Its violations of WCAG 2.1 A and AA, in short. */
export async function faultsOf(page: Page): Promise<string[]> {
  // Reading it anew into a page that has it takes as long as looking.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(options: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
      // What is right is not described: half of the time.
      resultTypes: ['violations'],
    });
    return violations.map(({ id, nodes }) => {
      const some = nodes.slice(0, 3).map(({ html }) => html.slice(0, 160));
      return `${id}: ${some.join(' | ')}`;
    });
  });
}
