/** What a draft is created from: its text as a Yjs update, and what it is called. */
import * as Y from 'yjs';
import type { DraftCard, Lineage, SourceFile } from '../../shared/house/act.ts';
import type { Answers, RecordedClaim } from '../../shared/house/import-record.ts';
import type { HouseRules, Phase } from '../../shared/house/membership.ts';
import type { Party } from '../../shared/house/party.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { createDraft } from '../../shared/text/draft-doc.ts';

/** Everything that a draft begins with. */
export interface NewDraft {
  readonly card: DraftCard;
  /** Yjs update (V1) that makes the text. */
  readonly update: Uint8Array;
  readonly phase?: Phase;
  readonly rules?: HouseRules;
  readonly source?: SourceFile;
  readonly report?: readonly unknown[];
  readonly answers?: Answers;
  readonly claims?: readonly RecordedClaim[];
  readonly lineage?: Lineage;
  /** The place its creator takes in it; absent: none. */
  readonly as?: 'chair' | 'secretariat';
  readonly parties?: readonly Party[];
}

/** The card and first update of a document, under another title if one is given. */
export function draftOf(
  document: DraftDocument,
  title = document.meta.title,
): { readonly card: DraftCard; readonly update: Uint8Array } {
  const card: DraftCard = { ...document.meta, title };
  const ydoc = createDraft({ ...document, meta: card });
  const update = Y.encodeStateAsUpdate(ydoc);
  ydoc.destroy();
  return { card, update };
}

const RIGHT_TO_LEFT = new Set(['ar', 'he', 'fa', 'ur']);

/** A draft to begin writing in: its title and one empty paragraph. */
export function emptyDraft(wish: { readonly title: string; readonly language: string }): DraftDocument {
  const { title, language } = wish;
  const dir = RIGHT_TO_LEFT.has(language.split('-')[0]!) ? 'rtl' : 'ltr';
  return {
    schema: 1,
    meta: { title, language, dir },
    blocks: [
      { id: 'title', kind: 'title', attrs: {}, content: [{ text: title }] },
      { id: 'first', kind: 'paragraph', attrs: {}, content: [] },
    ],
  };
}
