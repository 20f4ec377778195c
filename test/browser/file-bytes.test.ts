/** A changed file of a delegation in the page: one of its changes is tabled, and no other party's bytes hold its author or comments. */

import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, expect, it } from 'vitest';
import { inBrowser } from '../support/in-browser.ts';
import { editorOf, type Seat } from '../support/product.ts';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const AUTHOR = 'Quintilla Zwetschgenbaum';
const BY = `w:author="${AUTHOR}" w:date="2026-05-01T10:00:00Z"`;
const run = (words: string): string => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`;

const house = inBrowser();
let alder: Seat;
let birch: Seat;

beforeAll(async () => {
  alder = await house.join('Alder', 'Alder person');
  birch = await house.join('Birch', 'Birch person');
  await Promise.all([editorOf(alder), editorOf(birch)]);
}, 240_000);

/** The file with a tracked insertion before some words and a comment by the same author. */
function changed(file: Buffer): Buffer {
  const parts = unzipSync(new Uint8Array(file));
  const words = 'safe drinking water';
  const xml = strFromU8(parts['word/document.xml']!);
  expect(xml).toContain(words);
  const inserted = `<w:ins w:id="9001" ${BY}>${run('clean and ')}</w:ins>`;
  const comment = '<w:commentRangeStart w:id="77"/><w:commentRangeEnd w:id="77"/>';
  parts['word/document.xml'] = strToU8(
    xml.replace(words, `</w:t></w:r>${inserted}${comment}<w:r><w:t xml:space="preserve">${words}`),
  );
  const space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const said = `<w:comment w:id="77" ${BY}><w:p>${run('Capital insists: xylophone.')}</w:p></w:comment>`;
  parts['word/comments.xml'] = strToU8(`<w:comments ${space}>${said}</w:comments>`);
  return Buffer.from(zipSync(parts));
}

it('RT8: a change of a file is tabled; its words reach the others, its author and comments do not', async () => {
  const { page } = alder;
  const draft = new URL(page.url()).pathname.split('/')[2]!;
  const at = new URL(`/api/drafts/${draft}/export?as=docx&rendition=bracketed`, page.url()).href;
  const word = await page.request.get(at);
  expect(word.status()).toBe(200);
  const buffer = changed(Buffer.from(await word.body()));
  await page.keyboard.press('Alt+u');
  await page
    .locator('.panel-body input[type=file]')
    .setInputFiles({ name: 'capital.docx', mimeType: WORD, buffer });
  await page.getByText(AUTHOR).first().waitFor({ timeout: 120_000 });
  const before = birch.line.received().length;
  await page.getByRole('button', { name: /^Table: .*clean and/ }).click();
  await page.locator('.proposal-item .good', { hasText: 'tabled' }).waitFor();
  await birch.page.getByText('clean and').first().waitFor();
  const bytes = birch.line.received().toString('latin1');
  expect(bytes.length).toBeGreaterThan(before);
  expect(bytes).toContain('clean and');
  expect(
    ['Quintilla', 'Zwetschgenbaum', 'xylophone', 'capital.docx'].filter((each) => bytes.includes(each)),
  ).toEqual([]);
  expect([alder.complaints, birch.complaints]).toEqual([[], []]);
}, 240_000);
