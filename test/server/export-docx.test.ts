import { beforeAll, describe, expect, it } from 'vitest';
import { draft } from '../../fixtures/build.ts';
import { nextRound } from '../../fixtures/next-round.ts';
import { randomDraft } from '../../fixtures/random-draft.ts';
import { SAMPLES, sample } from '../../fixtures/samples.ts';
import { writeDocx } from '../../server/export/docx.ts';
import { writeRedline } from '../../server/export/redline.ts';
import { importDocx } from '../../server/import/docx/import.ts';
import type { RedlineBlock, RedlinePiece } from '../../shared/renditions/redline.ts';
import { redlineOf } from '../../shared/renditions/redline-of.ts';
import { RENDITION_KINDS } from '../../shared/renditions/rendition.ts';
import { piecesOf } from '../../shared/renditions/sheet.ts';
import { canon } from '../support/canon.ts';
import { drawnIn } from '../support/pdf-text.ts';
import { seeded } from '../support/random.ts';
import { randomRedline } from '../support/random-redline.ts';
import { AT, hostileDraft, renditionOf } from '../support/renditions.ts';
import { printedByOffice, type Settled, settle } from '../support/soffice.ts';
import { disordersIn } from '../support/word-order.ts';
import { faultsIn, paragraphsOf, partsOf } from '../support/word-xml.ts';

const A4 = { paper: 'a4' } as const;
const SEEDS = Array.from({ length: 20 }, (_, at) => at + 1);
const redlines = SEEDS.map((seed) => randomRedline(seeded(seed)));
/** Random drafts against their next rounds, as they are compared in earnest. */
const rounds = SEEDS.map((seed) => {
  const before = randomDraft(seeded(seed), { most: 4 });
  const { document: after } = nextRound(before, seeded(seed + 900), { ids: 'kept' });
  const masthead = { title: 'Redline', at: AT };
  return { redline: redlineOf({ document: before }, { document: after }, { masthead, ids: 'lasting' }) };
});
const dense = (text: string) => text.replace(/\s+/g, '');

/** All files that LibreOffice is to read: it is started once. */
const files: Record<string, Uint8Array> = {};
let settled: Readonly<Record<string, Settled>> = {};

beforeAll(async () => {
  for (const { name, document } of SAMPLES)
    files[name] = await writeDocx(renditionOf(document, 'bracketed', { running: true }), A4);
  for (const [at, { redline }] of redlines.entries())
    files[`redline-${SEEDS[at]}`] = await writeRedline(redline, { ...A4, authors: 'parties' });
  for (const [at, { redline }] of rounds.entries())
    files[`round-${SEEDS[at]}`] = await writeRedline(redline, { ...A4, authors: { neutral: 'Chapeau' } });
  settled = await settle(files);
}, 240_000);

