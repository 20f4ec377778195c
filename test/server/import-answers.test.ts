/** Guesses and doubts that a person decides otherwise: the file is read again with the answers (SPEC IM30). */
import { describe, expect, it } from 'vitest';
import { type Imported, importText } from '../../server/import/import.ts';
import { countBrackets } from '../../server/import/outline.ts';
import { QUESTIONS } from '../../server/import/questions.ts';
import type { ReportEntry } from '../../server/import/report.ts';
import type { Answers } from '../../shared/house/import-record.ts';
import { truthOf } from '../support/conventions.ts';

function imported(text: string, answers: Answers = {}): Imported {
  const result = importText(text, { answers });
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}
const asked = ({ report }: Imported, question: string): ReportEntry => {
  const found = report.find((entry) => entry.question === question);
  if (!found) throw new Error(`nothing asks "${question}"`);
  return found;
};
const COVER = '1. The report says this.\n\nAnnex I\n\n1. [We agree.]\n';

/** Question, source, reading chosen instead, the draft as read, the draft as decided. */
const CASES: readonly (readonly [string, string, string, readonly string[], readonly string[]])[] = [
  [
    'inserted',
    '4. A.\n\n4 bis. B.\n',
    'replaces',
    ['provision 4. | A.', 'alternative 4 bis. inserted-after 4 | B.'],
    ['provision 4. | A.', 'alternative 4 bis. replaces 4 | B.'],
  ],
  [
    'inserted',
    '4. A.\n\n4 bis. B.\n',
    'provision',
    ['provision 4. | A.', 'alternative 4 bis. inserted-after 4 | B.'],
    ['provision 4. | A.', 'provision 4 bis. | B.'],
  ],
  [
    'covers',
    '1. A.\n\nAlt 1. B.\n',
    'option',
    ['provision 1. | A.', 'alternative Alt 1. replaces 1 | B.'],
    ['provision 1. | A.', 'alternative Alt 1. replaces | B.'],
  ],
  [
    'option-end',
    'Option 1: A.\n\nOption 2: B.\n\nC goes on.\n',
    'goes-on',
    [
      'alternative Option 1: replaces | A.',
      'alternative Option 2: replaces Option 1 | B.',
      'paragraph | C goes on.',
    ],
    [
      'alternative Option 1: replaces | A.',
      'alternative Option 2: replaces Option 1 | B.',
      '> paragraph | C goes on.',
    ],
  ],
  [
    'heading',
    '1. A.\n\nMeans\n\n2. B.\n',
    'paragraph',
    ['provision 1. | A.', 'chapter | Means', 'provision 2. | B.'],
    ['provision 1. | A.', 'paragraph | Means', 'provision 2. | B.'],
  ],
  [
    'form',
    '1. A.\n\n2. [The tasks of the fund]\n',
    'paragraph',
    ['provision 1. | A.', 'provision 2. | [The tasks of the fund]'],
    ['provision 1. | A.', 'provision 2. | [The tasks of the fund]'],
  ],
  ['opened', '1. A [B.\n', 'pair', ['provision 1. | A [B.'], ['provision 1. | A [B.]']],
  ['opened', '1. A [B.\n', 'drop', ['provision 1. | A [B.'], ['provision 1. | A B.']],
  ['closed', '1. A] B.\n', 'pair', ['provision 1. | A] B.'], ['provision 1. | [A] B.']],
  ['closed', '1. A] B.\n', 'drop', ['provision 1. | A] B.'], ['provision 1. | A B.']],
  [
    'slash',
    '1. A [b/c] d.\n',
    'characters',
    ['provision 1. | A [b/c] d.', 'choice | [b/c]'],
    ['provision 1. | A [b/c] d.'],
  ],
  ['cover', COVER, 'text', ['part | '], []],
  [
    'linked',
    '1. We do [both] this [and] that.\n',
    'apart',
    ['provision 1. | We do [both] this [and] that.'],
    ['provision 1. | We do [both] this [and] that.'],
  ],
];

