/**
 * The one table of printed forms: a test for every row and rendition, asked for by real acts and looked for in every format
 * (SPEC RN12).
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChromium } from '../../server/export/chromium.ts';
import { writeDocx } from '../../server/export/docx.ts';
import { printPdf } from '../../server/export/pdf.ts';
import { writeRedline } from '../../server/export/redline.ts';
import { writeHtml } from '../../shared/renditions/html.ts';
import { writeMarkdown } from '../../shared/renditions/markdown.ts';
import { writeText } from '../../shared/renditions/plain.ts';
import { redlineOf } from '../../shared/renditions/redline-of.ts';
import type { Rendition } from '../../shared/renditions/rendition.ts';
import { chromiumPath } from '../support/chromium.ts';
import { drawnIn } from '../support/pdf-text.ts';
import { printedForms } from '../support/printed-forms.ts';
import { AT, renditionOf } from '../support/renditions.ts';
import { paragraphsOf, partsOf } from '../support/word-xml.ts';

const A4 = { paper: 'a4' } as const;
const forms = printedForms();
const KINDS = ['bracketed', 'attributed'] as const;
type Kind = (typeof KINDS)[number];

/** What each row prints: in an issued text, in a restricted one, and by party against the base text. */
interface Row {
  readonly bracketed: readonly string[];
  readonly attributed: readonly string[];
  readonly redline: readonly string[];
}
const same = (text: string): Row => ({ bracketed: [text], attributed: [text], redline: [text] });

/** In a redline `-{gone|who}` and `+{new|who}`; a whole paragraph begins with `-` or `+` and who. */
const TABLE: Readonly<Record<string, Row>> = {
  'contested words': {
    bracketed: ['1. Rivers shall be [clean] waters.'],
    attributed: ['1. Rivers shall be [clean (Alder, Birch: bracket)] waters.'],
    redline: ['1. Rivers shall be +{[|}clean+{]|} waters.'],
  },
  'new words': {
    bracketed: ['2. Springs are[ always] kept.'],
    attributed: ['2. Springs are[ always (Alder)] kept.'],
    redline: ['2. Springs are +{always |Alder}kept.'],
  },
  'deletion asked': {
    bracketed: ['3. Lakes shall rest[ for ever].'],
    attributed: ['3. Lakes shall rest[ for ever (Alder, Birch: delete)].'],
    redline: ['3. Lakes shall rest-{ for ever|Alder,Birch}.'],
  },
  replacement: {
    bracketed: ['4. Ponds [shall][should] [live][thrive].'],
    attributed: ['4. Ponds [shall][should (Alder)] [live][thrive (Chair)].'],
    redline: ['4. Ponds -{shall|Alder}+{should|Alder} -{live|Chair}+{thrive|Chair}.'],
  },
  choice: {
    bracketed: ['5. Mires [grow/stay/remain] where they are.'],
    attributed: ['5. Mires [grow/stay/remain (Cedar)] where they are.'],
    redline: ['5. Mires [grow/stay+{/remain|Cedar}] where they are.'],
  },
  'placeholder, received': same('6. Wells [number of wells] are counted, [ ] of them.'),
  'placeholder, asked for': {
    bracketed: ['14. Bays are calm[Placeholder: names of bays].'],
    attributed: ['14. Bays are calm[Placeholder: names of bays (Birch)].'],
    redline: ['14. Bays are calm+{Placeholder: names of bays|Birch}.'],
  },
  alternative: {
    bracketed: ['[Alt 7+8. Waters are deep.]'],
    attributed: ['[Alt 7+8. Waters are deep. (Alder)]'],
    redline: ['+(Alder) Alt 7+8. Waters are deep.'],
  },
  remark: same('9. Tides come {see the annex} and go.'),
  'move asked': {
    bracketed: ['10. Isles stay. [Move to after 12]'],
    attributed: ['10. Isles stay. [Move to after 12 (Alder)]'],
    redline: ['-(Alder) 10. Isles stay.', '+(Alder) 10. Isles stay.'],
  },
  'merge asked': {
    bracketed: ['11. Deltas end. [Merge into 12]'],
    attributed: ['11. Deltas end. [Merge into 12 (Birch)]'],
    redline: ['-(Birch) 11. Deltas end.', '12. +{[|}Capes stand.+{]|}+{ Deltas end.|Birch}'],
  },
  'whole provision contested, received': same('[13. Straits bind.]'),
  'whole provision contested, asked for': {
    bracketed: ['12. [Capes stand.]'],
    attributed: ['12. [Capes stand. (Cedar: bracket)]'],
    redline: ['12. +{[|}Capes stand.+{]|}+{ Deltas end.|Birch}'],
  },
  'new provision': {
    bracketed: ['[Falls roar.]'],
    attributed: ['[Falls roar. (Cedar)]'],
    redline: ['+(Cedar) Falls roar.'],
  },
  agreed: same('7. Seas are wide.'),
};

