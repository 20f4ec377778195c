import { existsSync, readFileSync } from 'node:fs';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { changesOf } from '../../server/import/docx/changes.ts';
import type { DocxBlock, DocxContent, DocxParagraph } from '../../server/import/docx/content.ts';
import { importDocx } from '../../server/import/docx/import.ts';
import { formatCount } from '../../server/import/docx/number-formats.ts';
import { readDocx } from '../../server/import/docx/read.ts';
import { linearise } from '../../server/import/docx/units.ts';
import {
  change,
  type DocxParts,
  del,
  docx,
  ins,
  list,
  numbered,
  p,
  r,
  row,
  table,
  use,
} from '../support/docx.ts';

function read(parts: DocxParts | Uint8Array): DocxContent {
  const result = readDocx(parts instanceof Uint8Array ? parts : docx(parts));
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}
function imported(parts: DocxParts, view?: 'before' | 'after') {
  const result = importDocx(docx(parts), view ? { view } : {});
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}
const paragraphs = (blocks: readonly DocxBlock[]): readonly DocxParagraph[] =>
  blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? [block]
      : block.rows.flatMap((each) => each.cells.flatMap((cell) => paragraphs(cell.blocks))),
  );
const numbers = (parts: DocxParts) => paragraphs(read(parts).blocks).map(({ number }) => number?.text);
const lines = (content: DocxContent, view: 'before' | 'after') => linearise(content, view).text.split('\n');
const refusal = (bytes: Uint8Array) => {
  const result = readDocx(bytes);
  return result.ok ? undefined : result.refusal.kind;
};

describe('IM automatic numbers', () => {
  const LEGAL = list(1, [
    ['upperRoman', '%1.'],
    ['decimal', '%2.', '<w:lvlRestart w:val="0"/>'],
    ['lowerLetter', '(%3)'],
    ['decimal', '%1.%3.%4', '<w:isLgl/>'],
  ]);
  const body = (...levels: number[]) => levels.map((level) => numbered(level, 1, r('x'))).join('');

  it('IM23: levels count, begin anew after a level above, and go on where the list says never to begin anew', () => {
    const found = numbers({ body: body(0, 1, 2, 2, 1, 2, 0, 1, 2), numbering: LEGAL + use(1, 1) });
    expect(found).toEqual(['I.', '1.', '(a)', '(b)', '2.', '(a)', 'II.', '3.', '(a)']);
  });

  it('IM23: a legal level prints all levels in figures', () => {
    expect(numbers({ body: body(0, 0, 2, 3), numbering: LEGAL + use(1, 1) }).at(-1)).toBe('2.1.1');
  });

  it('IM23: lists of one definition count together; one that overrides its start counts anew, once', () => {
    const numbering =
      list(1, [['decimal', '%1.']]) +
      use(1, 1) +
      use(2, 1) +
      use(3, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>');
    const found = [1, 2, 1, 3, 3, 1].map((id) => numbered(0, id, r('x'))).join('');
    expect(numbers({ body: found, numbering })).toEqual(['1.', '2.', '3.', '5.', '6.', '7.']);
  });

  it('IM23: a paragraph style brings its list and its level; the paragraph may say that it has no number', () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/><w:pPr><w:numPr><w:ilvl w:val="2"/></w:numPr></w:pPr></w:style>';
    const none = '<w:numPr><w:numId w:val="0"/></w:numPr>';
    const of = (style: string, more = '') => p(r('x'), `<w:pStyle w:val="${style}"/>${more}`);
    const found = numbers({
      body: of('A') + of('B') + of('B', none) + of('B'),
      styles,
      numbering: LEGAL + use(1, 1),
    });
    expect(found).toEqual(['I.', '(a)', undefined, '(b)']);
  });

  it('IM22, IM23: styles and lists that run in a circle end', () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>' +
      '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>' +
      '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>';
    const numbering = `<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>${use(1, 1)}`;
    expect(
      numbers({ body: numbered(0, 1, r('x')) + p(r('y'), '<w:pStyle w:val="A"/>'), styles, numbering }),
    ).toEqual([undefined, undefined]);
  });

  it.each([
    [4, 'lowerRoman', 'iv'],
    [1994, 'upperRoman', 'MCMXCIV'],
    [27, 'lowerLetter', 'aa'],
    [53, 'upperLetter', 'AAA'],
    [12, 'chineseCounting', '十二'],
    [105, 'chineseCountingThousand', '一百零五'],
    [1010, 'chineseCounting', '一千零一十'],
    [3, 'decimalEnclosedCircle', '③'],
    [21, 'decimalEnclosedCircle', '21'],
    [22, 'ordinal', '22nd'],
    [12, 'ordinal', '12th'],
    [3, 'arabicAlpha', 'ت'],
    [0, 'lowerRoman', '0'],
    [123456, 'upperRoman', '123456'],
    [7, 'toString', '7'],
  ])('IM23: %i as %s is %s', (count, format, text) => {
    expect(formatCount(count, format)).toBe(text);
  });
});

