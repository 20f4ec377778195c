/** How an exported file is called (SPEC EX17): by the symbol of the text and its rendition. */
import type { ExportJob } from './export.ts';
import type { Format } from './write.ts';

export const TYPES: Readonly<Record<Format, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

/** Letters of a title that go into a name of a file. */
const LONGEST = 80;

export interface FileName {
  /** For programs that know no other letters. */
  readonly ascii: string;
  /** Percent-encoded UTF-8, for a header. */
  readonly encoded: string;
  readonly name: string;
}

/** `WSIS-II_PC-2_DOC_3 bracketed.docx`; without a symbol the title and the date stand for it. */
export function fileName(job: ExportJob): FileName {
  const { options, format } = job;
  const { symbol, title, at } = options.masthead;
  const head = symbol ?? `${title.slice(0, LONGEST)} ${at.slice(0, 10)}`;
  const name = `${safe(head)} ${formOf(job)}.${format}`;
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return { ascii, encoded, name };
}

/** Both kinds of columns are one rendition and two files. */
function formOf(job: ExportJob): string {
  if (job.of === 'redline') return 'redline';
  const { kind, columns } = job.options;
  return kind === 'columns' && columns === 'proposals' ? 'columns of proposals' : kind;
}

/** Without what systems of files take for something else, and never hidden. */
const safe = (words: string): string =>
  words
    .replace(/[/\\:*?"<>|\p{Cc}]+/gu, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .trim() || 'text';
