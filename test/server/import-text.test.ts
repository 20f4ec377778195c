/** The conventions of negotiated texts in plain text and Markdown, one small text each. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Imported, importText, TEXT_STAGES } from '../../server/import/import.ts';
import { countBrackets, outlineJson } from '../../server/import/outline.ts';
import type { Stage } from '../../server/import/stage.ts';
import { findRuns } from '../../server/import/text/overdraw.ts';
import type { Work } from '../../server/import/work.ts';
import { markerOf, schemeOf } from '../../shared/draft/labels.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import { printText } from '../../shared/renditions/text.ts';
import type { Block } from '../../shared/text/document.ts';
import { canon } from '../support/canon.ts';

const SHARED = join(dirname(fileURLToPath(import.meta.url)), '../../../shared');
const isHere = existsSync(join(SHARED, 'seeds'));
if (!isHere) console.warn(`SKIPPED: ${SHARED} is not here, real drafts were NOT imported.`);

function imported(source: string | Uint8Array): Imported {
  const result = importText(source);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}

/** `kind marker words`, one line a block: what a test reads at a glance. */
const lines = (source: string): string[] => imported(source).document.blocks.map(line);
const line = (block: Block): string =>
  [block.kind, markerOf(block, schemeOf('en')), printed(block)].filter((each) => each !== '').join(' ');
const printed = (block: Block): string => block.content.map(printedInline).join('');
const report = (source: string, kind: string) =>
  imported(source).report.filter((entry) => entry.kind === kind);
const block = (source: string, words: string): Block => {
  const found = imported(source).document.blocks.find((each) => printed(each).includes(words));
  if (!found) throw new Error(`no block holds "${words}"`);
  return found;
};