let browser: Browser;
/** Without what only parts words: spaces, and the marks of the format. */
const dense = (text: string): string => text.replace(/\s+/g, '');
const printed: Record<Kind, Record<string, string>> = { bracketed: {}, attributed: {} };

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&#39;': "'" };
const htmlText = (html: string): string =>
  html.replace(/<[^>]*>/g, '').replace(/&(?:amp|lt|gt|#39);/g, (each) => entities[each] ?? '');

async function everyFormat(rendition: Rendition): Promise<Record<string, string>> {
  return {
    txt: writeText(rendition),
    md: writeMarkdown(rendition).replace(/\\(.)/g, '$1').replaceAll('*', ''),
    html: htmlText(writeHtml(rendition, A4)),
    docx: paragraphsOf(await writeDocx(rendition, A4), 'new').join('\n'),
    pdf: await drawnIn(await printPdf(browser, rendition, A4)),
  };
}

beforeAll(async () => {
  browser = await startChromium(chromiumPath());
  for (const kind of KINDS) printed[kind] = await everyFormat(renditionOf(forms.state, kind));
}, 120_000);
afterAll(() => browser?.close());

describe.each(KINDS)('RN12: the table of printed forms, %s', (kind) => {
  test.each(Object.keys(TABLE))(`RN12: %s, ${kind}, in every format`, (row) => {
    for (const [format, text] of Object.entries(printed[kind]))
      for (const words of TABLE[row]![kind])
        expect([format, dense(text).split(dense(words)).length - 1, words]).toEqual([format, 1, words]);
  });
});

test('RN3: the issued text bears no name of a party in any format; the restricted one says that it is', () => {
  for (const text of Object.values(printed.bracketed)) expect(text).not.toMatch(/Alder|Birch|Cedar|Chair/);
  for (const [format, text] of Object.entries(printed.attributed))
    expect([format, dense(text)]).toEqual([format, expect.stringContaining('Restricted')]);
});

const inline = (each: object): string =>
  'glyph' in each ? String(each.glyph) : 'text' in each ? String(each.text) : '';

describe('RN12, RD3: the table of printed forms, against the base text by party', () => {
  const masthead = { title: '', at: AT };
  const redline = redlineOf(forms.base, forms.state, { masthead, ids: 'lasting', byParty: true });
  const marked = redline.blocks.map(({ kind, label, before = [], pieces, by = [] }) => {
    const drawn: { kind: string; text: string; by: string }[] = [];
    for (const piece of pieces) {
      const next = {
        kind: piece.kind,
        text: piece.content.map(inline).join(''),
        by: (piece.by ?? []).join(),
      };
      const last = drawn.at(-1);
      if (last && last.kind === next.kind && last.by === next.by) last.text += next.text;
      else drawn.push(next);
    }
    const line = drawn
      .map((each) =>
        kind !== 'same' || each.kind === 'same'
          ? each.text
          : `${each.kind === 'new' ? '+' : '-'}{${each.text}|${each.by}}`,
      )
      .join('');
    const outside = before.flatMap(({ content }) => content.map(inline)).join('');
    const head = kind === 'same' ? '' : `${kind === 'new' ? '+' : '-'}(${by.join()}) `;
    return `${head}${outside}${label === undefined ? '' : `${label} `}${line}`;
  });

  test.each(Object.keys(TABLE))('RD3: %s', (row) => {
    for (const words of TABLE[row]!.redline) expect(marked).toContain(words);
  });

  test('RD1: accepting nothing gives the base text, in Word as well', async () => {
    const bytes = await writeRedline(redline, { ...A4, authors: 'parties' });
    const base = paragraphsOf(await writeDocx(renditionOf(forms.base, 'bracketed'), A4), 'new').slice(1);
    const plain = (lines: readonly string[]) => lines.map((line) => line.replace(/\t/g, ' ')).filter(Boolean);
    expect(plain(paragraphsOf(bytes, 'gone'))).toEqual(expect.arrayContaining(plain(base.slice(1))));
    const { 'word/document.xml': xml = '', 'word/comments.xml': comments = '' } = partsOf(bytes);
    expect(xml).toMatch(/<w:del [^>]*w:author="Alder, Birch"[^>]*><w:r>[\s\S]*?for ever/);
    expect(comments).toContain('Alder, Birch: delete');
  });
});
