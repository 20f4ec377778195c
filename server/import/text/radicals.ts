import { said } from '../../../shared/house/import-said.ts';
import type { Stage } from '../stage.ts';
import type { Line, Span } from '../work.ts';

/** Radicals of the supplement that NFKC leaves alone, with the character that a PDF meant. */
const SUPPLEMENT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '⺠': '民',
    '⺟': '母',
    '⺍': '小',
    '⺎': '尢',
    '⺓': '幺',
    '⺝': '月',
    '⺫': '目',
    '⺬': '示',
    '⺮': '竹',
    '⻁': '虎',
    '⻄': '西',
    '⻅': '见',
    '⻆': '角',
    '⻉': '贝',
    '⻋': '车',
    '⻓': '长',
    '⻔': '门',
    '⻘': '青',
    '⻙': '韦',
    '⻚': '页',
    '⻛': '风',
    '⻜': '飞',
    '⻝': '食',
    '⻢': '马',
    '⻣': '骨',
    '⻤': '鬼',
    '⻥': '鱼',
    '⻦': '鸟',
    '⻨': '麦',
    '⻩': '黄',
    '⻬': '齐',
    '⻮': '齿',
    '⻰': '龙',
    '⻳': '龟',
  }),
);
/** Words that a wrong glyph table spells with the wrong radical. */
const WRONG: readonly (readonly [string, string])[] = [
  ['⼈⼜', '人口'],
  ['人⼜', '人口'],
];
const RADICAL = /[\u2e80-\u2fdf]/;
const RADICALS = /[\u2e80-\u2fdf]/g;

/** Folds Kangxi radicals to the characters they stand for; nothing else is normalised. */
export const radicals: Stage = {
  name: 'radicals',
  reads: ['lines'],
  writes: ['lines'],
  because:
    'seeds/001 line 8: "对⼈类的影响" holds U+2F08 for 人; whole-text NFKC would spoil the brackets of seeds/004.',
  run(work) {
    work.lines = work.lines.map((line) => {
      if (!line.spans.some((span) => RADICAL.test(span.text))) return line;
      return { ...line, spans: line.spans.map((span) => fold(span, line, work.report)) };
    });
  },
};

/** Text with each radical replaced by the character it stands for; the rest as it was. */
export function foldRadicals(text: string): string {
  const righted = WRONG.reduce((all, [wrong, right]) => all.replaceAll(wrong, right), text);
  return righted.replace(RADICALS, (radical) => SUPPLEMENT.get(radical) ?? radical.normalize('NFKC'));
}

function fold(span: Span, line: Line, report: Parameters<Stage['run']>[0]['report']): Span {
  for (const [wrong, right] of WRONG) {
    for (let at = span.text.indexOf(wrong); at >= 0; at = span.text.indexOf(wrong, at + 1)) {
      const place = { line: line.number, column: span.column + at };
      report.add('radical', 'guess', place, said('radical-wrong', { wrong, right }));
    }
  }
  const text = foldRadicals(span.text);
  const folded = span.text.match(RADICALS)?.length ?? 0;
  const place = { line: line.number, column: span.column };
  report.add('radical', 'repair', place, said('radical', { count: folded }));
  report.drop(span.text);
  report.write(text);
  return { ...span, text };
}