describe('IM words of Word', () => {
  it('IM24: a field shows its result, hidden text and instructions show nothing, breaks and symbols are characters', () => {
    const body = p(
      `${r('a')}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${r('12')}<w:r><w:fldChar w:fldCharType="end"/></w:r>` +
        `${r('secret', '<w:vanish/>')}<w:hyperlink>${r('link')}</w:hyperlink><w:r><w:noBreakHyphen/><w:sym w:char="F0B7"/><w:br w:type="page"/><w:br/></w:r>${r('z')}`,
    );
    const content = read({ body });
    expect(content.blocks[0]).toMatchObject({ kind: 'paragraph' });
    expect(linearise(content, 'after').text).toBe('a12link\u2011• z');
    expect([...content.leftOut]).toEqual([['hidden text', 1]]);
  });

  it('IM24: of two forms of a drawing one is read, and the words of its text box stand after the paragraph', () => {
    const box = (text: string) => `<w:drawing><w:txbxContent>${p(r(text))}</w:txbxContent></w:drawing>`;
    const body = p(
      `${r('before')}<w:r><mc:AlternateContent><mc:Choice>${box('in the box')}</mc:Choice><mc:Fallback>${box('again')}</mc:Fallback></mc:AlternateContent></w:r>`,
    );
    expect(lines(read({ body }), 'after')).toEqual(['before', 'in the box']);
  });

  it('IM24: bold comes from the run, its style or the paragraph style; the nearest that says so wins', () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr></w:style>' +
      '<w:style w:type="character" w:styleId="S"><w:rPr><w:b w:val="0"/><w:i/></w:rPr></w:style>';
    const body = p(
      `${r('a')}${r('b', '<w:rStyle w:val="S"/>')}${r('c', '<w:b w:val="false"/>')}`,
      '<w:pStyle w:val="H"/>',
    );
    const [first] = paragraphs(read({ body, styles }).blocks);
    expect(first?.heading).toBe(2);
    expect(first?.runs).toMatchObject([{ strong: true }, { emphasis: true }, { text: 'c' }]);
    expect(first?.runs.slice(1).some((run) => 'strong' in run)).toBe(false);
  });

  it('IM24: notes are numbered in order of reference and referred to from the text', () => {
    const ref = (kind: string, id: number) => `<w:r><w:${kind}Reference w:id="${id}"/></w:r>`;
    const note = (kind: string, id: number, text: string) =>
      `<w:${kind} w:id="${id}">${p(r(text))}</w:${kind}>`;
    const { document } = imported({
      body: p(
        r('One') +
          ref('footnote', 7) +
          r(' and two') +
          ref('footnote', 3) +
          r(' end') +
          ref('endnote', 5) +
          r('.'),
      ),
      footnotes: note('footnote', 3, 'second') + note('footnote', 7, 'first') + note('footnote', 9, 'unused'),
      endnotes: note('endnote', 5, 'last'),
    });
    const notes = document.blocks.filter(({ kind }) => kind === 'note');
    expect(notes.map(({ attrs, content }) => [attrs.label, content])).toEqual([
      ['1', [{ text: 'first' }]],
      ['2', [{ text: 'second' }]],
      ['i', [{ text: 'last' }]],
    ]);
    const refs = document.blocks[0]?.content.filter((each) => 'el' in each);
    expect(refs).toEqual(notes.map(({ id, attrs }) => ({ el: 'note_ref', note: id, mark: attrs.label })));
  });

  it('IM24: numbers become the labels of provisions and items', () => {
    const numbering = list(1, [
      ['decimal', '%1.'],
      ['lowerLetter', '(%2)'],
      ['lowerRoman', '(%3)'],
      ['bullet', '\uf0b7'],
    ]);
    const body = [0, 1, 2, 1, 0, 3].map((level) => numbered(level, 1, r('Parties shall measure;'))).join('');
    const { document, report } = imported({ body, numbering: numbering + use(1, 1) });
    expect(document.blocks.map(({ kind, attrs }) => [kind, attrs.label, attrs.level])).toEqual([
      ['provision', '1', undefined],
      ['item', 'a', 1],
      ['item', 'i', 2],
      ['item', 'b', 1],
      ['provision', '2', undefined],
      ['item', '•', 3],
    ]);
    expect(report.filter(({ kind }) => kind === 'lost')).toEqual([]);
  });

  it('IM24: a table is rows of cells; a spanning cell leaves the cells it covers empty', () => {
    const body = table(
      row([p(r('Line')), p(r('[Moderator/Coordinator]'))], '<w:tblHeader/>'),
      row([p(r('A1')) + p(r('more')), p(r('--'))]),
      `<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${p(r('both'))}</w:tc></w:tr>`,
    );
    const { document } = imported({ body: p(r('1. Text of the draft.')) + body });
    const rows = document.blocks.filter(({ kind }) => kind === 'row');
    expect(rows.map(({ attrs }) => attrs.head ?? false)).toEqual([true, false, false]);
    expect(rows[1]?.content).toEqual([
      { text: 'A1' },
      { el: 'line_break' },
      { text: 'more' },
      { el: 'cell_break' },
      { text: '--' },
    ]);
    expect(rows[2]?.content).toEqual([{ text: 'both' }, { el: 'cell_break' }]);
  });
});

