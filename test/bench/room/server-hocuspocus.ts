/**
 * Hocuspocus 3.4 as it comes, storing as its SQLite extension does: the whole document, debounced (2 s, at most 10 s),
 * after the words went out.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server } from '@hocuspocus/server';
import Database from 'better-sqlite3';
import * as Y from 'yjs';
import { answering, baseFile, dataFolder, listening } from './server.ts';

const base = readFileSync(baseFile);
const database = new Database(join(dataFolder, 'hocuspocus.sqlite'));
database.exec('CREATE TABLE documents (name TEXT PRIMARY KEY, data BLOB NOT NULL)');
const put = database.prepare(
  'INSERT INTO documents (name, data) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET data = excluded.data',
);

const server = new Server({
  quiet: true,
  port: 0,
  address: '127.0.0.1',
  stopOnSignals: false,
  async onLoadDocument({ document }) {
    Y.applyUpdate(document, base);
    return document;
  },
  async onStoreDocument({ documentName, document }) {
    put.run(documentName, Buffer.from(Y.encodeStateAsUpdate(document)));
  },
});
answering(async () => {
  await server.destroy();
  database.close();
});
await server.listen();
listening(server.address.port);
