/** Twenty-odd kinds of file that somebody will send some day: each is read, or refused by a sentence that says why (SPEC IM1). */
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { importBytes } from '../../server/import/any.ts';
import { docx, p, r, row, table, use } from '../support/docx.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le');
const GB18030 = bytes(
  0x31,
  0x2e,
  0x20,
  0x5b,
  0xce,
  0xd2,
  0xc3,
  0xc7,
  0x5d,
  0xb3,
  0xd0,
  0xc5,
  0xb5,
  0xa1,
  0xa3,
);

/** A small archive whose directory says that one of its parts holds ten gigabytes less a little. */
function hugeByItsOwnWords(): Uint8Array {
  const file = docx({ body: p(r('1. Words.')) });
  const view = new DataView(file.buffer, file.byteOffset);
  for (let at = 0; at + 4 < file.length; at++)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0xfffffff0, true);
  return file;
}

const LOCKED = `%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>> endobj
4 0 obj <</Filter/Standard/V 1/R 2/O(${'o'.repeat(32)})/U(${'u'.repeat(32)})/P -4>> endobj
trailer <</Root 1 0 R/Encrypt 4 0 R/ID[(0123456789abcdef)(0123456789abcdef)]/Size 5>>
%%EOF`;

const nested = (depth: number): string => (depth === 0 ? p(r('innermost')) : table(row([nested(depth - 1)])));

/** What it is, its bytes, and why it is refused; `read`: it comes in. */
const KINDS: readonly (readonly [string, () => Uint8Array, string])[] = [
  ['nothing', () => bytes(), 'empty'],
  ['spaces', () => utf8(' \n\t\n'), 'empty'],
  ['a picture', () => bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'binary'],
  ['noise', () => Uint8Array.from({ length: 4_096 }, (_, at) => (at * 7_919 + 13) % 256), 'undecodable'],
  ['an old Word file', () => bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), 'unsupported'],
  ['Rich Text', () => utf8('{\\rtf1\\ansi words}'), 'unsupported'],
  ['a compressed file', () => gzipSync(utf8('1. Words.')), 'binary'],
  ['a locked PDF', () => utf8(LOCKED), 'encrypted'],
  ['half a PDF', () => utf8('%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj\n'), 'broken'],
  ['half an archive', () => docx({ body: p(r('1. Words.')) }).subarray(0, 200), 'broken'],
  ['a table of figures', () => zipSync({ 'xl/workbook.xml': utf8('<workbook/>') }), 'unsupported'],
  ['an archive in an archive', () => zipSync({ 'a.zip': zipSync({ b: utf8('c') }) }), 'unsupported'],
  ['an archive of gigabytes', hugeByItsOwnWords, 'too-large'],
  ['a bomb', () => docx({ body: '', raw: { 'word/styles.xml': ' '.repeat(30_000_000) } }), 'too-large'],
  [
    'growing entities',
    () =>
      docx({
        body: '',
        raw: { 'word/document.xml': '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>' },
      }),
    'broken',
  ],
  [
    'XML that ends too early',
    () => docx({ body: '', raw: { 'word/document.xml': '<w:document>' } }),
    'broken',
  ],
  ['tables in tables, two hundred deep', () => docx({ body: nested(200) }), 'broken'],
  ['tables in tables, ten deep', () => docx({ body: nested(10) }), 'read'],
  [
    'lists that run in a circle',
    () =>
      docx({
        body: p(r('Words.'), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        numbering: `<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="S"/></w:abstractNum>${use(1, 1)}`,
        styles:
          '<w:style w:type="numbering" w:styleId="S"><w:basedOn w:val="S"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
      }),
    'read',
  ],
  ['100,000 brackets', () => utf8(`1. ${'['.repeat(50_000)}a${']'.repeat(50_000)}`), 'read'],
  ['one line of 5 MB', () => utf8('agree '.repeat(833_000)), 'read'],
  ['UTF-16', () => utf16('1. [We] agree.\n'), 'read'],
  ['GB18030', () => GB18030, 'read'],
  ['half characters and NUL', () => utf16('1. We \ud800agree\u0000 with [all] of this.\n'), 'read'],
  ['a page of the web', () => utf8('<!doctype html><p>1. We agree.</p>\n'), 'read'],
  ['brackets alone', () => utf8(']]]][[[[\n'), 'read'],
  ['control of direction', () => utf8('1. \u202eWe\u202c [agree\u2066].\n'), 'read'],
];

describe('IM1: any file is read, or refused with a reason', () => {
  it('there are more than twenty kinds', () => {
    expect(KINDS.length).toBeGreaterThan(20);
  });

  it.each(KINDS)(
    'IM1: %s',
    async (_what, make, outcome) => {
      const result = await importBytes(make());
      if (outcome !== 'read') {
        expect(result).toMatchObject({ ok: false, refusal: { kind: outcome } });
        expect(result.ok ? '' : result.refusal.message).toMatch(/^[A-Z"w][^\n]{10,}\.$/);
        return;
      }
      expect(result).toMatchObject({ ok: true });
      expect(result.ok && result.value.report.filter(({ kind }) => kind === 'lost')).toEqual([]);
    },
    30_000,
  );

  it('IM1: the name of a file says nothing: a Word file is one under any name', async () => {
    const { readFile } = await import('../../server/import/worker.ts');
    const read = await readFile(docx({ body: p(r('1. Words.')) }), 'picture.png');
    expect(read).toMatchObject({ read: true, text: '1. Words.', source: { name: 'picture.png' } });
  }, 30_000);
});
