/** What every log must do (SPEC LG1 to LG6); run against each implementation. */
import { describe, expect, test } from 'vitest';
import { follows, GENESIS } from '../../server/log/chain.ts';
import type { Log, LogError, NewEntry } from '../../server/log/log.ts';

export const entry = (user: string, rest: Partial<NewEntry> = {}): NewEntry => ({
  at: 1_000,
  user,
  kind: 'typing',
  ...rest,
});
const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);

export function logContract(name: string, open: () => Promise<Log>): void {
  const withLog = async (work: (log: Log) => Promise<void>): Promise<void> => {
    const log = await open();
    try {
      await work(log);
    } finally {
      await log.close();
    }
  };

  describe(`contract of a log: ${name}`, () => {
    test('LG1: what was appended is read back, field by field, numbered without a gap', () =>
      withLog(async (log) => {
        const full = entry('ann', {
          actingFor: 'north',
          kind: 'act',
          body: '{"kind":"join"}',
          update: bytes(1, 2, 3),
        });
        expect(await log.append('draft/a', [full, entry('bob')])).toBe(1);
        expect(await log.append('draft/a', [entry('cai', { update: bytes() })])).toBe(3);
        const read = await log.read('draft/a', 1);
        expect(read.map(({ seq }) => seq)).toEqual([1, 2, 3]);
        expect(read[0]).toMatchObject({ ...full, doc: 'draft/a' });
        expect(read[1]).not.toHaveProperty('update');
        expect(read[1]).not.toHaveProperty('actingFor');
        expect(read[2]!.update).toEqual(bytes());
      }));

    test('LG1: documents are apart, and each begins at one', () =>
      withLog(async (log) => {
        await log.append('draft/b', [entry('ann')]);
        await log.append('draft/a', [entry('ann'), entry('ann')]);
        expect((await log.documents()).map(({ doc, seq }) => [doc, seq])).toEqual([
          ['draft/a', 2],
          ['draft/b', 1],
        ]);
        expect((await log.read('draft/b', 1)).length).toBe(1);
        expect(await log.read('draft/none', 1)).toEqual([]);
        expect(await log.head('draft/none')).toEqual({ seq: 0, hash: GENESIS });
      }));

    test('LG1: appends made at once all stand, in the order of the calls', () =>
      withLog(async (log) => {
        const users = Array.from({ length: 500 }, (_, at) => `user-${at}`);
        const seqs = await Promise.all(users.map((user) => log.append('draft/a', [entry(user)])));
        expect(seqs).toEqual(users.map((_, at) => at + 1));
        expect((await log.read('draft/a', 1, 1_000)).map(({ user }) => user)).toEqual(users);
      }));

    test('LG1: a view of a larger buffer is kept as what it shows, and what happens to it later changes nothing', () =>
      withLog(async (log) => {
        const large = bytes(9, 1, 2, 9);
        const appended = log.append('draft/a', [entry('ann', { update: large.subarray(1, 3) })]);
        large.fill(0);
        await appended;
        expect((await log.read('draft/a', 1))[0]!.update).toEqual(bytes(1, 2));
      }));

    test('LG1: reading goes page by page', () =>
      withLog(async (log) => {
        await log.append(
          'draft/a',
          Array.from({ length: 25 }, (_, at) => entry(`user-${at}`)),
        );
        expect((await log.read('draft/a', 21, 10)).map(({ seq }) => seq)).toEqual([21, 22, 23, 24, 25]);
        expect((await log.read('draft/a', 1, 10)).length).toBe(10);
        expect(await log.read('draft/a', 26, 10)).toEqual([]);
      }));

    test('LG2: every entry follows the one before by its hash', () =>
      withLog(async (log) => {
        await log.append('draft/a', [entry('ann', { update: bytes(1) })]);
        await log.append('draft/a', [entry('bob', { body: 'x' }), entry('cai', { actingFor: '' })]);
        let head = { seq: 0, hash: GENESIS };
        for (const next of await log.read('draft/a', 1)) {
          expect(follows(head, next)).toBe(true);
          head = { seq: next.seq, hash: next.hash };
        }
        expect(await log.head('draft/a')).toEqual(head);
      }));

    test('LG2: changing any field breaks the chain', () =>
      withLog(async (log) => {
        await log.append('draft/a', [entry('ann', { actingFor: 'north', body: 'b', update: bytes(1) })]);
        const [one] = await log.read('draft/a', 1);
        const head = { seq: 0, hash: GENESIS };
        const forged = [
          { at: 2 },
          { user: 'eve' },
          { actingFor: 'south' },
          { actingFor: undefined },
          { kind: 'act' as const },
        ];
        const more = [
          { body: 'c' },
          { body: undefined },
          { update: bytes(2) },
          { update: undefined },
          { doc: 'draft/b' },
        ];
        for (const change of [...forged, ...more]) expect(follows(head, { ...one!, ...change })).toBe(false);
      }));

    test('LG5: the newest snapshot not after an entry is found', () =>
      withLog(async (log) => {
        await log.append('draft/a', [entry('ann'), entry('ann'), entry('ann')]);
        const snapshot = (seq: number) => ({ seq, hash: bytes(seq), state: bytes(seq, seq), authors: '{}' });
        await log.putSnapshot('draft/a', snapshot(1));
        await log.putSnapshot('draft/a', snapshot(3));
        expect(await log.latestSnapshot('draft/a')).toEqual(snapshot(3));
        expect(await log.latestSnapshot('draft/a', 2)).toEqual(snapshot(1));
        expect(await log.latestSnapshot('draft/b')).toBeUndefined();
      }));

    test('LG5: a snapshot keeps what the acts add up to', () =>
      withLog(async (log) => {
        await log.append('draft/a', [entry('ann')]);
        const snapshot = { seq: 1, hash: bytes(1), state: bytes(1), authors: '{}', facts: '{"floor":{}}' };
        await log.putSnapshot('draft/a', snapshot);
        expect(await log.latestSnapshot('draft/a')).toEqual(snapshot);
      }));

    test('LG5: few snapshots are kept, every entry is', () =>
      withLog(async (log) => {
        for (let seq = 1; seq <= 12; seq += 1) {
          await log.append('draft/a', [entry('ann')]);
          await log.putSnapshot('draft/a', { seq, hash: bytes(seq), state: bytes(), authors: '{}' });
        }
        expect((await log.latestSnapshot('draft/a', 5))?.seq).toBe(5);
        expect(await log.latestSnapshot('draft/a', 4)).toBeUndefined();
        expect((await log.read('draft/a', 1)).length).toBe(12);
      }));

    test('LG5: of a document without entries there is no snapshot', () =>
      withLog(async (log) => {
        const snapshot = { seq: 1, hash: bytes(1), state: bytes(1), authors: '{}' };
        await expect(log.putSnapshot('draft/a', snapshot)).rejects.toMatchObject({
          code: 'conflict',
        } satisfies Partial<LogError>);
        expect(await log.latestSnapshot('draft/a')).toBeUndefined();
      }));

    test('LG6: a hand is deleted when its party says so, and nothing of it stays', () =>
      withLog(async (log) => {
        await log.append('hand/a/north', [entry('ann')]);
        await log.append('draft/a', [entry('ann')]);
        await log.forget('hand/a/north');
        expect((await log.documents()).map(({ doc }) => doc)).toEqual(['draft/a']);
        expect(await log.append('hand/a/north', [entry('ann')])).toBe(1);
      }));

    test('LG4: only the last entry can be set aside, and the log goes on from the one before', () =>
      withLog(async (log) => {
        await log.append('draft/a', [entry('ann'), entry('bob')]);
        await expect(log.setAside('draft/a', 1)).rejects.toMatchObject({
          code: 'conflict',
        } satisfies Partial<LogError>);
        await log.setAside('draft/a', 2);
        expect(await log.append('draft/a', [entry('cai')])).toBe(2);
        const [one, two] = await log.read('draft/a', 1);
        expect(follows({ seq: 1, hash: one!.hash }, two!)).toBe(true);
      }));

    test('LG1: a closed log says so', async () => {
      const log = await open();
      await log.append('draft/a', [entry('ann')]);
      await log.close();
      await expect(log.append('draft/a', [entry('bob')])).rejects.toMatchObject({ code: 'closed' });
      await expect(log.read('draft/a', 1)).rejects.toMatchObject({ code: 'closed' });
    });
  });
}
