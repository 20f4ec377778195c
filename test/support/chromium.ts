/** Where the tests find a Chromium. A browser test without one fails; it is never skipped. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = [
  process.env.CHAPEAU_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** Path of the browser's executable. Throws, naming the places searched, when there is none. */
export function chromiumPath(): string {
  const places = [...PLACES, chromium.executablePath()].filter((place) => place !== undefined);
  const found = places.find((place) => existsSync(place));
  if (!found)
    throw new Error(`No Chromium at ${places.join(', ')}; set CHAPEAU_CHROMIUM or run .ci/ready browser`);
  return found;
}