describe('EX10, EX11: Word files', () => {
  it.each(SAMPLES)(
    'EX10: LibreOffice reads $name in running text, every word in order',
    ({ name, document }) => {
      const text = dense(settled[name]?.accepted ?? '');
      const expected = document.blocks.flatMap((block) =>
        block.kind === 'note'
          ? []
          : block.content.flatMap((each) => ('text' in each && !('el' in each) ? [dense(each.text)] : [])),
      );
      let at = 0;
      for (const words of expected) {
        const found = text.indexOf(words, at);
        expect([found >= 0, words]).toEqual([true, words]);
        at = found + words.length;
      }
    },
  );

  it.each(['en', 'zh'] as const)(
    'EX10: the import of Word files reads the sample in columns as the draft it was (%s)',
    async (language) => {
      const document = sample(`rivers-${language}`);
      const result = importDocx(await writeDocx(renditionOf(document), A4));
      if (!result.ok) throw new Error(result.refusal.message);
      // The import numbers notes itself, beside the mark that stands in the file.
      const own = (text: string) => dense(text).replace(/\d(?=\*)/g, '');
      const words = (of: typeof document) =>
        canon(of)
          .blocks.filter(
            ({ kind, run }) => run !== undefined || /^(?:provision|item|alternative)$/.test(kind),
          )
          .map(({ marker, text }) => `${marker ?? ''} ${own(text)}`);
      expect(words(result.value.document)).toEqual(words(document));
    },
  );

  it('EX10: labels are text, notes are footnotes under the marks of the draft, referred to once', async () => {
    const document = draft(
      { title: '', language: 'en', dir: 'ltr' },
      '1. a^*^ b\n2. c^*^\n@note * :: n\n@note † :: unreferred',
    );
    const parts = partsOf(await writeDocx(renditionOf(document), A4));
    expect(parts['word/document.xml']).not.toContain('<w:numPr>');
    expect(
      parts['word/document.xml']?.match(/<w:footnoteReference w:customMarkFollows="1" w:id="1"\/>/g),
    ).toHaveLength(1);
    const notes = parts['word/footnotes.xml'] ?? '';
    expect(notes).toMatch(/<w:t xml:space="preserve">\*<\/w:t>[\s\S]*>n</);
    expect(notes).not.toContain('<w:footnoteRef/>');
    expect(parts['word/document.xml']).toContain('>unreferred<');
  });

  it('EX10: LibreOffice prints the mark of a note once at its words and once at its foot', async () => {
    const document = draft(
      { title: '', language: 'en', dir: 'ltr' },
      '1. alpha^‡^ beta\n2. gamma^†^ delta^‡^\n@note ‡ :: first\n@note † :: second',
    );
    const { notes } = await printedByOffice({ notes: await writeDocx(renditionOf(document), A4) });
    const text = await drawnIn(notes!);
    const count = (sign: string) => text.split(sign).length - 1;
    expect([count('‡'), count('†'), count('first'), count('second')]).toEqual([3, 2, 1, 1]);
  }, 120_000);

  it('EX10: heads bear the symbol, feet page x of y; lines are numbered on request', async () => {
    const parts = partsOf(await writeDocx(renditionOf(sample('rivers-en')), { ...A4, lineNumbers: true }));
    const all = Object.entries(parts)
      .filter(([name]) => /word\/(?:header|footer)/.test(name))
      .map(([, xml]) => xml)
      .join('');
    expect(all).toContain('SR/CONF/2/L.1');
    expect(all).toMatch(/>Page [\s\S]*PAGE[\s\S]*> of [\s\S]*NUMPAGES/);
    expect(parts['word/document.xml']).toMatch(/<w:lnNumType w:countBy="5"/);
    expect(partsOf(await writeDocx(renditionOf(sample('rivers-en')), A4))['word/document.xml']).not.toContain(
      'lnNumType',
    );
  });

  it('EX10: every font slot is set for Chinese; Arabic runs from right to left, its columns too', async () => {
    const zh = partsOf(await writeDocx(renditionOf(sample('rivers-zh')), A4))['word/styles.xml'] ?? '';
    expect(zh).toMatch(/<w:rFonts w:ascii="[^"]+" w:cs="[^"]+" w:eastAsia="SimSun" w:hAnsi="[^"]+"/);
    const ar =
      partsOf(await writeDocx(renditionOf(sample('well-ar'), 'columns'), { paper: 'letter' }))[
        'word/document.xml'
      ] ?? '';
    expect(ar).toContain('<w:bidiVisual/>');
    expect(ar).toContain('<w:bidi/>');
    expect(ar).toContain('<w:rtl/>');
    expect(ar).toContain('<w:bCs/>');
    expect(ar).toContain('w:w="12240" w:h="15840"');
  });

  it('EX11: no person is named, and the date is that of the text', async () => {
    const core = partsOf(await writeDocx(renditionOf(sample('paragraph-10')), A4))['docProps/core.xml'] ?? '';
    expect(core).not.toMatch(/creator|lastModifiedBy|Un-named/);
    expect(core.match(new RegExp(AT, 'g'))).toHaveLength(2);
  });

  it('EX11: the same state is the same file', async () => {
    const once = async () =>
      Buffer.from(await writeDocx(renditionOf(sample('rivers-zh'), 'attributed'), A4)).toString('base64');
    const first = await once();
    await new Promise((resolve) => setImmediate(resolve));
    expect((await once()) === first).toBe(true);
    const twice = await writeRedline(redlines[0]!.redline, { ...A4, authors: 'parties' });
    expect(Buffer.compare(twice, files['redline-1']!)).toBe(0);
  });

  it('EX10: elements stand in the order that Word wants, in every rendition and redline, with lines numbered, right to left', async () => {
    const numbered = { ...A4, lineNumbers: true };
    for (const { document } of SAMPLES)
      for (const kind of RENDITION_KINDS)
        expect(disordersIn(await writeDocx(renditionOf(document, kind), numbered))).toEqual([]);
    for (const seed of SEEDS) expect(disordersIn(files[`redline-${seed}`]!)).toEqual([]);
  }, 60_000);

  it('EX11: every part is well-formed, whatever the draft holds', async () => {
    for (const kind of RENDITION_KINDS)
      expect(await faultsIn(await writeDocx(renditionOf(hostileDraft(), kind), A4))).toEqual([]);
    expect(await faultsIn(files['redline-3']!)).toEqual([]);
  }, 60_000);
});

/** All that one side of a redline prints. */
function lettersOf(blocks: readonly RedlineBlock[], keep: 'gone' | 'new'): string {
  return blocks
    .filter(({ kind }) => kind === 'same' || kind === keep)
    .map(({ kind, label = '', baseLabel = label, before = [], pieces }) => {
      const print = (list: readonly RedlinePiece[]) =>
        list
          .filter((each) => each.kind === 'same' || each.kind === keep)
          .flatMap(({ content }) => piecesOf(content).map(({ text }) => text))
          .join('');
      return print(before) + (kind === 'same' && keep === 'gone' ? baseLabel : label) + print(pieces);
    })
    .join('');
}

