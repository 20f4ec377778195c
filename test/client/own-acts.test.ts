/** A correction waits for the page's own acts: by the order of what is told, not by the clock. */
import { describe, expect, test } from 'vitest';
import { KnownFacts } from '../../client/sync/known-facts.ts';
import { OwnActs } from '../../client/sync/own-acts.ts';
import type { DecisionFact, Facts } from '../../shared/acts/facts.ts';
import { lastToCorrect } from '../../shared/acts/reading/record-log.ts';

const decision = (seq: number): Facts => ({
  [`decision/${seq}`]: { kind: 'decision', seq, outcomes: [] } as unknown as DecisionFact,
});
const tell = (known: KnownFacts, seq: number): void =>
  known.hear({ kind: 'facts', seq, whole: false, set: decision(seq), gone: [] });
const later = <Value>() => {
  let answer!: (value: Value) => void;
  const promise = new Promise<Value>((resolve) => {
    answer = resolve;
  });
  return { promise, answer };
};

describe('TB11: what is corrected is the act before it', () => {
  test.each([
    ['the answer before the facts', ['answer', 'facts']],
    ['the facts before the answer', ['facts', 'answer']],
  ] as const)('%s', async (_name, order) => {
    const known = new KnownFacts();
    tell(known, 4);
    const own = new OwnActs(known);
    const asked = later<number>();
    const done = own.during('decide', asked.promise);
    const corrected = own.heard().then((facts) => facts && lastToCorrect(facts)?.seq);
    expect(own.isAwaiting).toBe(true);
    for (const what of order)
      if (what === 'facts') tell(known, 5);
      else {
        asked.answer(5);
        await done;
      }
    expect(await corrected).toBe(5);
    expect(own.isAwaiting).toBe(false);
  });

  test('a refused act is not waited for; what others do is not either', async () => {
    const known = new KnownFacts();
    tell(known, 4);
    const own = new OwnActs(known);
    await own.during('decide', Promise.resolve({ code: 'changed' }));
    await own.during('enter', Promise.resolve(9));
    expect(lastToCorrect((await own.heard())!)?.seq).toBe(4);
  });

  test('where the act is done and the line is lost nothing is corrected', async () => {
    const known = new KnownFacts();
    tell(known, 4);
    const own = new OwnActs(known);
    await own.during('decide', Promise.resolve(5));
    expect(await own.heard(0)).toBeUndefined();
  });

  test('an act whose asking failed is not waited for', async () => {
    const known = new KnownFacts();
    tell(known, 4);
    const own = new OwnActs(known);
    await expect(own.during('decide', Promise.reject(new Error('no line')))).rejects.toThrow('no line');
    expect(lastToCorrect((await own.heard())!)?.seq).toBe(4);
  });

  test('FL10: what comes after any act of this page waits for it, and goes on as it is where it does not come', async () => {
    const known = new KnownFacts();
    tell(known, 4);
    const own = new OwnActs(known);
    await own.during('join', Promise.resolve(5));
    const facts = own.caughtUp();
    tell(known, 5);
    expect(Object.keys(await facts)).toContain('decision/5');
    await own.during('join', Promise.resolve(6));
    expect(Object.keys(await own.caughtUp(0))).not.toContain('decision/6');
  });
});
