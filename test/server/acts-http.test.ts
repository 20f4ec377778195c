/** Acts over HTTP: their shape is checked at the edge, the answer says how they ended. */
import { afterEach, expect, test } from 'vitest';
import { joined, link, newDraft, type TestHouse, testHouse, type Wish } from '../support/house.ts';
import { Browser, serve, type TestServer } from '../support/http.ts';

const open: TestServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function served(wish: Wish) {
  const house: TestHouse = testHouse();
  const server = await serve(house);
  open.push(server);
  const { draft } = await newDraft(house);
  const browser = new Browser(server.origin);
  await browser.join(await link(house, draft, wish), 'Ann');
  const post = (body: unknown) => browser.ask('POST', `/api/drafts/${draft}/acts`, body);
  return { house, server, draft, browser, post };
}
const ALDER = { role: 'delegation', party: 'alder' } as const;

test('AC1: an act of the right shape reaches the room under the account that asks', async () => {
  const { server, post } = await served(ALDER);
  const told = await post({ act: 'join', proposal: 'p1' });
  expect([told.status, told.json()]).toEqual([200, { done: true, seq: 7 }]);
  expect(server.door.acts[0]!.request).toEqual({ act: 'join', proposal: 'p1' });
  expect(told.headers.get('cache-control')).toBe('no-store');
});

test.each([
  [{ act: 'none' }, 'act'],
  [{ act: 'join', proposal: 'a/b' }, 'proposal'],
  [{ act: 'join', proposal: 'p', more: 1 }, 'more'],
  [{ act: 'position', on: 'planet:x', stance: 'supports', audience: 'room' }, 'on'],
  [
    {
      act: 'enter',
      proposal: {
        id: 'p',
        kind: 'insertion',
        place: { on: 'gap', layer: 'text', block: 'b0', at: { client: 1 } },
        blocks: [],
      },
    },
    'proposal.place.at',
  ],
  [{ act: 'decide', outcomes: [{ proposal: 'p', outcome: 'perhaps' }] }, 'outcomes.0'],
])('AC1: what has not the shape of an act is named by its place: %j', async (body, place) => {
  const { server, post } = await served({ role: 'secretariat' });
  const told = await post(body);
  expect([told.status, server.door.acts.length]).toEqual([400, 0]);
  expect(told.text).toContain(place);
});

test.each([
  ['not-the-operator', 403],
  ['unknown-proposal', 404],
  ['words-changed', 409],
  ['too-many', 429],
  ['storage', 503],
] as const)(
  'AC1: an act refused as %s is answered with %i, the reason and the present words',
  async (why, status) => {
    const { server, post } = await served(ALDER);
    server.door.answer = { done: false, why, present: 'words' };
    const told = await post({ act: 'join', proposal: 'p1' });
    expect([told.status, told.json()]).toEqual([status, { error: why, done: false, why, present: 'words' }]);
  },
);

test('AC1: who takes no part in the draft does not learn that there is one', async () => {
  const { house, server, draft } = await served(ALDER);
  const other = await newDraft(house);
  await joined(house, other.draft, ALDER);
  const stranger = new Browser(server.origin);
  await stranger.join(await link(house, other.draft, ALDER), 'Bob');
  const told = await stranger.ask('POST', `/api/drafts/${draft}/acts`, { act: 'join', proposal: 'p' });
  expect([told.status, server.door.acts.length]).toEqual([404, 0]);
});

test('LG6: the head of a delegation deletes its hand, the chair\u2019s side its desk; others nothing', async () => {
  const head = await served({ ...ALDER, head: true });
  expect((await head.browser.ask('DELETE', `/api/drafts/${head.draft}/hand`)).status).toBe(204);
  expect(head.server.door.forgotten).toEqual([`${head.draft}/alder`]);
  const member = await served(ALDER);
  expect((await member.browser.ask('DELETE', `/api/drafts/${member.draft}/hand`)).status).toBe(403);
  const desk = await served({ role: 'secretariat' });
  expect((await desk.browser.ask('DELETE', `/api/drafts/${desk.draft}/hand`)).status).toBe(204);
  expect(desk.server.door.forgotten).toEqual([`${desk.draft}/_desk`]);
});
