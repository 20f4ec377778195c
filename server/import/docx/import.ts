/** Imports a Word file: the same draft and report as from text, and what Word alone holds beside it. */
import { said } from '../../../shared/house/import-said.ts';
import { type Result, refuse } from '../decode.ts';
import { finish, type Imported, type ImportOptions, partiesOf } from '../import.ts';
import { Report } from '../report.ts';
import { splitLines } from '../text/lines.ts';
import { detectLanguage } from '../text/profile.ts';
import { recognise } from '../text/recognise.ts';
import type { Work } from '../work.ts';
import { authorsOf, changesOf, type TrackedChange, type View } from './changes.ts';
import type { DocxContent } from './content.ts';
import { type NestedChange, nestedChanges, nestedIn } from './nested.ts';
import { type PlacedChange, placeChanges } from './place-changes.ts';
import { type PlacedComment, placeComments } from './place-comments.ts';
import { readDocx } from './read.ts';
import { linearise } from './units.ts';

export interface DocxImported extends Imported {
  readonly content: DocxContent;
  /** What somebody changed in the file, in order; for the one who imports it alone. */
  readonly changes: readonly PlacedChange[];
  /** Those of them that can be read only together with somebody else's. */
  readonly nested: readonly NestedChange[];
  /** What somebody wrote beside the text; for the one who imports it alone. */
  readonly comments: readonly PlacedComment[];
}

const START = { line: 1, column: 1 };

/** Reads a Word file into a draft. Never throws on bytes; what cannot be read is refused by a value. */
export function importDocx(bytes: Uint8Array, options: ImportOptions = {}): Result<DocxImported> {
  options.onStage?.('unpack', 0);
  const read = readDocx(bytes);
  if (!read.ok) return read;
  options.onStage?.('recognise', 0.5);
  const report = new Report(options.answers);
  const view = options.view ?? 'before';
  const shown = typeof view === 'string' ? read.value : nestedIn(read.value);
  const { units, text, origins } = linearise(shown, view, report);
  if (units.length === 0) return refuse('empty', said('refused-word-empty'));
  const lines = splitLines(text);
  const work: Work = {
    text,
    report,
    profile: 'lines',
    language: options.language ?? detectLanguage(lines),
    lines,
    units,
    footnotes: [],
    entries: [],
    title: read.value.title ?? '',
    ...partiesOf(options),
  };
  const changes = changesOf(read.value);
  tell(read.value, changes, view, report);
  recognise.run(work);
  options.onStage?.('assemble', 0.8);
  const { imported, locate } = finish(work, bytes, { encoding: 'utf-8' });
  const placed = placeChanges(changes, origins, locate);
  const comments = placeComments(read.value, origins, locate);
  const nested = nestedChanges(read.value);
  return { ok: true, value: { ...imported, content: read.value, changes: placed, nested, comments } };
}

/** What the draft does not show of the file. No author is named: the report goes to more people than the file. */
function tell(content: DocxContent, changes: readonly TrackedChange[], view: View, report: Report): void {
  if (changes.length > 0) {
    const how = typeof view === 'string' ? view : 'some';
    const counts = { count: changes.length, people: authorsOf(changes) };
    report.add('tracked-change', 'doubt', START, said(`tracked-${how}`, counts));
  }
  if (content.comments.length > 0)
    report.add('comment', 'doubt', START, said('comments', { count: content.comments.length }));
  for (const [what, count] of content.leftOut)
    report.add(
      'left-out',
      'doubt',
      START,
      said('left-out', { what: `left-out-${what.replaceAll(' ', '-')}`, count }),
    );
}
