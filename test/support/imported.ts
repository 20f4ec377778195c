/** A draft as the server makes it of a Word file, with all that its record adds up to. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { startApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { openHouse } from '../../server/house.ts';
import { replay } from '../../server/log/replay.ts';
import { docPath } from '../../shared/protocol/messages.ts';
import { Browser } from './http.ts';

/** Imports the file over HTTP and creates the draft with what is wished; `log` is the whole record as text. */
export async function createdFrom(file: Uint8Array, wish: object) {
  const data = mkdtempSync(path.join(tmpdir(), 'chapeau-import-acts-'));
  try {
    return await createdIn(data, file, wish);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

async function createdIn(data: string, file: Uint8Array, wish: object) {
  const app = await startApp({
    ...readConfig({ PORT: '0', CHAPEAU_HOST: '127.0.0.1', CHAPEAU_LOG: 'silent' }),
    data,
  });
  const browser = new Browser(app.address);
  const seat = app.links.find(({ name }) => name === 'Secretariat')!;
  await browser.join(seat.url.split('/').at(-1)!, 'Sec');
  const form = new FormData();
  form.append('file', new Blob([file as BlobPart]), 'draft.docx');
  const read = (await browser.ask('POST', '/api/imports', form)).json();
  const created = await browser.ask('POST', '/api/drafts', { import: read.import, ...wish });
  expect(created.status, created.text).toBe(201);
  await app.close();
  const house = await openHouse(data);
  const draft = (created.json().draft as { id: string }).id;
  const { ydoc, facts } = await replay(house.log, docPath({ kind: 'draft', draft }));
  const entries = await house.log.read(docPath({ kind: 'draft', draft }), 1);
  const log = JSON.stringify(entries.map(({ body }) => body));
  await house.close();
  return { answer: created.json(), ydoc, facts, log };
}
