/**
 * A file that was read becomes a draft with all that it says parties ask (SPEC IM34 to IM37): its text, then, act by act, its
 * claims, its tracked changes and its comments. The page and the command line create drafts in this one way.
 */
import { setTimeout } from 'node:timers/promises';
import type { ActAnswer, ActRequest } from '../../shared/acts/act.ts';
import type { HouseAct, SourceFile } from '../../shared/house/act.ts';
import { type Answers, type Claim, recorded } from '../../shared/house/import-record.ts';
import type { Party } from '../../shared/house/party.ts';
import { wordsOfProposal } from '../../shared/proposals/content.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import type { NestedChange } from '../import/docx/nested.ts';
import type { PlacedComment } from '../import/docx/place-comments.ts';
import { draftOf, type NewDraft } from '../people/new-draft.ts';
import { commentActs } from './comment-acts.ts';
import { type AuthorMapping, acceptedIn, claimActs } from './import-acts.ts';
import { reportOfChange } from './told-changes.ts';
import { type Entered, type ToldChange, TrackedRequests, triedOn } from './tracked-acts.ts';

/** What was read of a file. */
export interface ReadImport {
  readonly document: DraftDocument;
  readonly report: readonly unknown[];
  readonly source: SourceFile;
  readonly claims: readonly Claim[];
  readonly nested: readonly NestedChange[];
  readonly comments: readonly PlacedComment[];
}

/** A file that is to become a draft, with what was said of it. */
export interface ImportWish {
  readonly read: ReadImport;
  readonly answers: Answers;
  readonly title?: string | undefined;
  readonly parties: readonly Party[];
  /** The parties that names of its claims mean. */
  readonly names: Readonly<Record<string, string>>;
  readonly authors: AuthorMapping;
  /** The file read once more, with the tracked changes of these people accepted. */
  readonly again: (accepted: readonly string[]) => Promise<ReadImport>;
}

/** Where a draft is created, and how acts are done on it. */
export interface Desk {
  readonly create: (text: NewDraft) => Promise<string>;
  readonly perform: (draft: string, request: ActRequest) => Promise<ActAnswer>;
  /** The draft as it stands, as a Yjs update. */
  readonly update: (draft: string) => Promise<Uint8Array>;
}

export interface CreatedImport {
  readonly draft: string;
  /** Acts that were asked for, and those of them that were refused. */
  readonly asked: number;
  readonly refused: number;
  readonly told: readonly ToldChange[];
}

export async function createImported(wish: ImportWish, desk: Desk): Promise<CreatedImport> {
  const { authors, parties, title } = wish;
  const accepted = acceptedIn(authors);
  const read = accepted.length > 0 ? await wish.again(accepted) : wish.read;
  const text = draftOf(read.document, title);
  const requests = new TrackedRequests(
    { nested: read.nested, read: async (people) => (await wish.again(people)).document },
    authors,
  );
  const tried = await triedOn(text.update, requests);
  const origin = originOf({ ...wish, read }, tried.told);
  const draft = await desk.create({ ...text, ...origin, parties });
  const acting = new Acting((request) => desk.perform(draft, request));
  const said = { update: text.update, language: text.card.language, mapping: authors, parties };
  await acting.all([...claimActs(origin.claims ?? []), ...tried.acts, ...commentActs(read.comments, said)]);
  for (const amendment of requests.amendments)
    await acting.all((await requests.onWords(amendment, await desk.update(draft))).acts);
  const { asked, refused } = acting;
  return { draft, asked, refused, told: [...tried.told, ...acting.told] };
}

/** What the draft's log keeps of its import. */
function originOf(
  { read, answers, names }: ImportWish,
  told: readonly ToldChange[],
): Pick<Extract<HouseAct, { kind: 'create-draft' }>, 'source' | 'report' | 'answers' | 'claims'> {
  const { source, report } = read;
  const isAnswered = Object.keys({ ...answers.one, ...answers.all }).length > 0;
  const claims = recorded(read.claims, names);
  return {
    source,
    report: [...report, ...told.map(reportOfChange)],
    ...(isAnswered ? { answers } : {}),
    ...(claims.length > 0 ? { claims } : {}),
  };
}

/** Milliseconds after which an act is tried again that came too soon after others. */
const SOON = 100;

/** Does the acts of an import one after the other, at the pace that the room takes them. */
class Acting {
  asked = 0;
  refused = 0;
  readonly told: ToldChange[] = [];

  constructor(private readonly perform: (request: ActRequest) => Promise<ActAnswer>) {}

  async all(requests: readonly ActRequest[]): Promise<void> {
    for (const request of requests) {
      const answer = await this.#inTime(request);
      this.asked += 1;
      if (answer.done || answer.why === 'already-a-proponent') continue;
      this.refused += 1;
      if (request.act === 'enter') this.told.push(refusedChange(request));
    }
  }

  async #inTime(request: ActRequest): Promise<ActAnswer> {
    for (;;) {
      const answer = await this.perform(request);
      if (answer.done || answer.why !== 'too-many') return answer;
      await setTimeout(SOON);
    }
  }
}

const refusedChange = ({ proposal, for: by = '' }: Entered): ToldChange => {
  const words = wordsOfProposal(proposal);
  return { why: 'refused', side: words === '' ? 'gone' : 'new', words: words || proposal.kind, by };
};
