/** Where a Chromium is that prints: the one of the configuration, the system's, or the one Playwright knows. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** There is no Chromium; the message says where one was looked for and what to do. */
export class NoChromium extends Error {}

/** Path of the browser's executable. A place that was chosen is the only one looked at. Throws `NoChromium`. */
export function findChromium(chosen?: string): string {
  const places = chosen === undefined ? [...PLACES, chromium.executablePath()] : [chosen];
  const found = places.find((place) => place !== '' && existsSync(place));
  if (found !== undefined) return found;
  throw new NoChromium(
    `No Chromium at ${places.filter((place) => place !== '').join(', ')}: PDF needs one. Install it (on Debian: apt install chromium), or name its executable in CHAPEAU_CHROMIUM.`,
  );
}

/** Lends a browser to whoever prints, and keeps it for the next one. */
export class Printer {
  #browser: Browser | undefined;

  /** Throws `NoChromium`. */
  async print<T>(chosen: string | undefined, work: (browser: Browser) => Promise<T>): Promise<T> {
    if (!this.#browser?.isConnected()) this.#browser = await startChromium(chosen);
    return work(this.#browser);
  }
}

/** The same with a browser that ends when the work is done. */
export const PRINT_ONCE: Pick<Printer, 'print'> = {
  print: async (chosen, work) => {
    const browser = await startChromium(chosen);
    try {
      return await work(browser);
    } finally {
      await browser.close();
    }
  },
};

/** A browser without a window. Root may not use Chromium's sandbox; everybody else does. */
export async function startChromium(chosen?: string): Promise<Browser> {
  const executablePath = findChromium(chosen);
  try {
    return await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
  } catch (error) {
    const [reason = ''] = String(error instanceof Error ? error.message : error).split('\n');
    throw new NoChromium(`The Chromium at ${executablePath} does not start: ${reason}`);
  }
}
