/** `chapeau lint FILE`: faults of form in a file, exit code 1 if there are any. */
import type { Command } from 'commander';
import { lint } from '../../shared/draft/lint.ts';
import { importedFile } from './import.ts';

export function register(program: Command): void {
  program
    .command('lint')
    .description('import a file and list faults of form; exit code 1 if there are any; creates nothing')
    .argument('<file>', 'a text, Markdown or Word file; what it is, is told by its content')
    .option('--json', 'print JSON for other programs')
    .action(async (file: string, { json }: { json?: true }) => {
      const { document, places } = await importedFile(file);
      const findings = lint(document).map((finding) => ({
        line: places.get(finding.block)?.line ?? 1,
        ...finding,
      }));
      if (json) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
      else
        for (const { line, kind, message, quote } of findings)
          console.log(`${line}: ${kind}: ${message} "${quote}"`);
      if (!json) console.log(findings.length === 0 ? 'no findings' : `${findings.length} findings`);
      if (findings.length > 0) process.exitCode = 1;
    });
}