describe('IM5: conventions of English drafts', () => {
  it('AL3: where numbers begin anew an alternative covers the paragraph of its own article or option', () => {
    const { blocks } = imported(
      'Article 1\n\n1. One.\n\nAlt 1. Not one.\n\nArticle 2\n\n1. Uno.\n\nAlt 1. Not uno.\n\nAlt 1+2. Neither.\n\n2. Due.\n',
    ).document;
    const numberOf = (id: string): number => blocks.findIndex((each) => each.id === id);
    expect(blocks.map(({ attrs: { covers } }) => covers?.map(numberOf)).filter((each) => each)).toEqual([
      [1],
      [4],
      [4, 7],
    ]);
  });

  it('PT1: a bracket is no placeholder for beginning with a space or holding a full stop or the number of an article', () => {
    const kindOf = (text: string): readonly string[] =>
      imported(`Draft\n\n1. Parties${text}\n\n[Article 3bis] Finance\n`).document.blocks.flatMap(
        ({ content }) =>
          content.flatMap((each) => ('el' in each && each.el === 'bracket_open' ? [each.kind] : [])),
      );
    for (const text of ['[ and others] act.', ' act[.]', ' act[: first]', ' set modalit[y].'])
      expect([text, kindOf(text)]).toEqual([text, ['contested', 'contested']]);
    for (const text of [
      ' give [X] per cent.',
      ' give [ ] per cent.',
      ' give [...].',
      ' give [placeholder: sum].',
    ])
      expect([text, kindOf(text)]).toEqual([text, ['placeholder', 'contested']]);
  });

  it('reads operative and preambular paragraphs, and alternatives to them', () => {
    const text =
      'Draft resolution\n\nPP1 Recalling its work,\n\nPP1 alt Recalling its tasks,\n\nOP4. Decides to act;\n\nOP4 bis. Urges others to act;\n';
    expect(lines(text)).toEqual([
      'title Draft resolution',
      'provision PP1 Recalling its work,',
      'alternative PP1 alt Recalling its tasks,',
      'provision OP4. Decides to act;',
      'alternative OP4 bis. Urges others to act;',
    ]);
    expect(block(text, 'its tasks').attrs).toMatchObject({
      relation: 'replaces',
      covers: [block(text, 'its work').id],
    });
    expect(block(text, 'Urges').attrs).toMatchObject({
      relation: 'inserted-after',
      covers: [block(text, 'Decides').id],
    });
  });

  it('asks whether bis is a new paragraph or another version', () => {
    expect(report('1. One.\n\n1 bis. Two.\n', 'alternative')).toMatchObject([{ weight: 'doubt', line: 3 }]);
  });

  it('reads Alt 9 after paragraph 9 as an alternative to it, and Alt 1, Alt 2 elsewhere as options', () => {
    expect(block('9. We agree.\n\nAlt 9. We urge.\n', 'urge').attrs).toMatchObject({
      label: '9',
      relation: 'replaces',
    });
    const options = '5. The board:\n\nAlt 1: has ten members.\n\nAlt 2: has no members.\n';
    expect(block(options, 'no members').attrs.covers).toEqual([block(options, 'ten members').id]);
  });

  it('reads joint alternatives and lettered ones', () => {
    const text = '10. One.\n\nAlt 10+11. Both.\n\n11. Two.\n\nAlt 11A. Other.\n';
    expect(block(text, 'Both').attrs.covers).toEqual([block(text, 'One').id, block(text, 'Two').id]);
    expect(block(text, 'Other').attrs.covers).toEqual([block(text, 'Two').id]);
  });

  it('reports an alternative to a paragraph that is not there', () => {
    expect(
      report('1. One.\n\nAlternative 7+8. Other.\n', 'dangling-cover').map(({ message }) => message),
    ).toHaveLength(2);
  });

  it('reads articles, their paragraphs, and items to the second level', () => {
    expect(
      lines(
        'Article 3 (financing)\n\n1. The fund has:\n(a) money;\n(b) staff:\n(i) some paid, and\n(ii) some not.\n\n2. It acts.\n',
      ),
    ).toEqual([
      'chapter Article 3 (financing)',
      'provision 1. The fund has:',
      'item (a) money;',
      'item (b) staff:',
      'item (i) some paid, and',
      'item (ii) some not.',
      'provision 2. It acts.',
    ]);
    expect(block('1. x:\n(h) eight;\n(i) nine;\n(j) ten.\n', 'nine').attrs).toMatchObject({
      level: 1,
      label: 'i',
    });
  });

  it('tells the numbers of items from those of provisions by their indent', () => {
    const text =
      '1. The Parties:\n\n        1. act;\n\n            1. now, or\n\n        2. report.\n\n2. They meet.\n';
    expect(imported(text).document.blocks.map(({ kind, attrs }) => [kind, attrs.label, attrs.level])).toEqual(
      [
        ['provision', '1', undefined],
        ['item', '1', 1],
        ['item', '1', 2],
        ['item', '2', 1],
        ['provision', '2', undefined],
      ],
    );
  });

  it('ends options at the number that goes on after them', () => {
    const text =
      '2. The Parties meet.\n\nOption 1:\n3. The board has [12] members.\n4. It meets.\nOption 2:\nNo text.\n\n5. This Agreement ends.\n';
    const runs = imported(text).document.blocks.map(({ attrs }) => attrs.run !== undefined);
    expect(runs).toEqual([false, false, true, true, false, true, false]);
  });

  it('calls a report before the annexes a cover, and a resolution before its annex none', () => {
    const parts = (text: string) => outlineJson(imported(text).document).parts.map(({ id }) => id);
    expect(parts('1. The group met.\n\nAnnex I\n\n1. [We agree.]\n')).toEqual(['cover', '1']);
    expect(parts('1. [We agree.]\n\nAnnex I\n\n1. [We also agree.]\n')).toEqual(['1', '2']);
  });

  it('reads nested brackets to depth ten and pairs them', () => {
    const nested = '1. [a [b [c [d [e [f [g [h [i [j]]]]]]]]]]\n';
    expect(countBrackets(imported(nested).document)).toEqual({ open: 10, close: 10, pairs: 10, unpaired: 0 });
  });

  it('reads a bracket before a number as standing outside it', () => {
    const [open] = block('[14. We agree.]\n', 'We agree').content;
    expect(open).toMatchObject({ el: 'bracket_open', outside: true });
    expect(lines('[14. We agree.]\n')).toEqual(['provision 14. [We agree.]']);
  });

  it('reads a slash within a short bracket as a choice, and symbols, addresses and and/or as words', () => {
    const breaks = (text: string) =>
      imported(text).document.blocks.flatMap(({ content }) =>
        content.filter((each) => 'el' in each && each.el === 'option_break'),
      );
    expect(breaks('1. They [may/can] act.\n')).toHaveLength(1);
    expect(breaks('1. [See A/RES/70/1], [and/or] [www.a.org/b/c] [1/CP.21] [2015/2016].\n')).toHaveLength(0);
    expect(report('1. Help/ensure access.\n', 'slash')).toMatchObject([
      { line: 1, column: 8, weight: 'doubt' },
    ]);
  });

  it('reads braces and notes of people as remarks, which are no brackets', () => {
    const text = "1. We agree {Placeholder for a date} [Negotiator's note: [EU] agrees] to [this].\n";
    expect(countBrackets(imported(text).document)).toEqual({ open: 1, close: 1, pairs: 1, unpaired: 0 });
    expect(block(text, 'We agree').content.filter((each) => 'el' in each && each.el === 'remark')).toEqual([
      { el: 'remark', text: '{Placeholder for a date}' },
      { el: 'remark', text: "[Negotiator's note: [EU] agrees]" },
    ]);
  });

  it('warns of a bracket that names who asks for it', () => {
    expect(report('1. We report [EU: annually].\n', 'party-name')).toMatchObject([
      { weight: 'guess', line: 1, column: 14, chosen: 'claim' },
    ]);
  });

  it('tells placeholders and reserved numbers', () => {
    const form = (text: string) => imported(text).document.blocks[0]?.attrs.form;
    expect(form('7. [Placeholder for finance]\n')).toBe('placeholder');
    expect(form('7. {placeholder}\n8. x\n')).toBe('placeholder');
    expect(form('7.\n\n8. We act.\n')).toBe('reserved');
    expect(form('7. [We shall act.]\n')).toBeUndefined();
  });

  it('rejoins hard line ends, hyphens kept', () => {
    const wrapped =
      '1. The Parties shall take steps that are needed for the long-\nterm care of wells, and they shall report on all of those steps\nevery year to the meeting of the Parties, which may ask for more.\n\n2. The Parties shall take care of wells in the same way as before\nand they shall do so for as long as there are any wells at all.\n';
    expect(imported(wrapped).profile).toBe('wrapped');
    expect(lines(wrapped)[0]).toBe(
      'provision 1. The Parties shall take steps that are needed for the long-term care of wells, and they shall report on all of those steps every year to the meeting of the Parties, which may ask for more.',
    );
  });

  it('rejoins the few wrapped lines of a text of short paragraphs', () => {
    const text =
      'PP1.    Recalling its annual resolutions on the law of the sea and on oceans and\nthe law of the sea, [including the last,]\n\nPP2.    [Emphasizing] the universal and unified character of the law of the\nConvention,\n\nOP1.    Calls upon States:\n\n        (a)     to act;\n\n        (b)     to report.\n';
    expect(lines(text)).toEqual([
      'provision PP1. Recalling its annual resolutions on the law of the sea and on oceans and the law of the sea, [including the last,]',
      'provision PP2. [Emphasizing] the universal and unified character of the law of the Convention,',
      'provision OP1. Calls upon States:',
      'item (a) to act;',
      'item (b) to report.',
    ]);
  });

  it('takes page numbers and running heads away and names them', () => {
    const page = (number: number) =>
      `A/CONF/${number}\n\n${number}. The Parties shall take care of well number ${number}.\n\n- ${number} -\n\n`;
    const text = [1, 2, 3, 4].map(page).join('');
    expect(lines(text).filter((each) => each.startsWith('provision'))).toHaveLength(4);
    expect(lines(text)).not.toContain('paragraph - 2 -');
    expect(report(text, 'page-furniture').length).toBeGreaterThanOrEqual(4);
    expect(report(text, 'lost')).toEqual([]);
  });
});

