/** The account of an import: every non-space character of the source is in the draft or named in the report (SPEC IM4). */

import { type LabelScheme, markerOf, schemeOf } from '../../shared/draft/labels.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import { said } from '../../shared/house/import-said.ts';
import type { Block, DraftDocument, Inline } from '../../shared/text/document.ts';
import { tally } from './report.ts';
import type { Work } from './work.ts';

/** Compares the characters of source and draft, and names what is missing or was added. */
export function account(work: Work, document: DraftDocument): void {
  const scheme = schemeOf(document.meta.language);
  const counts = new Map<string, number>();
  tally(counts, work.text, 1);
  for (const [character, count] of work.report.dropped)
    counts.set(character, (counts.get(character) ?? 0) - count);
  for (const block of document.blocks) tally(counts, printed(block, scheme), -1);
  const lost = [...counts].filter(([, count]) => count > 0);
  const added = [...counts].filter(([, count]) => count < 0);
  if (lost.length > 0)
    work.report.add('lost', 'doubt', { line: 1, column: 1 }, said('lost', { list: list(lost) }));
  if (added.length > 0)
    work.report.add('lost', 'doubt', { line: 1, column: 1 }, said('added', { list: list(added) }));
}

const list = (counts: readonly (readonly [string, number])[]): string =>
  counts
    .slice(0, 60)
    .map(([character, count]) => `"${character}" × ${Math.abs(count)}`)
    .join(', ') + (counts.length > 60 ? ` … (+${counts.length - 60})` : '');

/** All characters of a block that the source printed. */
function printed(block: Block, scheme: LabelScheme): string {
  return [markerOf(block, scheme), ...(block.attrs.columns ?? []), ...block.content.map(inline)].join(' ');
}

const inline = (each: Inline): string =>
  'el' in each && each.el === 'attribution' ? each.raw : printedInline(each);
