/** `chapeau points|outcomes|stats|decisions|report`: the chair's table on the command line (SPEC CT1 to CT4). Reads only. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { setsOf } from '../../shared/acts/decisions/sets.ts';
import type { Facts } from '../../shared/acts/facts.ts';
import { readFigures } from '../../shared/acts/reading/figures.ts';
import { readOpenPoints } from '../../shared/acts/reading/open-points.ts';
import { type RecordedDecision, readDecisions } from '../../shared/acts/reading/record.ts';
import {
  type AgreedUnit,
  type MeetingReport,
  type ParkedPoint,
  type ReportedUnit,
  reportOf,
} from '../../shared/acts/reading/report.ts';
import { type AlternativeSet, readAlternatives } from '../../shared/draft/alternatives.ts';
import { nameOf, schemeOf } from '../../shared/draft/labels.ts';
import { composedDraft } from '../../shared/proposals/printed.ts';
import { docPath } from '../../shared/protocol/messages.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { replay } from '../log/replay.ts';
import { type Folder, findDraft, inHouse } from './folder.ts';
import { importedFile } from './import.ts';

/** A draft as it is read: of a file, or with its record. */
export interface ReadDraft {
  readonly document: DraftDocument;
  readonly facts: Facts;
  readonly proposalOf: ReadonlyMap<string, string>;
}

/** The file of this name, else the draft of this id or title. */
async function readSubject(folder: Folder, subject: string): Promise<ReadDraft> {
  if (!existsSync(subject)) return readRecorded(folder, subject);
  const { document } = await importedFile(subject);
  return { document, facts: {}, proposalOf: new Map() };
}

/** A draft with its record, as the log has it; beside a running server as well. */
export const readRecorded = (folder: Folder, subject: string): Promise<ReadDraft> =>
  inHouse(folder.data, async ({ log, people }) => {
    const { id: draft } = findDraft(people.lookup.drafts(), subject);
    const { ydoc, facts } = await replay(log, docPath({ kind: 'draft', draft }));
    return { document: composedDraft(ydoc), facts, proposalOf: setsOf({ ydoc }).proposalOf };
  });

export function register(program: Command, folder: Folder): void {
  const reading = (
    name: string,
    what: string,
    work: (draft: ReadDraft) => readonly [unknown, string],
  ): void => {
    program
      .command(name)
      .description(what)
      .argument('<subject>', 'a file to import, or the id or title of a draft')
      .option('--json', 'print JSON for other programs')
      .action(async (subject: string, { json }: { json?: true }) =>
        say(json, ...work(await readSubject(folder, subject))),
      );
  };
  reading('points', 'list the open points of a draft', (draft) => [pointsOf(draft), pointLines(draft)]);
  reading('outcomes', 'list the alternative sets of a draft and what can stand together', ({ document }) => {
    const sets = outcomesOf(document);
    return [sets, sets.map(({ members, outcomes }) => setLine(members, outcomes)).join('\n')];
  });
  reading('stats', 'count what is open and what is settled', (draft) => {
    const stats = readFigures(draft);
    return [stats, JSON.stringify(stats, null, 2)];
  });
  record(program, folder);
}

function record(program: Command, folder: Folder): void {
  program
    .command('decisions')
    .description('list the decisions of a draft')
    .argument('<draft>', 'id or title')
    .option('--json', 'print JSON for other programs')
    .action(async (subject: string, { json }: { json?: true }) => {
      const { facts, document } = await readRecorded(folder, subject);
      const decisions = readDecisions(facts, document);
      say(json, decisions, decisions.map(decisionLine).join('\n'));
    });
  program
    .command('report')
    .description('what a meeting did: dealt with, new, left the text, agreed, parked')
    .argument('<draft>', 'id or title')
    .requiredOption('--meeting <number>', 'number of the meeting')
    .option('--json', 'print JSON for other programs')
    .action(async (subject: string, { meeting, json }: { meeting: string; json?: true }) => {
      const { facts, document } = await readRecorded(folder, subject);
      const report = reportOf(facts, document, meeting);
      if (!report) throw new Error(`there was no meeting ${meeting}`);
      say(json, report, reportLines(report));
    });
}

