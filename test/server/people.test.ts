import { describe, expect, test } from 'vitest';
import { LogError } from '../../server/log/log.ts';
import { readParties } from '../../server/people/parties-csv.ts';
import type { PeopleChange } from '../../server/people/people.ts';
import { hashOf, newId, tokenFrom } from '../../server/people/secret.ts';
import { SESSION_LENGTH } from '../../server/people/sessions.ts';
import { mayReadDraft } from '../../shared/house/audience.ts';
import { DEFAULT_RULES } from '../../shared/house/membership.ts';
import { namesIn } from '../../shared/house/party.ts';
import { docPath } from '../../shared/protocol/messages.ts';
import { HOUR, joined, link, newDraft, PARTIES, rebuilt, shortDraft, testHouse } from '../support/house.ts';

const ALDER = { role: 'delegation', party: 'alder' } as const;
const refusal = (why: string) => ({ done: false, why });

describe('invitations', () => {
  test('IN1: looking at a link, however often, changes nothing', async () => {
    const house = testHouse();
    const { draft } = await newDraft(house);
    const token = await link(house, draft, ALDER);
    const before = await house.log.head(docPath({ kind: 'draft', draft }));
    for (let n = 0; n < 3; n++) expect(house.invitations.look(token)).toMatchObject({ done: true });
    expect(await house.log.head(docPath({ kind: 'draft', draft }))).toEqual(before);
    expect((await house.invitations.redeem(token, 'Bo')).done).toBe(true);
  });

  test('IN2: a link for one person is redeemed once, even by two at the same moment', async () => {
    const house = testHouse();
    const { draft } = await newDraft(house);
    const token = await link(house, draft, ALDER);
    const both = await Promise.all([
      house.invitations.redeem(token, 'A'),
      house.invitations.redeem(token, 'B'),
    ]);
    expect(both.filter(({ done }) => done)).toHaveLength(1);
    expect(both.find(({ done }) => !done)).toEqual(refusal('invitation-used'));
    expect(house.people.lookup.members(draft).filter(({ party }) => party === 'alder')).toHaveLength(1);
  });

  test('IN2: a reusable link is redeemed by several persons, each with an account of its own', async () => {
    const house = testHouse();
    const { draft } = await newDraft(house);
    const token = await link(house, draft, { ...ALDER, reusable: true });
    for (const name of ['A', 'B', 'C']) expect((await house.invitations.redeem(token, name)).done).toBe(true);
    expect(house.people.lookup.members(draft).filter(({ party }) => party === 'alder')).toHaveLength(3);
  });

  test('IN3: an expired, a revoked and a wrong link are refused, each by its reason', async () => {
    const house = testHouse();
    const { draft, chair } = await newDraft(house);
    const [late, gone] = [
      await link(house, draft, ALDER),
      await link(house, draft, { ...ALDER, lasts: 99 * HOUR }),
    ];
    const [, , revoked] = house.people.lookup.invitations(draft);
    expect((await house.invitations.revoke(chair, draft, revoked!.id)).done).toBe(true);
    house.now += 2 * HOUR;
    expect(await house.invitations.redeem(late, 'A')).toEqual(refusal('invitation-expired'));
    expect(await house.invitations.redeem(gone, 'A')).toEqual(refusal('invitation-revoked'));
    expect(await house.invitations.redeem(`${gone}x`, 'A')).toEqual(refusal('unknown-invitation'));
    expect(house.people.lookup.members(draft)).toHaveLength(1);
  });

  test('IN4: the secret of a link stands neither in the tables nor in the log', async () => {
    const house = testHouse();
    const { draft } = await newDraft(house);
    const token = await link(house, draft, ALDER);
    const entries = await house.log.read(docPath({ kind: 'draft', draft }), 1);
    const kept = JSON.stringify([entries.map(({ body }) => body), house.people.lookup.invitations(draft)]);
    expect(kept).toContain(hashOf(token));
    expect(kept).not.toContain(token);
  });

  test('IN5: a browser keeps its account for a second draft, and gets another for a second capacity', async () => {
    const house = testHouse();
    const [one, two] = [await newDraft(house), await newDraft(house)];
    const ann = await joined(house, one.draft, ALDER);
    const second = await house.invitations.redeem(await link(house, two.draft, ALDER), 'x', ann);
    expect(second).toMatchObject({ done: true, value: { account: ann } });
    const other = await house.invitations.redeem(
      await link(house, one.draft, { role: 'observer' }),
      'Bo',
      ann,
    );
    expect(other).toMatchObject({ done: true, value: { account: { name: 'Bo' } } });
    expect(house.people.memberOf(ann.id, one.draft)?.role).toBe('delegation');
  });

  test('IN5: one link may lead into several drafts', async () => {
    const house = testHouse();
    const [one, two] = [await newDraft(house), await newDraft(house)];
    const token = tokenFrom(house.secret, 'both');
    for (const { draft, chair } of [one, two]) {
      const wish = { ...ALDER, head: false, label: 'both', lasts: HOUR, reusable: true, token };
      expect((await house.invitations.invite(chair, draft, wish)).done).toBe(true);
    }
    const redeemed = await house.invitations.redeem(token, 'Ann');
    expect(redeemed).toMatchObject({ done: true, value: { draft: two.draft } });
    const { id } = redeemed.done ? redeemed.value.account : { id: '' };
    expect(
      house.people.lookup
        .draftsOf(id)
        .map((draft) => draft.id)
        .sort(),
    ).toEqual([one.draft, two.draft].sort());
  });

  test('IN6: who was removed cannot come back by a link that was used, and neither can by links issued before', async () => {
    const house = testHouse();
    const { draft, chair } = await newDraft(house);
    const token = await link(house, draft, { ...ALDER, head: true });
    const head = await house.invitations.redeem(token, 'Head');
    if (!head.done) throw new Error(head.why);
    const spare = await link(house, draft, ALDER, head.value.account);
    expect((await house.people.removeMember(chair, draft, head.value.account.id)).done).toBe(true);
    expect(await house.invitations.redeem(token, 'x', head.value.account)).toEqual(
      refusal('invitation-used'),
    );
    expect(await house.invitations.redeem(spare, 'x')).toEqual(refusal('invitation-revoked'));
  });
});

