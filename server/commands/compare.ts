/** `chapeau compare A B`: what became of one draft in another, as text or as JSON; exit code 0 same, 1 different, 2 trouble. */
import type { Command } from 'commander';
import { compareDrafts } from '../../shared/compare/compare.ts';
import { isDifferent } from '../../shared/compare/comparison.ts';
import { printComparison } from '../../shared/compare/print.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { importedFile } from './import.ts';

const TROUBLE = 2;

export function register(program: Command): void {
  program
    .command('compare')
    .description('compare two files, provision by provision; exit code 0: the same, 1: different, 2: trouble')
    .argument('<before>', 'a text, Markdown, Word or PDF file; what it is, is told by its content')
    .argument('<after>', 'the later one; it may be of another kind')
    .option('--json', 'print JSON for other programs')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : TROUBLE))
    .action(async (before: string, after: string, { json }: { json?: true }) => {
      const drafts = await bothDrafts(before, after);
      if (!drafts) return;
      // An import counts its blocks anew: equal ids in two files mean nothing.
      const comparison = compareDrafts(...drafts, { ids: 'apart' });
      process.stdout.write(json ? `${JSON.stringify(comparison, null, 2)}\n` : printComparison(comparison));
      process.exitCode = isDifferent(comparison) ? 1 : 0;
    });
}

/** Both files read; or the reason why one cannot be, for each that cannot, and exit code 2. */
async function bothDrafts(
  before: string,
  after: string,
): Promise<[DraftDocument, DraftDocument] | undefined> {
  const [first, second] = await Promise.allSettled([importedFile(before), importedFile(after)]);
  if (first.status === 'fulfilled' && second.status === 'fulfilled')
    return [first.value.document, second.value.document];
  for (const outcome of [first, second]) {
    if (outcome.status === 'fulfilled') continue;
    const { reason } = outcome;
    console.error(`chapeau: ${reason instanceof Error ? reason.message : String(reason)}`);
  }
  process.exitCode = TROUBLE;
  return undefined;
}
