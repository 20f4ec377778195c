/** Our room with its SQLite log; 60 parties, the house tables by acts, which come as requests. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SqliteLog } from '../../../server/log/sqlite-log.ts';
import type { MembershipSource } from '../../../server/room/membership-source.ts';
import { Rooms } from '../../../server/room/rooms.ts';
import type { ActRequest } from '../../../shared/acts/act.ts';
import { DEFAULT_RULES } from '../../../shared/house/membership.ts';
import { answering, baseFile, dataFolder, listen } from '../room/server.ts';
import { DRAFT } from './draft.ts';

const members: MembershipSource = {
  memberOf: (account, draft) =>
    account === 'operator'
      ? { account, draft, role: 'secretariat', head: false }
      : { account, draft, role: 'delegation', party: account.split('-')[0]!, head: false },
  standing: () => ({ phase: 'open', rules: DEFAULT_RULES }),
  isParty: () => true,
  groups: () => new Map(),
  nameOf: (account) => account,
  onChange: () => () => {},
};
const log = await SqliteLog.open(join(dataFolder, 'log.sqlite'));
await log.append(`draft/${DRAFT}`, [
  { at: 0, user: 'server', kind: 'create', update: readFileSync(baseFile) },
]);
const complain = (facts: object, message: string): void => console.error(message, facts);
const rooms = new Rooms({ log, members, logger: { info: () => {}, warn: complain, error: complain } });

const server = createServer(async (request, response) => {
  const account = (request.url ?? '').split('/').at(-1) ?? '';
  if (request.method !== 'POST') return rooms.attachScreen(DRAFT, account, response);
  const answer = await rooms.perform(DRAFT, account, JSON.parse(await text(request)) as ActRequest);
  response.end(JSON.stringify(answer));
});
server.on('upgrade', (request, socket, head) => {
  const [, account, ...path] = (request.url ?? '').split('/');
  rooms.handleUpgrade(request, socket, head, account ?? '', path.join('/'));
});
answering(async () => {
  await rooms.close();
  await log.close();
});
await listen(server);