describe('members', () => {
  test('AU8: a head of delegation adds and removes colleagues of the own party, and nobody else', async () => {
    const house = testHouse();
    const { draft, chair } = await newDraft(house);
    const head = await joined(house, draft, { ...ALDER, head: true });
    const birch = await joined(house, draft, { role: 'delegation', party: 'birch' });
    const colleague = await house.invitations.redeem(await link(house, draft, ALDER, head), 'Colleague');
    if (!colleague.done) throw new Error(colleague.why);
    const { people, invitations } = house;
    const wish = { head: false, label: 'x', lasts: HOUR, reusable: false };
    for (const place of [
      { role: 'delegation', party: 'birch' },
      { role: 'chair' },
      { role: 'observer' },
    ] as const)
      expect((await invitations.invite(head, draft, { ...wish, ...place })).done).toBe(false);
    expect(await people.removeMember(head, draft, birch.id)).toEqual(refusal('not-head-of-delegation'));
    expect(await people.removeMember(head, draft, chair.id)).toEqual(refusal('not-the-chairs-side'));
    expect(await people.setPhase(head, draft, 'frozen')).toEqual(refusal('not-the-chairs-side'));
    expect((await people.removeMember(head, draft, colleague.value.account.id)).done).toBe(true);
  });

  test('AU9: heads are named by the chair’s side, and a colleague who is no head manages nobody', async () => {
    const house = testHouse();
    const { draft } = await newDraft(house);
    const head = await joined(house, draft, { ...ALDER, head: true });
    const other = await joined(house, draft, { ...ALDER, head: true });
    const colleague = await joined(house, draft, ALDER);
    const { people } = house;
    const asHead = { ...ALDER, head: true };
    expect(await people.changeMember(head, draft, colleague.id, asHead)).toEqual(
      refusal('heads-named-by-the-chair'),
    );
    expect(await people.removeMember(head, draft, other.id)).toEqual(refusal('heads-named-by-the-chair'));
    expect(await people.removeMember(colleague, draft, other.id)).toEqual(refusal('not-head-of-delegation'));
    expect(await people.changeMember(colleague, draft, colleague.id, asHead)).toEqual(
      refusal('not-head-of-delegation'),
    );
  });

  test('AU9: who stops being head takes the open invitations along', async () => {
    const house = testHouse();
    const { draft, chair } = await newDraft(house);
    const head = await joined(house, draft, { ...ALDER, head: true });
    const token = await link(house, draft, ALDER, head);
    expect((await house.people.changeMember(chair, draft, head.id, { ...ALDER, head: false })).done).toBe(
      true,
    );
    expect(house.invitations.look(token)).toEqual(refusal('invitation-revoked'));
  });

  test('PE3: a draft keeps somebody on the chair’s side; anybody else may leave', async () => {
    const house = testHouse();
    const { draft, chair } = await newDraft(house);
    const ann = await joined(house, draft, ALDER);
    const last = refusal('last-of-the-chairs-side');
    expect(await house.people.removeMember(chair, draft, chair.id)).toEqual(last);
    expect(await house.people.changeMember(chair, draft, chair.id, { ...ALDER, head: false })).toEqual(last);
    expect((await house.people.removeMember(ann, draft, ann.id)).done).toBe(true);
    await joined(house, draft, { role: 'secretariat' });
    expect((await house.people.removeMember(chair, draft, chair.id)).done).toBe(true);
  });

  test('PE1, PE5: a delegation has a party of the list, and nobody else has one', async () => {
    const house = testHouse();
    const { draft, chair } = await newDraft(house);
    const wish = { head: false, label: 'x', lasts: HOUR, reusable: false };
    const { invitations } = house;
    const wrong = [
      { role: 'delegation', party: 'atlantis' },
      { role: 'delegation' },
      { role: 'observer', party: 'alder' },
      { role: 'chair', head: true },
    ] as const;
    for (const place of wrong)
      expect(await invitations.invite(chair, draft, { ...wish, ...place })).toEqual(refusal('unknown-party'));
  });

  test('PA3: a party with members stays on the list', async () => {
    const house = testHouse();
    const { draft, chair } = await newDraft(house);
    await joined(house, draft, ALDER);
    const without = PARTIES.filter(({ id }) => id !== 'alder');
    expect(await house.people.setParties(chair, draft, without)).toEqual(refusal('party-in-use'));
    const others = PARTIES.filter(({ id }) => id !== 'birch');
    expect((await house.people.setParties(chair, draft, others)).done).toBe(true);
    expect(house.people.lookup.parties(draft)).toEqual(others);
  });
});

