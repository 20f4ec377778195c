/**
 * A Word file of two authors with everything that tracked changes and comments can be: all of it comes in, and every word of it
 * is in the text, in what is asked, in a comment, or named in the report (SPEC IM35 to IM37).
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { importDocx } from '../../server/import/docx/import.ts';
import { composedDraft } from '../../shared/proposals/printed.ts';
import { readDraft } from '../../shared/text/draft-doc.ts';
import { printOf } from '../support/asks.ts';
import { change, del, docx, ins, p, r, row, table } from '../support/docx.ts';
import { createdFrom } from '../support/imported.ts';

const mark = (kind: 'ins' | 'del', author: string) => `<w:rPr>${change(kind, author)}</w:rPr>`;
const move = (side: 'From' | 'To', author: string, name: string, runs: string) =>
  `<w:move${side}RangeStart w:id="1" w:name="${name}" w:author="${author}"/><w:move${side} w:id="2" w:author="${author}" w:date="2026-05-01T10:00:00Z">${runs}</w:move${side}><w:move${side}RangeEnd w:id="1"/>`;
const moved = (side: 'From' | 'To', author: string, name: string, words: string) =>
  `<w:move${side}RangeStart w:id="7" w:name="${name}" w:author="${author}"/>${p(
    move(side, author, name, r(words)),
    `<w:rPr><w:move${side} w:id="8" w:author="${author}" w:date="2026-05-01T10:00:00Z"/></w:rPr>`,
  )}<w:move${side}RangeEnd w:id="7"/>`;
const comment = (id: number, author: string, para: string, text: string) =>
  `<w:comment w:id="${id}" w:author="${author}" w:initials="X" w:date="2026-05-01T10:00:00Z"><w:p w14:paraId="${para}">${r(text)}</w:p></w:comment>`;
const on = (id: number, runs: string) =>
  `<w:commentRangeStart w:id="${id}"/>${runs}<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`;

const BODY = [
  p(r('Draft decision on shared wells')),
  // Nested: words of Ada's that Ben strikes; words of Ben's within what Ada strikes.
  p(
    `${r('1. Parties ')}${ins('Ada', r('jointly '))}${ins('Ada', del('Ben', r('and severally ')))}${ins('Ada', r('in good faith '))}${r('measure wells.')}`,
  ),
  p(
    `${r('2. A fund ')}${del('Ada', r('of the '))}${ins('Ben', r('shared '))}${del('Ada', r('basin states '))}${r('is established.')}`,
  ),
  // A paragraph's end put in by Ben, and one taken out by Ada.
  p(r('3. Springs are open to all people of the basin. '), mark('ins', 'Ben')),
  p(r('They are measured every year by the secretariat.')),
  p(r('4. Rivers flow through several states of the region. '), mark('del', 'Ada')),
  p(r('5. Lakes are shared by the states around them.')),
  // Whole paragraphs that come and go.
  p(ins('Ada', r('6. Ponds are counted in spring.')), mark('ins', 'Ada')),
  p(del('Ben', r('7. Swamps are drained without delay.')), mark('del', 'Ben')),
  // A whole paragraph that moves, and words that move.
  moved('From', 'Ben', 'move1', '8. Glaciers are watched from above.'),
  p(
    `${r('9. Deltas ')}${move('From', 'Ada', 'move2', r('in the south '))}${r('are protected ')}${move('To', 'Ada', 'move2', r('in the south '))}${r('by all.')}`,
  ),
  moved('To', 'Ben', 'move1', '8. Glaciers are watched from above.'),
  p(r('10. The last paragraph stays.')),
  p(r('Annex')),
  table(
    row([p(r('Basin')), p(r('Wells'))]),
    row([p(r('North')), p(r('12'))]),
    row([p(ins('Ada', r('Eastern'))), p(ins('Ada', r('31')))], change('ins', 'Ada')),
    row([p(del('Ben', r('Western'))), p(del('Ben', r('44')))], change('del', 'Ben')),
  ),
  p(`${r('11. ')}${on(0, r('Aquifers'))}${on(1, '')}${r(' are invisible.')}`),
].join('');

const FILE = docx({
  body: BODY,
  comments:
    comment(0, 'Ada', '0A', 'Do we mean confined ones?') +
    comment(1, 'Ben', '0B', 'We mean all of them.') +
    comment(2, 'Ada', '0C', 'Then say so.'),
  commentsExtended:
    '<w15:commentEx w15:paraId="0A" w15:done="0"/><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A" w15:done="0"/><w15:commentEx w15:paraId="0C" w15:paraIdParent="0A" w15:done="0"/>',
});

let made: Awaited<ReturnType<typeof createdFrom>>;
beforeAll(async () => {
  made = await createdFrom(FILE, { authors: { Ada: 'cedar', Ben: 'birch' } });
}, 60_000);

const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
const asked = () =>
  Object.values(made.facts).flatMap((fact) =>
    fact.kind === 'proposal'
      ? [`${fact.proponents.join()} ${fact.asks} ${fact.wordings.at(-1)?.words ?? ''}`.trim()]
      : [],
  );

describe('a Word file of two authors with everything in it', () => {
  test('IM35: the text is the one before all changes', () => {
    expect(printOf(readDraft(made.ydoc)).split('\n')).toEqual([
      'Draft decision on shared wells',
      'Parties measure wells.',
      'A fund of the basin states is established.',
      'Springs are open to all people of the basin. They are measured every year by the secretariat.',
      'Rivers flow through several states of the region.',
      'Lakes are shared by the states around them.',
      'Swamps are drained without delay.',
      'Glaciers are watched from above.',
      'Deltas in the south are protected by all.',
      'The last paragraph stays.',
      '',
      'Basin<cell_break>Wells',
      'North<cell_break>12',
      'Western<cell_break>44',
      'Aquifers are invisible.',
    ]);
  });

  test('IM35, IM36: each change is asked for by the party of its author', () => {
    expect(made.answer).toMatchObject({ refused: 0 });
    expect(asked()).toEqual([
      'cedar insertion jointly and severally in good faith',
      'cedar insertion are protected',
      'cedar deletion',
      'cedar deletion',
      'cedar merge',
      'cedar provision Ponds are counted in spring.',
      'cedar provision Eastern\t31',
      'birch insertion shared',
      'birch replacement ¶',
      'birch deletion',
      'birch move',
      'birch deletion',
      'birch deletion',
    ]);
    expect(printOf(composedDraft(made.ydoc)).split('\n')).toEqual([
      'Draft decision on shared wells',
      'Parties [jointly [and severally ]in good faith ]measure wells.',
      'A fund [of the [shared ]basin states ]is established.',
      'Springs are open to all people of the basin.[ ][<paragraph_break>]They are measured every year by the secretariat.',
      'Rivers flow through several states of the region.',
      'Lakes are shared by the states around them.<remark>',
      '[Ponds are counted in spring.]',
      '[Swamps are drained without delay.]',
      'Glaciers are watched from above.',
      'Deltas [are protected ]in the south[ are protected] by all.<remark>',
      'The last paragraph stays.',
      '',
      'Basin<cell_break>Wells',
      'North<cell_break>12',
      '[Eastern<cell_break>31]',
      '[Western<cell_break>44]',
      'Aquifers are invisible.',
    ]);
  });

  test('CH9, IM36: a new row is asked for where it stands; nothing is left that no proposal can say', () => {
    expect(made.answer.told).toEqual([]);
    expect(made.log).not.toContain('became no proposal');
  });

  test('IM36: every word that somebody changed is in the draft with what is asked on it, or told', () => {
    const read = importDocx(FILE);
    if (!read.ok) throw new Error(read.refusal.message);
    const all = lettersOf(
      `${printOf(composedDraft(made.ydoc))} ${asked().join(' ')} ${JSON.stringify(made.answer.told)}`,
    );
    const changed = read.value.changes.filter(({ what }) => what === 'words');
    expect(changed.length).toBeGreaterThan(14);
    for (const { text } of changed)
      for (const word of text.split(/[\W\d]+/)) expect(all, `"${text}"`).toContain(lettersOf(word));
  });

  test('IM37: comments with their threads are for the chair’s side, and no name of the file is in the record', () => {
    const comments = Object.values(made.facts).flatMap((fact) => (fact.kind === 'comment' ? [fact] : []));
    const [first] = comments;
    expect(comments.map(({ audience, words, answers }) => [audience, words, answers])).toEqual([
      ['chair', 'Cedar: Do we mean confined ones?', undefined],
      ['chair', 'Birch: We mean all of them.', first?.id],
      ['chair', 'Cedar: Then say so.', first?.id],
    ]);
    const unit = first?.on.replace('unit:', '');
    expect(
      printOf({
        ...readDraft(made.ydoc),
        blocks: readDraft(made.ydoc).blocks.filter(({ id }) => id === unit),
      }),
    ).toBe('Aquifers are invisible.');
    expect(made.log).not.toMatch(/Ada|Ben\b/);
  });
});
