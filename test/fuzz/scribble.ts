/** Two people scribbling on one document by the dice: for recordings and loads, not judged. */
import * as Y from 'yjs';
import { seeded } from '../support/random.ts';
import { Alphabet, below } from './chars.ts';
import { Client } from './client.ts';

/** Carries out that many acts and merges them into `ydoc`. */
export function runTrialOn(ydoc: Y.Doc, seed: number, acts: number): void {
  const dice = seeded(seed);
  const alphabet = new Alphabet();
  const people = [11, 12].map((id) => new Client(`p${id}`, Y.encodeStateAsUpdate(ydoc), id));
  for (let i = 0; i < acts; i += 1) {
    const person = dice.pick(people);
    if (!person.selectAt(dice, dice.chance(0.4) ? 30 : 0)) continue;
    const roll = below(dice, 8);
    if (roll < 3) person.type(alphabet.word(2));
    else if (roll === 3) person.key('[');
    else if (roll === 4) person.run('strong');
    else if (roll === 5) person.run('split');
    else if (roll === 6) person.key('Backspace');
    else person.run('label', String(i));
  }
  for (const person of people) Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(person.ydoc));
}
