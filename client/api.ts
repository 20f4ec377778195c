/** What the page asks of the server, one function a question. A refusal is thrown as `Refusal` with its code. */

import type { ActAnswer, ActRequest } from '../shared/acts/act.ts';
import type { Preview } from '../shared/acts/decisions/preview.ts';
import type { ProvisionProvenance } from '../shared/acts/provenance.ts';
import type { FigureHistory } from '../shared/acts/reading/figures.ts';
import type { Aside, FoundProposal } from '../shared/changes/proposals-from.ts';
import type { DraftCard, Invitation, SourceFile } from '../shared/house/act.ts';
import type { Verdict } from '../shared/house/audience.ts';
import type { Answers, Claim, ClaimedName } from '../shared/house/import-record.ts';
import type { Said } from '../shared/house/import-said.ts';
import type { HouseRules, Membership, Phase, Role } from '../shared/house/membership.ts';
import type { Party } from '../shared/house/party.ts';
import type { ScreenView, ScreenViewPart } from '../shared/protocol/screen.ts';
import type { DraftDocument } from '../shared/text/document.ts';

export interface Account {
  readonly id: string;
  readonly name: string;
}
export interface DraftRecord extends DraftCard {
  readonly id: string;
  readonly created: number;
  readonly phase: Phase;
  readonly rules: HouseRules;
}
export interface MyDraft {
  readonly draft: DraftRecord;
  readonly member: Membership;
}
export interface Rights {
  readonly readDraft: Verdict;
  readonly followScreen: Verdict;
  readonly draft: Verdict;
  readonly seeMembers: Verdict;
  readonly administer: Verdict;
  readonly manageDelegation: Verdict;
}
/** One's way into a draft; `draft` is absent where one may not even see its title. */
export interface DraftEntry {
  readonly draft?: DraftRecord;
  readonly account: Account;
  readonly member: Membership;
  readonly party?: Party;
  readonly rights: Rights;
}
export interface Participant extends Membership {
  readonly name: string;
}
export interface InvitationRecord extends Invitation {
  readonly revoked: boolean;
  readonly redeemed: number;
}
export interface MemberList {
  readonly members: readonly Participant[];
  readonly invitations: readonly InvitationRecord[];
}
export interface InvitationWish {
  readonly role: Role;
  readonly party?: string;
  readonly head: boolean;
  readonly label: string;
  readonly days: number;
  readonly reusable: boolean;
}
/** One guess, repair or doubt of an import, with its place in the source. */
export interface ReportEntry {
  readonly kind: string;
  readonly weight: 'repair' | 'guess' | 'doubt';
  readonly message: string;
  readonly line: number;
  readonly column?: number;
  readonly block?: string;
  readonly id: string;
  /** Guesses and doubts: entries of one question have the same answers. */
  readonly question?: string;
  readonly answers?: readonly { readonly id: string; readonly message: string }[];
  readonly chosen?: string;
  /** True when a person chose it. */
  readonly settled?: true;
  /** What the message says, for the catalogues. */
  readonly said?: Said;
  /** True when a person decided against what it says. */
  readonly otherwise?: true;
}
/** A tracked change that did not become a proposal, and the party (or `_chair`) whose it is. */
export interface ToldChange {
  readonly why: string;
  readonly words: string;
  readonly by: string;
}
export interface ImportResult {
  readonly import: string;
  readonly document: DraftDocument;
  readonly report: readonly ReportEntry[];
  readonly source: SourceFile;
  readonly profile: string;
  /** Word files and data are read as what they are, whatever their lines look like. */
  readonly form: 'word' | 'data' | 'text';
  /** The source as lines, by which the report counts. */
  readonly text: string;
  readonly claims: readonly Claim[];
  /** Names that claims print; `party` where the list has one of that name. */
  readonly names: readonly ClaimedName[];
  /** Who changed the file with changes tracked, and how often; `party` where the list has one of that name. */
  readonly authors: readonly { readonly name: string; readonly count: number; readonly party?: string }[];
  readonly parties: readonly Party[];
}
/** The server said no; `code` is a key of the catalogues under `refusal.` or `error.`. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    /** Of a file that could not be read: why, for the catalogues. */
    readonly said?: Said,
  ) {
    super(message);
  }
}

export async function refusalOf(response: Response): Promise<Refusal> {
  const told: unknown = await response.json().catch(() => undefined);
  const { error, message, said } = (told ?? {}) as { error?: string; message?: string; said?: Said };
  const { status, statusText } = response;
  return new Refusal(error ?? `http-${status}`, status, message ?? statusText, said);
}

export async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(path, { credentials: 'same-origin', ...init }).catch(() => {
    throw new Refusal('no-line', 0, path);
  });
  if (!response.ok) throw await refusalOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

export const send = <T>(method: string, path: string, body?: unknown): Promise<T> =>
  ask<T>(path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });

type RefusedAnswer = Extract<ActAnswer, { done: false }>;

/** Sends an act; what comes back is an answer when it has one of these fields, whatever its status. */
async function answered<T extends object>(
  path: string,
  request: ActRequest,
  ...fields: readonly string[]
): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  }).catch(() => {
    throw new Refusal('no-line', 0, 'acts');
  });
  const told = (await response
    .clone()
    .json()
    .catch(() => undefined)) as T | undefined;
  if (told === undefined || !fields.some((field) => field in told)) throw await refusalOf(response);
  return told;
}

