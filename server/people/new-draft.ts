/** What a draft is created from: its text as a Yjs update, and what it is called. */
import * as Y from 'yjs';
import type { DraftCard } from '../../shared/house/act.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { createDraft } from '../../shared/text/draft-doc.ts';

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