describe('IM a draft set as a table', () => {
  it('IM27: concepts, provisions with items, and sources come out of the cells; a row across is a heading', () => {
    const numbering = list(1, [
      ['decimal', '%1.'],
      ['lowerLetter', '(%2)'],
    ]);
    const across = (runs: string) =>
      `<w:tr><w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr>${p(runs)}</w:tc></w:tr>`;
    const { document } = imported({
      numbering: numbering + use(1, 1),
      body:
        p(r('Annex 1')) +
        table(
          row([p(r('Idea')), p(r('Draft text')), p(r('Source'))]),
          across(r('Chapter I From principles to measurement', '<w:b/>')),
          row([
            p(r('General')) + p(r('strategy')),
            numbered(0, 1, r('We recognize:')) + numbered(1, 1, r('one;')) + numbered(1, 1, r('[two].')),
            p(r('G / Other stakeholders')) + p(r('C2.1')) + p(r('C2.2')),
          ]),
          row([p(''), numbered(0, 1, r('We agree.')), p(r('G'))]),
          row([p(r('Fund')), numbered(0, 1, ''), p(r('C3'))]),
        ),
    });
    const read = document.blocks.map(({ kind, attrs, content }) => [
      kind,
      attrs.label,
      content.flatMap((each) => ('text' in each ? [each.text] : 'raw' in each ? [each.raw] : [])).join(' | '),
    ]);
    expect(read).toEqual([
      ['part', 'Annex 1', ''],
      ['chapter', 'Chapter I', 'From principles to measurement'],
      ['concept', undefined, 'General strategy'],
      ['provision', '1', 'We recognize: | G / Other stakeholders'],
      ['item', 'a', 'one; | C2.1'],
      ['item', 'b', 'two | . | C2.2'],
      ['provision', '2', 'We agree. | G'],
      ['concept', undefined, 'Fund'],
      ['provision', '3', 'C3'],
    ]);
    expect(document.blocks[0]?.attrs.columns).toEqual(['Idea', 'Draft text', 'Source']);
  });
});

