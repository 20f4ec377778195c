/**
 * A server to be killed: real rooms on a real log in the folder given; says its port and lives until it dies. With `lying`
 * its log says "durable" before it is, to show that the test would notice.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { LOG_FILE, SqliteLog } from '../../server/log/sqlite-log.ts';
import { Rooms } from '../../server/room/rooms.ts';
import { DRAFT, People } from '../support/hall.ts';

const log = await SqliteLog.open(path.join(process.argv[2]!, LOG_FILE));
const append = log.append.bind(log);
let seq = (await log.head(`draft/${DRAFT}`)).seq;
const lie: typeof append = async (doc, entries) => {
  setTimeout(() => append(doc, entries).catch(() => {}), 100);
  seq += entries.length;
  return seq - entries.length + 1;
};
if (process.argv[3] === 'lying') log.append = lie;
const say = (facts: object, message: string): void => console.error(message, facts);
const rooms = new Rooms({
  log,
  members: new People(),
  logger: { info: () => {}, warn: say, error: say },
  document: { snapshotAfter: { entries: 300, bytes: 1e6 } },
});
const server = createServer();
server.on('upgrade', (request, socket, head) => {
  const [, account = '', ...rest] = (request.url ?? '').split('/');
  rooms.handleUpgrade(request, socket, head, account, rest.join('/'));
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
