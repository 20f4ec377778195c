/** `chapeau revisions DRAFT`: the texts that were issued, with the hash of each (SPEC RV2). Reads only. */
import type { Command } from 'commander';
import { stampOf } from '../../shared/acts/issuing.ts';
import { revisionsIn } from '../export/revision.ts';
import { recordedFacts } from '../texts.ts';
import { type Folder, findDraft, inHouse } from './folder.ts';

export function register(program: Command, folder: Folder): void {
  program
    .command('revisions')
    .description(
      'list the issued texts of a draft, the last one first: symbol, date, entry of the record, hash',
    )
    .argument('<draft>', 'id or title')
    .option('--json', 'print JSON for other programs')
    .action(async (subject: string, { json }: { json?: true }) => {
      const revisions = await inHouse(folder.data, async ({ log, people }) =>
        revisionsIn(await recordedFacts(log, findDraft(people.lookup.drafts(), subject).id)),
      );
      const plain = revisions.map(({ kind: _, at, ...revision }) => ({ ...revision, at: stampOf(at) }));
      const lines = plain.map(({ symbol, at, seq, hash, sentence }) =>
        [symbol, at, seq, hash, sentence ?? ''].join('\t').trimEnd(),
      );
      process.stdout.write(
        `${json ? JSON.stringify(plain, null, 2) : lines.join('\n') || 'no text was issued yet'}\n`,
      );
    });
}
