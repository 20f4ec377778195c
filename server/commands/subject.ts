/** What a command is about (SPEC EX19): a file, a draft of the data folder, or one of its revisions as `DRAFT@SYMBOL`. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { RevisionFact } from '../../shared/acts/facts.ts';
import { stampOf } from '../../shared/acts/issuing.ts';
import type { Ids } from '../../shared/compare/align.ts';
import type { DraftState, Masthead } from '../../shared/renditions/rendition.ts';
import { mastheadOf, revisionOf, revisionsIn } from '../export/revision.ts';
import { recordedFacts, recordedState } from '../texts.ts';
import { type Folder, findDraft, inHouse } from './folder.ts';
import { importedFile } from './import.ts';

export interface Subject {
  /** The symbol of a revision, the title of a draft, the name of a file. */
  readonly name: string;
  readonly state: DraftState;
  readonly masthead: Masthead;
  /** Id of the draft it is a state of; absent: a file. */
  readonly draft?: string;
}

/** Equal ids mean the same block between states of one draft, nothing between any others. */
export const idsBetween = (one: Subject, other: Subject): Ids =>
  one.draft !== undefined && one.draft === other.draft ? 'lasting' : 'apart';

/**
 * The file of this name; else the draft of this id or title, as it stands or as it was issued. Beside a running server as
 * well. Throws with the choices when there is none.
 */
export async function readSubject(folder: Folder, said: string, revision?: string): Promise<Subject> {
  if (!existsSync(said)) return recorded(folder, said, revision);
  if (revision !== undefined) throw new Error(`${said} is a file: only drafts have revisions`);
  const { document } = await importedFile(said);
  const { title, symbol } = document.meta;
  const masthead = { ...(symbol === undefined ? {} : { symbol }), title, at: stampOf(Date.now()) };
  return { name: path.basename(said), state: { document }, masthead };
}

const recorded = (folder: Folder, said: string, asked?: string): Promise<Subject> =>
  inHouse(folder.data, async ({ log, people }) => {
    const drafts = people.lookup.drafts();
    const [name, symbol] = asked === undefined ? parted(said, drafts) : [said, asked];
    const { id } = draftOf(drafts, name);
    const revision = symbol === undefined ? undefined : known(await recordedFacts(log, id), symbol);
    const { state, at } = await recordedState(log, id, people.lookup.parties(id), revision?.seq);
    const { title, symbol: own } = state.document.meta;
    const now = { ...(own === undefined ? {} : { symbol: own }), title, at: stampOf(at) };
    const masthead = revision ? mastheadOf(title, revision) : now;
    return { name: revision?.symbol ?? title, state, masthead, draft: id };
  });

/** Who asked may have meant a file. */
function draftOf(drafts: Parameters<typeof findDraft>[0], name: string): { readonly id: string } {
  const isKnown = drafts.some(({ id, title }) => id === name || title === name);
  try {
    return findDraft(drafts, name);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw isKnown ? error : new Error(`there is no file ${name}, and ${why}`);
  }
}

/** `DRAFT@SYMBOL`, unless a draft is called so. */
function parted(
  said: string,
  drafts: readonly { readonly id: string; readonly title: string }[],
): readonly [string, string?] {
  const at = said.lastIndexOf('@');
  const isWhole = drafts.some(({ id, title }) => id === said || title === said);
  return at < 1 || isWhole ? [said] : [said.slice(0, at), said.slice(at + 1)];
}

function known(facts: Awaited<ReturnType<typeof recordedFacts>>, symbol: string): RevisionFact {
  const found = revisionOf(facts, symbol);
  if (found) return found;
  const all = revisionsIn(facts).map((each) => `  ${each.symbol}`);
  throw new Error(
    `no text of this draft was issued as "${symbol}"; there are\n${all.join('\n') || '  (no revisions)'}`,
  );
}

/** The base of a redline: a file, or a revision of the same draft; by default its last one. */
export async function readBase(folder: Folder, of: Subject, said: string | undefined): Promise<Subject> {
  if (said !== undefined && existsSync(said)) return readSubject(folder, said);
  if (of.draft === undefined)
    throw new Error(
      said === undefined ? 'say what it is compared with: --base FILE' : `there is no file ${said}`,
    );
  const [last] = said === undefined ? revisionsIn(await factsOf(folder, of.draft)) : [{ symbol: said }];
  if (!last)
    throw new Error('no text of this draft was issued yet; say what it is compared with: --base FILE');
  return readSubject(folder, of.draft, last.symbol);
}

const factsOf = (folder: Folder, draft: string) =>
  inHouse(folder.data, ({ log }) => recordedFacts(log, draft));
