/** Real drafts printed as plain text and imported again: the same draft, in every field but which words are bold (SPEC RT1). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importBytes } from '../../server/import/any.ts';
import { type Imported, importText } from '../../server/import/import.ts';
import { outlineJson } from '../../server/import/outline.ts';
import { printText } from '../../shared/renditions/text.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { canon } from '../support/canon.ts';

const folders = ['../../../shared/seeds/', '../../../shared/drafts/'].map(
  (name) => new URL(name, import.meta.url),
);
const missing = folders.filter((folder) => !existsSync(folder));
for (const { pathname } of missing)
  console.warn(`SKIPPED: ${pathname} is not here, its drafts were NOT printed and read again.`);

const files = folders
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((name) => new URL(name, folder)))
  .filter(({ pathname }) => /\.(?:txt|md|docx)$/.test(pathname));

async function imported(url: URL): Promise<Imported> {
  const result = await importBytes(new Uint8Array(readFileSync(url)));
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}

function again({ document }: Imported): DraftDocument {
  const result = importText(printText(document));
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value.document;
}

/** The outline of a draft without which words are bold: plain text does not say so. */
function outline(document: DraftDocument) {
  const { provisions, report: _, ...rest } = outlineJson(document);
  return { ...rest, provisions: provisions.map(({ bold: __, ...provision }) => provision) };
}

describe('RT1: a real draft printed as plain text and imported again is the same draft', () => {
  it.skipIf(missing.length > 0)('RT1: there are five documents and two drafts', () => {
    expect(files).toHaveLength(7);
  });

  it.each(files.map((url) => [url.pathname.split('/').at(-1)!, url] as const))(
    'RT1: %s',
    async (_name, url) => {
      const first = await imported(url);
      const second = again(first);
      expect(outline(second)).toEqual(outline(first.document));
      expect(canon(second, { weights: false })).toEqual(canon(first.document, { weights: false }));
    },
    60_000,
  );
});
