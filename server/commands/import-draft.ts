/** A file becomes a draft of the data folder without the server, with all that it says parties ask (SPEC IM42). */
import path from 'node:path';
import { type Answers, namesIn as namesInClaims } from '../../shared/house/import-record.ts';
import type { Party } from '../../shared/house/party.ts';
import { namesOf, partyNamed } from '../../shared/house/party-names.ts';
import { type CreatedImport, createImported, type Desk } from '../changes/create-imported.ts';
import { AUTHOR_FATES, type AuthorMapping } from '../changes/import-acts.ts';
import { appendThrough, livingTexts } from '../doors.ts';
import type { House } from '../house.ts';
import { type ReadOutcome, readFile, type Wish } from '../import/worker.ts';
import { partiesAfter } from '../people/default-parties.ts';
import { THE_SERVER } from '../people/people.ts';
import type { MembershipSource } from '../room/membership-source.ts';
import { Rooms } from '../room/rooms.ts';
import { type CreatedDraft, createdDraft, type Folder, inHouse } from './folder.ts';

/** What was said of a file on the command line. */
export interface FileWish {
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly title: string | undefined;
  readonly answers: Answers;
  /** Who the authors of its tracked changes and comments are, as said. */
  readonly authors: Readonly<Record<string, string>>;
  /** Parties that names in its words mean, as said. */
  readonly names: Readonly<Record<string, string>>;
  /** Its tracked changes are text. */
  readonly acceptChanges: boolean;
}

type Read = Extract<ReadOutcome, { read: true }>;

export interface Imported {
  readonly read: Read;
  readonly created: CreatedDraft;
  readonly became: CreatedImport;
  readonly authors: AuthorMapping;
}

export const importInto = ({ data, origin }: Folder, wish: FileWish): Promise<Imported> =>
  inHouse(data, async (house) => {
    const { lookup } = house.people;
    const parties = partiesAfter(lookup, lookup.drafts());
    const reading = { answers: wish.answers, partyNames: parties.flatMap(namesOf) };
    const read = await readOrThrow(wish, reading);
    const authors = authorsIn(read, wish, parties);
    const names = meantBy(namesInClaims(read.claims), wish.names, parties);
    const again = (accepted: readonly string[]) => readOrThrow(wish, { ...reading, view: { accepted } });
    const became = await atDesk(house, (desk) =>
      createImported(
        { read, answers: wish.answers, title: wish.title, parties, names, authors, again },
        desk,
      ),
    );
    return { read, became, authors, created: await createdDraft(house, origin, became.draft) };
  });

async function readOrThrow({ bytes, file }: FileWish, how: Wish): Promise<Read> {
  const name = path.basename(file);
  const outcome = await readFile(bytes, name, how);
  if (!outcome.read) throw new Error(`${name}: ${outcome.message} Nothing was created.`);
  return outcome;
}

/** Words by which an author's changes are no party's. */
const FATES: Readonly<Record<string, string>> = AUTHOR_FATES;

/** What becomes of each author's changes: as said, else those of the party of that name, else of the Chair from the floor. */
function authorsIn({ changes }: Read, { authors, acceptChanges }: FileWish, parties: readonly Party[]) {
  const known = [...new Set(changes.map(({ author }) => author))];
  for (const name of Object.keys(authors))
    if (!known.includes(name))
      throw new Error(
        `--author ${name}: nobody of that name; changes are by ${known.join(', ') || 'nobody'}`,
      );
  return Object.fromEntries(
    known.map((name) => {
      const said = authors[name];
      if (said === undefined && acceptChanges) return [name, AUTHOR_FATES.text];
      if (said === undefined) return [name, partyNamed(parties, name)?.id ?? AUTHOR_FATES.chair];
      return [name, FATES[said] ?? partySaid(`--author ${name}=${said}`, said, parties)];
    }),
  );
}

/** The parties that names in the words mean: as said, else those of the list that are called so. */
function meantBy(
  known: readonly string[],
  said: Readonly<Record<string, string>>,
  parties: readonly Party[],
): Readonly<Record<string, string>> {
  for (const name of Object.keys(said))
    if (!known.includes(name))
      throw new Error(`--name ${name}: no such name; names in it are ${known.join(', ') || 'none'}`);
  return Object.fromEntries(
    known.flatMap((name) => {
      const meant = said[name];
      const party =
        meant === undefined
          ? partyNamed(parties, name)?.id
          : partySaid(`--name ${name}=${meant}`, meant, parties);
      return party === undefined ? [] : [[name, party]];
    }),
  );
}

function partySaid(option: string, name: string, parties: readonly Party[]): string {
  const party = partyNamed(parties, name);
  if (party) return party.id;
  const list = parties.map(({ id }) => id).join(', ');
  throw new Error(`${option}: no party of the list; say one of ${list}, or chair, text, drop`);
}

/** The server itself acts on a draft that nobody else has been invited to, as its secretariat. */
async function atDesk<T>(house: House, work: (desk: Desk) => Promise<T>): Promise<T> {
  const { people, log } = house;
  const rooms = new Rooms({ log, members: withTheServer(people), logger: QUIET });
  house.appendBy(appendThrough(rooms, log));
  const texts = livingTexts(rooms, log);
  try {
    return await work({
      create: (text) => people.createDraft(THE_SERVER, text),
      perform: (draft, request) => rooms.perform(draft, THE_SERVER.id, request),
      update: (draft) => texts.update(draft),
    });
  } finally {
    await rooms.close();
  }
}

const withTheServer = (people: House['people']): MembershipSource => ({
  memberOf: (account, draft) =>
    account === THE_SERVER.id
      ? { account, draft, role: 'secretariat', head: false }
      : people.memberOf(account, draft),
  standing: (draft) => people.standing(draft),
  isParty: (draft, party) => people.isParty(draft, party),
  groups: people.groups,
  nameOf: (account) => people.nameOf(account),
  onChange: (listener) => people.onChange(listener),
});

const nothing = (): void => undefined;
/** What was refused is told by the command itself. */
const QUIET = { info: nothing, warn: nothing, error: nothing };
