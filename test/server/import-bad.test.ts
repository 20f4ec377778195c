/** Files that are no drafts, or damaged beyond the usual: each gives a clear refusal or a correct import within limits. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decode, MOST_BYTES } from '../../server/import/decode.ts';
import { type Imported, importText } from '../../server/import/import.ts';
import { countBrackets } from '../../server/import/outline.ts';
import { importFile, readFile } from '../../server/import/worker.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import { processorTime } from '../support/processor-time.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, little: boolean) => {
  const out = Buffer.from(text, 'utf16le');
  return little ? out : out.swap16();
};
const DRAFT = '附件1\n\n1. [我们重申]承诺。\n\n2. We agree.\n';

function imported(source: string | Uint8Array): Imported {
  const result = importText(source);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}
const refusal = (source: string | Uint8Array) => {
  const result = importText(source);
  return result.ok ? undefined : result.refusal;
};
const words = ({ document }: Imported) =>
  document.blocks.map(({ content }) => content.map(printedInline).join(''));

describe('IM1: what cannot be a draft is refused with a reason', () => {
  it.each([
    ['an empty file', bytes(), 'empty', /empty/],
    ['only spaces', utf8(' \n\t \n'), 'empty', /no word/],
    ['a PDF', utf8('%PDF-1.7\n…'), 'unsupported', /PDF/],
    ['an old Word file', bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), 'unsupported', /\.doc/],
    ['Rich Text', utf8('{\\rtf1\\ansi hello}'), 'unsupported', /Rich Text/],
    ['a zip archive', utf8('PK\u0003\u0004rest'), 'unsupported', /zip/],
    ['a picture', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'binary', /PNG/],
    ['a compressed file', gzipSync(utf8(DRAFT)), 'binary', /gzip/],
    ['a program', bytes(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0), 'binary', /program/],
    [
      'noise',
      bytes(...Array.from({ length: 4_096 }, (_, at) => (at * 7_919 + 13) % 256)),
      /binary|undecodable/,
      /text/,
    ],
    ['control characters', utf8('a\u0001\u0002\u0003\u0004\u0005b'), 'binary', /control characters/],
  ] as const)('refuses %s', (_what, source, kind, message) => {
    const found = refusal(source);
    expect(found?.kind).toMatch(kind);
    expect(found?.message).toMatch(message);
  });

  it('refuses what is larger than the limit, and says how large it is', () => {
    expect(decode(new Uint8Array(MOST_BYTES + 1))).toMatchObject({
      ok: false,
      refusal: { kind: 'too-large' },
    });
    expect(refusal(new Uint8Array(MOST_BYTES + 1))?.message).toContain(String(MOST_BYTES + 1));
  });
});

describe('IM1: text in other dress is read', () => {
  it.each([
    ['UTF-8 with a mark', Buffer.concat([bytes(0xef, 0xbb, 0xbf), utf8(DRAFT)]), 'utf-8'],
    ['UTF-16, little end first', Buffer.concat([bytes(0xff, 0xfe), utf16(DRAFT, true)]), 'utf-16le'],
    ['UTF-16, big end first', Buffer.concat([bytes(0xfe, 0xff), utf16(DRAFT, false)]), 'utf-16be'],
    ['UTF-16 without a mark', utf16(DRAFT, true), 'utf-16le'],
    [
      'Chinese in UTF-16 without a mark, big end first',
      utf16('附件1\n\n一、[我们重申]承诺。\n'.repeat(9), false),
      'utf-16be',
    ],
    [
      'GB18030',
      bytes(
        0xb8,
        0xbd,
        0xbc,
        0xfe,
        0x31,
        0x0a,
        0x0a,
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
        0x0a,
      ),
      'gb18030',
    ],
  ] as const)('reads %s', (_what, source, encoding) => {
    const read = imported(source);
    expect(read.encoding).toBe(encoding);
    expect(words(read).join('\n')).toMatch(/\[我们/);
    expect(read.document.blocks[0]).toMatchObject({ kind: 'part', attrs: { label: '附件1' } });
  });

  it('reads any line end, and a file without one at its end', () => {
    const texts = [DRAFT, DRAFT.replaceAll('\n', '\r\n'), DRAFT.replaceAll('\n', '\r'), DRAFT.trimEnd()].map(
      (text) => words(imported(text)),
    );
    for (const each of texts) expect(each).toEqual(texts[0]);
  });

  it('leaves lone surrogates and NUL out, and says so', () => {
    const read = imported('1. We \ud800agree\u0000.\n');
    expect(words(read)).toEqual(['We agree.']);
    expect(read.report.find(({ kind }) => kind === 'control-character')?.message).toContain('U+D800, U+0000');
  });

  it('keeps characters beyond the first plane whole', () => {
    expect(words(imported('1. 𠀀𠀁 [𠮷] 🏛\n'))).toEqual(['𠀀𠀁 [𠮷] 🏛']);
  });
});

/** Milliseconds: what grew with the square of the text would take minutes; a loaded machine takes some of these. */
const LIMIT = 60_000;