describe('IM tracked changes', () => {
  const BODY =
    p(
      `${r('Parties ')}${del('Ada', r('shall'), 1)}${ins('Ada', r('should'), 1)}${ins('Ben', r(' [as '), 2)}${ins('Ben', del('Ada', r('far as '), 3), 2)}${ins('Ben', r('possible]'), 2)}${r(' measure.')}`,
    ) +
    p(r('First'), `<w:rPr>${change('ins', 'Ben', 2)}</w:rPr>`) +
    p(r(' half.')) +
    p(r('One'), `<w:rPr>${change('del', 'Ada', 4)}</w:rPr>`) +
    p(r(' two.')) +
    table(
      row([p(r('kept')), p(r('1'))]),
      row([p(r('new')), p(r('2'))], change('ins', 'Ben', 5)),
      row([p(r('old')), p(r('3'))], change('del', 'Ada', 6)),
    );

  it('IM25: before all changes, and after all, each as Word would show it', () => {
    const content = read({ body: BODY });
    expect(lines(content, 'before')).toEqual([
      'Parties shall measure.',
      'First half.',
      'One',
      'two.',
      'kept\t1',
      'old\t3',
    ]);
    expect(lines(content, 'after')).toEqual([
      'Parties should [as possible] measure.',
      'First',
      'half.',
      'One two.',
      'kept\t1',
      'new\t2',
    ]);
  });

  it('IM25: changes of two authors come in one by one, a deletion within an insertion under it', () => {
    const found = changesOf(read({ body: BODY }));
    expect(found.map(({ kind, author, what, text, depth }) => [kind, author, what, text, depth])).toEqual([
      ['deletion', 'Ada', 'words', 'shall', 0],
      ['insertion', 'Ada', 'words', 'should', 0],
      ['insertion', 'Ben', 'words', ' [as far as possible]', 0],
      ['deletion', 'Ada', 'words', 'far as ', 1],
      ['insertion', 'Ben', 'paragraph-end', '', 0],
      ['deletion', 'Ada', 'paragraph-end', '', 0],
      ['insertion', 'Ben', 'row', 'new\t2', 0],
      ['deletion', 'Ada', 'row', 'old\t3', 0],
    ]);
    expect(found.map(({ paragraph, offset }) => [paragraph, offset]).slice(0, 6)).toEqual([
      [0, 8],
      [0, 13],
      [0, 19],
      [0, 24],
      [1, 5],
      [3, 3],
    ]);
    expect(found[0]?.at).toBe('2026-05-01T10:00:00Z');
  });

  it('IM25: each change has its place in the draft, those of what is not in it after the block before', () => {
    const { document, report, changes } = imported({ body: BODY });
    const ids = document.blocks.map(({ id }) => id);
    const shown = changes.map(({ what, kind, where, block, from, to }) => [
      `${what} ${kind}`,
      where,
      ids.indexOf(block ?? ''),
      from,
      to,
    ]);
    expect(shown).toEqual([
      ['words deletion', 'in', 0, 8, 13],
      ['words insertion', 'in', 0, 13, 13],
      ['words insertion', 'in', 0, 13, 13],
      ['words deletion', 'in', 0, 13, 13],
      ['paragraph-end insertion', 'in', 1, 5, 5],
      ['paragraph-end deletion', 'in', 2, 3, 3],
      ['row insertion', 'after', 4, 6, 6],
      ['row deletion', 'in', 5, 0, 0],
    ]);
    const [words] = document.blocks;
    const text = words?.content.map((each) => ('text' in each ? each.text : '')).join('') ?? '';
    expect([text.slice(8, 13), text.slice(13)]).toEqual(['shall', ' measure.']);
    expect(JSON.stringify([document, report])).not.toMatch(/Ada|Ben/);
  });

  it('IM25: places count what the draft holds: numbers taken off, brackets and what was claimed', () => {
    const body = p(
      `${r('12. [EU: The ')}${del('Ada', r('old'))}${ins('Ben', r('new'))}${r(' rule] holds.')}`,
    );
    const { document, changes } = imported({ body });
    const [block] = document.blocks;
    expect(block?.attrs.label).toBe('12');
    expect(changes.map(({ from, to, text }) => [from, to, text])).toEqual([
      [5, 8, 'old'],
      [8, 8, 'new'],
    ]);
    expect(block?.content.slice(0, 2)).toMatchObject([{ el: 'bracket_open' }, { text: 'The old rule' }]);
  });

  it('IM25: the two halves of a move share a name', () => {
    const half = (side: 'From' | 'To', text: string) =>
      `<w:move${side}RangeStart w:id="1" w:name="move9" w:author="Ada"/><w:move${side} w:id="2" w:author="Ada" w:date="2026-05-01T10:00:00Z">${r(text)}</w:move${side}><w:move${side}RangeEnd w:id="1"/>`;
    const content = read({ body: p(half('From', 'moved ') + r('stays ') + half('To', 'moved')) });
    expect(changesOf(content).map(({ kind, move }) => [kind, move])).toEqual([
      ['move-from', 'move9'],
      ['move-to', 'move9'],
    ]);
    expect([lines(content, 'before'), lines(content, 'after')]).toEqual([['moved stays'], ['stays moved']]);
  });

  it('IM26: comments come with their threads, and neither they nor any author stand in the draft or its report', () => {
    const comment = (id: number, author: string, para: string, text: string) =>
      `<w:comment w:id="${id}" w:author="${author}" w:initials="X" w:date="2026-05-01T10:00:00Z"><w:p w14:paraId="${para}">${r(text)}</w:p></w:comment>`;
    const parts = {
      body:
        BODY +
        p(
          `<w:commentRangeStart w:id="0"/>${r('here')}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>`,
        ),
      comments: comment(0, 'Ada', '0A', 'why this?') + comment(1, 'Ben', '0B', 'because'),
      commentsExtended:
        '<w15:commentEx w15:paraId="0A" w15:done="1"/><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A" w15:done="0"/>',
    };
    const { content, document, report } = imported(parts);
    expect(content.comments.map(({ author, text, replyTo, done }) => [author, text, replyTo, done])).toEqual([
      ['Ada', 'why this?', undefined, true],
      ['Ben', 'because', '0', false],
    ]);
    expect(JSON.stringify([document, report])).not.toMatch(/Ada|Ben|why this|because/);
    expect(report.filter(({ kind }) => kind === 'tracked-change' || kind === 'comment')).toHaveLength(2);
  });
});