describe('EX12: redlines', () => {
  /** What stands above the text, and the line that closes it, are no part of either. */
  const body = (lines: readonly string[]) =>
    lines.slice(2).filter((line, at, all) => at < all.length - 1 || line !== '');
  const plain = (lines: readonly string[]) =>
    lines
      .join('\n')
      .split('\n')
      .map((line) => line.replace(/\t/g, ' ').trimEnd())
      .filter((line) => line !== '');

  it.each(SEEDS)(
    'EX12: pair %i: accepting all is the new text, rejecting all the base text, in LibreOffice',
    (seed) => {
      const { base, fresh } = redlines[seed - 1]!;
      const { accepted, rejected } = settled[`redline-${seed}`]!;
      expect(plain(accepted.split('\n').slice(2))).toEqual(plain(fresh));
      expect(plain(rejected.split('\n').slice(2))).toEqual(plain(base));
    },
  );

  it.each(SEEDS)('RD1: draft %i and its next round: in LibreOffice either text is found again', (seed) => {
    const { blocks } = rounds[seed - 1]!.redline;
    const { accepted, rejected } = settled[`round-${seed}`]!;
    const body = (text: string) => dense(text.split('\n').slice(2).join(''));
    expect(body(accepted)).toBe(dense(lettersOf(blocks, 'new')));
    expect(body(rejected)).toBe(dense(lettersOf(blocks, 'gone')));
  });

  it.each(SEEDS)('EX12: pair %i: the same by the marks of the file', (seed) => {
    const { base, fresh } = redlines[seed - 1]!;
    const bytes = files[`redline-${seed}`]!;
    expect(body(paragraphsOf(bytes, 'new'))).toEqual(fresh);
    expect(body(paragraphsOf(bytes, 'gone'))).toEqual(base);
  });

  it('EX12: the id of a change is given once', () => {
    for (const seed of SEEDS) {
      const xml = partsOf(files[`redline-${seed}`]!)['word/document.xml'] ?? '';
      const ids = [...xml.matchAll(/<w:(?:ins|del) w:id="(\d+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeGreaterThan(0);
    }
  });

  const deletion = (by?: readonly string[]) => ({
    language: 'en',
    dir: 'ltr' as const,
    masthead: { title: 'R', at: AT },
    blocks: [
      {
        kind: 'same',
        style: 'plain',
        level: 0,
        pieces: [{ kind: 'gone', content: [{ text: 'x' }], by }],
      } as const,
    ],
  });

  it('EX12: several parties delete the same words: one deletion, all names in a comment', async () => {
    const parts = partsOf(await writeRedline(deletion(['A', 'B']), { ...A4, authors: 'parties' }));
    expect(parts['word/document.xml']?.match(/<w:del /g)).toHaveLength(1);
    expect(parts['word/comments.xml']).toContain('A, B: delete');
    expect(parts['word/document.xml']).toMatch(
      /<w:commentRangeStart w:id="0"\/>[\s\S]*<w:del [\s\S]*<w:commentRangeEnd w:id="0"\/>/,
    );
  });

  it('EX12: with a neutral author no party is named anywhere', async () => {
    const parts = partsOf(
      await writeRedline(deletion(['Alder', 'Birch']), { ...A4, authors: { neutral: 'Secretariat' } }),
    );
    const all = Object.values(parts).join('');
    expect(all).not.toMatch(/Alder|Birch/);
    expect(parts['word/document.xml']).toContain(`<w:del w:id="1" w:author="Secretariat" w:date="${AT}">`);
  });
});

describe('EX11: no person, in Word redlines and texts', () => {
  it('EX11: in no byte of a file, unpacked, stands a person: authors of changes are parties or nobody', async () => {
    const { redline } = randomRedline(seeded(5));
    const masthead = { ...redline.masthead, title: 'R' };
    const all = [
      await writeRedline({ ...redline, masthead }, { ...A4, authors: 'parties' }),
      await writeRedline({ ...redline, masthead }, { ...A4, authors: { neutral: 'Chapeau' } }),
      await writeDocx(renditionOf(sample('rivers-en'), 'attributed'), A4),
    ].map((bytes) => Object.values(partsOf(bytes)).join('\n'));
    const parties = new Set(
      redline.blocks.flatMap(({ by = [], pieces }) => [by, ...pieces.map((each) => each.by ?? [])]).flat(),
    );
    const authors = (xml: string) =>
      [...xml.matchAll(/ w:(?:author|initials)="([^"]*)"/g)].flatMap(([, name = '']) => name.split(', '));
    for (const name of authors(all[0]!)) expect(['', 'Chapeau', ...parties]).toContain(name);
    expect(new Set(authors(all[1]!))).toEqual(new Set(['Chapeau']));
    for (const xml of all) {
      expect(xml).not.toMatch(/Un-named|w:rsid|lastModifiedBy|dc:creator/);
      const dates = [...xml.matchAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g)].map(([date]) => new Date(date).getTime());
      expect(new Set(dates)).toEqual(new Set([Date.parse(AT)]));
    }
  });
});
