/** Whose a bracket is that came in with the text. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { draft } from '../../fixtures/build.ts';
import { stateOfDraft } from '../../server/export/draft-state.ts';
import { SERVER } from '../../server/log/log.ts';
import { MemoryLog } from '../../server/log/memory-log.ts';
import { readOpenPoints } from '../../shared/acts/reading/open-points.ts';
import { delimiterIn } from '../../shared/text/document.ts';
import { createDraft, readDraft } from '../../shared/text/draft-doc.ts';
import { DRAFT } from '../support/hall.ts';
import { Negotiation } from '../support/negotiation.ts';

const TEXT = draft({ title: 'T', language: 'en', dir: 'ltr' }, '1. Parties [shall] report.\n2. End.');
const BRACKET = TEXT.blocks[0]!.content.flatMap((each) => delimiterIn(each)?.id ?? [])[0]!;

describe('BC1, BC2: brackets that came in with the text are claimed', () => {
  test('by a party, for a party by the operator, and given up again; the record says so to members alone', async () => {
    const log = new MemoryLog();
    const update = Y.encodeStateAsUpdate(createDraft(TEXT));
    await log.append(`draft/${DRAFT}`, [{ at: 0, user: SERVER, kind: 'create', update }]);
    const talks = await Negotiation.open([], {}, { log });
    const claim = (account: string, claimed: boolean, more: { for?: string } = {}) =>
      talks.act(account, { act: 'claim', bracket: BRACKET, claimed, ...more });
    expect(await claim('aa', true)).toMatchObject({ done: true });
    expect(await claim('secretariat', true, { for: 'bb' })).toMatchObject({ done: true });
    expect((await talks.facts())[`requested/${BRACKET}`]).toMatchObject({ parties: ['aa', 'bb'] });
    expect(await claim('aa', true)).toMatchObject({ done: false, why: 'already-a-proponent' });
    expect(await claim('secretariat', true)).toMatchObject({ done: false });
    expect(await claim('observer', true)).toMatchObject({ done: false });
    expect(await talks.act('aa', { act: 'claim', bracket: 'none', claimed: true })).toMatchObject({
      done: false,
      why: 'unknown-target',
    });
    const { ydoc, facts } = await talks.hall.document();
    const parties = ['aa', 'bb'].map((id) => ({ id, names: { en: { short: id.toUpperCase(), full: id } } }));
    expect(stateOfDraft(ydoc, facts, parties as never).askedBy?.get(BRACKET)).toMatchObject([
      { asks: 'bracket', names: ['AA', 'BB'] },
    ]);
    expect(readOpenPoints(readDraft(ydoc), facts)[0]).toMatchObject({ proponents: ['aa', 'bb'] });
    expect(await claim('aa', false)).toMatchObject({ done: true });
    expect(await claim('secretariat', false, { for: 'bb' })).toMatchObject({ done: true });
    expect((await talks.facts())[`requested/${BRACKET}`]).toBeUndefined();
    await talks.close();
  });
});