describe('IM bad Word files are refused by a message', () => {
  const good = () => docx({ body: p(r('1. Parties shall measure.')) });
  it.each([
    ['an archive that is cut off', () => good().subarray(0, 300), 'broken'],
    ['bytes after the signature of a zip archive', () => new Uint8Array([80, 75, 3, 4, 1, 2, 3]), 'broken'],
    ['an archive without a document', () => zipSync({ 'a.xml': new Uint8Array([60]) }), 'unsupported'],
    [
      'a document that is no XML',
      () => docx({ body: '', raw: { 'word/document.xml': '<w:document><w:body>' } }),
      'broken',
    ],
    [
      'a document that is no text',
      () => docx({ body: '', raw: { 'word/document.xml': new Uint8Array([0xff, 0xfe, 0xff]) } }),
      'broken',
    ],
    [
      'IM21: entities that grow',
      () =>
        docx({
          body: '',
          raw: { 'word/document.xml': '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>' },
        }),
      'broken',
    ],
    ['a bomb', () => docx({ body: '', raw: { 'word/styles.xml': ' '.repeat(30_000_000) } }), 'too-large'],
    ['very deep nesting', () => docx({ body: '<w:sdt>'.repeat(5000) + '</w:sdt>'.repeat(5000) }), 'broken'],
  ] as const)('IM20: %s', (_, bytes, kind) => {
    expect(refusal(bytes())).toBe(kind);
  });

  it('IM20: an archive that lies about its sizes is bounded by what it says', () => {
    const bytes = docx({ body: p(r('x'.repeat(100_000))) });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 0; at + 4 < bytes.length; at++)
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 50_000)
        view.setUint32(at + 24, 1000, true);
    expect(refusal(bytes)).toBe('broken');
  });

  it('IM20: any bytes of a good file may change; it is read or refused, and nothing is thrown', () => {
    for (let at = 0; at < good().length; at += 3) {
      const bytes = good();
      bytes[at] = (bytes[at] ?? 0) ^ 0x55;
      expect(() => importDocx(bytes)).not.toThrow();
    }
  });

  it('IM20: a Word file without words says so', () => {
    const result = importDocx(docx({ body: p('') }));
    expect(result).toMatchObject({ ok: false, refusal: { kind: 'empty' } });
  });
});

const DRAFT = new URL('../../../shared/drafts/unfccc-art6.2-sbsta61-draft-2024-11-14.docx', import.meta.url);
const isThere = existsSync(DRAFT);
if (!isThere)
  console.warn(`SKIPPED: the real Word draft is not at ${DRAFT.pathname}; its counts were not compared.`);

