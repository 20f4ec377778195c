/** The log as it is read and taken away: what the meeting agreed, what stands beside it, tables as files. */
import { describe, expect, test } from 'vitest';
import { figureAt, milestonesIn, readFigures } from '../../shared/acts/reading/figures.ts';
import { readRecord } from '../../shared/acts/reading/record.ts';
import {
  decisionTable,
  type RecordSay,
  reportTable,
  traceTable,
} from '../../shared/acts/reading/record-log.ts';
import { reportOf } from '../../shared/acts/reading/report.ts';
import { traceOf } from '../../shared/acts/structure/trace.ts';
import { writeTables } from '../../shared/renditions/table.ts';
import { ChairsTable, delegate, draftFrom } from '../support/chair.ts';

const sayIn = (table: ChairsTable): RecordSay => ({
  word: (name) => name,
  outcome: (outcome) => outcome,
  basis: (basis) => basis,
  party: (party) => party.toUpperCase(),
  place: (unit, label) =>
    table.document.blocks.find(({ id }) => id === unit)?.attrs.label ?? (label || 'gone'),
  target: (on) => on,
  time: (at) => `t${at}`,
});

function sat(): { table: ChairsTable; decided: number } {
  const table = new ChairsTable(draftFrom('1: We [shall] meet.', '2: We [never] part.', '3: End.'));
  table.do({ act: 'meeting', does: 'open', number: '7', presiding: 'Ms A', operator: 'Mr B' });
  const decided = table.do({ act: 'decide', outcomes: [{ on: 'bracket:u0b1', outcome: 'stays' }] });
  return { table, decided };
}

describe('RC1: the log says what the meeting agreed', () => {
  test('with basis, meeting, who presided and who recorded, and never who decided', () => {
    const { table } = sat();
    const [head, row] = writeTables([decisionTable(readRecord(table.facts), sayIn(table))], 'csv').split(
      '\r\n',
    );
    expect(head).toBe(
      '\ufeffnumber,time,place,what-happened,before,after,basis,meeting,presiding,recorded-by,beside,stands',
    );
    expect(row).toBe(
      '1,t2000,1,stays: shall,We [shall] meet.,We shall meet.,no objection,7,Ms A,Mr B,,in-force',
    );
  });

  test('RC2: an objection stands beside it, and a corrected one stays in the log as corrected', () => {
    const { table, decided } = sat();
    table.do({ act: 'object', decision: decided, stance: 'reserves', note: 'capital' }, delegate('eu'));
    const said = (): string | undefined =>
      decisionTable(readRecord(table.facts), sayIn(table)).rows[0]?.slice(-2).join(' | ');
    expect(said()).toBe('EU reserves: capital | in-force');
    table.do({ act: 'correct', decision: decided });
    expect(said()).toBe('EU reserves: capital | corrected');
    expect(readRecord(table.facts)[0]!.gone).toEqual([]);
  });

  test('RC2: what was agreed can be reopened, and is said to be', () => {
    const { table } = sat();
    table.do({ act: 'decide', outcomes: [], agrees: { unit: 'u2', status: 'agreed' } });
    expect(readRecord(table.facts)[0]!.agreed).toEqual(['u2']);
    table.do({ act: 'reopen', unit: 'u2', for: 'eu' });
    const [last] = readRecord(table.facts);
    expect([last!.agreed, last!.reopened]).toEqual([[], [4]]);
    expect(decisionTable([last!], sayIn(table)).rows[0]!.at(-1)).toBe('reopened');
  });

  test('RC2: what left the text or the table by it can be brought back', () => {
    const { table } = sat();
    table.enter({ id: 'p', kind: 'deletion', place: table.places.range('u2', 'End') }, 'eu');
    table.do({ act: 'decide', outcomes: [{ proposal: 'p', outcome: 'not-taken' }] });
    expect(readRecord(table.facts)[0]!.gone).toEqual(['proposal:p']);
    table.do({ act: 'bring-back', what: 'proposal:p', for: 'eu' });
    table.do({ act: 'decide', outcomes: [{ on: 'unit:u2', outcome: 'goes' }] });
    expect(readRecord(table.facts)[0]!.gone).toContain('unit:u2');
  });
});