describe('IM5: Markdown', () => {
  it('reads options with their runs to the end of the list item they stand in', () => {
    const text =
      '# T\n\n1. **Goal**\n\n    **Option 1:** [Parties aim high.]\n\n    They report.\n\n    **Option 2:**\n\n    1. They aim low.\n    2. They do not report.\n\n2. **Next** They act.\n';
    const [first, second] = imported(text).document.blocks.filter(({ kind }) => kind === 'alternative');
    const runs = imported(text).document.blocks.map(({ attrs }) => attrs.run);
    expect(runs).toEqual([
      undefined,
      undefined,
      undefined,
      first?.id,
      undefined,
      second?.id,
      second?.id,
      undefined,
    ]);
    expect(second?.attrs.covers).toEqual([first?.id]);
  });

  it('parts a number from the option that stands on its line', () => {
    expect(lines('# T\n\n1. **Option 1:** We act.\n\n    **Option 2:** No text\n')).toEqual([
      'title T',
      'provision 1.',
      'alternative Option 1: We act.',
      'alternative Option 2: No text',
    ]);
  });

  it('keeps emphasis as format, notes as notes, and names all markup it leaves out', () => {
    const text =
      '## Article 1 *(terms)*\n\n*Being* **bold**[^1] \\* and [a link](https://example.org).\n\n[^1]: The note.\n';
    const read = imported(text);
    expect(read.report.filter(({ kind }) => kind === 'lost')).toEqual([]);
    expect(block(text, 'Being').content.slice(0, 3)).toEqual([
      { text: 'Being', emphasis: true },
      { text: ' ' },
      { text: 'bold', strong: true },
    ]);
    expect(outlineJson(read.document).notes).toEqual([{ mark: '1', text: 'The note.' }]);
    expect(report(text, 'markup').some(({ message }) => message.includes('https://example.org'))).toBe(true);
  });
});

