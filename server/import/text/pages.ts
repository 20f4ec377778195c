import { said } from '../../../shared/house/import-said.ts';
import { CLOSING, SET } from '../../../shared/renditions/setting.ts';
import type { Stage } from '../stage.ts';
import { after, type Footnote, type Line, textOf, trim, type Work } from '../work.ts';
import { Hyphens } from './hyphens.ts';
import { readMarker } from './markers.ts';

const RULE = /^(?:[_＿]{5,}|[-—–─=]{8,})$/;
const NOTE_MARK = /^(\*{1,4}|\+{1,4}|[†‡§¶]{1,2}|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\d{1,3}(?![\d.．,、)/-]))\s*(?=\S)/;
const URL = /^(?:https?:\/\/|www\.)\S+$/;

/** Takes what belongs to the page, not to the text: rules, footnotes at the foot, page numbers, link targets. */
export const pages: Stage = {
  name: 'pages',
  reads: ['text', 'lines', 'profile'],
  writes: ['lines', 'footnotes', 'title'],
  because:
    'seeds/004 lines 249-250: "____________________" and "*   注：楷体案文…" stand between paragraphs 12 and 13.',
  run(work) {
    work.footnotes = [];
    if (work.profile === 'markdown') return;
    if (work.profile === 'set') {
      work.lines = takeClosing(work).map((line) => withoutRule(work, line));
      return;
    }
    work.lines = takeFurniture(work, work.lines);
    work.lines = takeFeet(work, work.lines);
    if (work.profile === 'extraction') work.lines = takeLinkResidue(work, work.lines);
  },
};

/** The rule that closes a text written here, and the title below it. */
function takeClosing(work: Work): readonly Line[] {
  const rule = work.lines.findLastIndex(
    (line) => CLOSING.endsWith(textOf(line.spans)) && line.lead === SET.chapter,
  );
  if (rule < 0) return work.lines;
  const below = work.lines.slice(rule).map(({ spans }) => textOf(spans));
  work.title = below.slice(1).join(' ').trim();
  work.report.drop(below.join(''));
  const place = { line: work.lines[rule]?.number ?? 1, column: 1 };
  work.report.add(
    'page-furniture',
    'repair',
    place,
    work.title === '' ? said('closing-rule') : said('closing', { text: work.title }),
  );
  return work.lines.slice(0, rule);
}

/** The rule above notes. */
function withoutRule(work: Work, line: Line): Line {
  const text = textOf(line.spans);
  if (line.lead > 0 || !RULE.test(text)) return line;
  work.report.drop(text);
  const place = { line: line.number, column: 1 };
  work.report.add('page-furniture', 'repair', place, said('page-rule', { count: text.length }));
  return { ...line, kind: 'empty', spans: [] };
}

/** True when a page begins with this line: a form feed, or in an extraction a leading space right after a full line. */
export function startsPage(lines: readonly Line[], index: number): boolean {
  const line = lines[index];
  const before = lines[index - 1];
  if (line?.kind !== 'text') return false;
  return line.feed || (line.lead >= 1 && line.lead <= 3 && (before === undefined || before.kind === 'text'));
}

/** Rules, and the footnotes between a rule and the end of its page. */
function takeFeet(work: Work, lines: readonly Line[]): Line[] {
  const out: Line[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (!line) continue;
    const text = textOf(line.spans);
    if (!RULE.test(text)) {
      out.push(line);
      continue;
    }
    work.report.drop(text);
    work.report.add(
      'page-furniture',
      'repair',
      { line: line.number, column: 1 },
      said('page-rule', { count: text.length }),
    );
    at = takeNotes(work, lines, at + 1, out) - 1;
  }
  return out;
}

/** Reads notes from a line on; returns the index of the first line that belongs to none. */
function takeNotes(work: Work, lines: readonly Line[], from: number, out: Line[]): number {
  let at = from;
  let open = false;
  while (at < lines.length) {
    const line = lines[at];
    if (!line) break;
    if (line.kind !== 'text') {
      at += 1;
      continue;
    }
    const isNote = NOTE_MARK.test(textOf(line.spans));
    if (at > from && startsPage(lines, at) && !open) break;
    if (!isNote && !open) break;
    if (isNote && !open) work.footnotes.push(beginNote(line));
    else extendNote(work, line);
    open =
      work.profile === 'extraction'
        ? !line.trails
        : lines[at + 1]?.kind === 'text' && !NOTE_MARK.test(textOf(lines[at + 1]?.spans ?? []));
    at += 1;
  }
  out.push({ number: lines[at]?.number ?? 0, kind: 'empty', lead: 0, trails: false, spans: [], feed: false });
  return at;
}

