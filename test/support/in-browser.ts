/** The product and a browser for the tests of a file: there before the file's own set-up, gone after everything. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { join, launchBrowser, type Product, type Seat, startProduct } from './product.ts';

export interface InBrowser {
  readonly browser: Browser;
  readonly product: Product;
  /** A person who joins by a link: by the name it was printed with, or by its address. */
  join(link: string, name: string, viewport?: { width: number; height: number }): Promise<Seat>;
}

/** Call it once at the top of a file; `options` as for `startProduct`. */
export function inBrowser(options: Parameters<typeof startProduct>[0] = {}): InBrowser {
  let browser: Browser | undefined;
  let product: Product | undefined;
  beforeAll(async () => {
    browser = await launchBrowser();
    product = await startProduct(options);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });
  const there = <T>(one: T | undefined): T => {
    if (!one) throw new Error('the product is not started yet');
    return one;
  };
  return {
    get browser() {
      return there(browser);
    },
    get product() {
      return there(product);
    },
    join: (link, name, viewport) =>
      join(there(browser), link.includes('://') ? link : there(product).link(link), name, viewport),
  };
}
