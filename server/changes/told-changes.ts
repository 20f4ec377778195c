/** Tracked changes that became no proposals, as entries of the import report: with their words, and without a name (SPEC IM36). */
import type { ReportEntry } from '../import/report.ts';
import { AUTHOR_FATES } from './import-acts.ts';
import type { ToldChange } from './tracked-acts.ts';

const WHY: Readonly<Record<ToldChange['why'], string>> = {
  heading: 'a heading',
  table: 'a row of a table',
  note: 'a note',
  source: 'a source',
  remark: 'a remark',
  number: 'numbers',
  bracket: 'a bracket without its partner',
  moved: 'something that moved',
  'place-gone': 'its place is not in the text',
  agrees: 'agreement with what is asked',
  'left-out-words': 'it stands in words that were left out',
  'in-words': 'it finds no place in the words of another',
  refused: 'the draft could not take it',
};

/** One entry; who asked is said by part alone. */
export function reportOfChange({ why, words, by }: ToldChange, index: number): ReportEntry {
  const who = by === AUTHOR_FATES.chair ? 'the Chair' : 'a party';
  const message = `A tracked change of ${who} became no proposal (${WHY[why]}): "${words}".`;
  const id = `tracked-change@end.${index + 1}`;
  return { id, kind: 'tracked-change', weight: 'doubt', line: 1, column: 1, message };
}
