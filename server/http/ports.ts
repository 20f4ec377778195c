/** What the routes need of the rest of the server; the composition root gives it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ActAnswer, ActRequest } from '../../shared/acts/act.ts';
import type { Preview } from '../../shared/acts/decisions/preview.ts';
import type { Facts } from '../../shared/acts/facts.ts';
import type { RefusedAct } from '../../shared/acts/planned.ts';
import type { ProvisionProvenance } from '../../shared/acts/provenance.ts';
import type { FigureGround } from '../../shared/acts/reading/figures.ts';
import type { SourceFile } from '../../shared/house/act.ts';
import type { Answers, Claim } from '../../shared/house/import-record.ts';
import type { Said } from '../../shared/house/import-said.ts';
import type { Membership } from '../../shared/house/membership.ts';
import type { Party } from '../../shared/house/party.ts';
import type { ScreenView, ScreenViewPart } from '../../shared/protocol/screen.ts';
import type { DraftState } from '../../shared/renditions/rendition.ts';
import type { DraftDocument, DraftMeta } from '../../shared/text/document.ts';
import type { Config } from '../config.ts';
import type { Derived } from '../derived.ts';
import type { DraftSource } from '../export/draft-state.ts';
import type { History } from '../history.ts';
import type { NestedChange } from '../import/docx/nested.ts';
import type { PlacedComment } from '../import/docx/place-comments.ts';
import type { Invitations } from '../people/invitations.ts';
import type { People } from '../people/people.ts';
import type { Sessions } from '../people/sessions.ts';
import type { Templates } from '../people/templates.ts';

/** A draft at one moment, ready to be derived from. */
export interface StateAt {
  readonly state: DraftState;
  /** Number of the entry up to which it is read. */
  readonly seq: number;
  /** Milliseconds since 1970 of the last entry that changed words or facts. */
  readonly at: number;
  /** Number of that entry. */
  readonly changed: number;
}

/** The same before it is composed, as a thread is given it. */
export interface SourceAt extends Omit<StateAt, 'state'> {
  readonly source: DraftSource;
  /** What the draft is called and how it is written. */
  readonly meta: DraftMeta;
}

/** The texts of drafts, live and as they were created. */
export interface Texts {
  /** The draft as it stands now, with a number that grows when it changes; read at once or not at all. */
  current(draft: string): Promise<{ readonly seq: number; readonly read: () => DraftDocument }>;
  /**
   * The draft with what stands beside it in the record, now or after entry `upTo`, as far as `view` lets it be told; names
   * by this list of parties.
   */
  state(
    draft: string,
    parties: readonly Party[],
    upTo?: number,
    view?: (facts: Facts) => Facts,
  ): Promise<StateAt>;
  /** The same, not yet composed: that is done apart from the room. */
  source(
    draft: string,
    parties: readonly Party[],
    upTo?: number,
    view?: (facts: Facts) => Facts,
  ): Promise<SourceAt>;
  /** The draft as a Yjs update, now or after entry `upTo`. */
  update(draft: string, upTo?: number): Promise<Uint8Array>;
  /** The draft as its figures are read, now or after entry `upTo`. */
  figures(draft: string, upTo?: number): Promise<FigureGround>;
  /** What the acts on the draft add up to. */
  facts(draft: string): Promise<Facts>;
  readonly derived: Derived;
  /** Where the words of a provision come from; undefined when there is no such provision. */
  provenance(draft: string, unit: string): Promise<ProvisionProvenance | undefined>;
  /** The moments one can go back to. */
  history(draft: string): Promise<History>;
  /** Number of the last entry that is not after this time (milliseconds since 1970); 0 when there is none. */
  seqAt(draft: string, time: number): Promise<number>;
  /** The draft as it was created. */
  base(draft: string): Promise<DraftDocument>;
}

/** The room's doors: sockets and the screen. */
export interface Doors {
  /** Takes over a WebSocket whose account is known; `path` is what follows `/sync/`, with its query. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, account: string, path: string): void;
  /** Ends every connection of an account that signed out. */
  dismiss(account: string): void | Promise<void>;
  /** Streams the screen of a draft until the response closes or the member may no longer follow it. */
  attachScreen(draft: string, member: Membership, response: ServerResponse): void | Promise<void>;
  /** Does an act on a draft for an account, or says why not. */
  perform(draft: string, account: string, request: ActRequest): Promise<ActAnswer>;
  /** What an act would do for an account, or why it is refused; nothing is done. */
  preview(draft: string, account: string, request: ActRequest): Promise<Preview | RefusedAct>;
  /** Deletes a party's hand and its log for good. */
  forgetHand(draft: string, party: string, account: string): Promise<void>;
  screenView(draft: string): ScreenView | Promise<ScreenView>;
  /** Changes what the screen shows, part by part; gives all of it as it is then. */
  setView(draft: string, part: ScreenViewPart): ScreenView | Promise<ScreenView>;
}

/** What became of an imported file. */
export type ImportOutcome =
  | {
      readonly read: true;
      readonly document: DraftDocument;
      readonly report: readonly unknown[];
      readonly source: SourceFile;
      readonly profile: string;
      /** The source as lines of text, by which the report counts. */
      readonly text: string;
      /** What the source says that parties ask, beside the draft. */
      readonly claims: readonly Claim[];
      /** Tracked changes with their authors, each at its place in the draft: never shown beside the draft. */
      readonly changes: readonly { readonly author: string }[];
      /** Those that can be read only together with somebody else's. */
      readonly nested: readonly NestedChange[];
      /** What kind of file it was: those of Word hold more than text, data holds a draft as it is. */
      readonly form: 'word' | 'data' | 'text';
      /** Comments beside the text: for whose file it is alone. */
      readonly comments: readonly PlacedComment[];
      /** What an exported file is known again by. */
      readonly base?: string;
    }
  | { readonly read: false; readonly why: string; readonly message: string; readonly said?: Said };

/** Reads an untrusted file into a draft, apart from the server's own thread and within limits. */
export type ReadFile = (bytes: Uint8Array, name: string, how?: HowToRead) => Promise<ImportOutcome>;

export interface HowToRead {
  /** What a person decided about the guesses and doubts of an earlier reading. */
  readonly answers?: Answers;
  /** Of a file with tracked changes: the text before or after them; absent: before. */
  readonly view?: 'before' | 'after' | { readonly accepted: readonly string[] };
  /** All names of the body's parties. */
  readonly partyNames?: readonly string[];
  /** Ends the reading. */
  readonly signal?: AbortSignal;
  /** Told the stage that begins and the share that is done, 0 to 1. */
  readonly onProgress?: (stage: string, done: number) => void;
}

export interface Ports {
  readonly config: Config;
  readonly secret: string;
  readonly people: People;
  readonly invitations: Invitations;
  readonly sessions: Sessions;
  readonly templates: Templates;
  readonly texts: Texts;
  readonly doors: Doors;
  readonly readFile: ReadFile;
}
