/** What the commands do to a data folder without the server: find a draft, create one, invite people to it. */
import type { Role } from '../../shared/house/membership.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { type House, openHouse } from '../house.ts';
import { takeFolder } from '../lock.ts';
import { partiesAfter } from '../people/default-parties.ts';
import type { DraftRecord } from '../people/lookup.ts';
import { draftOf } from '../people/new-draft.ts';
import { THE_SERVER } from '../people/people.ts';

const DAY = 24 * 3_600_000;

/** Where the data is and how links begin. */
export interface Folder {
  readonly data: string;
  readonly origin: string;
}

export interface CreatedDraft {
  readonly id: string;
  readonly title: string;
  /** Links for the first chair and the first of the secretariat. */
  readonly links: readonly { readonly role: Role; readonly url: string }[];
}

/** Creates a draft in preparation; the server may be running, since nobody else writes to a draft that is not there yet. */
export async function createDraftIn(
  { data, origin }: Folder,
  { document }: { readonly document: DraftDocument },
): Promise<CreatedDraft> {
  return inHouse(data, async (house) => {
    const text = draftOf(document);
    const { lookup } = house.people;
    const parties = partiesAfter(lookup, lookup.drafts());
    const id = await house.people.createDraft(THE_SERVER, { ...text, parties });
    return createdDraft(house, origin, id);
  });
}

/** A draft that was just created, with links for its first chair and the first of its secretariat. */
export async function createdDraft(house: House, origin: string, id: string): Promise<CreatedDraft> {
  const links: { role: Role; url: string }[] = [];
  for (const role of ['chair', 'secretariat'] as const)
    links.push({
      role,
      url: await linkTo(house, origin, id, { role, head: false, reusable: false, days: 14, label: role }),
    });
  return { id, title: house.people.lookup.draft(id)?.title ?? '', links };
}

export interface LinkWish {
  readonly role: Role;
  readonly party?: string;
  readonly head: boolean;
  readonly reusable: boolean;
  readonly days: number;
  readonly label: string;
}

/** Issues an invitation to an existing draft, found by id or title. Throws FolderInUse while a server runs. */
export async function inviteIn({ data, origin }: Folder, draft: string, wish: LinkWish): Promise<string> {
  const release = takeFolder(data);
  try {
    return await inHouse(data, (house) =>
      linkTo(house, origin, findDraft(house.people.lookup.drafts(), draft).id, wish),
    );
  } finally {
    release();
  }
}

/** Every draft of the folder, newest first. */
export const draftsIn = ({ data }: Folder): Promise<readonly DraftRecord[]> =>
  inHouse(data, async ({ people }) => people.lookup.drafts());

/** The draft of this id, or the only one of this title. Throws with the choices when there is none or more than one. */
export function findDraft(drafts: readonly DraftRecord[], idOrTitle: string): DraftRecord {
  const byId = drafts.find(({ id }) => id === idOrTitle);
  const found = byId ? [byId] : drafts.filter(({ title }) => title === idOrTitle);
  if (found.length === 1) return found[0]!;
  const said =
    found.length === 0
      ? `no draft is called "${idOrTitle}"`
      : `${found.length} drafts are called "${idOrTitle}"`;
  const choices = (found.length === 0 ? drafts : found)
    .map(({ id, title }) => `  ${id}  ${title}`)
    .join('\n');
  throw new Error(`${said}; say its id:\n${choices || '  (there are no drafts)'}`);
}

async function linkTo(
  house: House,
  origin: string,
  draft: string,
  { days, ...wish }: LinkWish,
): Promise<string> {
  const issued = await house.invitations.invite(THE_SERVER, draft, { ...wish, lasts: days * DAY });
  if (!issued.done) throw new Error(`not invited: ${issued.why}`);
  return `${origin}/join/${issued.value.token}`;
}

export async function inHouse<T>(data: string, work: (house: House) => Promise<T>): Promise<T> {
  const house = await openHouse(data);
  try {
    return await work(house);
  } finally {
    await house.close();
  }
}
