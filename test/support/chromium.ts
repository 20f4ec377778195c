/** Where the tests find a Chromium. A browser test without one fails; it is never skipped. */
import { findChromium } from '../../server/export/chromium.ts';

/** Path of the browser's executable. Throws, naming the places searched, when there is none. */
export const chromiumPath = (): string => findChromium(process.env.CHAPEAU_CHROMIUM);
