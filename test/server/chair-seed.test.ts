/** The first real draft at the chair's table: sets, one of them decided, renumbered, corrected. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { outcomesOf } from '../../server/commands/chair.ts';
import { importText } from '../../server/import/import.ts';
import { newNumbers } from '../../shared/acts/structure/numbering.ts';
import { readReferences } from '../../shared/acts/structure/references.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { ChairsTable, stateOf } from '../support/chair.ts';

const SHARED = join(dirname(fileURLToPath(import.meta.url)), '../../../shared');
const SEED = join(SHARED, 'seeds/004_7af3ffa0c4c50526.txt');
const isHere = existsSync(SEED);
if (!isHere) console.warn(`SKIPPED: ${SEED} is not here, decisions were NOT tried on the first real draft.`);

function imported(file: string): DraftDocument {
  const result = importText(readFileSync(file));
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value.document;
}
const labels = (table: ChairsTable, part: string): readonly string[] => {
  let here = '';
  return table.document.blocks.flatMap(({ id, kind, attrs }) => {
    if (kind === 'part') here = id;
    return kind === 'provision' && here === part && attrs.label !== undefined ? [attrs.label] : [];
  });
};

describe.skipIf(!isHere)('the first real draft', () => {
  it('AL5: its alternative sets have the outcomes that can stand', () => {
    expect(outcomesOf(imported(SEED))).toEqual([
      { members: ['9', '备选9'], outcomes: [['9'], ['备选9']] },
      {
        members: ['10', '11', '备选10+11', '备选11A', '备选11B'],
        outcomes: [['10', '11'], ['10', '备选11A'], ['10', '备选11B'], ['备选10+11']],
      },
    ]);
  });

  it('DE6, SU3, DE12: 备选10+11 stands, four retire, the rest is renumbered, correcting restores all', () => {
    const table = new ChairsTable(imported(SEED));
    const both = table.id('10+11');
    const { blocks } = table.document;
    const part = blocks
      .slice(
        0,
        blocks.findIndex(({ id }) => id === both),
      )
      .findLast(({ kind }) => kind === 'part')!.id;
    const before = table.state;
    const set = blocks.find(({ id }) => id === both)!.attrs.covers![0]!;
    const old = labels(table, part);
    const decision = table.do({
      act: 'decide',
      outcomes: [{ on: `set:${set}`, outcome: 'stands', stand: [both] }],
    });
    expect(Object.values(table.facts).filter(({ kind }) => kind === 'retired').length).toBe(4);
    expect(table.document.blocks.find(({ id }) => id === both)).toMatchObject({
      kind: 'provision',
      attrs: { label: '10' },
    });
    expect(outcomesOf(table.document)).toHaveLength(1);
    const numbers = newNumbers(table.document, part);
    const references = readReferences(table.document, numbers).filter(({ from, to }) => from !== to);
    const renumbered = table.do({ act: 'renumber', labels: numbers, references });
    expect(labels(table, part)).toEqual(old.slice(0, -1));
    table.do({ act: 'correct', decision: renumbered });
    table.do({ act: 'correct', decision });
    const marks = [`decision/${decision}`, `trace/${renumbered}`];
    expect(stateOf(table.ydoc, table.facts, marks)).toBe(before);
    expect(table.document).toEqual(new ChairsTable(imported(SEED)).document);
  });
});
