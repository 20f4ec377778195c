/** Acts in a real room: what is tabled, joined, withdrawn, decided; what each hears of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { LogError } from '../../server/log/log.ts';
import { MemoryLog } from '../../server/log/memory-log.ts';
import { provenanceOf } from '../../server/log/provenance.ts';
import { factsText, projectionOf, replay, verify } from '../../server/log/replay.ts';
import { SqliteLog } from '../../server/log/sqlite-log.ts';
import type { ActAnswer } from '../../shared/acts/act.ts';
import { seenHash } from '../../shared/acts/seen.ts';
import { dropProposal } from '../../shared/proposals/hand.ts';
import { readDraft } from '../../shared/text/draft-doc.ts';
import { replaceRange } from '../../shared/text/edit.ts';
import { printOf } from '../support/asks.ts';
import { edit, Negotiation, write } from '../support/negotiation.ts';
import type { RawClient } from '../support/raw-client.ts';
import { until } from '../support/until.ts';

const TEN = 'Parties shall establish a fund to support monitoring of shared rivers.';
const ELEVEN = 'The fund shall be financed by voluntary contributions.';

let open: Negotiation[] = [];
const negotiation = async (...args: Parameters<typeof Negotiation.open>): Promise<Negotiation> => {
  const one = await Negotiation.open(...args);
  open.push(one);
  return one;
};
afterEach(async () => {
  for (const one of open) await one.close();
  open = [];
});

const done = (answer: ActAnswer): number => {
  if (!answer.done) throw new Error(`refused: ${answer.why} ${answer.detail ?? ''}`);
  return answer.seq;
};
const why = (answer: ActAnswer): string => (answer.done ? 'done' : answer.why);

test('AC6: what is in hand is tabled, and everybody hears of it with its words', async () => {
  const n = await negotiation([TEN, ELEVEN]);
  const places = await n.places();
  const bb = await n.hall.enter('bb');
  const hand = await n.hand('aa');
  done(await n.table(hand, 'aa', { id: 'p1', kind: 'deletion', place: places.range('b0', ' shared') }));
  await until(() => bb.messages.some((m) => m.kind === 'facts' && 'proposal/p1' in m.set));
  expect(await n.fact('p1')).toMatchObject({
    asks: 'deletion',
    fate: 'on-text',
    unit: 'b0',
    proponents: ['aa'],
  });
  expect(bb.ydoc.getMap('table').has('p1')).toBe(true);
  expect(await n.text()).toBe(`${TEN}\n${ELEVEN}`);
});

test('AC6: two parties ask the same deletion, one withdraws: it stays with the other; both: nothing of it stays', async () => {
  const n = await negotiation([TEN]);
  const place = (await n.places()).range('b0', ' shared');
  const [aa, bb] = [await n.hand('aa'), await n.hand('bb')];
  done(await n.table(aa, 'aa', { id: 'p1', kind: 'deletion', place }));
  done(await n.table(bb, 'bb', { id: 'p2', kind: 'deletion', place }));
  expect((await n.fact('p1')).proponents).toEqual(['aa', 'bb']);
  expect((await n.facts())['proposal/p2']).toBeUndefined();
  await until(() => bb.ydoc.getMap('proposals').size === 0);
  done(await n.act('aa', { act: 'withdraw', proposal: 'p1' }));
  expect(await n.fact('p1')).toMatchObject({ fate: 'on-text', proponents: ['bb'], withdrew: ['aa'] });
  done(await n.act('bb', { act: 'withdraw', proposal: 'p1' }));
  expect((await n.fact('p1')).fate).toBe('withdrawn');
  expect((await n.hall.document()).ydoc.getMap('table').size).toBe(0);
});

test('AC8: a decision takes the words into the text and away from the table', async () => {
  const n = await negotiation([TEN]);
  const places = await n.places();
  done(
    await n.enter(
      { id: 'should', kind: 'replacement', place: places.range('b0', 'shall'), words: 'should' },
      'aa',
    ),
  );
  done(
    await n.enter(
      { id: 'swiss', kind: 'insertion', place: places.after('b0', 'shall'), words: ', as appropriate,' },
      'cc',
    ),
  );
  done(await n.enter({ id: 'shared', kind: 'deletion', place: places.range('b0', ' shared') }, 'bb'));
  done(
    await n.act('secretariat', {
      act: 'decide',
      outcomes: [
        { proposal: 'should', outcome: 'not-taken' },
        { proposal: 'swiss', outcome: 'taken' },
        { proposal: 'shared', outcome: 'taken' },
      ],
    }),
  );
  expect(await n.text()).toBe(
    'Parties shall, as appropriate, establish a fund to support monitoring of rivers.',
  );
  expect(await n.fact('swiss')).toMatchObject({ fate: 'taken' });
  expect(why(await n.act('aa', { act: 'decide', outcomes: [{ proposal: 'swiss', outcome: 'taken' }] }))).toBe(
    'not-the-operator',
  );
});

test('AC12: where the house tables live, what is typed is on the table, and what is dropped is withdrawn', async () => {
  const n = await negotiation([TEN], { intake: 'live' });
  const places = await n.places();
  const hand = await n.hand('aa');
  await write(hand, { id: 'p1', kind: 'insertion', place: places.after('b0', 'shall'), words: ', as' });
  await until(async () => (await n.facts())['proposal/p1'] !== undefined);
  await edit(hand, (open) => {
    const place = open.index.placeOf('p1.w')!;
    replaceRange(open, place.flat + 5, place.flat + 5, [{ text: ' appropriate,' }]);
  });
  await until(async () => (await n.fact('p1')).wordings.at(-1)!.words === ', as appropriate,');
  expect((await n.fact('p1')).wordings.length).toBe(1);
  const { ydoc } = await n.hall.document();
  expect(ydoc.getText('words').toString()).toBe(', as appropriate,');
  await edit(hand, (open) => dropProposal(open, 'p1'));
  await until(async () => (await n.fact('p1')).fate === 'withdrawn');
  expect(ydoc.getMap('table').size).toBe(0);
});

test('PV1, PV2: of every run of words it can be said since when, by which act, of whose asking; persons of delegations never', async () => {
  const n = await negotiation([TEN]);
  const places = await n.places();
  const aa = await n.hand('aa');
  done(
    await n.table(aa, 'aa', {
      id: 'i',
      kind: 'insertion',
      place: places.after('b0', 'shall'),
      words: ', as appropriate,',
    }),
  );
  done(await n.act('bb-2', { act: 'join', proposal: 'i' }));
  const seq = done(
    await n.act('secretariat', { act: 'decide', outcomes: [{ proposal: 'i', outcome: 'taken' }] }),
  );
  done(await n.enter({ id: 'd', kind: 'deletion', place: (await n.places()).range('b0', ' shared') }, 'cc'));
  const [found] = await provenanceOf(n.hall.log, 'draft/d1');
  expect(found!.runs.map(({ words, origin }) => [words, origin.seq, origin.by, origin.proponents])).toEqual([
    ['Parties shall', 1, 'created', []],
    [', as appropriate,', seq, 'decided', ['aa', 'bb']],
    [TEN.slice('Parties shall'.length), 1, 'created', []],
  ]);
  expect(found!.askedToGo).toMatchObject([{ words: ' shared', proponents: ['cc'] }]);
  expect(JSON.stringify(found)).not.toContain('bb-2');
});

test('HA3: what was decided on leaves the hand; words added since stay in hand, asked for after those taken', async () => {
  const n = await negotiation([TEN]);
  const aa = await n.hand('aa');
  const ask = {
    id: 'i',
    kind: 'insertion',
    place: (await n.places()).after('b0', 'shall'),
    words: ' soon',
  } as const;
  done(await n.table(aa, 'aa', ask));
  done(
    await n.table(aa, 'aa', { id: 'j', kind: 'deletion', place: (await n.places()).range('b0', ' shared') }),
  );
  await edit(aa, (open) => {
    const place = open.index.placeOf('i.w')!;
    replaceRange(open, place.flat + 6, place.flat + 6, [{ text: ' enough' }]);
  });
  const seq = done(
    await n.act('secretariat', {
      act: 'decide',
      outcomes: [
        { proposal: 'i', outcome: 'taken' },
        { proposal: 'j', outcome: 'not-taken' },
      ],
    }),
  );
  expect(seq).toBeGreaterThan(0);
  const held = (): readonly string[] => [...aa.ydoc.getMap('proposals').keys()];
  await until(() => held().length === 1 && !held().includes('i'));
  const [later = ''] = held();
  expect(aa.text).toContain(' enough');
  expect(aa.text).not.toContain('soon');
  done(await n.act('aa', { act: 'table', proposal: later }));
  done(await n.act('secretariat', { act: 'decide', outcomes: [{ proposal: later, outcome: 'taken' }] }));
  expect(await n.text()).toBe(TEN.replace('shall', 'shall soon enough'));
  await until(() => aa.ydoc.getMap('proposals').size === 0);
});

test('FA2: replay gives what the living room says, facts included, also after the process was killed', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'chapeau-acts-'));
  const file = path.join(folder, 'log.sqlite');
  try {
    const document = { snapshotAfter: { entries: 4, bytes: 1_000_000 } };
    const n = await negotiation([TEN, ELEVEN], {}, { log: await SqliteLog.open(file), document });
    const places = await n.places();
    const aa = await n.hand('aa');
    done(
      await n.table(aa, 'aa', {
        id: 'i',
        kind: 'replacement',
        place: places.range('b0', 'shall'),
        words: 'should',
      }),
    );
    done(await n.act('bb', { act: 'position', on: 'proposal:i', stance: 'supports', audience: 'room' }));
    done(await n.act('bb', { act: 'comment', id: 'c', on: 'unit:b0', audience: 'chair', words: 'no' }));
    done(await n.act('secretariat', { act: 'floor', unit: 'b1' }));
    done(await n.act('secretariat', { act: 'decide', outcomes: [{ proposal: 'i', outcome: 'taken' }] }));
    const last = done(
      await n.enter({ id: 'k', kind: 'deletion', place: places.range('b1', 'voluntary ') }, 'cc'),
    );
    const live = await n.hall.document();
    // What a kill leaves: the file as it is now, read by another process.
    const again = await SqliteLog.open(file);
    const whole = await replay(again, 'draft/d1', { isFromTheStart: true });
    const { facts, ydoc, head, from } = await replay(again, 'draft/d1');
    expect([head.seq, from > 0]).toEqual([last, true]);
    for (const each of [facts, whole.facts]) expect(factsText(each)).toBe(factsText(live.facts));
    expect(projectionOf(ydoc)).toBe(projectionOf(live.ydoc));
    expect(await verify(again, 'draft/d1')).toEqual({ doc: 'draft/d1', sound: last });
    const { hash, state, authors } = (await again.latestSnapshot('draft/d1'))!;
    await again.putSnapshot('draft/d1', { seq: from, hash, state, authors, facts: '{}' });
    expect((await verify(again, 'draft/d1')).fault).toContain(`snapshot at entry ${from}`);
    await again.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('FA3: each wire holds what its audience may see, byte by byte', async () => {
  const n = await negotiation([TEN, ELEVEN], { intake: 'called' });
  const [chair, bb, aa2] = [
    await n.hall.enter('chair'),
    await n.hall.enter('bb'),
    await n.hall.enter('aa-2'),
  ];
  const bbHand = await n.hand('bb');
  const places = await n.places();
  const hand = await n.hand('aa');
  await write(hand, { id: 'secret', kind: 'insertion', place: places.after('b0', 'shall'), words: ' zebra' });
  done(await n.table(hand, 'aa', { id: 'open', kind: 'deletion', place: places.range('b1', 'voluntary ') }));
  done(
    await n.act('aa', {
      act: 'position',
      on: 'unit:b0',
      stance: 'cannot-accept',
      audience: 'chair',
      note: 'giraffe',
    }),
  );
  done(await n.act('aa', { act: 'comment', id: 'c1', on: 'draft', audience: 'chair', words: 'antelope' }));
  done(await n.act('aa', { act: 'comment', id: 'c2', on: 'draft', audience: 'all', words: 'buffalo' }));
  await until(
    () => wire(bb).includes('buffalo') && wire(chair).includes('buffalo') && wire(aa2).includes('buffalo'),
  );
  const late = await n.hall.enter('bb-9');
  for (const client of [bb, bbHand, late, chair, aa2]) expect(wire(client)).not.toContain('zebra');
  for (const client of [bb, bbHand, late])
    for (const word of ['giraffe', 'antelope', 'cannot-accept', 'position/'])
      expect(wire(client)).not.toContain(word);
  for (const client of [chair, aa2]) {
    expect(wire(client)).toContain('giraffe');
    expect(wire(client)).toContain('antelope');
  }
  for (const client of [bb, late]) expect(wire(client)).toContain('proposal/open');
  const observer = await n.hall.enter('observer');
  expect(observer.closed).toMatchObject({ code: 4403 });
  const stranger = await n.hall.enter('bb', 'hand/d1/aa');
  expect(stranger.closed).toMatchObject({ code: 4403, reason: 'not-your-hand' });
  const desk = await n.hall.enter('bb', 'hand/d1/_desk');
  expect(desk.closed).toMatchObject({ code: 4403 });
});

test('AU11: who may not know names gets no byte of them: those of others are not on the wire', async () => {
  const n = await negotiation([TEN, ELEVEN], { names: 'own-party' });
  const [chair, bb, aa2] = [
    await n.hall.enter('chair'),
    await n.hall.enter('bb'),
    await n.hall.enter('aa-2'),
  ];
  const places = await n.places();
  done(await n.enter({ id: 'p1', kind: 'deletion', place: places.range('b0', ' shared') }, 'aa'));
  done(await n.act('quince', { act: 'join', proposal: 'p1' }));
  done(await n.act('quince', { act: 'position', on: 'unit:b0', stance: 'reserves', audience: 'room' }));
  done(await n.act('bb', { act: 'join', proposal: 'p1' }));
  done(await n.act('quince', { act: 'comment', id: 'c1', on: 'draft', audience: 'all', words: 'why?' }));
  done(await n.act('secretariat', { act: 'decide', outcomes: [{ proposal: 'p1', outcome: 'not-taken' }] }));
  const { seq } = Object.values(await n.facts()).find(({ kind }) => kind === 'decision') as { seq: number };
  done(await n.act('quince', { act: 'object', decision: seq, stance: 'objects' }));
  done(
    await n.act('secretariat', {
      act: 'status',
      units: ['b1'],
      status: 'agreed-ad-ref',
      awaiting: ['quince'],
    }),
  );
  const ends = 'agreed-ad-ref';
  await until(() => [chair, bb, aa2].every((each) => wire(each).includes(ends)));
  const late = await n.hall.enter('bb-9');
  await until(() => wire(late).includes(ends));
  for (const client of [bb, late]) {
    expect(wire(client)).not.toMatch(/quince|"aa"|unit:b0/);
    expect(wire(client)).toContain('"proponents":["_somebody","bb"]');
    expect(wire(client)).toContain('"awaiting":["_somebody"]');
  }
  expect(wire(aa2)).not.toMatch(/quince|"bb"/);
  expect(wire(aa2)).toContain('"proponents":["aa","_somebody"]');
  for (const name of ['quince', '"aa"', '"bb"']) expect(wire(chair)).toContain(name);

  const { rules } = (await n.hall.rooms.room('d1')).standing;
  n.hall.people.stand({ rules: { ...rules, names: 'nobody' } });
  const desk = await n.hall.enter('secretariat');
  await until(() => wire(desk).includes(ends));
  expect(wire(desk)).not.toMatch(/quince|"aa"|"bb"/);
  n.hall.people.stand({ rules: { ...rules, names: 'members' } });
  await until(() => wire(bb).includes('quince') && wire(desk).includes('quince'));
});

test('AU12: a party dissents from its group: the coordinator and the chair\u2019s side are told, not a byte to anybody else', async () => {
  const n = await negotiation([TEN], {});
  const [chair, aa2, bb, cc, eu] = [
    await n.hall.enter('chair'),
    await n.hall.enter('aa-2'),
    await n.hall.enter('bb'),
    await n.hall.enter('cc'),
    await n.hall.enter('eu'),
  ];
  const place = (await n.places()).range('b0', ' shared');
  done(await n.enter({ id: 'p1', kind: 'deletion', place }, 'eu'));
  done(await n.act('aa', { act: 'position', on: 'proposal:p1', stance: 'supports', audience: 'room' }));
  const dissent = {
    act: 'position',
    on: 'proposal:p1',
    stance: 'cannot-accept',
    audience: 'group',
    note: 'giraffe',
  } as const;
  expect(why(await n.act('cc', { ...dissent, group: 'eu' }))).toBe('not-acting-for');
  expect(why(await n.act('aa', dissent))).toBe('unknown-party');
  done(await n.act('aa', { ...dissent, group: 'eu' }));
  done(await n.act('bb', { act: 'comment', id: 'c1', on: 'draft', audience: 'all', words: 'buffalo' }));
  await until(() => [chair, aa2, bb, cc, eu].every((each) => wire(each).includes('buffalo')));
  const late = await n.hall.enter('bb-9');
  for (const client of [bb, cc, late]) {
    expect(wire(client)).not.toMatch(/giraffe|cannot-accept|\/eu"/);
    expect(wire(client)).toContain('"supports"');
  }
  for (const client of [chair, aa2, eu]) expect(wire(client)).toMatch(/giraffe.*|cannot-accept/);
  done(await n.act('eu', { act: 'grant', group: 'eu', party: 'cc', granted: true }));
  await until(() => wire(cc).includes('giraffe'));
  done(await n.act('aa', { ...dissent, group: 'eu', stance: null }));
  expect(Object.keys(await n.facts()).filter((key) => key.startsWith('position/'))).toEqual([
    'position/proposal:p1/aa',
  ]);
});

test('CM3: what is said in a group reaches its parties and who acts for it, the chair\u2019s side as little as others', async () => {
  const n = await negotiation([TEN], {});
  const [chair, aa2, bb, cc, eu] = [
    await n.hall.enter('chair'),
    await n.hall.enter('aa-2'),
    await n.hall.enter('bb'),
    await n.hall.enter('cc'),
    await n.hall.enter('eu'),
  ];
  const say = { act: 'comment', on: 'draft', audience: 'group', group: 'eu' } as const;
  done(await n.act('aa', { ...say, id: 'c1', words: 'zebra' }));
  done(await n.act('eu', { ...say, id: 'c2', words: 'okapi', answers: 'c1' }));
  expect(why(await n.act('cc', { ...say, id: 'c3', words: 'x' }))).toBe('not-acting-for');
  expect(why(await n.act('secretariat', { ...say, id: 'c3', words: 'x', for: 'aa' }))).toBe('not-acting-for');
  const answer = { ...say, id: 'c3', audience: 'all', answers: 'c1', words: 'x' } as const;
  expect(why(await n.act('cc', answer))).toBe('unknown-target');
  expect(why(await n.act('chair', answer))).toBe('unknown-target');
  done(await n.act('cc', { act: 'comment', id: 'c4', on: 'draft', audience: 'all', words: 'buffalo' }));
  await until(() => [chair, aa2, bb, cc, eu].every((each) => wire(each).includes('buffalo')));
  const late = await n.hall.enter('secretariat');
  for (const client of [chair, cc, late]) expect(wire(client)).not.toMatch(/zebra|okapi|comment\/c[12]/);
  for (const client of [aa2, bb, eu]) expect(wire(client)).toMatch(/zebra[\s\S]*okapi/);
});

test('AC5: a delegate hammers keys in the provision on the floor during a decision: it goes through, the words are in hand', async () => {
  const n = await negotiation([TEN, ELEVEN]);
  const places = await n.places();
  done(await n.act('secretariat', { act: 'floor', unit: 'b0' }));
  done(await n.enter({ id: 'd', kind: 'deletion', place: places.range('b0', ' shared') }, 'bb'));
  const aa = await n.hand('aa');
  await write(aa, { id: 'keys', kind: 'insertion', place: places.after('b0', 'shall'), words: 'x' });
  const keys = 'hammering on all keys at once';
  const hammer = async (): Promise<void> => {
    for (const key of keys)
      await edit(aa, (open) => {
        const { flat, record } = open.index.placeOf('keys.w')!;
        replaceRange(open, flat + 1 + record.size, flat + 1 + record.size, [{ text: key }]);
      });
  };
  const seen = seenHash((await n.places()).draft, ['d']);
  const decide = async (): Promise<void> => {
    await until(() => printOf(readDraft(aa.ydoc)).includes('hammering'));
    done(
      await n.act('secretariat', { act: 'decide', outcomes: [{ proposal: 'd', outcome: 'taken' }], seen }),
    );
    expect(why(await n.act('aa', { act: 'table', proposal: 'keys' }))).toBe('on-the-floor');
  };
  await Promise.all([hammer(), decide()]);
  expect(await n.text()).toBe(`${TEN.replace(' shared', '')}\n${ELEVEN}`);
  const again = await n.hand('aa-2');
  await until(() => printOf(readDraft(again.ydoc)).includes(`x${keys}`));
});

test('AC4: a group\u2019s hand opens to a party it granted, and closes when the grant ends', async () => {
  const n = await negotiation([TEN]);
  await n.hall.enter('chair');
  const before = await n.hall.enter('aa', 'hand/d1/eu');
  expect(before.closed).toMatchObject({ reason: 'not-your-hand' });
  done(await n.act('eu', { act: 'grant', group: 'eu', party: 'aa', granted: true }));
  const hand = await n.hall.enter('aa', 'hand/d1/eu');
  expect(hand.entry?.mayWrite).toBe(true);
  const ask = { id: 'g', kind: 'deletion', place: (await n.places()).range('b0', ' shared') } as const;
  done(await n.table(hand, 'aa', ask, { for: 'eu' }));
  expect((await n.fact('g')).proponents).toEqual(['eu']);
  done(await n.act('eu', { act: 'grant', group: 'eu', party: 'aa', granted: false }));
  await until(() => hand.closed !== undefined);
  expect(hand.closed).toMatchObject({ code: 4403 });
});

test('AC11: who asks too much at once is refused, the others are not, and the log of the server stays readable', async () => {
  const n = await negotiation([TEN]);
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => n.act('aa', { act: 'floor', unit: 'b0' })),
  );
  expect(new Set(answers.map(why))).toEqual(new Set(['not-the-operator', 'too-many']));
  expect(why(await n.act('secretariat', { act: 'floor', unit: 'b0' }))).toBe('done');
  const lines = n.hall.said.filter(({ message }) => message === 'an act was refused');
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.length).toBeLessThan(20);
  expect(lines[0]!.facts).toMatchObject({ account: 'aa', act: 'floor' });
});

test('AC2: what could not be recorded did not happen, and nobody was shown it', async () => {
  const log = new MemoryLog();
  const n = await negotiation([TEN], {}, { log });
  const bb = await n.hall.enter('bb');
  const place = (await n.places()).range('b0', ' shared');
  const append = log.append.bind(log);
  log.append = async () => {
    throw new LogError('full', 'no room');
  };
  expect(why(await n.enter({ id: 'd', kind: 'deletion', place }, 'aa'))).toBe('storage');
  log.append = append;
  await until(() => bb.closed !== undefined);
  expect(bb.ydoc.getMap('table').size).toBe(0);
  expect(wire(bb)).not.toContain('proposal/d');
  done(await n.enter({ id: 'd', kind: 'deletion', place }, 'aa'));
  expect((await n.fact('d')).proponents).toEqual(['aa']);
});

test('RO8: facts go out right after the words they are about', async () => {
  const n = await negotiation([TEN]);
  const bb = await n.hall.enter('bb');
  const count = bb.bytes.length;
  done(
    await n.enter(
      { id: 'd', kind: 'insertion', place: (await n.places()).after('b0', 'shall'), words: ' okapi' },
      'aa',
    ),
  );
  await until(() => bb.bytes.length >= count + 2);
  const [words, facts] = bb.bytes.slice(count).map(String);
  expect([words!.includes('okapi'), facts!.includes('"kind":"facts"')]).toEqual([true, true]);
});

test('LG6: a hand that its party deletes is gone with its log, and begins anew', async () => {
  const n = await negotiation([TEN]);
  const hand = await n.hand('aa');
  await write(hand, { id: 'p', kind: 'deletion', place: (await n.places()).range('b0', ' shared') });
  await n.hall.rooms.forgetHand('d1', 'aa', 'aa');
  await until(() => hand.closed !== undefined);
  expect((await n.hall.log.documents()).map(({ doc }) => doc)).toEqual(['draft/d1']);
  const again = await n.hand('aa');
  expect(again.ydoc.getMap('proposals').size).toBe(0);
});

test('LG6: a hand that was ended but not yet deleted when the server stopped is gone when the room opens it', async () => {
  const n = await negotiation([TEN]);
  const hand = await n.hand('aa');
  await write(hand, { id: 'p', kind: 'deletion', place: (await n.places()).range('b0', ' shared') });
  const { log } = n.hall;
  const { forget } = log;
  log.forget = () => Promise.reject(new LogError('closed', 'the server stops'));
  await expect(n.hall.rooms.forgetHand('d1', 'aa', 'aa')).rejects.toThrow('the server stops');
  log.forget = forget;
  expect((await log.head('hand/d1/aa')).seq).toBeGreaterThan(0);
  const again = await n.hand('aa');
  expect(again.ydoc.getMap('proposals').size).toBe(0);
  const kept = await log.read('hand/d1/aa', 1);
  expect(kept.map(({ kind }) => kind)).toEqual(['create']);
  await write(again, { id: 'q', kind: 'deletion', place: (await n.places()).range('b0', ' shared') });
  expect((await log.read('hand/d1/aa', 1)).map(({ kind }) => kind)).toEqual(['create', 'typing']);
});

test('AC2: the entry of an act holds what it changes, however large draft and table are', async () => {
  const n = await negotiation(
    Array.from({ length: 500 }, (_, at) => `Provision ${at} shall stand as it is written.`),
  );
  const places = await n.places();
  const asks = Array.from({ length: 60 }, (_, at) => ({
    id: `q${at}`,
    kind: 'insertion' as const,
    place: places.after(`b${at * 8}`, 'shall'),
    words: ` ${at}`,
  }));
  for (const ask of asks.slice(0, 50)) done(await n.enter(ask, 'aa'));
  const { log } = n.hall;
  const size = async (): Promise<number> => {
    const { seq } = await log.head('draft/d1');
    const [entry] = await log.read('draft/d1', seq, 1);
    return entry!.update!.length;
  };
  const few = await size();
  done(await n.enter(asks[51]!, 'aa'));
  expect(await size()).toBeLessThan(few + 50);
});

const wire = (client: RawClient): string => Buffer.concat(client.bytes).toString('utf8');
