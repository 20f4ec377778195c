/** The texts of drafts from their log: as they were created, and as they stand. */
import * as Y from 'yjs';
import { composedDraft } from '../shared/proposals/printed.ts';
import { docPath } from '../shared/protocol/messages.ts';
import type { DraftDocument } from '../shared/text/document.ts';
import { readDraft } from '../shared/text/draft-doc.ts';
import type { Log } from './log/log.ts';
import { replay } from './log/replay.ts';

const nameOf = (draft: string): string => docPath({ kind: 'draft', draft });

/** The draft as its first entry made it. Rejects when there is no such draft. */
export async function baseOf(log: Log, draft: string): Promise<DraftDocument> {
  const [first] = await log.read(nameOf(draft), 1, 1);
  if (!first?.update) throw new Error(`the log of draft ${draft} does not begin with its text`);
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, first.update);
  const document = readDraft(ydoc);
  ydoc.destroy();
  return document;
}

/** The draft as the log has it now, with the proposals that are on the text. */
export async function recordedText(log: Log, draft: string): Promise<DraftDocument> {
  const { ydoc } = await replay(log, nameOf(draft));
  const document = composedDraft(ydoc);
  ydoc.destroy();
  return document;
}
