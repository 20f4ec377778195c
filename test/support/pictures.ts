/** Pictures of a page, to be looked at: taken where `CHAPEAU_PICTURES` names a folder for them, else none are. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';

const FOLDER = process.env.CHAPEAU_PICTURES;

export async function pictureOf(page: Page, of: string, name: string): Promise<void> {
  if (!FOLDER) return;
  const folder = path.join(FOLDER, of);
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
