/** A file with tracked changes of two authors and with parties' claims becomes a draft with proponents, without their names in it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { openHouse } from '../../server/house.ts';
import { replay } from '../../server/log/replay.ts';
import { composedDraft } from '../../shared/proposals/printed.ts';
import { docPath } from '../../shared/protocol/messages.ts';
import { readDraft } from '../../shared/text/draft-doc.ts';
import { printOf } from '../support/asks.ts';
import { change, del, docx, ins, p, r } from '../support/docx.ts';
import { Browser } from '../support/http.ts';
import { createdFrom } from '../support/imported.ts';

const FILE = docx({
  body: [
    p(
      r('1. Parties ') +
        del('Wilhelmina', r('shall')) +
        ins('Wilhelmina', r('should')) +
        r(' report every year.'),
    ),
    p(r('2. A fund ') + ins('Ottokar', r('for monitoring ')) + r('is established.')),
    p(r('3. [Alder: Rivers are shared.]')),
    p(r('4. Waters are measured. (Birch: delete)')),
  ].join(''),
});

const asksIn = (facts: Awaited<ReturnType<typeof createdFrom>>['facts']) =>
  Object.values(facts).flatMap((fact) =>
    fact.kind === 'proposal' ? [[fact.asks, ...fact.proponents, fact.wordings.at(-1)?.words]] : [],
  );

describe('IM36: changes in the words of others', () => {
  const inserted = `${ins('Ada', r('in good time and '))}${ins('Ada', del('Ben', r('at once, ')), 2)}${ins('Ada', r('every year'))}`;
  const written = `${ins('Ada', r('for rivers '))}${ins('Ben', r('and lakes '))}${ins('Ada', r('of the basin '))}`;
  const FILE_OF_TWO = docx({
    body: [
      p(`${r('1. Parties report ')}${inserted}${r('.')}`),
      p(`${r('2. A fund ')}${written}${r('is established.')}`),
      p(
        `${r('3. Wells ')}${del('Ada', r('and '))}${ins('Ben', r('or '))}${del('Ada', r('springs '))}${r('are open.')}`,
      ),
      p(
        `${ins('Ada', r('4. Parties meet '))}${ins('Ben', r('online '))}`,
        `<w:rPr>${change('ins', 'Ada')}</w:rPr>`,
      ),
      p(r('5. The last one.')),
    ].join(''),
  });

  test('what another party changed in a party’s words amends these; nothing is lost', async () => {
    const { answer, ydoc, facts } = await createdFrom(FILE_OF_TWO, {
      authors: { Ada: 'cedar', Ben: 'birch' },
    });
    expect(answer).toMatchObject({ refused: 0 });
    expect(answer.told).toEqual([]);
    expect(asksIn(facts)).toEqual([
      ['insertion', 'cedar', 'in good time and at once, every year'],
      ['insertion', 'cedar', 'for rivers of the basin '],
      ['deletion', 'cedar', ''],
      ['provision', 'cedar', 'Parties meet'],
      ['insertion', 'birch', 'or '],
      ['insertion', 'birch', 'and lakes '],
      ['insertion', 'birch', ' online'],
      ['deletion', 'birch', ''],
    ]);
    expect(printOf(composedDraft(ydoc)).split('\n')).toEqual([
      'Parties report [in good time and [at once, ]every year].',
      'A fund [for rivers [and lakes ]of the basin ]is established.',
      'Wells [and [or ]springs ]are open.',
      '[Parties meet[ online]]',
      'The last one.',
    ]);
  }, 90_000);

  test('in words that were left out, or taken as text, or of the same party', async () => {
    const dropped = await createdFrom(FILE_OF_TWO, { authors: { Ada: '_drop', Ben: 'birch' } });
    expect(
      (dropped.answer.told as { why: string; words: string }[]).map(({ why, words }) => [why, words]),
    ).toEqual([
      ['left-out-words', 'at once,'],
      ['left-out-words', 'and lakes'],
      ['left-out-words', 'online'],
    ]);
    expect(dropped.log).toContain('A tracked change of a party became no proposal');
    expect(dropped.log).not.toMatch(/Ada|Ben/);
    const text = await createdFrom(FILE_OF_TWO, { authors: { Ada: '_text', Ben: 'birch' } });
    expect(text.answer.told).toEqual([]);
    const same = await createdFrom(FILE_OF_TWO, { authors: { Ada: 'birch', Ben: 'birch' } });
    expect(same.answer.told).toEqual([]);
    expect(asksIn(same.facts)).toEqual([
      ['insertion', 'birch', 'in good time and every year'],
      ['insertion', 'birch', 'for rivers and lakes of the basin '],
      ['replacement', 'birch', 'or'],
      ['provision', 'birch', 'Parties meet online'],
    ]);
  }, 90_000);
});

test('IM34, IM35: who asked for what in the file, asks for it in the draft, and no name stays in the words', async () => {
  const data = mkdtempSync(path.join(tmpdir(), 'chapeau-import-acts-'));
  const app = await startApp({
    ...readConfig({ PORT: '0', CHAPEAU_HOST: '127.0.0.1', CHAPEAU_LOG: 'silent' }),
    data,
  });
  const browser = new Browser(app.address);
  await browser.join(
    app.links
      .find(({ name }) => name === 'Secretariat')!
      .url.split('/')
      .at(-1)!,
    'Sec',
  );
  const form = new FormData();
  form.append('file', new Blob([FILE as BlobPart]), 'draft.docx');
  const read = (await browser.ask('POST', '/api/imports', form)).json();
  expect(read.authors).toMatchObject([{ name: 'Wilhelmina' }, { name: 'Ottokar' }]);
  const created = await browser.ask('POST', '/api/drafts', {
    import: read.import,
    mapping: { Alder: 'alder', Birch: 'birch' },
    authors: { Wilhelmina: 'cedar', Ottokar: '_chair' },
  });
  expect(created.status, created.text).toBe(201);
  expect(created.json()).toMatchObject({ asked: 4, refused: 0 });
  const draft = (created.json().draft as { id: string }).id;
  const unknown = await browser.ask('POST', '/api/drafts', { import: 'x', authors: { A: 'nobody' } });
  expect(unknown.status).toBe(400);
  await app.close();

  const house = await openHouse(data);
  const { ydoc, facts } = await replay(house.log, docPath({ kind: 'draft', draft }));
  expect(printOf(readDraft(ydoc))).toBe(
    'Parties shall report every year.\nA fund is established.\n[Rivers are shared.]\n[Waters are measured.]',
  );
  expect(printOf(composedDraft(ydoc)).split('\n').slice(0, 2)).toEqual([
    'Parties [shall][should] report every year.',
    'A fund [for monitoring ]is established.',
  ]);
  const proposals = Object.values(facts).flatMap((fact) =>
    fact.kind === 'proposal' ? [[fact.asks, ...fact.proponents]] : [],
  );
  expect(proposals).toEqual([
    ['replacement', 'cedar'],
    ['insertion', '_chair'],
  ]);
  expect(Object.values(facts)).toContainEqual(
    expect.objectContaining({ kind: 'requested', parties: ['alder'] }),
  );
  expect(Object.values(facts)).toContainEqual(
    expect.objectContaining({ kind: 'position', party: 'birch', stance: 'wants-deleted' }),
  );
  const entries = await house.log.read(docPath({ kind: 'draft', draft }), 1);
  expect(JSON.stringify(entries.map(({ body }) => body))).not.toMatch(/Wilhelmina|Ottokar/);
  await house.close();
  rmSync(data, { recursive: true, force: true });
});
