/**
 * What a file that came back changed asks of its draft (SPEC RT7, RT8). The base is printed as the file was and read as the
 * file is, so that what printing and reading do to a text is on both sides and is no change.
 */
import * as Y from 'yjs';
import { type Proposed, proposalsFrom } from '../../shared/changes/proposals-from.ts';
import type { Ids } from '../../shared/compare/align.ts';
import { openDraft } from '../../shared/proposals/open-draft.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { type ExportJob, exportText } from '../export/export.ts';
import { importBytes } from '../import/any.ts';
import { newId } from '../people/secret.ts';

/** The base as the reader of the changed file sees it. */
export type BaseReading =
  /** Printed and read again. */
  | { readonly by: 'print'; readonly job: ExportJob }
  /** What the file itself says that it was before its tracked changes. */
  | { readonly by: 'file'; readonly document: DraftDocument }
  /** As it is: the file holds it as data. */
  | { readonly by: 'data' };

export interface ChangesJob {
  /** The draft as it was when the file was made of it, and as it is now: updates of one Yjs document. */
  readonly base: Uint8Array;
  readonly present: Uint8Array;
  readonly changed: DraftDocument;
  readonly reading: BaseReading;
  /** What equal ids of blocks mean; absent: as `proposalsFrom` says. */
  readonly ids?: Ids;
}

export type ChangesFound =
  | { readonly done: true; readonly proposed: Proposed }
  | { readonly done: false; readonly message: string };

/** Never rejects; what fails is said. */
export async function changesIn({ base, present, changed, reading, ids }: ChangesJob): Promise<ChangesFound> {
  try {
    const read = await readBase(reading);
    const proposed = proposalsFrom({
      base: opened(base),
      present: opened(present),
      changed,
      newId,
      ...(read ? { read } : {}),
      ...(ids ? { ids } : {}),
    });
    return { done: true, proposed };
  } catch (error) {
    return { done: false, message: error instanceof Error ? error.message : String(error) };
  }
}

function opened(update: Uint8Array) {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, update);
  return openDraft(ydoc, 'changes');
}

async function readBase(reading: BaseReading): Promise<DraftDocument | undefined> {
  if (reading.by === 'data') return undefined;
  if (reading.by === 'file') return reading.document;
  const written = await exportText(reading.job);
  if (!written.done)
    throw new Error(written.why === 'open-points' ? 'the base has open points' : written.message);
  const read = await importBytes(written.bytes);
  if (!read.ok) throw new Error(read.refusal.message);
  return read.value.document;
}
