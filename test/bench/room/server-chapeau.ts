/** Our room with its SQLite log, every append durable (WAL, synchronous FULL); everybody may write. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { SqliteLog } from '../../../server/log/sqlite-log.ts';
import { Rooms } from '../../../server/room/rooms.ts';
import { Cast } from '../../support/cast.ts';
import { answering, baseFile, dataFolder, listen } from './server.ts';

const log = await SqliteLog.open(join(dataFolder, 'log.sqlite'));
await log.append('draft/bench', [{ at: 0, user: 'server', kind: 'create', update: readFileSync(baseFile) }]);
const complain = (facts: object, message: string): void => console.error(message, facts);
const rooms = new Rooms({
  log,
  members: new Cast(),
  logger: { info: () => {}, warn: complain, error: complain },
});

const server = createServer((request, response) => {
  const account = (request.url ?? '').split('/').at(-1) ?? '';
  void rooms.attachScreen('bench', account, response);
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
