import { copyFileSync, mkdtempSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { verifyFolder } from '../../server/commands/verify.ts';
import { LogError, SERVER } from '../../server/log/log.ts';
import { MemoryLog } from '../../server/log/memory-log.ts';
import { projectionOf, replay, verify } from '../../server/log/replay.ts';
import { openDatabase } from '../../server/log/sqlite-file.ts';
import { LOG_FILE, SqliteLog } from '../../server/log/sqlite-log.ts';
import { entry, logContract } from './log-contract.ts';

const root = mkdtempSync(path.join(tmpdir(), 'chapeau-log-'));
let folders = 0;
const folder = (): string => path.join(root, String(folders++));
afterAll(() => rmSync(root, { recursive: true, force: true }));

logContract('in memory', async () => new MemoryLog());
logContract('SQLite', () => SqliteLog.open(path.join(folder(), LOG_FILE)));

/** A text typed word by word: one update a word, as the log would hold them. */
function typed(words: readonly string[]): { readonly ydoc: Y.Doc; readonly updates: readonly Uint8Array[] } {
  const ydoc = new Y.Doc();
  ydoc.clientID = 7;
  const updates: Uint8Array[] = [];
  ydoc.on('update', (update: Uint8Array) => updates.push(update));
  for (const word of words) ydoc.getText('text').insert(ydoc.getText('text').length, word);
  return { ydoc, updates };
}

const WORDS = ['Recalling ', 'its ', 'resolution ', '77/245', ', ', 'decides'];

describe('SQLite: what was durable stays', () => {
  test('LG1: a log opened again goes on where it was', async () => {
    const file = path.join(folder(), LOG_FILE);
    const first = await SqliteLog.open(file);
    await first.append('draft/a', [entry('ann')]);
    await first.close();
    const second = await SqliteLog.open(file);
    expect(await second.append('draft/a', [entry('bob')])).toBe(2);
    expect(await verify(second, 'draft/a')).toEqual({ doc: 'draft/a', sound: 2 });
    await second.close();
  });

  test('LG1: a full disk is said, keeps what was durable, and takes words again when there is room', async () => {
    const file = path.join(folder(), LOG_FILE);
    const log = await SqliteLog.open(file, { maxPages: 24 });
    const big = entry('ann', { body: 'word '.repeat(1_600) });
    let kept = 0;
    const failure = await (async () => {
      for (;;) kept = await log.append('draft/a', [big]);
    })().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LogError);
    expect(failure).toMatchObject({ code: 'full', message: expect.stringContaining('disk is full') });
    expect(kept).toBeGreaterThan(3);
    expect(await verify(log, 'draft/a')).toEqual({ doc: 'draft/a', sound: kept });
    await log.close();
    const roomy = await SqliteLog.open(file);
    expect(await roomy.append('draft/a', [big])).toBe(kept + 1);
    expect((await verify(roomy, 'draft/a')).fault).toBeUndefined();
    await roomy.close();
  });

  test('LG1: one append that is too large for the disk does not take others of its commit with it', async () => {
    const log = await SqliteLog.open(path.join(folder(), LOG_FILE), { maxPages: 40 });
    const outcomes = await Promise.allSettled([
      log.append('draft/a', [entry('ann')]),
      log.append('draft/b', [entry('bob', { update: new Uint8Array(1_000_000) })]),
      log.append('draft/c', [entry('cai')]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await log.documents()).map(({ doc }) => doc)).toEqual(['draft/a', 'draft/c']);
    await log.close();
  });

  test('LG1: a write-ahead log torn in its last record loses that record alone', async () => {
    const from = folder();
    const log = await SqliteLog.open(path.join(from, LOG_FILE));
    for (const user of ['ann', 'bob', 'cai']) await log.append('draft/a', [entry(user)]);
    const to = openedCopy(from);
    await log.close();
    const wal = path.join(to, `${LOG_FILE}-wal`);
    truncateSync(wal, statSync(wal).size - 100);
    const torn = await SqliteLog.open(path.join(to, LOG_FILE));
    expect((await torn.read('draft/a', 1)).map(({ user }) => user)).toEqual(['ann', 'bob']);
    expect(await verify(torn, 'draft/a')).toEqual({ doc: 'draft/a', sound: 2 });
    expect(await torn.append('draft/a', [entry('dee')])).toBe(3);
    await torn.close();
  });

  test('LG4: a garbled last record is named, all before it is sound, and set aside the log goes on', async () => {
    const at = folder();
    const file = path.join(at, LOG_FILE);
    await fillAndGarble(file, 3);
    const log = await SqliteLog.open(file);
    await expect(replay(log, 'draft/a')).rejects.toMatchObject({ code: 'corrupt', where: { seq: 3 } });
    expect(await verify(log, 'draft/a')).toMatchObject({
      sound: 2,
      fault: expect.stringContaining('entry 3 of draft/a'),
    });
    await log.setAside('draft/a', 3);
    const { ydoc, head } = await replay(log, 'draft/a');
    expect([ydoc.getText('text').toString(), head.seq]).toEqual(['Recalling its ', 2]);
    await log.close();
  });

  test('LG4: a file that is no database is said so, and is not touched', async () => {
    const file = path.join(folder(), LOG_FILE);
    const log = await SqliteLog.open(file);
    await log.close();
    writeSync(openSync(file, 'r+'), 'this was a database once', 0);
    const before = statSync(file).size;
    await expect(SqliteLog.open(file)).rejects.toMatchObject({ code: 'corrupt' });
    expect(statSync(file).size).toBe(before);
  });
});

/** The files of a log as a crash would leave them, while it is still open. */
function openedCopy(from: string): string {
  const to = folder();
  openDatabase(path.join(to, 'none')).close();
  for (const end of ['', '-wal'])
    copyFileSync(path.join(from, LOG_FILE + end), path.join(to, LOG_FILE + end));
  return to;
}

async function fillAndGarble(file: string, seq: number): Promise<void> {
  const log = await SqliteLog.open(file);
  const { updates } = typed(WORDS.slice(0, 3));
  await log.append(
    'draft/a',
    updates.map((update) => entry('ann', { update })),
  );
  await log.close();
  const database = openDatabase(file);
  database.prepare('UPDATE entry SET "update" = ? WHERE seq = ?').run(Buffer.from([1, 2, 3]), seq);
  database.close();
}

describe('replay', () => {
  const filled = async (snapshotAt?: number) => {
    const log = new MemoryLog();
    const { ydoc, updates } = typed(WORDS);
    await log.append(
      'draft/a',
      updates.map((update) => entry('ann', { update })),
    );
    if (snapshotAt !== undefined) {
      const then = await replay(log, 'draft/a', { upTo: snapshotAt });
      const state = Y.encodeStateAsUpdate(then.ydoc);
      await log.putSnapshot('draft/a', { ...then.head, state, authors: then.authors.toJSON() });
    }
    return { log, ydoc };
  };

  test('LG3: replay gives the living document', async () => {
    const { log, ydoc } = await filled();
    const replayed = await replay(log, 'draft/a');
    expect(projectionOf(replayed.ydoc)).toBe(projectionOf(ydoc));
    expect(replayed).toMatchObject({ from: 0, head: { seq: WORDS.length } });
  });

  test('LG3: from a snapshot it reads only what came after, and says the same', async () => {
    const { log, ydoc } = await filled(4);
    const replayed = await replay(log, 'draft/a');
    expect(replayed.from).toBe(4);
    expect(projectionOf(replayed.ydoc)).toBe(projectionOf(ydoc));
  });

  test('LG3: any past state can be had', async () => {
    const { log } = await filled(4);
    for (const [at] of WORDS.entries()) {
      const { ydoc } = await replay(log, 'draft/a', { upTo: at + 1 });
      expect(ydoc.getText('text').toString()).toBe(WORDS.slice(0, at + 1).join(''));
    }
  });

  test('LG3: a snapshot that cannot be read gives way to the entries', async () => {
    const { log, ydoc } = await filled();
    await log.putSnapshot('draft/a', {
      seq: 4,
      hash: new Uint8Array(32),
      state: new Uint8Array([9, 9]),
      authors: '{}',
    });
    expect(projectionOf((await replay(log, 'draft/a')).ydoc)).toBe(projectionOf(ydoc));
  });

  test('LG4: a snapshot that says something else is found', async () => {
    const { log } = await filled();
    const { head } = await replay(log, 'draft/a', { upTo: 4 });
    const other = Y.encodeStateAsUpdate(typed(['other words']).ydoc);
    await log.putSnapshot('draft/a', { ...head, state: other, authors: '{}' });
    expect((await verify(log, 'draft/a')).fault).toContain('snapshot at entry 4');
  });

  test('AD4: who wrote comes from the log, with or without a snapshot', async () => {
    for (const at of [undefined, 3]) {
      const { log } = await filled(at);
      const { authors } = await replay(log, 'draft/a');
      expect([authors.accountOf(7), authors.mayWriteAs(7, 'bob'), authors.mayWriteAs(8, 'bob')]).toEqual([
        'ann',
        false,
        true,
      ]);
    }
  });
});

describe('chapeau verify', () => {
  test('LG4: says of every document whether its chain is whole', async () => {
    const data = folder();
    const file = path.join(data, LOG_FILE);
    const log = await SqliteLog.open(file);
    await log.append('draft/b', [entry(SERVER, { kind: 'act', body: '{}' })]);
    await log.close();
    await fillAndGarble(file, 2);
    const lines: string[] = [];
    expect(await verifyFolder(data, 'draft/b', (line) => lines.push(line))).toBe(true);
    expect(await verifyFolder(data, undefined, (line) => lines.push(line))).toBe(false);
    expect(lines).toEqual([
      'draft/b: 1 entries, sound',
      '1 documents, 1 entries sound, 0 broken',
      'draft/a: entry 2 of draft/a is not what was written; entries 1 to 1 are sound',
      'draft/b: 1 entries, sound',
      '2 documents, 2 entries sound, 1 broken',
    ]);
  });

  test('LG4: says so when there is no log', async () => {
    await expect(verifyFolder(folder(), undefined, () => {})).rejects.toThrow('there is no log at');
  });
});
