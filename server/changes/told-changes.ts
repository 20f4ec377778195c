/** Tracked changes that became no proposals, as entries of the import report: with their words, and without a name (SPEC IM36). */
import { said, saidPlainly } from '../../shared/house/import-said.ts';
import type { ReportEntry } from '../import/report.ts';
import { AUTHOR_FATES } from './import-acts.ts';
import type { ToldChange } from './tracked-acts.ts';

/** One entry; who asked is said by part alone. */
export function reportOfChange({ why, words, by }: ToldChange, index: number): ReportEntry {
  const who = by === AUTHOR_FATES.chair ? 'who-chair' : 'who-party';
  const told = said('told', { who, why: `why-${why}`, words });
  const id = `tracked-change@end.${index + 1}`;
  return {
    id,
    kind: 'tracked-change',
    weight: 'doubt',
    line: 1,
    column: 1,
    message: saidPlainly(told),
    said: told,
  };
}
