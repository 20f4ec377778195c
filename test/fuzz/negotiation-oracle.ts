/** The judgement after a negotiation: nothing lost, nothing twice, all papers and all readings of the record the same. */
import type * as Y from 'yjs';
import type { Log } from '../../server/log/log.ts';
import { replay } from '../../server/log/replay.ts';
import type { Room } from '../../server/room/room.ts';
import { DESK, type Facts } from '../../shared/acts/facts.ts';
import { loggedActIn } from '../../shared/acts/logged.ts';
import { audienceOf, factsFor } from '../../shared/acts/view.ts';
import { Composition } from '../../shared/proposals/composition.ts';
import { readDraft, sequenceOf, tableOf } from '../../shared/text/draft-doc.ts';
import { DRAFT } from '../support/hall.ts';
import { SIDES } from './negotiation-cast.ts';
import { type Person, sideOf } from './negotiation-person.ts';
import { charsIn } from './negotiation-secrets.ts';

export interface Ended {
  readonly log: Log;
  readonly room: Room;
  readonly persons: readonly Person[];
  /** Characters that a side typed and did not delete. */
  readonly typed: ReadonlyMap<string, string>;
}

/** What is wrong, each note beginning with `diverged`, `leaked` or `lost`. */
export async function judge(ended: Ended): Promise<readonly string[]> {
  const { document } = await ended.room.draftChannel;
  return [
    ...personsNotes(ended, document.ydoc),
    ...(await replayNotes(ended, document.ydoc, document.facts)),
    ...(await handNotes(ended)),
    ...(await lostNotes(ended, document.ydoc, document.facts)),
  ];
}

/** Text, words and table in one string, the same for the same draft. */
const canon = (ydoc: Y.Doc): string =>
  JSON.stringify([
    readDraft(ydoc),
    sequenceOf(ydoc, 'words').toString(),
    [...tableOf(ydoc).entries()].sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);

const sorted = (facts: Facts): string =>
  JSON.stringify(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)));

function personsNotes({ persons }: Ended, ydoc: Y.Doc): readonly string[] {
  const wanted = canon(ydoc);
  return persons.flatMap((person) => {
    const fault = canon(person.draft) === wanted ? person.fault() : 'its draft differs from the server';
    return fault ? [`diverged: ${person.account}: ${fault}`] : [];
  });
}

async function replayNotes({ log, room, persons }: Ended, ydoc: Y.Doc, facts: Facts): Promise<string[]> {
  const notes: string[] = [];
  for (const isFromTheStart of [true, false]) {
    const again = await replay(log, `draft/${DRAFT}`, { isFromTheStart });
    const how = isFromTheStart ? 'the record' : 'the record from a snapshot';
    if (canon(again.ydoc) !== canon(ydoc)) notes.push(`diverged: the words of ${how}`);
    if (sorted(again.facts) !== sorted(facts)) notes.push(`diverged: the facts of ${how}`);
  }
  for (const { account, facts: told, side } of persons) {
    const role = side === DESK ? 'secretariat' : 'delegation';
    const party = side === DESK ? {} : { party: side };
    const member = { account, draft: DRAFT, role, head: false, ...party } as const;
    if (sorted(told) !== sorted(factsFor(facts, audienceOf(member, room.standing))))
      notes.push(`diverged: the facts told to ${account}`);
  }
  await room.draftChannel;
  return notes;
}

/** Each hand is written by its own accounts, and by the server when it tidies. */
async function handNotes({ log, room, persons }: Ended): Promise<string[]> {
  const notes: string[] = [];
  for (const side of [...SIDES, DESK]) {
    const path = `hand/${DRAFT}/${side}`;
    for (const { user, kind } of await log.read(path, 1, 100_000))
      if (kind === 'typing' ? sideOf(user) !== side : kind !== 'mend')
        notes.push(`leaked: ${user} wrote ${path}`);
    const { document } = await room.channel({ kind: 'hand', draft: DRAFT, party: side });
    const wanted = document.ydoc.getText('text').toJSON() + JSON.stringify(readDraft(document.ydoc).blocks);
    for (const person of persons)
      if (
        person.side === side &&
        person.hand.getText('text').toJSON() + JSON.stringify(readDraft(person.hand).blocks) !== wanted
      )
        notes.push(`diverged: the hand of ${person.account}`);
  }
  return notes;
}

async function lostNotes({ log, persons, typed, room }: Ended, ydoc: Y.Doc, facts: Facts): Promise<string[]> {
  const kept = new Set(charsIn(readable(ydoc) + (await record(log, facts))));
  const notes: string[] = [];
  for (const side of [...SIDES, DESK]) {
    const { document } = await room.channel({ kind: 'hand', draft: DRAFT, party: side });
    const hand = new Set(charsIn(document.ydoc.getText('text').toString()));
    for (const [char, by] of typed)
      if (by === side && !hand.has(char) && !kept.has(char)) notes.push(`lost: ${char} of ${side} is gone`);
    const person = persons.find((each) => each.side === side)!;
    const shown = charsIn(shownIn(new Composition(ydoc, person.hand)));
    const twice = shown.filter((char, at) => shown.indexOf(char) !== at);
    for (const char of new Set(twice)) notes.push(`lost: ${char} stands twice for ${side}`);
  }
  return notes;
}

const readable = (ydoc: Y.Doc): string =>
  sequenceOf(ydoc, 'text').toString() + sequenceOf(ydoc, 'words').toString();

/** The words as they are shown. A replacement of words that were taken may repeat some of them: those count in it alone. */
function shownIn(composition: Composition): string {
  const words = composition
    .blocks()
    .flatMap(({ content }) => content.flatMap((inline) => ('el' in inline ? [] : [inline])));
  const wordsOf = (proposal: string): string =>
    words.flatMap(({ text, proposed }) => (proposed === proposal ? [text] : [])).join('');
  return words
    .map(({ text, struck = [] }) => {
      const repeated = new Set(struck.flatMap((proposal) => charsIn(wordsOf(proposal))));
      return charsIn(text)
        .filter((char) => !repeated.has(char))
        .join('');
    })
    .join('');
}

/** What the record keeps of words that are on no paper any more. */
async function record(log: Log, facts: Facts): Promise<string> {
  const kept = Object.values(facts).flatMap((fact) =>
    fact.kind === 'proposal' ? [JSON.stringify([fact.content, fact.wordings])] : [],
  );
  for (const { body } of await log.read(`draft/${DRAFT}`, 1, 100_000))
    for (const change of loggedActIn(body)?.changes ?? [])
      if (change.act === 'decide') kept.push(JSON.stringify(change.outcomes.map(({ removed }) => removed)));
  return kept.join('');
}
