/** What the pages of a PDF draw, read as an import reads it. */
import { openPdf } from '../../server/import/pdf/open.ts';
import { readPages } from '../../server/import/pdf/pages.ts';
import { Report } from '../../server/import/report.ts';

/** Every character in the order of the file; one that is drawn twice is there twice. Leaves the bytes as they are. */
export async function drawnIn(bytes: Uint8Array): Promise<string> {
  const opened = await openPdf(bytes.slice());
  if (!opened.ok) throw new Error(opened.refusal.message);
  const { pages } = await readPages(opened.value, new Report(), () => {});
  return pages
    .flat()
    .map(({ text }) => text)
    .join('');
}
