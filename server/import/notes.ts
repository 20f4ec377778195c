/** Footnotes: to the end of their part, and their marks in the text become references. */
import { said } from '../../shared/house/import-said.ts';
import { type Cut, type Tokens, within } from './tokens.ts';
import { after, type Entry, textOf, type Work } from './work.ts';

const OWN_MARK = /^(\*{1,4}|\+{1,4}|[†‡]{1,2}|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)\s*(?=[^\s*+])/;

/** Puts each footnote of the source into the draft; paragraphs that begin with a mark used before are notes too. */
export function placeNotes(work: Work): void {
  const isUsed = usedMarks(work.entries.map(({ pieces }) => textOf(pieces)).join('\n'));
  for (const entry of work.entries) {
    if (
      entry.kind === 'item' &&
      /^(?:\*+|[①-⑳])$/.test(entry.attrs.label ?? '') &&
      isUsed(entry.attrs.label ?? '')
    ) {
      Object.assign(entry, { kind: 'note', attrs: { label: entry.attrs.label } });
      delete entry.run;
      continue;
    }
    const [all = '', mark] = entry.kind === 'paragraph' ? (OWN_MARK.exec(textOf(entry.pieces)) ?? []) : [];
    if (mark === undefined || !isUsed(mark)) continue;
    Object.assign(entry, { kind: 'note', attrs: { label: mark }, pieces: after(entry.pieces, all.length) });
    delete entry.run;
  }
  for (const { entry, mark, length } of figureNotes(work.entries)) {
    Object.assign(entry, { kind: 'note', attrs: { label: mark }, pieces: after(entry.pieces, length) });
    delete entry.run;
  }
  const notes = work.footnotes.map((note): Entry => {
    return {
      kind: 'note',
      attrs: { label: note.mark },
      pieces: [...note.pieces],
      sources: [],
      id: '',
      line: note.line,
      column: note.column,
    };
  });
  work.entries = insert(work.entries, notes);
}

/** Figures that stand right behind a word or a mark of punctuation, as footnote numbers do once they are no longer raised. */
const glued = (mark: string): RegExp =>
  new RegExp(
    `(?<=\\p{Ll}{3}|\\p{Ll}[)\\]”"’]?[,;:]|\\p{Ll}{5}[)\\]”"’]?\\.|[)\\]”"’])${mark}(?![\\d\\p{L}.,/-])`,
    'gu',
  );

/** The last paragraphs, `1 A/80/123.`, numbered from 1 on, are notes where the words refer to each of them. */
function figureNotes(entries: readonly Entry[]) {
  const found: { entry: Entry; mark: string; length: number }[] = [];
  const from = entries.findLastIndex((entry) => !/^\d{1,3}\s+\S/.test(textOf(entry.pieces))) + 1;
  const words = entries
    .slice(0, from)
    .map(({ pieces }) => textOf(pieces))
    .join('\n');
  for (const [at, entry] of entries.slice(from).entries()) {
    const [all = '', mark = ''] = /^(\d{1,3})\s+/.exec(textOf(entry.pieces)) ?? [];
    if (entry.kind !== 'paragraph' || mark !== String(at + 1) || !glued(mark).test(words)) return [];
    found.push({ entry, mark, length: all.length });
  }
  return found;
}

/** Tells whether a mark is referred to anywhere; each mark is looked for once. */
function usedMarks(text: string): (mark: string) => boolean {
  const known = new Map<string, boolean>();
  return (mark) => {
    const found = known.get(mark);
    if (found !== undefined) return found;
    const escaped = mark.replace(/[*+]/g, '\\$&');
    const isUsed = new RegExp(`[^\\s*+]\\s?${escaped}(?![*+\\d])`).test(text);
    known.set(mark, isUsed);
    return isUsed;
  };
}

/** Notes of a part stand at its end. */
function insert(entries: readonly Entry[], notes: readonly Entry[]): Entry[] {
  if (notes.length === 0) return [...entries];
  const out: Entry[] = [];
  const waiting = [...notes];
  entries.forEach((entry, index) => {
    out.push(entry);
    const next = entries[index + 1];
    if (next && next.kind !== 'part') return;
    while (waiting[0] && (next === undefined || waiting[0].line < next.line))
      out.push(waiting.shift() as Entry);
  });
  return out;
}

