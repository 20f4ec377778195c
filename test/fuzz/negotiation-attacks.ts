/** What a client without a page does now and then: random updates to what is not its own, and to what is. */
import * as Y from 'yjs';
import { DESK } from '../../shared/acts/facts.ts';
import { ROOTS, rootOf } from '../../shared/text/draft-doc.ts';
import { DRAFT } from '../support/hall.ts';
import type { Random } from '../support/random.ts';
import { builtUpdate } from '../support/update-builder.ts';
import { SIDES } from './negotiation-cast.ts';
import { type Door, Line } from './negotiation-line.ts';
import type { Person } from './negotiation-person.ts';

export interface Attack {
  readonly dice: Random;
  readonly door: Door;
  readonly person: Person;
  /** Characters nobody wrote before, known to this person's side. */
  readonly junk: () => string;
  readonly clientId: () => number;
}

/** Attacks once; the line it came on, or undefined where the door stayed shut. */
export async function attack(on: Attack): Promise<Line | undefined> {
  const { dice, person } = on;
  const roll = dice.int(0, 9);
  if (roll < 4) return onDocument(on, { kind: 'draft', draft: DRAFT });
  const others = [...SIDES, DESK].filter((side) => side !== person.side);
  if (roll < 7) return onDocument(on, { kind: 'hand', draft: DRAFT, party: dice.pick(others) });
  return onDocument(on, { kind: 'hand', draft: DRAFT, party: person.side });
}

async function onDocument(
  { dice, door, person, junk, clientId }: Attack,
  name: { kind: 'draft'; draft: string } | { kind: 'hand'; draft: string; party: string },
): Promise<Line | undefined> {
  const fork = new Y.Doc();
  const line = await Line.enter(door, person.account, name, fork);
  if (!line) return undefined;
  fork.clientID = clientId();
  const isOwn = name.kind === 'hand';
  const before = Y.encodeStateVector(fork);
  if (dice.chance(0.15)) line.say(dice.chance(0.5) ? 1 : 2, forged(dice, junk));
  else {
    for (let i = dice.int(1, 4); i > 0; i -= 1) scribble(fork, dice, junk, isOwn);
    line.say(dice.chance(0.3) ? 1 : 2, Y.encodeStateAsUpdate(fork, before));
  }
  line.leave();
  return line;
}

/** An update that no Yjs wrote: other people's ids, gaps, places that are none, bytes. */
function forged(dice: Random, junk: () => string): Uint8Array {
  const client = dice.pick([1, 2, 11, 12, 13, 14]);
  switch (dice.int(0, 3)) {
    case 0:
      return builtUpdate([{ client, clock: dice.int(0, 40), structs: [{ words: junk(), root: 'text' }] }]);
    case 1:
      return builtUpdate([], [[client, 0, dice.int(1, 1_000)]]);
    case 2:
      return builtUpdate([
        {
          client: 99,
          structs: [{ words: junk(), left: { client, clock: 5_000 }, right: { client, clock: 0 } }],
        },
      ]);
    default:
      return Uint8Array.from({ length: dice.int(1, 60) }, () => dice.int(0, 255));
  }
}

/** In one's own hand words stay, for these are the side's; marks and heads are written into it like anywhere. */
function scribble(fork: Y.Doc, dice: Random, junk: () => string, isOwn: boolean): unknown {
  const text = fork.getText('text');
  const at = dice.int(0, text.length);
  switch (dice.int(0, 6)) {
    case 0:
      if (!isOwn && text.length > 0) text.delete(0, dice.int(1, text.length));
      return;
    case 1:
      text.insert(text.length, junk());
      return;
    case 2:
      text.insertEmbed(at, {
        el: 'start',
        id: dice.pick(['b1', 'zz', 'part']),
        kind: dice.pick(['part', 'provision', 'alternative']),
      });
      return;
    case 3:
      text.insertEmbed(at, { el: 'end', id: 'b1' });
      return;
    case 4:
      text.insertEmbed(at, {
        el: dice.pick(['bracket_open', 'bracket_close', 'what']),
        id: 'b',
        glyph: '[',
      });
      return;
    case 5: {
      const place = {
        on: 'gap',
        layer: 'text',
        block: 'b1',
        at: { client: dice.int(0, 14), clock: dice.int(0, 60) },
      };
      const head = dice.chance(0.7) ? { id: 'zz', kind: 'insertion', place } : { kind: dice.int(0, 9) };
      fork.getMap('proposals').set(dice.pick(['zz', 'zy', 'i11.0']), dice.chance(0.2) ? null : head);
      return;
    }
    default: {
      const root = rootOf(fork, dice.pick(ROOTS));
      if (root instanceof Y.Map) root.set('zz/kind', dice.pick(['part', 7, null]));
    }
  }
}
