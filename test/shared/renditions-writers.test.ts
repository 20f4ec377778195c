import { describe, expect, it } from 'vitest';
import { draft } from '../../fixtures/build.ts';
import { SAMPLES, sample } from '../../fixtures/samples.ts';
import { importText } from '../../server/import/import.ts';
import { writeCsv } from '../../shared/renditions/csv.ts';
import { writeHtml } from '../../shared/renditions/html.ts';
import { JSON_FORMAT, writeJson } from '../../shared/renditions/json.ts';
import { writeMarkdown } from '../../shared/renditions/markdown.ts';
import { writeText } from '../../shared/renditions/plain.ts';
import { RENDITION_KINDS, type RenditionKind } from '../../shared/renditions/rendition.ts';
import { printText } from '../../shared/renditions/text.ts';
import { wordsOf } from '../../shared/text/document.ts';
import { readDocument } from '../../shared/text/read-document.ts';
import { canon } from '../support/canon.ts';
import { hostileDraft, renditionOf } from '../support/renditions.ts';

const of = (notation: string, language = 'en') => draft({ title: 'T', language, dir: 'ltr' }, notation);
const html = (document: Parameters<typeof renditionOf>[0], kind: RenditionKind = 'bracketed') =>
  writeHtml(renditionOf(document, kind), { paper: 'a4' });

/** What a reader of HTML sees: tags gone, entities read. */
const seen = (page: string) =>
  page
    .replace(/^[\s\S]*<main>/, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|amp|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };
const dense = (text: string) => text.replace(/\s+/g, '');

describe('EX2: HTML', () => {
  it('EX2: says its language and direction, and has one heading of the first degree', () => {
    for (const { document } of SAMPLES) {
      const page = html(document);
      expect(page).toMatch(`<html lang="${document.meta.language}" dir="${document.meta.dir}">`);
      expect(page.match(/<h1[ >]/g)).toHaveLength(1);
    }
  });

  it.each(SAMPLES)(
    'EX2: every link leads to a place in $name, and every id is there once',
    ({ document }) => {
      for (const kind of RENDITION_KINDS) {
        const page = html(document, kind);
        const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const links = [...page.matchAll(/ href="([^"]*)"/g)].map(([, href = '']) => href);
        expect(links.filter((href) => !ids.includes(decodeURIComponent(href.slice(1))))).toEqual([]);
        expect(links.every((href) => href.startsWith('#'))).toBe(true);
      }
    },
  );

  it('EX2: a provision is linked to by its label within its part, and by its id', () => {
    const page = html(of('@part A\n1. a\n@alt 1A of 1 :: c\n@part B\n1. b'));
    for (const anchor of ['1.1', '1.alt-1A', '2.1', 'id-b2', 'id-b5'])
      expect(page).toContain(` id="${anchor}"`);
  });

  it.each(SAMPLES)(
    'EX1, EX2, RN10: every word and delimiter of $name is there, in order, once',
    ({ document }) => {
      const text = dense(seen(html(document)));
      let at = 0;
      for (const block of document.blocks.filter(({ kind }) => kind !== 'concept')) {
        const words = dense(wordsOf(block.content.slice(0, 1)));
        const found = text.indexOf(words, at);
        expect([found >= 0, words]).toEqual([true, words]);
        at = found + words.length;
      }
      const marks = (glyph: string) => dense(printText(document)).split(glyph).length;
      for (const glyph of ['[', ']', '［', '］']) expect(text.split(glyph).length).toBe(marks(glyph));
    },
  );

  it('EX3: no text becomes markup: no script, no address, no handler, no style of its own', () => {
    for (const kind of RENDITION_KINDS) {
      const page = html(hostileDraft(), kind);
      const tags = [...page.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, tag]) => tag);
      expect(
        tags.filter((tag) => /^(script|img|iframe|object|embed|link|form|base)$/i.test(tag ?? '')),
      ).toEqual([]);
      const attributes = [...page.matchAll(/<[a-z][^>]*>/g)].join(' ').replace(/"[^"]*"/g, '""');
      expect(attributes).not.toMatch(/\s(?:on\w+|style|src)=/);
      expect(page.match(/<style/g)).toHaveLength(1);
      expect(page.match(/<!--/g)).toBeNull();
    }
  });

  it('EX3: a hostile symbol stays a string in the style sheet', () => {
    const page = html({
      ...of('1. a'),
      meta: { title: 'T', language: 'en', dir: 'ltr', symbol: '"} </style><script>' },
    });
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    expect(style).toContain('content: "\\22 \\7d  \\3c \\2f style');
    expect(page).not.toContain('<script');
  });

  it('EX3: the style element bears the nonce of a policy that asks for one', () => {
    expect(writeHtml(renditionOf(of('1. a')), { paper: 'a4', nonce: 'q"1' })).toContain(
      '<style nonce="q&quot;1">',
    );
  });
});

describe('EX4: plain text', () => {
  it.each(SAMPLES)(
    'EX4: the bracketed text of $name is the text alone, in the forms that are imported',
    ({ document }) => {
      expect(writeText(renditionOf(document))).toBe(printText(document));
    },
  );
});

