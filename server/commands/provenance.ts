/** `chapeau provenance`: for every run of words of a draft, since when, by which act, of whose asking (SPEC PV1). */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { Origin, ProvisionProvenance } from '../../shared/acts/provenance.ts';
import { draftDocument, provenanceOf } from '../log/provenance.ts';
import { LOG_FILE, SqliteLog } from '../log/sqlite-log.ts';

/** Adds the command; `data` is the folder the server keeps its files in. */
export function register(program: Command, data: string): void {
  program
    .command('provenance')
    .description(
      'say of every run of words since when it stands in a draft, by which act, of which proponents',
    )
    .argument('<draft>', 'id of the draft')
    .option('--provision <label>', 'only the provision with this number')
    .option('--json', 'print JSON for other programs')
    .option('--data <folder>', 'folder of the server', data)
    .action(async (draft: string, options: { provision?: string; json?: true; data: string }) => {
      const found = await provenanceIn(options.data, draft, options.provision);
      if (found.length === 0) throw new Error(`the draft has no provision ${options.provision ?? ''}`);
      process.stdout.write(options.json ? `${JSON.stringify(found, null, 2)}\n` : `${printed(found)}\n`);
    });
}

/** Reads the log of a data folder. Throws when there is none, or no such draft in it. */
export async function provenanceIn(
  data: string,
  draft: string,
  label: string | undefined,
): Promise<readonly ProvisionProvenance[]> {
  const file = path.join(data, LOG_FILE);
  if (!existsSync(file)) throw new Error(`there is no log at ${file}`);
  const log = await SqliteLog.open(file);
  try {
    return await provenanceOf(log, await draftDocument(log, draft), label);
  } finally {
    await log.close();
  }
}

/** As people read it: a provision, its words with their origin, what is asked to go. */
export const printed = (found: readonly ProvisionProvenance[]): string => found.map(provision).join('\n\n');

function provision({ id, label, runs, askedToGo }: ProvisionProvenance): string {
  return [
    label || `(${id})`,
    ...runs.map(({ words, origin }) => `  «${words}» ${sentence(origin)}`),
    ...askedToGo.map(
      ({ words, proponents, seq }) =>
        `  «${words}» is asked to go by ${named(proponents)} since entry ${seq}`,
    ),
  ].join('\n');
}

function sentence({ seq, at, by, proponents, account, proposal }: Origin): string {
  const when = `since entry ${seq}, ${new Date(at).toISOString()}`;
  const whose = proponents.length > 0 ? `, asked for by ${named(proponents)}` : '';
  const who = account === undefined ? '' : `, typed by account ${account}`;
  return `${when}, ${by}${proposal === undefined ? '' : ` (proposal ${proposal})`}${whose}${who}`;
}

const named = (parties: readonly string[]): string =>
  parties.length === 0
    ? 'nobody any more'
    : parties.map((party) => (party === '_chair' ? 'the Chair' : party)).join(', ');
