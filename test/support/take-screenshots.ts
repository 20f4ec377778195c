/** Takes the pictures of the README anew: `node --import tsx test/support/take-screenshots.ts`. */
import { mkdirSync } from 'node:fs';
import { editorOf, join, launchBrowser, startProduct } from './product.ts';

const FOLDER = 'fixtures/screenshots';
mkdirSync(FOLDER, { recursive: true });
const browser = await launchBrowser();
const product = await startProduct();
const seat = await join(browser, product.link('Alder'), 'Aino');
await editorOf(seat);
const { page } = seat;
await page.getByRole('button', { name: 'Open points' }).first().click();
await page.evaluate(() =>
  document.querySelectorAll('.block-provision')[7]?.scrollIntoView({ block: 'center' }),
);
await page.waitForTimeout(800);
await page.screenshot({ path: `${FOLDER}/points.png` });
await page.getByRole('button', { name: 'Alternatives' }).first().click();
await page.evaluate(() =>
  document.querySelectorAll('.block-alternative')[1]?.scrollIntoView({ block: 'center' }),
);
await page.waitForTimeout(800);
await page.screenshot({ path: `${FOLDER}/alternatives.png` });
const observer = await join(browser, product.link('Observer'), 'Watcher', { width: 1920, height: 1080 });
await observer.page.waitForURL(/screen/);
await observer.page.waitForTimeout(1500);
await observer.page.screenshot({ path: `${FOLDER}/screen.png` });
await browser.close();
await product.stop();
process.exit(0);