describe.skipIf(!isThere)('IM a real draft of 2024, against counts made from its XML alone', () => {
  const bytes = isThere ? new Uint8Array(readFileSync(DRAFT)) : new Uint8Array();
  const files = isThere ? unzipSync(bytes) : {};
  const xml = (name: string) => new TextDecoder().decode(files[`word/${name}.xml`]);
  const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const wordsOf = (text: string) =>
    [...text.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((each) => each[1]).join('');
  const printed = () => wordsOf(xml('document')) + wordsOf(xml('endnotes')) + wordsOf(xml('footnotes'));
  const result = isThere ? importDocx(bytes) : undefined;
  const value = () => {
    if (!result?.ok) throw new Error('not imported');
    return result.value;
  };

  it('IM23: 421 paragraphs are numbered by a list, 14 of them by none; two more by their style', () => {
    const document = xml('document');
    expect([count(document, /<w:numPr>/g), count(document, /<w:numId w:val="0"\/>/g)]).toEqual([421, 14]);
    const found = paragraphs(value().content.blocks).filter(({ number }) => number);
    expect(found).toHaveLength(421 - 14 + 2);
  });

  it('IM24: 18 tables, 14 footnotes', () => {
    expect(count(xml('document'), /<w:tbl>/g)).toBe(18);
    expect(count(xml('document'), /<w:footnoteReference /g)).toBe(14);
    const { content } = value();
    expect(content.blocks.filter(({ kind }) => kind === 'table')).toHaveLength(18);
    expect(content.notes.filter(({ kind }) => kind === 'footnote')).toHaveLength(14);
  });

  it('IM24: every bracket and brace of the file is in the draft', () => {
    const { document } = value();
    const objects = document.blocks.flatMap(({ content }) => content);
    const glyphs = (side: string) => objects.filter((each) => 'el' in each && each.el === side).length;
    const remarks = objects
      .flatMap((each) => ('el' in each && each.el === 'remark' ? [each.text] : []))
      .join('');
    expect(glyphs('bracket_open') + count(remarks, /\[/g)).toBe(count(printed(), /\[/g));
    expect(glyphs('bracket_close') + count(remarks, /\]/g)).toBe(count(printed(), /\]/g));
    expect(count(remarks, /\{/g)).toBe(73);
    expect(value().report.filter(({ kind }) => kind === 'lost')).toEqual([]);
  });

  /** Every paragraph of the body outside of tables: its words, the level of its list, its own indent. */
  const bodyParagraphs = () =>
    [
      ...xml('document')
        .replace(/<w:tbl>.*?<\/w:tbl>/gs, '')
        .matchAll(/<w:p [^>]*>(.*?)<\/w:p>/gs),
    ].flatMap(([, inner = '']) => {
      const level = /<w:ilvl w:val="(\d)"\/><w:numId w:val="[1-9]/.exec(inner)?.[1];
      const indent = Number(/<w:ind [^>]*w:left="(\d+)"/.exec(inner)?.[1] ?? 0);
      const text = wordsOf(inner).trim();
      return text === ''
        ? []
        : [{ text, level, indent, style: /<w:pStyle w:val="(\w+)"/.exec(inner)?.[1] ?? '' }];
    });

  it('IM24: every option holds the paragraphs up to the next option or heading', () => {
    const counted: [string, number][] = [];
    let open = false;
    let into = 0;
    for (const { text, level, indent, style } of bodyParagraphs()) {
      if (/^\[?Annex I\b/.test(text)) break;
      const name = /^Option (?:\d|[A-Z])(?=\W|$)/.exec(text)?.[0];
      const isHead = (level !== undefined && level < '2') || style === 'RegH1G' || style === 'RegHChG';
      const isRemark = /^\{[^}]*\}$/.test(text) && indent < 1500;
      if (name) into = counted.push([name, 0]) - 1;
      else if (/^\{end of Option [A-Z]\}/.test(text))
        into = counted.findLastIndex(([each]) => /\d/.test(each));
      else if (open && !isHead && !isRemark) (counted[into] as [string, number])[1] += 1;
      const ends = isHead || (isRemark && !/^\{end of Option [A-Z]\}/.test(text));
      open = name !== undefined || (open && !ends);
    }
    const { blocks } = value().document;
    const alternatives = blocks.filter(({ kind }) => kind === 'alternative').slice(0, counted.length);
    const found = alternatives.map(({ id, attrs }) => {
      const own = blocks.filter(
        (each) => each.attrs.run === id && each.kind !== 'alternative' && !isRemarkOnly(each),
      );
      return [attrs.label, own.length];
    });
    expect(counted.length).toBeGreaterThan(80);
    console.info(
      `${counted.length} options, ${counted.filter(([, count]) => count > 1).length} of several paragraphs`,
    );
    expect(found).toEqual(counted);
  });
});

/** `{end of Option B}` stands in the run of the outer option and says nothing itself; a remark among items counts. */
const isRemarkOnly = (block: { readonly kind: string; readonly content: readonly object[] }) =>
  JSON.stringify(block.content).includes('{end of Option');