describe('IM3: stages', () => {
  it('IM3: every stage quotes what made it necessary', () => {
    for (const stage of TEXT_STAGES)
      expect([stage.name, stage.because.length > 30]).toEqual([stage.name, true]);
  });

  it('IM3: every stage touches the fields it declares and no other', () => {
    const source = isHere ? readFileSync(join(SHARED, 'seeds/004_7af3ffa0c4c50526.txt'), 'utf8') : '1. [a]\n';
    for (const text of [source, '# T\n\n1. **a**\n']) {
      const undeclared: string[] = [];
      importText(text, { stages: TEXT_STAGES.map((stage) => watched(stage, undeclared)) });
      expect(undeclared).toEqual([]);
    }
  });

  it('IM2: text drawn four times over is read once; ellipses and numbers are not', () => {
    expect(
      findRuns('备选备选备选备选11111111A. ').map(({ from, unit, copies }) => [from, unit * copies]),
    ).toEqual([
      [0, 8],
      [8, 8],
    ]);
    expect(findRuns('以…… 和 ____________ 以及 ........ 或 ------- www')).toEqual([]);
  });
});

function watched(stage: Stage, undeclared: string[]): Stage {
  return {
    ...stage,
    run(work) {
      const reads = new Set<string>([...stage.reads, ...stage.writes, 'report']);
      const proxy = new Proxy(work, {
        get: (target, field: string) => {
          if (!reads.has(field)) undeclared.push(`${stage.name} reads ${field}`);
          return Reflect.get(target, field);
        },
        set: (target, field: string, value) => {
          if (!(stage.writes as readonly string[]).includes(field))
            undeclared.push(`${stage.name} writes ${field}`);
          return Reflect.set(target, field, value);
        },
      });
      stage.run(proxy as Work);
    },
  };
}

