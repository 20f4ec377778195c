/** A report printed before the first annex is a part of its own: the cover. */
import { said } from '../../shared/house/import-said.ts';
import { type Entry, textOf, type Work } from './work.ts';

/** Sets what stands before the first labelled part apart, when it holds numbered paragraphs of its own. */
export function addCover(work: Work): void {
  const first = work.entries.findIndex((entry) => entry.kind === 'part');
  if (first <= 0) return;
  const before = work.entries.slice(0, first);
  if (!before.some((entry) => entry.kind === 'provision') || isContested(before)) return;
  if (!isContested(work.entries.slice(first))) return;
  const [head] = before;
  if (!head) return;
  const message = said('cover');
  const { line, column } = head;
  const told = { weight: 'guess', place: { line, column }, message } as const;
  if (work.report.ask('cover', 'cover', told) === 'text') return;
  const cover: Entry = {
    kind: 'part',
    attrs: {},
    pieces: [],
    sources: [],
    id: 'cover',
    line: head.line,
    column: head.column,
  };
  work.entries = [cover, ...work.entries];
}

/** Brackets or alternatives: the draft itself, not a report about it. */
const isContested = (entries: readonly Entry[]): boolean =>
  entries.some((entry) => entry.kind === 'alternative' || /[[［]/.test(textOf(entry.pieces)));