function beginNote(line: Line): Footnote {
  const [all = '', mark = ''] = NOTE_MARK.exec(textOf(line.spans)) ?? [];
  const pieces = after(line.spans, all.length);
  return { mark, pieces, line: line.number, column: line.spans[0]?.column ?? 1 };
}

function extendNote(work: Work, line: Line): void {
  const last = work.footnotes.pop();
  if (!last) return;
  const before = new Hyphens(() => work.text, work.report).joined([...last.pieces], textOf(line.spans));
  const pieces = trim([...before, ...gap(textOf(before), line), ...line.spans]);
  work.footnotes.push({ ...last, pieces });
}

function gap(before: string, line: Line) {
  const needs =
    /[\p{Script=Latin}\d,;.)]$/u.test(before) && /^[\p{Script=Latin}\d(]/u.test(textOf(line.spans));
  return needs ? [{ text: ' ', line: line.number, column: 1 }] : [];
}

const PAGE_NUMBER =
  /^(?:[-–—]\s*\d{1,4}\s*[-–—]|\d{1,4}|\d{1,4}\s*\/\s*\d{1,4}|(?:Page|page|PAGE)\s+\d{1,4}(?:\s+of\s+\d{1,4})?|第\s*\d{1,4}\s*页(?:[，,]?\s*共\s*\d{1,4}\s*页)?)$/;
/** So many lone numbers, each one more than the last, are page numbers. */
const LEAST_PAGES = 3;

/** Page numbers that count up, and the running heads that stand beside them. */
function takeFurniture(work: Work, lines: readonly Line[]): Line[] {
  const texts = lines.flatMap((line, index) => (line.kind === 'text' ? [index] : []));
  const numbered = countingUp(
    lines,
    texts.filter((index) => PAGE_NUMBER.test(textOf(lines[index]?.spans ?? []))),
  );
  const edges = new Set(numbered.length >= LEAST_PAGES ? numbered : []);
  const heads = runningHeads(lines, texts, edges);
  return lines.map((line, index) => {
    if (!edges.has(index) && !heads.has(index)) return line;
    const text = textOf(line.spans);
    work.report.drop(text);
    const what = edges.has(index) ? 'page-number' : 'page-head';
    work.report.add('page-furniture', 'guess', { line: line.number, column: 1 }, said(what, { text }));
    return { ...line, kind: 'empty', spans: [], trails: false };
  });
}

function countingUp(lines: readonly Line[], candidates: readonly number[]): number[] {
  const out: number[] = [];
  let last: number | undefined;
  for (const index of candidates) {
    const number = Number(/\d+/.exec(textOf(lines[index]?.spans ?? []))?.[0]);
    if (last !== undefined && number !== last + 1) continue;
    out.push(index);
    last = number;
  }
  return out;
}

function runningHeads(
  lines: readonly Line[],
  texts: readonly number[],
  edges: ReadonlySet<number>,
): Set<number> {
  const shapes = new Map<string, number[]>();
  texts.forEach((index, order) => {
    const beside = [texts[order - 1], texts[order + 1]].some(
      (other) => other !== undefined && edges.has(other),
    );
    const text = textOf(lines[index]?.spans ?? []);
    if (edges.has(index) || !isHead(text) || !(beside || lines[index]?.feed)) return;
    const shape = text.replace(/\d+/g, '#');
    shapes.set(shape, [...(shapes.get(shape) ?? []), index]);
  });
  return new Set([...shapes.values()].filter((found) => found.length >= LEAST_PAGES).flat());
}

/** A running head is short, numbers nothing and is no sentence. */
const isHead = (text: string): boolean =>
  text.length <= 80 && readMarker(text) === undefined && !/[.。;；:：]$/.test(text);

/** A lone address as the last line of a page is the target of a link above it. */
function takeLinkResidue(work: Work, lines: readonly Line[]): Line[] {
  return lines.map((line, index) => {
    const text = textOf(line.spans);
    if (line.kind !== 'text' || line.trails || !URL.test(text) || !startsPage(lines, index + 1)) return line;
    work.report.drop(text);
    work.report.add('page-furniture', 'guess', { line: line.number, column: 1 }, said('page-link', { text }));
    return { ...line, kind: 'empty', spans: [] };
  });
}
