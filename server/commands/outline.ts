/** `chapeau outline FILE`: what an import makes of a file, as a tree or as JSON. */
import type { Command } from 'commander';
import type { Answers } from '../../shared/house/import-record.ts';
import { type OutlineJson, type OutlineProvision, outlineJson } from '../import/outline.ts';
import type { ReportEntry } from '../import/report.ts';
import { ANSWER_HELP, answered, answersHelp } from './answers.ts';
import { importedFile } from './import.ts';

export function register(program: Command): void {
  program
    .command('outline')
    .description('import a file and print its structure and the import report; creates nothing')
    .argument('<file>', 'a text, Markdown, Word or PDF file; what it is, is told by its content')
    .option('--json', 'print JSON for other programs')
    .option('--answer <kind=choice>', ANSWER_HELP, answered)
    .addHelpText('after', answersHelp)
    .action(async (file: string, { json, answer = {} }: { json?: true; answer?: Answers }) => {
      const { document, report } = await importedFile(file, { answers: answer });
      const outline = outlineJson(document, report);
      process.stdout.write(json ? `${JSON.stringify(outline, null, 2)}\n` : tree(outline, report));
    });
}

/** A tree one can read: parts, chapters, concepts, provisions with their items, then the report. */
export function tree(outline: OutlineJson, report: readonly ReportEntry[]): string {
  const lines = [outline.title, ''];
  let place = '';
  for (const provision of outline.provisions) {
    const { part, chapter, concept } = provision;
    const here = [heading(outline, part), chapter, concept].filter((each) => each !== null).join(' › ');
    if (here !== place) lines.push('', here);
    place = here;
    lines.push(...branch(provision));
  }
  const { open, close, pairs, unpaired } = outline.brackets;
  lines.push('', `brackets: ${open} opened, ${close} closed, ${pairs} pairs, ${unpaired} without a partner`);
  lines.push(`notes: ${outline.notes.length}, tables: ${outline.tables.length}`, '', 'report:');
  for (const entry of report)
    lines.push(`  ${entry.line}:${entry.column} ${entry.kind}: ${entry.message}${asked(entry)}`);
  return `${lines.join('\n')}\n`;
}

/** How the entry can be answered: `(slash@12:5=characters|choice)`. */
const asked = ({ id, answers = [] }: ReportEntry): string =>
  answers.length > 1 ? ` (${id}=${answers.map((answer) => answer.id).join('|')})` : '';

function heading({ parts }: OutlineJson, id: string): string {
  const part = parts.find((each) => each.id === id);
  return [part?.label, part?.title].filter(Boolean).join(' ') || `part ${id}`;
}

function branch({ label, kind, covers, text, items, sources }: OutlineProvision): string[] {
  const what = kind === 'paragraph' ? '' : ` (${kind}${covers.length > 0 ? ` to ${covers.join(', ')}` : ''})`;
  const from = sources.length > 0 ? ` «${sources.join('» «')}»` : '';
  return [
    `  ${label ?? '–'}${what} ${short(text)}${from}`,
    ...items.map(
      (item) =>
        `      ${item.label} ${short(item.text)}${item.sources.length > 0 ? ` «${item.sources.join('» «')}»` : ''}`,
    ),
  ];
}

const short = (text: string): string => {
  const line = text.replaceAll('\n', ' ⏎ ');
  return line.length > 72 ? `${line.slice(0, 71)}…` : line;
};
