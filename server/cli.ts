/** The command line: `npm run -s chapeau -- --help`. */
import { Command } from 'commander';
import { register as registerChair } from './commands/chair.ts';
import { register as registerCompare } from './commands/compare.ts';
import { register as registerExport } from './commands/export.ts';
import { register as registerImport } from './commands/import.ts';
import { register as registerLint } from './commands/lint.ts';
import { register as registerOutline } from './commands/outline.ts';
import { register as registerPeople } from './commands/people.ts';
import { register as registerProvenance } from './commands/provenance.ts';
import { register as registerRevisions } from './commands/revisions.ts';
import { register as registerVerify } from './commands/verify.ts';
import { readConfig } from './config.ts';

const { data, origin, chromium } = readConfig();
const folder = { data, origin };

const program = new Command('chapeau')
  .description('Chapeau, a collaborative editor for negotiating texts')
  .showHelpAfterError()
  .addHelpText(
    'after',
    `\nThe data folder is ${data} (CHAPEAU_DATA); links begin with ${origin} (CHAPEAU_ORIGIN).`,
  );
registerPeople(program, folder);
registerImport(program, folder);
registerExport(program, folder, chromium);
registerOutline(program);
registerLint(program);
registerCompare(program, folder, chromium);
registerRevisions(program, folder);
registerProvenance(program, data);
registerChair(program, folder);
registerVerify(program, data);

// `chapeau outline FILE | head` closes the pipe early; that is no error.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));

try {
  await program.parseAsync();
} catch (error) {
  console.error(`chapeau: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