export const of = (draft: string): string => `/api/drafts/${encodeURIComponent(draft)}`;

export const api = {
  me: () => ask<{ readonly account: Account; readonly mayCreate: boolean }>('/api/me'),
  /** Where the words of a provision come from. */
  provenance: (draft: string, unit: string) =>
    ask<ProvisionProvenance>(`${of(draft)}/provenance?unit=${encodeURIComponent(unit)}`),
  /** Deletes the hand of the own party, or the desk's, with its log. */
  forgetHand: (draft: string) => send<void>('DELETE', `${of(draft)}/hand`),
  signOut: () => send<void>('POST', '/api/me/sign-out'),
  drafts: async () => (await ask<{ readonly drafts: readonly MyDraft[] }>('/api/drafts')).drafts,
  entry: (draft: string) => ask<DraftEntry>(of(draft)),
  base: (draft: string) => ask<DraftDocument>(`${of(draft)}/base`),
  setPhase: (draft: string, phase: Phase) => send<unknown>('PUT', `${of(draft)}/phase`, { phase }),
  setRules: (draft: string, rules: Partial<HouseRules>) => send<unknown>('PUT', `${of(draft)}/rules`, rules),
  parties: async (draft: string) =>
    (await ask<{ readonly parties: readonly Party[] }>(`${of(draft)}/parties`)).parties,
  setParties: (draft: string, csv: string) =>
    ask<unknown>(`${of(draft)}/parties`, {
      method: 'PUT',
      headers: { 'content-type': 'text/csv' },
      body: csv,
    }),
  members: (draft: string) => ask<MemberList>(`${of(draft)}/members`),
  changeMember: (draft: string, account: string, place: Pick<Membership, 'role' | 'party' | 'head'>) =>
    send<unknown>('PATCH', `${of(draft)}/members/${account}`, place),
  removeMember: (draft: string, account: string) => send<void>('DELETE', `${of(draft)}/members/${account}`),
  invite: (draft: string, wish: InvitationWish) =>
    send<{ readonly invitation: InvitationRecord; readonly url: string }>(
      'POST',
      `${of(draft)}/invitations`,
      wish,
    ),
  revoke: (draft: string, invitation: string) =>
    send<void>('DELETE', `${of(draft)}/invitations/${invitation}`),
  screenView: (draft: string) => ask<ScreenView>(`/screen/${encodeURIComponent(draft)}/view`),
  /** Who asks for what on the screen, while the operator shows names. */
  screenNames: async (draft: string) =>
    (
      await ask<{ readonly names: Readonly<Record<string, readonly string[]>> }>(
        `/screen/${encodeURIComponent(draft)}/names`,
      )
    ).names,
  /** Changes what the screen shows, part by part. */
  setScreenView: (draft: string, part: ScreenViewPart) =>
    send<ScreenView>('PUT', `/screen/${encodeURIComponent(draft)}/view`, part),
  /** Asks the server to perform an act; a refusal is an answer, not an error. */
  act: (draft: string, request: ActRequest) => answered<ActAnswer>(`${of(draft)}/acts`, request, 'done'),
  /** What would happen; nothing does. */
  preview: (draft: string, request: ActRequest) =>
    answered<Preview | RefusedAnswer>(`${of(draft)}/acts/preview`, request, 'done', 'provisions'),
  /** How much is settled, now and after each meeting and revision. */
  statistics: (draft: string) => ask<FigureHistory>(`${of(draft)}/statistics`),
  answerImport: (id: string, answers: Answers) =>
    send<ImportResult>('PUT', `/api/imports/${id}/answers`, answers),
  createFromImport: async (
    id: string,
    mapping: Readonly<Record<string, string>>,
    authors: Readonly<Record<string, string>>,
  ) =>
    send<{ readonly draft: DraftRecord; readonly told: readonly ToldChange[] }>('POST', '/api/drafts', {
      import: id,
      mapping,
      authors,
    }),
  createEmpty: async (title: string, language: string) =>
    (await send<{ readonly draft: DraftRecord }>('POST', '/api/drafts', { title, language })).draft,
} as const;

/** A comment of a file, for whose file it is. */
export interface FileComment {
  readonly id: string;
  readonly author: string;
  readonly at?: string;
  readonly text: string;
  /** Provision of the draft that it is about. */
  readonly unit?: string;
}

/** What a file that came back changed asks of the draft. */
export interface FileChanges {
  readonly base: { readonly how: 'known' | 'chosen' | 'likely'; readonly symbol?: string };
  readonly revisions: readonly string[];
  readonly found: readonly FoundProposal[];
  readonly asides: readonly Aside[];
  readonly comments: readonly FileComment[];
  readonly isTracked: boolean;
}

/** Sends a changed file to be compared with the text it was made of; `base` is its symbol, empty the draft as it stands. */
export function sendFileChanges(draft: string, file: File, base?: string): Promise<FileChanges> {
  const form = new FormData();
  form.append('file', file, file.name);
  const asked = base === undefined ? '' : `?base=${encodeURIComponent(base)}`;
  return ask<FileChanges>(`${of(draft)}/changes${asked}`, { method: 'POST', body: form });
}