describe('IM1: hostile text is read in linear time', { timeout: 2 * LIMIT }, () => {
  it('100,000 brackets in one paragraph, nested and crossing nothing', () => {
    const text = `1. ${'['.repeat(50_000)}x${']'.repeat(50_000)}\n`;
    let read: Imported | undefined;
    expect(processorTime(() => (read = imported(text)))).toBeLessThan(LIMIT);
    expect(read && countBrackets(read.document)).toEqual({
      open: 50_000,
      close: 50_000,
      pairs: 50_000,
      unpaired: 0,
    });
  });

  it('100,000 brackets that never close', () => {
    let read: Imported | undefined;
    expect(processorTime(() => (read = imported('[a/b '.repeat(100_000))))).toBeLessThan(LIMIT);
    expect(read && countBrackets(read.document).unpaired).toBe(100_000);
    expect(read?.report.length).toBeLessThan(3_000);
  });

  it.each([
    ['one line of 5 MB', '我们重申'.repeat(1_250_000)],
    ['one line of 5 MB of Latin words', 'agree '.repeat(833_000)],
    ['200,000 braces that never close', '{a '.repeat(200_000)],
    ['200,000 slashes', '1. [使/确保] a/b '.repeat(100_000)],
    ['200,000 stars and a note of that mark', `${'word* '.repeat(200_000)}\n\n____________\n* A note\n`],
    ['40,000 paragraphs that begin with a star', `word*\n\n${'* item\n\n'.repeat(40_000)}`],
    ['100,000 one-letter lines', 'a\n'.repeat(100_000)],
    ['40,000 options', 'Option 1: a\n\nOption 2: b\n\n'.repeat(20_000)],
    [
      '50,000 cells of a source column',
      `附件1\n\n构思 案文 来源 \n${'C1 \n \n'.repeat(50_000)}1. 我们我们我们我们重申 \n`,
    ],
    ['20,000 nested Markdown emphases', `# a\n\n${'*a **b '.repeat(20_000)}\n`],
    [
      '20,000 levels of Markdown lists',
      `# a\n\n${Array.from({ length: 2_000 }, (_, at) => `${' '.repeat(at % 400)}1. a`).join('\n\n')}\n`,
    ],
    ['repeats upon repeats', `${'ab'.repeat(700)}\n`.repeat(500)],
  ])('%s', (_what, text) => {
    let read: Imported | undefined;
    expect(processorTime(() => (read = imported(text)))).toBeLessThan(LIMIT);
    expect(read?.report.filter(({ kind }) => kind === 'lost')).toEqual([]);
  });
});

describe('IM7: files are read in a thread of their own', () => {
  it('gives the same draft as in the same thread, and tells how far it is', async () => {
    const stages: string[] = [];
    let last = -1;
    const result = await importFile(utf8(DRAFT), 'draft.txt', (stage, done) => {
      stages.push(stage);
      expect(done).toBeGreaterThan(last);
      last = done;
    });
    expect(result.ok && result.value.document).toEqual(imported(DRAFT).document);
    expect(stages).toEqual([
      'lines',
      'overdraw',
      'radicals',
      'profile',
      'pages',
      'wraps',
      'markdown',
      'recognise',
      'assemble',
    ]);
  }, 30_000);

  it('refuses in the words of the import route', async () => {
    expect(await readFile(bytes(), 'nothing.txt')).toEqual({
      read: false,
      why: 'empty',
      message: expect.stringContaining('empty'),
      said: { id: 'refused-empty' },
    });
    const read = await readFile(utf8(DRAFT), 'draft.txt');
    expect(read).toMatchObject({ read: true, source: { name: 'draft.txt', bytes: utf8(DRAFT).length } });
  }, 30_000);

  it('stops a file that takes too long, and goes on with the next', async () => {
    const long = utf8('1. [我们重申]承诺。\n\n'.repeat(200_000));
    expect(await importFile(long, 'long.txt', () => {}, { time: 60 })).toMatchObject({
      ok: false,
      refusal: { kind: 'time', message: expect.stringContaining('long.txt') },
    });
    expect((await importFile(utf8(DRAFT), 'next.txt')).ok).toBe(true);
  }, 30_000);

  it('survives a file that needs more memory than it may have', async () => {
    const large = utf8('1. [a] [b] [c] [d]\n\n'.repeat(400_000));
    expect(await importFile(large, 'large.txt', () => {}, { memory: 40 })).toMatchObject({
      ok: false,
      refusal: { kind: 'memory' },
    });
    expect((await importFile(utf8(DRAFT), 'next.txt')).ok).toBe(true);
  }, 60_000);
});
