/** What leaves the room, asked of the server: files, comparisons, the time line. */
import type { RevisionFact } from '../shared/acts/facts.ts';
import type { Aside } from '../shared/changes/change.ts';
import type { FoundProposal } from '../shared/changes/proposals-from.ts';
import type { Comparison } from '../shared/compare/comparison.ts';
import type { Coverage } from '../shared/draft/coverage.ts';
import type { Paper } from '../shared/renditions/paper.ts';
import type { Columns, Masthead, PointRow, RenditionKind } from '../shared/renditions/rendition.ts';
import type { DraftDocument } from '../shared/text/document.ts';
import { ask, of, Refusal, refusalOf, send } from './api.ts';

export const FORMATS = ['docx', 'pdf', 'html', 'md', 'txt', 'json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];
export type Kind = RenditionKind | 'redline';

/** A text that is wanted: of which state, in which form. */
export interface FileWish {
  readonly as: Format;
  readonly rendition: Kind;
  readonly paper: Paper;
  readonly lineNumbers?: boolean;
  readonly running?: boolean;
  /** Word: not in the body's own template. */
  readonly plain?: boolean;
  readonly allowOpen?: boolean;
  /** Symbol of an issued text; absent: as it stands, or the state after entry `seq`, or of an instant. */
  readonly revision?: string;
  readonly seq?: number;
  readonly when?: string;
  readonly base?: string;
  readonly baseSeq?: number;
  readonly authors?: 'neutral' | 'parties';
  /** Columns: which; beside proposals the Chair's text of this draft id. */
  readonly columns?: Columns;
  readonly suggestion?: string;
}

/** A text that was issued, as the list of them has it. */
export type IssuedText = Omit<RevisionFact, 'kind'>;

/** An issued text to read. */
export interface IssuedReading {
  readonly masthead: Masthead;
  readonly document: DraftDocument;
  /** SHA-256 of what came, in hexadecimal; absent where the browser gives none (no https). */
  readonly hash?: string;
}

/** A moment one can go back to. */
export interface Moment {
  readonly seq: number;
  readonly at: number;
  readonly what: 'created' | 'phase' | 'revision' | 'decision' | 'day';
  readonly name?: string;
}

/** A clean text was asked for, and these points are open. */
export class OpenPoints extends Refusal {
  constructor(readonly points: readonly PointRow[]) {
    super('open-points', 409, `${points.length}`);
  }
}

/** The address of a file; `preview`: of the same as a page to look at. */
export function addressOf(draft: string, wish: FileWish, preview = false): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...wish, ...(preview ? { as: 'html', preview: true } : {}) }))
    if (value !== undefined && value !== false) query.set(name, value === true ? '1' : String(value));
  return `${of(draft)}/export?${query}`;
}

export interface TakenFile {
  readonly name: string;
  readonly blob: Blob;
}

/** Fetches a file; aborting ends the writing on the server too. Throws `OpenPoints` and `Refusal`. */
export async function takeFile(draft: string, wish: FileWish, signal: AbortSignal): Promise<TakenFile> {
  const response = await fetch(addressOf(draft, wish), { credentials: 'same-origin', signal }).catch(() => {
    throw new Refusal(signal.aborted ? 'stopped' : 'no-line', 0, 'export');
  });
  if (!response.ok) throw await refused(response);
  const blob = await response.blob().catch(() => {
    throw new Refusal(signal.aborted ? 'stopped' : 'no-line', 0, 'export');
  });
  return { name: nameIn(response) ?? `text.${wish.as}`, blob };
}

async function refused(response: Response): Promise<Refusal> {
  const told = (await response
    .clone()
    .json()
    .catch(() => undefined)) as { error?: string; points?: readonly PointRow[] } | undefined;
  return told?.error === 'open-points' && told.points ? new OpenPoints(told.points) : refusalOf(response);
}

/** The name of a file as its header says it. */
function nameIn(response: Response): string | undefined {
  const found = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return found === undefined ? undefined : decodeURIComponent(found);
}