describe('acts', () => {
  test('PE2: what the log adds up to is what the tables hold', async () => {
    const house = testHouse();
    const { draft, chair } = await newDraft(house, { document: shortDraft('Two wells') });
    const head = await joined(house, draft, { ...ALDER, head: true }, 'Head');
    const bo = await joined(house, draft, { role: 'delegation', party: 'birch' }, 'Bo');
    await link(house, draft, ALDER, head);
    await house.people.changeMember(chair, draft, bo.id, { role: 'observer', head: false });
    await house.people.removeMember(head, draft, head.id);
    await house.people.setPhase(chair, draft, 'closed');
    await house.people.setRules(chair, draft, { cursors: 'everyone' });
    const again = await rebuilt(house);
    const seen = ({ people: { lookup } }: typeof house) => ({
      draft: lookup.draft(draft),
      members: lookup.members(draft),
      invitations: lookup.invitations(draft),
      parties: lookup.parties(draft),
    });
    expect(seen(again)).toEqual(seen(house));
    expect(seen(again).draft).toMatchObject({
      title: 'Two wells',
      phase: 'closed',
      rules: { ...DEFAULT_RULES, cursors: 'everyone' },
    });
  });

  test('PE2: an act that the log does not take changes nothing', async () => {
    const house = testHouse();
    const { draft, chair } = await newDraft(house);
    house.log.append = () => Promise.reject(new LogError('full', 'the disk is full'));
    await expect(house.people.setPhase(chair, draft, 'frozen')).rejects.toThrow('the disk is full');
    expect(house.people.standing(draft)?.phase).toBe('open');
  });

  test('PE2: whoever listens hears of a change after it took effect', async () => {
    const house = testHouse();
    const { draft, chair } = await newDraft(house);
    const ann = await joined(house, draft, ALDER);
    const heard: (PeopleChange & { role?: string; phase?: string })[] = [];
    const end = house.people.onChange((change) => {
      const role = change.account && house.people.memberOf(change.account, draft)?.role;
      heard.push({ ...change, role, phase: house.people.standing(draft)?.phase });
    });
    await house.people.changeMember(chair, draft, ann.id, { role: 'observer', head: false });
    await house.people.setPhase(chair, draft, 'frozen');
    await house.people.removeMember(chair, draft, ann.id);
    end();
    await house.people.setPhase(chair, draft, 'open');
    expect(heard).toEqual([
      { draft, account: ann.id, role: 'observer', phase: 'open' },
      { draft, role: undefined, phase: 'frozen' },
      { draft, account: ann.id, role: undefined, phase: 'frozen' },
    ]);
  });

  test('PH1, AU1: a draft is created in preparation, and only the chair’s side reads it', async () => {
    const house = testHouse();
    const { draft, chair } = await newDraft(house, { phase: undefined });
    const standing = house.people.standing(draft)!;
    expect(standing.phase).toBe('preparing');
    const ann = await joined(house, draft, ALDER);
    expect(mayReadDraft(house.people.memberOf(ann.id, draft), standing)).toEqual({
      may: false,
      why: 'preparing',
    });
    expect(mayReadDraft(house.people.memberOf(chair.id, draft), standing).may).toBe(true);
  });
});

