import { said } from '../../../shared/house/import-said.ts';
import { isSet } from '../../../shared/renditions/setting.ts';
import type { Stage } from '../stage.ts';
import type { Line, ProfileKind } from '../work.ts';
import { textOf } from '../work.ts';
import { readMarker } from './markers.ts';
import { widthOf } from './width.ts';

/** A printed line of A4 holds fewer half-width columns than this. */
const WIDEST_PRINT = 124;
/** Of the lines of an extraction at least this share ends a paragraph, and at least this share does not. */
const LEAST_SHARE = 0.04;

/** Tells what made the text: a PDF extraction, an editor that wraps, one paragraph a line, or Markdown. */
export const profile: Stage = {
  name: 'profile',
  reads: ['text', 'lines'],
  writes: ['profile', 'language'],
  because:
    'seeds/001 wraps its lines and ends paragraphs with a space, seeds/003 holds one paragraph a line, seeds/002 is Markdown.',
  run(work) {
    const detected = isSet(work.text) ? 'set' : detectProfile(work.lines);
    const told = {
      weight: 'guess',
      place: { line: 1, column: 1 },
      message: said(`profile-${detected}`),
    } as const;
    work.profile = work.report.ask('profile', detected, told);
    work.language = detectLanguage(work.lines);
  },
};

const MARKDOWN: readonly RegExp[] = [
  /^#{1,6} \S/,
  /^\[\^[^\]]+\]:/,
  /\*\*[^*\s][^*]*\*\*/,
  /^---$/,
  /\]\(https?:/,
  /^\s*\d+\. .*\*[^*\s][^*]*\*/,
];

/** What made the text. */
export function detectProfile(lines: readonly Line[]): ProfileKind {
  const texts = lines.filter((line) => line.kind === 'text');
  const marks = MARKDOWN.filter((mark) => texts.some((line) => mark.test(textOf(line.spans)))).length;
  const headings = texts.filter((line) => /^#{1,6} \S/.test(textOf(line.spans))).length;
  if (marks >= 2 || headings >= 2) return 'markdown';
  const widths = texts.map((line) => widthOf(textOf(line.spans))).sort((a, b) => a - b);
  const broad = widths[Math.floor(widths.length * 0.97)] ?? 0;
  const drawn = texts.some((line) => line.spans.some((span) => span.strong));
  if (drawn && texts.some((line) => line.trails)) return 'extraction';
  if (broad > WIDEST_PRINT) return 'lines';
  const trailing = texts.filter((line) => line.trails).length / Math.max(texts.length, 1);
  const isShare = trailing >= LEAST_SHARE && trailing <= 1 - LEAST_SHARE;
  if (isShare && trailsBeforeNumbers(texts)) return 'extraction';
  return isWrapped(lines, broad) ? 'wrapped' : 'lines';
}

/** In an extraction the line before a number trails; a space left behind by somebody's typing stands anywhere. */
function trailsBeforeNumbers(texts: readonly Line[]): boolean {
  const before = texts.filter((_, index) => {
    const next = texts[index + 1];
    return next !== undefined && readMarker(textOf(next.spans))?.kind === 'provision';
  });
  return before.filter((line) => line.trails).length >= before.length * 0.5;
}

/** Lines are wrapped when most of those that fill the measure go on in the next, in the middle of a sentence. */
function isWrapped(lines: readonly Line[], broad: number): boolean {
  const isFull = (line: Line) => line.kind === 'text' && widthOf(textOf(line.spans)) > broad * 0.88;
  const full = lines.flatMap((line, index) => (isFull(line) ? [index] : []));
  const going = full.filter((index) => {
    const next = lines[index + 1];
    if (next?.kind !== 'text' || readMarker(textOf(next.spans)) !== undefined) return false;
    return !/[.;:。；：]$/.test(textOf(lines[index]?.spans ?? []));
  });
  return broad > 40 && going.length >= 2 && going.length >= full.length * 0.5;
}

/** BCP 47 tag of the language that most letters belong to. */
export function detectLanguage(lines: readonly Line[]): string {
  const text = lines
    .slice(0, 2_000)
    .map((line) => textOf(line.spans))
    .join('\n');
  const count = (script: RegExp) => text.match(script)?.length ?? 0;
  const latin = count(/\p{Script=Latin}/gu);
  if (count(/\p{Script=Han}/gu) > latin * 0.25) return 'zh';
  if (count(/\p{Script=Arabic}/gu) > latin) return 'ar';
  if (count(/\p{Script=Cyrillic}/gu) > latin) return 'ru';
  return 'en';
}