describe('RC3: reports and traces are taken away as tables', () => {
  test('ME4: touched, new, gone, agreed, parked', () => {
    const { table } = sat();
    table.do({ act: 'decide', outcomes: [{ on: 'bracket:u1b1', outcome: 'parked', until: 'unit:u2' }] });
    table.do({
      act: 'decide',
      outcomes: [],
      agrees: { unit: 'u2', status: 'agreed-ad-ref', awaiting: ['eu'] },
    });
    table.do({ act: 'meeting', does: 'close', number: '7' });
    const report = reportOf(table.facts, table.document, '7')!;
    expect(reportTable(report, sayIn(table)).rows).toEqual([
      ['touched', '1', ''],
      ['touched', '2', ''],
      ['touched', '3', ''],
      ['agreed', '3', 'agreed-ad-ref (awaiting EU)'],
      ['parked', '2 “never”', 'until unit:u2; then-came-up (decision 3)'],
    ]);
  });

  test('ME4: what went is named by its first words; what was parked and then settled says by which decision', () => {
    const { table } = sat();
    const on = 'bracket:u1b1';
    table.do({ act: 'decide', outcomes: [{ on, outcome: 'parked', until: 'unit:u2' }] });
    table.do({ act: 'decide', outcomes: [{ on: 'unit:u0', outcome: 'goes' }] });
    table.do({ act: 'decide', outcomes: [{ on, outcome: 'goes' }] });
    table.do({ act: 'meeting', does: 'close', number: '7' });
    const report = reportOf(table.facts, table.document, '7')!;
    expect(reportTable(report, sayIn(table)).rows.slice(-2)).toEqual([
      ['gone', '1', '“We shall meet.”'],
      ['parked', '2 “never”', 'until unit:u2; then-settled (decision 4)'],
    ]);
  });

  test('ME4: how things stood when the meeting ended stays in its report, whatever later ones do', () => {
    const { table } = sat();
    const agrees = { unit: 'u2', status: 'agreed-ad-ref', awaiting: ['eu'] } as const;
    table.do({ act: 'decide', outcomes: [], agrees });
    table.do({ act: 'decide', outcomes: [], agrees: { unit: 'u0', status: 'agreed' } });
    table.do({ act: 'reopen', unit: 'u0', for: 'eu' });
    table.do({ act: 'meeting', does: 'close', number: '7' });
    table.do({ act: 'meeting', does: 'open', number: '8' });
    table.do({ act: 'confirm', unit: 'u2', for: 'eu' });
    const agreed = (number: string) =>
      reportOf(table.facts, table.document, number)!.agreed.map(({ label, status, awaiting }) => [
        label,
        status,
        ...awaiting,
      ]);
    expect(agreed('7')).toEqual([['3', 'agreed-ad-ref', 'eu']]);
    expect(agreed('8')).toEqual([['3', 'agreed']]);
  });

  test('RC1, ME4: a paragraph that was renumbered since is named by the number of that day too', () => {
    const { table } = sat();
    table.do({ act: 'decide', outcomes: [], agrees: { unit: 'u2', status: 'agreed' } });
    table.do({ act: 'meeting', does: 'close', number: '7' });
    table.do({ act: 'renumber', labels: { u2: '4' }, references: [] });
    const lines = readRecord(table.facts);
    const rows = decisionTable(lines, sayIn(table)).rows;
    expect(rows.map((row) => [row[2], row[3]])).toEqual([
      ['1', 'stays: shall'],
      ['4 (then 3)', '4 (then 3): agreed'],
    ]);
    const report = reportOf(table.facts, table.document, '7')!;
    expect(reportTable(report, sayIn(table)).rows.map((row) => row.slice(0, 2))).toEqual([
      ['touched', '1'],
      ['touched', '4 (then 3)'],
      ['agreed', '4 (then 3)'],
    ]);
  });

  test('SU6: the table says new, old, proponents and reason', () => {
    const { table } = sat();
    table.do({ act: 'merge', units: ['u1'], into: 'u0', reason: 'double', proponents: ['eu'] });
    expect(traceTable(traceOf(table.facts), sayIn(table)).rows).toEqual([
      ['merge', '1', '1, 2', 'EU', 'double'],
    ]);
  });

  test('EX3, EX6: nothing in a cell becomes markup or a formula', () => {
    const table = { title: 'a|b', heads: ['x'], rows: [['=1+1'], ['<b>|*c*'], ['two\nlines']] };
    expect(writeTables([table], 'csv')).toBe(`\ufeffx\r\n'=1+1\r\n<b>|*c*\r\n"two\nlines"\r\n`);
    expect(writeTables([table], 'md')).toBe(
      '## a\\|b\n\n| x |\n| --- |\n| =1+1 |\n| \\<b\\>\\|\\*c\\* |\n| two<br>lines |\n',
    );
    expect(JSON.parse(writeTables([table], 'json'))).toEqual(table);
  });
});

describe('ST5: figures after each meeting and revision', () => {
  test('words agreed, open points and placeholders are counted as they stood', () => {
    const { table } = sat();
    table.do({ act: 'decide', outcomes: [], agrees: { unit: 'u0', status: 'agreed' } });
    table.do({ act: 'meeting', does: 'close', number: '7' });
    const now = readFigures({ document: table.document, facts: table.facts, proposalOf: new Map() });
    expect([now.openPoints, now.draft.words, now.draft.bracketed, now.agreedWords]).toEqual([1, 7, 1, 3]);
    const [milestone] = milestonesIn(table.facts);
    expect(milestone).toEqual({ after: 'meeting', name: '7', seq: 4, at: 4_000 });
    expect(figureAt(milestone!, now)).toMatchObject({ name: '7', agreedWords: 3, bracketed: 1 });
  });
});
