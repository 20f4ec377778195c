/** `npm run bench -- first-text`: how soon a draft can be read on a thin line, and what it costs in bytes. */
import { join, launchBrowser, startProduct } from '../support/product.ts';

/** The line of a crowded meeting room: 400 kbit/s, 600 ms there and back. */
const THIN = { offline: false, latency: 600, downloadThroughput: 50_000, uploadThroughput: 50_000 };

const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1]!;

interface Opening {
  /** Seconds until the draft's words are painted, and until they can be typed in. */
  readonly readable: number;
  readonly editable: number;
  readonly kilobytes: number;
}

export async function benchFirstText(rounds = 3): Promise<void> {
  const browser = await launchBrowser();
  const product = await startProduct();
  const openings: Opening[] = [];
  for (let i = 0; i < rounds; i += 1) {
    const seat = await join(browser, product.link('Alder'), `Reader ${i}`);
    await seat.page.waitForURL(/\/d\//);
    const { href } = new URL(seat.page.url());
    const cookies = await seat.context.cookies();
    await seat.context.close();
    const context = await browser.newContext({ serviceWorkers: 'block' });
    await context.addCookies(cookies);
    const page = await context.newPage();
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    await network.send('Network.emulateNetworkConditions', THIN);
    let bytes = 0;
    network.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    const start = Date.now();
    await page.goto(href, { waitUntil: 'commit' });
    await page.getByText('Declaration').first().waitFor();
    const readable = (Date.now() - start) / 1000;
    await page.locator('.ProseMirror[contenteditable=true]').waitFor({ timeout: 120_000 });
    const editable = (Date.now() - start) / 1000;
    await page.waitForLoadState('networkidle');
    openings.push({ readable, editable, kilobytes: bytes / 1000 });
    await context.close();
    await seat.line.close();
  }
  await browser.close();
  await product.stop();
  const of = (key: keyof Opening): string => median(openings.map((opening) => opening[key])).toFixed(1);
  console.log(`first text: Chromium throttled to 400 kbit/s and 600 ms, empty cache, median of ${rounds}`);
  console.table({
    'sample draft': {
      'readable s': of('readable'),
      'editable s': of('editable'),
      'transferred kB': of('kilobytes'),
    },
  });
}