/** Replaces the marks of known notes by references; a note that nothing refers to is reported. */
export function referNotes(work: Work, tokens: ReadonlyMap<Entry, Tokens>): void {
  const notes = work.entries.filter((entry) => entry.kind === 'note' && entry.attrs.label !== undefined);
  if (notes.length === 0) return;
  const byMark = new Map<string, Entry[]>();
  for (const note of notes) {
    const same = byMark.get(note.attrs.label ?? '');
    if (same) same.push(note);
    else byMark.set(note.attrs.label ?? '', [note]);
  }
  const used = new Set<Entry>();
  for (const entry of work.entries) {
    const read = tokens.get(entry);
    if (!read || (entry.kind === 'note' && !read.flow.text)) continue;
    const cuts = referencesIn(entry, read, byMark, used);
    if (cuts.length > 0) read.cuts = [...read.cuts, ...cuts].sort((a, b) => a.at - b.at);
  }
  for (const read of tokens.values()) read.cuts = read.cuts.map((cut) => named(cut, byMark, used));
  for (const [entry, read] of tokens) {
    const cuts = figuresIn(entry, read, byMark, used);
    if (cuts.length > 0) read.cuts = [...read.cuts, ...cuts].sort((a, b) => a.at - b.at);
  }
  for (const note of notes) {
    if (!used.has(note))
      work.report.add('note', 'doubt', note, said('note', { mark: note.attrs.label ?? '' }), note.id);
  }
}

/** A reference that the source's own syntax made names its note by mark. */
function named(cut: Cut, byMark: ReadonlyMap<string, Entry[]>, used: Set<Entry>): Cut {
  if (!('el' in cut.is) || cut.is.el !== 'note_ref') return cut;
  const [note] = byMark.get(cut.is.mark) ?? [];
  if (note) used.add(note);
  return note ? { ...cut, is: { ...cut.is, note: note.id } } : cut;
}

const MARKS = /\*+|\++|[†‡]+|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|[①-⑳]/g;

function referencesIn(
  entry: Entry,
  read: Tokens,
  byMark: ReadonlyMap<string, Entry[]>,
  used: Set<Entry>,
): Cut[] {
  const { text } = read.flow;
  const cuts: Cut[] = [];
  const isTaken = within(read.cuts.map((cut) => [cut.at, cut.at + cut.length]));
  for (const match of text.matchAll(MARKS)) {
    const [mark] = match;
    const at = match.index;
    const notes = byMark.get(mark);
    if (!notes || !isReference(text, at, mark) || isTaken(at)) continue;
    const note = firstFrom(notes, entry.line);
    if (!note || note === entry) continue;
    used.add(note);
    cuts.push({ at, length: mark.length, is: { el: 'note_ref', note: note.id, mark } });
  }
  return cuts;
}

/** References by figures that are not raised any more: each note is referred to once, where its figure comes first. */
function figuresIn(
  entry: Entry,
  read: Tokens,
  byMark: ReadonlyMap<string, Entry[]>,
  used: Set<Entry>,
): Cut[] {
  if (entry.kind === 'note') return [];
  const isTaken = within(read.cuts.map((cut) => [cut.at, cut.at + cut.length]));
  const cuts: Cut[] = [];
  for (const [mark, [note]] of byMark) {
    if (!note || used.has(note) || !/^\d+$/.test(mark)) continue;
    const [match] = read.flow.text.matchAll(glued(mark));
    if (!match || isTaken(match.index)) continue;
    used.add(note);
    cuts.push({ at: match.index, length: mark.length, is: { el: 'note_ref', note: note.id, mark } });
  }
  return cuts.sort((a, b) => a.at - b.at);
}

/** A plus between figures or words is a sum; a mark at the beginning of words is none. */
function isReference(text: string, at: number, mark: string): boolean {
  const before = at === 0 ? '' : (text[at - 1] ?? '');
  const next = text[at + mark.length] ?? '';
  if (mark.startsWith('+')) return (before === '' || !/[\s\dA-Z]/.test(before)) && !/[\p{L}\d]/u.test(next);
  return before === '' ? next === '' || /\s/.test(next) : !/\s/.test(before) || /^\s?$/.test(next);
}

/** The first note at or after a line, for marks that are used again on every page; else the last one before it. */
function firstFrom(notes: readonly Entry[], line: number): Entry | undefined {
  let low = 0;
  let high = notes.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((notes[middle]?.line ?? 0) >= line) high = middle;
    else low = middle + 1;
  }
  return notes[low];
}