/** Hands a file to the device, under its name. */
export function keepFile({ name, blob }: TakenFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The issued text that a draft was derived from. */
export interface Lineage {
  readonly draft: string;
  readonly title: string;
  readonly symbol: string;
  readonly as: 'chairs-text' | 'working-text';
}

export interface Covered {
  readonly proposal: string;
  readonly asks: 'words' | 'delete';
  readonly words: string;
  readonly unit: string;
  readonly coverage: Coverage;
  /** Words that came in at its place, where they are not its own. */
  readonly now?: string;
  readonly proponents: readonly string[];
  /** Set right by hand: what is read from the words, and when it was (milliseconds since 1970). */
  readonly judged?: { readonly read: Coverage; readonly at: number };
}

export interface CameBack {
  readonly entered: number;
  /** Words that the draft took no proposal for, and why not. */
  readonly refused: readonly { readonly words: string; readonly why: string }[];
  /** What cannot be a proposal at all. */
  readonly asides: readonly Aside[];
}

export const lineageOf = async (draft: string): Promise<Lineage | undefined> =>
  (await ask<{ readonly lineage: Lineage | null }>(`${of(draft)}/lineage`)).lineage ?? undefined;

/** A text that was begun from an issued one of a draft. */
export interface DerivedText extends Pick<Lineage, 'symbol' | 'as'> {
  /** Id of its own draft. */
  readonly id: string;
  readonly title: string;
}

/** Those that the reader may read, Chair's texts first. */
export const derivedTexts = async (draft: string): Promise<readonly DerivedText[]> =>
  (await ask<{ readonly derived: readonly DerivedText[] }>(`${of(draft)}/derived`)).derived;

/** As it stands, or as it was issued under a symbol. */
export const coverageOf = async (draft: string, revision?: string): Promise<readonly Covered[]> => {
  const query = revision === undefined ? '' : `?${new URLSearchParams({ revision })}`;
  return (await ask<{ readonly covered: readonly Covered[] }>(`${of(draft)}/coverage${query}`)).covered;
};

/** Says what became of a proposal; null: as it is read from the words. */
export const judge = (draft: string, proposal: string, coverage: Coverage | null): Promise<unknown> =>
  send('PUT', `${of(draft)}/coverage/${encodeURIComponent(proposal)}`, { coverage });

/** Begins a text of this title from an issued one; gives the id of the new draft. */
export const deriveFrom = async (
  draft: string,
  revision: string,
  as: Lineage['as'],
  title: string,
): Promise<string> =>
  (
    await send<{ readonly draft: { readonly id: string } }>('POST', `${of(draft)}/derived`, {
      revision,
      as,
      title,
    })
  ).draft.id;

/** What a working text asks of the draft that it comes from, as that stands now; nothing is entered. */
export interface ComingBack {
  readonly found: readonly FoundProposal[];
  readonly asides: readonly Aside[];
}

export const comingBack = (draft: string): Promise<ComingBack> => ask<ComingBack>(`${of(draft)}/back`);

/** Enters what a working text asks, as proposals of a party or of the Chair, in the draft that it comes from. */
export const bringBack = (draft: string, party: string): Promise<CameBack> =>
  send<CameBack>('POST', `${of(draft)}/back`, { for: party });

export const issuedTexts = async (draft: string): Promise<readonly IssuedText[]> =>
  (await ask<{ readonly revisions: readonly IssuedText[] }>(`${of(draft)}/revisions`)).revisions;

/** The file that the hash of an issued text is taken of, read. */
export async function readIssued(draft: string, revision: string): Promise<IssuedReading> {
  const wish = { as: 'json', rendition: 'bracketed', paper: 'a4', revision } as const;
  const { blob } = await takeFile(draft, wish, new AbortController().signal);
  const bytes = await blob.arrayBuffer();
  const file = JSON.parse(new TextDecoder().decode(bytes)) as Omit<IssuedReading, 'hash'>;
  const digest = await globalThis.crypto.subtle?.digest('SHA-256', bytes);
  return { ...file, ...(digest === undefined ? {} : { hash: hexOf(digest) }) };
}

const hexOf = (digest: ArrayBuffer): string =>
  [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export const compareTexts = (draft: string, from: string, to: string | undefined): Promise<Comparison> => {
  const query = new URLSearchParams({ from, ...(to === undefined ? {} : { to }) });
  return ask<Comparison>(`${of(draft)}/compare?${query}`);
};

export const historyOf = async (draft: string): Promise<readonly Moment[]> =>
  (await ask<{ readonly moments: readonly Moment[] }>(`${of(draft)}/history`)).moments;

/** The body's own Word template of a draft. */
export interface Template {
  /** Name of the file as it was sent. */
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export const templateOf = async (draft: string): Promise<Template | undefined> =>
  (await ask<{ readonly template: Template | null }>(`${of(draft)}/template`)).template ?? undefined;

/** Sends a template: every Word file of the draft is written in it from now on. A refusal begins with `template-`. */
export const sendTemplate = async (draft: string, file: File): Promise<Template> => {
  const form = new FormData();
  form.append('file', file, file.name);
  const told = await ask<{ readonly template: Template }>(`${of(draft)}/template`, {
    method: 'PUT',
    body: form,
  });
  return told.template;
};

export const removeTemplate = (draft: string): Promise<void> => send<void>('DELETE', `${of(draft)}/template`);
