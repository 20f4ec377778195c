/** The same state gives the same file, in every rendition and format, whenever and wherever it is written (SPEC EX11). */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sample } from '../../fixtures/samples.ts';
import { startChromium } from '../../server/export/chromium.ts';
import { printPdf } from '../../server/export/pdf.ts';
import { FORMATS, type Format, writeAs } from '../../server/export/write.ts';
import { REDLINE_FORMATS, writeRedlineAs } from '../../server/export/write-redline.ts';
import { isList } from '../../shared/renditions/csv.ts';
import { redlineOf } from '../../shared/renditions/redline-of.ts';
import { COLUMNS, RENDITION_KINDS, type Rendition } from '../../shared/renditions/rendition.ts';
import { chromiumPath } from '../support/chromium.ts';
import { printedForms } from '../support/printed-forms.ts';
import { AT, renditionOf } from '../support/renditions.ts';
import { templateOf } from '../support/template.ts';

const A4 = { paper: 'a4' } as const;
const { base, state } = printedForms();
let browser: Browser;
const zone = process.env.TZ;
beforeAll(async () => {
  browser = await startChromium(chromiumPath());
});
afterAll(() => browser?.close());
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

/** Written once here and once where it is another day. */
async function twice(write: () => Promise<Uint8Array>): Promise<void> {
  process.env.TZ = 'Pacific/Honolulu';
  const one = await write();
  process.env.TZ = 'Pacific/Kiritimati';
  const other = await write();
  expect([one.length > 0, Buffer.compare(one, other)]).toEqual([true, 0]);
}

const renditions: readonly (readonly [string, Rendition])[] = RENDITION_KINDS.flatMap((kind) =>
  (kind === 'columns' ? COLUMNS : [undefined]).map(
    (columns) => [`${kind} ${columns ?? ''}`.trim(), renditionOf(state, kind, { columns })] as const,
  ),
);
const formatsFor = (rendition: Rendition): readonly Format[] =>
  FORMATS.filter((format) => format !== 'pdf' && (format !== 'csv' || isList(rendition)));

describe('EX11: the same state is the same file', () => {
  test.each(renditions)('EX11: %s, in every format but PDF', async (_, rendition) => {
    for (const format of formatsFor(rendition)) await twice(() => writeAs(format, rendition, A4));
  });

  test('EX11: in the template of a body', async () => {
    const options = { ...A4, template: templateOf() };
    await twice(() => writeAs('docx', renditionOf(state, 'attributed'), options));
  });

  test.each(REDLINE_FORMATS.filter((format) => format !== 'pdf'))('EX11: a redline as %s', async (format) => {
    const masthead = { title: 'R', at: AT };
    const options = { ...A4, authors: 'parties' } as const;
    const redline = () => redlineOf(base, state, { masthead, ids: 'lasting', byParty: true });
    await twice(() => writeRedlineAs(format, redline(), options));
  });

  test.each([
    ['attributed', 'rivers-en'],
    ['columns', 'well-ar'],
    ['compilation', 'rivers-zh'],
  ] as const)('EX11: %s as PDF (%s), its lines numbered', async (kind, name) => {
    await twice(() => printPdf(browser, renditionOf(sample(name), kind), { ...A4, lineNumbers: true }));
  });
});
