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
await page.keyboard.press('Alt+7');
await page.evaluate(() =>
  document.querySelectorAll('.block-alternative')[1]?.scrollIntoView({ block: 'center' }),
);
await page.waitForTimeout(800);
await page.screenshot({ path: `${FOLDER}/alternatives.png` });

const desk = await join(browser, product.link('Secretariat'), 'Operator');
await editorOf(desk);
await desk.page.goto(desk.line.origin);
await desk.page.getByText('Draft decision on shared rivers').first().click();
await editorOf(desk);
await desk.page.waitForTimeout(1000);
await desk.page.keyboard.press('F2');
for (const line of [
  '10',
  'birch: bracket',
  'cedar: same',
  'alder: should for shall',
  'birch: support',
  'cedar: delete shared',
  'alder: alt 10+11: Parties are encouraged to finance monitoring on a voluntary basis.',
]) {
  await desk.page.waitForTimeout(500);
  await desk.page.keyboard.type(line);
  await desk.page.keyboard.press('Enter');
}
await desk.page.waitForTimeout(900);
await desk.page.keyboard.type('cedar: , as appropriate, after shall');
await desk.page.waitForTimeout(600);
await desk.page.screenshot({ path: `${FOLDER}/floor.png` });

await page.goto(desk.page.url().replace(desk.line.origin, seat.line.origin));
await editorOf(seat);
await page.locator('.block-provision').nth(1).click();
await page.keyboard.press('Home');
await page.keyboard.type('Without prejudice to other sources, ');
await page.keyboard.press('Alt+m');
await page.waitForTimeout(1200);
await page.screenshot({ path: `${FOLDER}/hand.png` });

const observer = await join(browser, product.link('Observer'), 'Watcher', { width: 1920, height: 1080 });
await observer.page.waitForURL(/screen/);
await observer.page.waitForTimeout(1500);
await observer.page.screenshot({ path: `${FOLDER}/screen.png` });
await browser.close();
await product.stop();
process.exit(0);