function say(json: true | undefined, value: unknown, lines: string): void {
  process.stdout.write(`${json ? JSON.stringify(value, null, 2) : lines}\n`);
}

const pointsOf = ({ document, facts, proposalOf }: ReadDraft) =>
  readOpenPoints(document, facts, {}, proposalOf);

const pointLines = (draft: ReadDraft): string =>
  pointsOf(draft)
    .map(({ number, kind, text, proponents }) =>
      [number, kind, text, proponents.length > 0 ? `(${proponents.join(', ')})` : ''].join('\t').trimEnd(),
    )
    .join('\n');

/** Alternative sets by the names of their members. */
export function outcomesOf(document: DraftDocument): readonly {
  readonly members: readonly string[];
  readonly outcomes: readonly (readonly string[])[];
}[] {
  const scheme = schemeOf(document.meta.language);
  const names = new Map(document.blocks.map((block) => [block.id, nameOf(block, scheme)]));
  const name = (id: string): string => names.get(id) || id;
  return readAlternatives(document).sets.map(({ candidates, outcomes }: AlternativeSet) => ({
    members: candidates.map(({ id }) => name(id)),
    outcomes: outcomes.map((outcome) => outcome.map(name)),
  }));
}

const setLine = (members: readonly string[], outcomes: readonly (readonly string[])[]): string =>
  `{${members.join(', ')}}: ${outcomes.map((each) => `[${each.join(', ')}]`).join(' ')}`;

/** `3. [meeting 2] 10: Parties shall …`. */
function decisionLine({ number, meeting, label, after, corrected }: RecordedDecision): string {
  const sat = meeting === undefined ? '' : `[meeting ${meeting}] `;
  const place = label === '' ? '' : `${label}: `;
  const stands = corrected === undefined ? '' : ' (record corrected: does not stand)';
  return `${number}. ${sat}${place}${after}${stands}`;
}

function reportLines({ touched, made, gone, agreed, reopened, parked }: MeetingReport): string {
  const names = (units: readonly ReportedUnit[]): string => units.map(unitName).join(', ') || '–';
  const left = new Set(gone.map(({ unit }) => unit));
  const lines = (each: readonly string[]): string => each.join('; ') || '–';
  return [
    `dealt with: ${names(touched.filter(({ unit }) => !left.has(unit)))}`,
    `new: ${names(made)}`,
    `left the text: ${lines(gone.map(({ label, words }) => `${label || '–'} “${words}”`))}`,
    `agreed: ${lines(agreed.map(agreedLine))}`,
    `reopened: ${names(reopened)}`,
    `parked: ${lines(parked.map(parkedLine))}`,
  ].join('\n');
}

/** `3 (then 4)`; first words where it has no number. */
const unitName = ({ label, called, words }: ReportedUnit): string =>
  `${label || (words ? `“${words}”` : '–')}${called === undefined ? '' : ` (then ${called})`}`;

const agreedLine = ({ status, awaiting, ...unit }: AgreedUnit): string =>
  `${unitName(unit)} (${[status, ...(awaiting.length > 0 ? [`awaiting ${awaiting.join(', ')}`] : [])].join(', ')})`;

function parkedLine({ on, label, words, until, untilWords, later }: ParkedPoint): string {
  const what = [label || on, words && `“${words}”`].filter(Boolean).join(' ');
  const waits = until === undefined ? '' : ` until ${untilWords ? `“${untilWords}”` : until}`;
  if (!later) return `${what}${waits}`;
  const number = later.decision === undefined ? '' : ` (decision ${later.decision})`;
  return `${what}${waits}, then ${later.what === 'settled' ? 'settled' : 'came up again'}${number}`;
}