describe.skipIf(!isHere)('IM6: real documents', () => {
  const seeds = isHere ? readdirSync(join(SHARED, 'seeds')).sort() : [];

  it.each(seeds)('IM4: %s comes in with no character lost', (name) => {
    const read = imported(readFileSync(join(SHARED, 'seeds', name)));
    expect(read.report.filter(({ kind }) => kind === 'lost')).toEqual([]);
    expect(read.document.blocks.length).toBeGreaterThan(20);
  });

  it.each(seeds.filter((name) => /^00[014]/.test(name)))(
    'RT: %s printed as plain text and imported again is the same draft',
    (name) => {
      const { document } = imported(readFileSync(join(SHARED, 'seeds', name)));
      const again = imported(printText(document)).document;
      expect(canon(again, { weights: false })).toEqual(canon(document, { weights: false }));
    },
  );

  it('IM6: the second seed is free of radicals, with 人口 where the PDF named another character', () => {
    const read = imported(readFileSync(join(SHARED, 'seeds', seeds[1] ?? '')));
    const text = read.document.blocks.map(printed).join('\n');
    expect(text).not.toMatch(/[\u2e80-\u2fdf]/);
    expect(text).toContain('互联网人口的快速增长');
    expect(
      read.report.some(({ kind, line: at, weight }) => kind === 'radical' && at === 53 && weight === 'guess'),
    ).toBe(true);
  });

  it('IM6: the report of the fourth seed keeps its 39 paragraphs, five chapters, notes and tables', () => {
    const outline = outlineJson(imported(readFileSync(join(SHARED, 'seeds', seeds[3] ?? ''))).document);
    expect(outline.provisions.map(({ label }) => label)).toEqual(
      Array.from({ length: 39 }, (_, index) => `${index + 1}`),
    );
    expect(outline.notes.map(({ mark }) => mark)).toEqual(['*', '**', '¹', '²', '³', '⁴']);
    expect(outline.tables.map(({ rows }) => rows.length)).toEqual([3, 2]);
  });

  const paris = isHere ? readFileSync(join(SHARED, 'drafts/paris-agreement-2015-10-23.txt'), 'utf8') : '';
  /** Without front matter, link targets, the marks of notes and remarks: the brackets that are left are the draft's. */
  const bare = paris
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/^\[source\]:.*$/m, '')
    .replace(/\[([^\]]*)\]\[source\]/, '$1')
    .replace(/\[\^\d+\]:?/g, '')
    .replace(/\{[^}]*\}/g, '');
  const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

  it('IM6: the Markdown draft keeps each of its brackets', () => {
    const counted = countBrackets(imported(paris).document);
    expect([counted.open, counted.close]).toEqual([count(bare, /\[/g), count(bare, /\]/g)]);
    expect(counted.open).toBe(1025);
  });

  it('IM6: the Markdown draft keeps its options, remarks, notes and articles', () => {
    const { document, report: entries } = imported(paris);
    const options = document.blocks.filter(({ attrs }) => /^Option/.test(attrs.label ?? ''));
    expect(options).toHaveLength(count(paris, /^\s*(?:\d+\. )?(?:\*\*)?Option ?\w+/gm));
    const remarks = document.blocks.flatMap(({ content }) =>
      content.filter((each) => 'el' in each && each.el === 'remark'),
    );
    expect(remarks).toHaveLength(count(paris, /\{[^:}][^}]*\}/g));
    expect(outlineJson(document).notes).toHaveLength(count(paris, /^\[\^\d+\]:/gm));
    const articles = document.blocks.filter(
      ({ kind, attrs }) => kind === 'chapter' && /^Article/.test(attrs.label ?? ''),
    );
    expect(articles).toHaveLength(count(paris, /^## \[?Article /gm));
    expect(entries.filter(({ kind }) => kind === 'lost')).toEqual([]);
  });

  it('IM6: an indented option of the Markdown draft holds all paragraphs level with it and deeper, to the next', () => {
    const { document, places } = imported(paris);
    const source = paris.split('\n');
    const held = new Map<string, number>();
    for (const { attrs } of document.blocks)
      if (attrs.run) held.set(attrs.run, (held.get(attrs.run) ?? 0) + 1);
    const at = (id: string) => (places.get(id)?.line ?? 1) - 1;
    const indented = document.blocks.filter(
      ({ id, attrs }) => /^Option/.test(attrs.label ?? '') && /^ {4}\*\*Option/.test(source[at(id)] ?? ''),
    );
    const counted = indented.map(({ id }) => paragraphsBelow(source, at(id)));
    expect(indented.map(({ id }) => held.get(id) ?? 0)).toEqual(counted);
    expect(counted.filter((each) => each > 0).length).toBeGreaterThan(10);
  });
});

/** Paragraphs and items under an option indented by four, counted by indentation alone. */
function paragraphsBelow(source: readonly string[], option: number): number {
  let found = 0;
  for (let at = option + 1; at < source.length; at += 1) {
    const text = source[at] ?? '';
    if (text.trim() === '') continue;
    const indent = text.length - text.trimStart().length;
    if (indent < 3 || /^ {3,4}\*\*Option/.test(text)) break;
    if ((source[at - 1] ?? '').trim() === '' || /^\s*(?:\d+\.|-) /.test(text)) found += 1;
  }
  return found;
}