describe('sessions and secrets', () => {
  test('SE1: a session ends by sign-out or with its time, and a wrong token is nobody', async () => {
    const house = testHouse();
    const { chair } = await newDraft(house);
    const [one, two] = [house.sessions.start(chair.id), house.sessions.start(chair.id)];
    expect(house.sessions.accountOf(one)).toEqual(chair);
    house.sessions.end(one);
    expect(house.sessions.accountOf(one)).toBeUndefined();
    expect(house.sessions.accountOf(`${two}x`)).toBeUndefined();
    house.now += SESSION_LENGTH;
    expect(house.sessions.accountOf(two)).toBeUndefined();
  });

  test('SE2: ids fit addresses, hand names and command lines', () => {
    const ids = Array.from({ length: 500 }, newId);
    expect(new Set(ids).size).toBe(500);
    for (const id of ids) expect(id).toMatch(/^[a-z2-9]{12}$/);
  });
});

describe('the list of parties', () => {
  const read = (csv: string) => readParties(csv);

  test('PA2: names by language, order, region and groups come from the list', () => {
    const csv =
      '\uFEFFid,order,region,groups,short_en,full_en,short_zh\nalder,2,North,"Uplands; Lakes",Alder,"Alder, the",桤木\nbirch,,,,Birch,,\n';
    expect(read(csv)).toEqual({
      read: true,
      parties: [
        {
          id: 'alder',
          order: 2,
          region: 'North',
          groups: ['Uplands', 'Lakes'],
          names: { en: { short: 'Alder', full: 'Alder, the' }, zh: { short: '桤木', full: '桤木' } },
        },
        { id: 'birch', groups: [], names: { en: { short: 'Birch', full: 'Birch' } } },
      ],
    });
  });

  test('PA2: each fault is said with its line and column, and nothing is taken over', () => {
    const csv = 'id,order,short_en\nalder,x,Alder\nal der,1,B\n,2,C\nalder,3,\n';
    expect(read(csv)).toEqual({
      read: false,
      faults: [
        { line: 2, column: 'order', fault: 'not-a-number' },
        { line: 3, column: 'id', fault: 'not-an-id' },
        { line: 4, column: 'id', fault: 'missing' },
        { line: 5, column: 'short_en', fault: 'missing' },
        { line: 5, column: 'id', fault: 'twice' },
      ],
    });
  });

  test('PA2: what is no list is refused without being read at length', () => {
    for (const csv of ['', 'id', 'id,short_en\n"open', `id,short_en\n${'a'.repeat(1_000_001)}`, '\0\0\0'])
      expect(read(csv).read, csv.slice(0, 20)).toBe(false);
    const many = Array.from({ length: 1_001 }, (_, n) => `p${n},P`).join('\n');
    expect(read(`id,short_en\n${many}`)).toMatchObject({ read: false, faults: [{ fault: 'too-large' }] });
  });

  test('PA1: a party is called in the reader’s language, else in English, else as it can be', () => {
    const [alder] = PARTIES;
    expect(namesIn(alder!, 'zh-Hans').short).toBe('桤木');
    expect(namesIn(alder!, 'sw').short).toBe('Alder');
    expect(namesIn({ id: 'x', names: {}, groups: [] }, 'en').short).toBe('x');
  });
});