describe('EX5: Markdown', () => {
  it('EX5: brackets are characters, notes are footnotes, columns are a table', () => {
    const text = writeMarkdown(
      renditionOf(
        of(
          '@part A :: Idea | Text | Source\n@concept c|d\n1. **We** [agree](x)^*^ {r} «G | H»\n(a) e⏎f\n@note * :: n',
        ),
      ),
    );
    expect(text.split('\n\n').slice(1)).toEqual([
      '# T',
      '## A',
      '| Idea | Text | Source |\n| --- | --- | --- |\n| c/d | 1. **We** \\[agree\\](x)[^1] *{r}* | G \\| H |\n|  | (a) e<br>f |  |',
      '[^1]: \\* n\n',
    ]);
  });

  it('EX5: in Chinese, bold beside punctuation is said by a tag', () => {
    const text = writeMarkdown(renditionOf(of('1. **我们（甲）**同意**重申**。', 'zh')));
    expect(text).toContain('1\\. <strong>我们（甲）</strong>同意**重申**。');
  });

  it('EX5: no text becomes a link, a picture, a tag or a heading', () => {
    for (const line of writeMarkdown(renditionOf(hostileDraft())).split('\n')) {
      expect(line).not.toMatch(/(?<!\\)\]\(/);
      expect(line).not.toMatch(/(?<!\\)<(?!(?:br|strong|em|\/strong|\/em)>)/);
    }
  });

  it('EX5: running text is imported again as the same draft', () => {
    const document = of(
      '@title T\n@chapter Chapter I :: Words\n1. **We** [agree [now]] to [=this|that].\n(a) one;\n(b) [two].',
    );
    const again = importText(writeMarkdown(renditionOf(document)).replace(/^.*\n\n/, ''));
    if (!again.ok) throw new Error(again.refusal.message);
    expect(canon(again.value.document).blocks.map(({ text }) => text)).toEqual(
      canon(document).blocks.map(({ text }) => text),
    );
  });
});

describe('EX6: CSV', () => {
  it('EX6: one point a line, quoted as RFC 4180 says, with a byte order mark', () => {
    const text = writeCsv(renditionOf(of('1. a [b, "c"]'), 'points'));
    expect(text).toBe('\ufeffNo.,Place,Words,Kind\r\n1.1,1,"b, ""c""",brackets\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx'])('EX6: %j is no formula', (words) => {
    const document = of('1. a');
    const point = {
      number: words,
      kind: 'bracket',
      place: words,
      words,
      askedBy: words,
      block: 'b',
    } as const;
    const list = {
      ...renditionOf(document, 'compilation'),
      body: { kind: 'points', points: [point] },
    } as const;
    const cells = writeCsv(list).split('\r\n')[1]?.split(',') ?? [];
    expect(cells.slice(0, 3).every((each) => /^"?'/.test(each))).toBe(true);
  });

  it('EX6: a text is no list', () => {
    expect(() => writeCsv(renditionOf(of('1. a')))).toThrow(/only lists/);
  });
});

describe('EX7: JSON', () => {
  const parsed = (kind: RenditionKind = 'bracketed', document = sample('rivers-en')) =>
    JSON.parse(writeJson(renditionOf(document, kind)));

  it.each(SAMPLES)('EX7: $name out and in is the same, field for field', ({ document }) => {
    expect(readDocument(parsed('bracketed', document).document)).toEqual({ ok: true, document });
  });

  it('EX7: every rendition says its format, version and kind', () => {
    for (const kind of RENDITION_KINDS)
      expect(parsed(kind)).toMatchObject({ format: JSON_FORMAT, version: 1, rendition: kind });
  });

  it('EX7: what is no field of the format is not written', () => {
    const document = of('1. a [b]');
    const smuggled = document.blocks.map((block) => ({
      ...block,
      attrs: { ...block.attrs, proponents: ['Utopia'] },
      content: block.content.map((each) => ({ ...each, proponents: ['Utopia'] })),
    }));
    expect(writeJson(renditionOf({ ...document, blocks: smuggled }))).not.toContain('Utopia');
  });

  const good = { schema: 1, meta: { title: '', language: 'en', dir: 'ltr' }, blocks: [] };
  const block = { id: 'b', kind: 'paragraph', attrs: {}, content: [] };
  it.each([
    [undefined, 'document', 'expected an object, found nothing'],
    [{ ...good, schema: 2 }, 'document.schema', 'expected one of 1, found 2'],
    [{ ...good, more: 1 }, 'document.more', 'is no field that is known here'],
    [
      { ...good, meta: { ...good.meta, dir: 'up' } },
      'document.meta.dir',
      'expected one of "ltr", "rtl", found "up"',
    ],
    [{ ...good, blocks: {} }, 'document.blocks', 'expected a list, found {}'],
    [{ ...good, blocks: [block, block] }, 'document.blocks[1].id', '"b" is the id of an earlier block too'],
    [{ ...good, blocks: [{ ...block, kind: 'x' }] }, 'document.blocks[0].kind', /^expected one of "title"/],
    [
      { ...good, blocks: [{ ...block, attrs: { level: 0 } }] },
      'document.blocks[0].attrs.level',
      /from 1, found 0$/,
    ],
    [
      { ...good, blocks: [{ ...block, content: [{ text: 'a[' }] }] },
      'document.blocks[0].content[0].text',
      /^holds "\["/,
    ],
    [
      { ...good, blocks: [{ ...block, content: [{ text: '\ud800' }] }] },
      'document.blocks[0].content[0].text',
      /half/,
    ],
    [
      { ...good, blocks: [{ ...block, content: [{ el: 'x' }] }] },
      'document.blocks[0].content[0].el',
      /"unknown", found "x"/,
    ],
    [
      { ...good, blocks: [{ ...block, content: [{ el: 'bracket_close', id: 'k' }] }] },
      'document.blocks[0].content[0].glyph',
      'expected a text, found nothing',
    ],
    [
      JSON.parse('{"schema":1,"meta":{"title":"","language":"en","dir":"ltr","__proto__":{}},"blocks":[]}'),
      'document.meta.__proto__',
      'is no field that is known here',
    ],
  ])('EX7: what is wrong is said with its path (%#)', (value, path, message) => {
    const read = readDocument(value);
    expect(read).toMatchObject({ ok: false, path });
    if (!read.ok) expect(read.message).toMatch(message);
  });
});