describe('IM30: a guess or doubt is accepted or decided otherwise', () => {
  it.each(CASES)('IM30: %s, %j as %s', (question, source, answer, before, after) => {
    const first = imported(source);
    const entry = asked(first, question);
    const second = imported(source, { one: { [entry.id]: answer } });
    if (question === 'cover') {
      expect([truthOf(first)[0], truthOf(second)[0]]).toEqual([
        'part | ',
        'provision 1. | The report says this.',
      ]);
    } else expect([truthOf(first), truthOf(second)]).toEqual([before, after]);
    const again = second.report.find(({ id }) => id === entry.id);
    expect(again).toMatchObject({ question, chosen: answer, settled: true });
    expect(again?.message).toContain('Decided: ');
    expect(second.report.filter(({ kind }) => kind === 'lost')).toEqual([]);
    const all = imported(source, { all: { [question]: answer } });
    expect(all.document).toEqual(second.document);
  });

  it('IM30: a reading that was accepted changes nothing but that it is settled', () => {
    for (const [question, source] of CASES) {
      const first = imported(source);
      const { id, chosen = '' } = asked(first, question);
      const second = imported(source, { one: { [id]: chosen } });
      expect(second.document).toEqual(first.document);
      expect(second.report.find((entry) => entry.id === id)).toMatchObject({ settled: true, chosen });
    }
  });

  it('IM30: a text that was read as hard lines can be read as one paragraph a line', () => {
    const source = 'We agree\nto act.\n';
    const { profile } = imported(source, { all: { profile: 'wrapped' } });
    expect([imported(source).profile, profile]).toEqual(['lines', 'wrapped']);
  });

  it('IM30: words kept in one bracket decided together can be parted, and a bracket over two parts too', () => {
    const links = (read: Imported) =>
      read.document.blocks.flatMap(({ content }) =>
        content.flatMap((each) =>
          'el' in each && each.el === 'bracket_open' && each.link ? [each.link] : [],
        ),
      );
    const source = '1. We do [both] this [and] that.\n';
    expect(links(imported(source))).toHaveLength(2);
    expect(links(imported(source, { all: { linked: 'apart' } }))).toEqual([]);
    const parts = 'Annex I\n\n1. [A.\n\nAnnex II\n\n1. B.]\n';
    expect(countBrackets(imported(parts).document).pairs).toBe(1);
    expect(countBrackets(imported(parts, { all: { across: 'apart' } }).document)).toMatchObject({
      open: 1,
      close: 1,
      pairs: 0,
    });
  });

  it('IM30: a slash outside brackets can part wordings', () => {
    const read = imported('1. Ponds/springs are clean.\n', { all: { slash: 'choice' } });
    expect(read.document.blocks[0]?.content).toEqual([
      { text: 'Ponds' },
      { el: 'option_break', glyph: '/' },
      { text: 'springs are clean.' },
    ]);
  });

  it('IM30: an answer that is none of the readings, or to nothing in the report, is left aside', () => {
    const source = '4. A.\n\n4 bis. B.\n';
    const answers = { one: { 'inserted@3:1': 'sideways', 'slash@9:9': 'choice' }, all: { toString: 'x' } };
    expect(imported(source, answers).document).toEqual(imported(source).document);
    expect(imported(source, answers).report.some(({ settled }) => settled)).toBe(false);
  });

  it('IM30: every entry has an id of its own, every guess and doubt an answer that is chosen', () => {
    const { report } = imported(CASES.map(([, source]) => source).join('\n'));
    expect(new Set(report.map(({ id }) => id)).size).toBe(report.length);
    for (const entry of report.filter(({ weight }) => weight !== 'repair'))
      expect(entry.answers?.map(({ id }) => id)).toContain(entry.chosen);
  });

  it('IM30: the answers to one question are words that differ', () => {
    for (const { readings } of Object.values(QUESTIONS)) {
      const said = Object.values(readings);
      expect(said.length).toBeGreaterThan(1);
      expect(new Set(said).size).toBe(said.length);
    }
  });
});
