/** The Paris-sized draft with proposals of parties on its text, for the room that exports are asked of. */
import * as Y from 'yjs';
import type { Party } from '../../../shared/house/party.ts';
import { type OpenDraft, openDraft } from '../../../shared/proposals/open-draft.ts';
import { gapAt, rangeBetween } from '../../../shared/proposals/place.ts';
import type { Place, ProposalKind } from '../../../shared/proposals/proposal.ts';
import { putOnTable } from '../../../shared/proposals/table.ts';
import { wordsOf } from '../../../shared/text/document.ts';
import { createDraft, readDraft } from '../../../shared/text/draft-doc.ts';
import { parisSized } from './paris.ts';

export const PARTIES: readonly Party[] = Array.from({ length: 12 }, (_, at) => ({
  id: `p${at}`,
  order: at + 1,
  groups: [],
  names: { en: { short: `Party ${at}`, full: `Delegation of Party ${at}` } },
}));

const PROPOSALS = 300;
/** Characters that a provision has at least if anything is asked of it. */
const LONG = 60;

/** Ids of provisions and paragraphs with words enough. */
export const longBlocks = (ydoc: Y.Doc): readonly string[] =>
  readDraft(ydoc).blocks.flatMap(({ id, kind, content }) =>
    (kind === 'provision' || kind === 'paragraph') && wordsOf(content).length > LONG ? [id] : [],
  );

/** The draft as one Yjs update. */
export function busyDraft(): Uint8Array {
  const ydoc = createDraft(parisSized());
  const blocks = longBlocks(ydoc);
  const draft = openDraft(ydoc, 'bench');
  ydoc.transact(() => {
    for (let at = 0; at < PROPOSALS; at += 1) propose(draft, at, blocks[(at * 7) % blocks.length]!);
  });
  draft.close();
  return Y.encodeStateAsUpdate(ydoc);
}

const KINDS: readonly ProposalKind[] = ['insertion', 'deletion', 'replacement', 'bracket'];

function propose(draft: OpenDraft, at: number, block: string): void {
  const kind = KINDS[at % KINDS.length]!;
  const id = `t${at}`;
  const head = {
    id,
    kind,
    place: placeIn(draft, kind, block, at),
    state: 'on-text',
    order: at + 1,
    wording: 1,
  } as const;
  const hasWords = kind === 'insertion' || kind === 'replacement';
  const content = [{ text: `, as proposed (${at}),` }];
  putOnTable(draft, head, hasWords ? [{ id, kind: 'paragraph', attrs: {}, content }] : []);
}

function placeIn(draft: OpenDraft, kind: ProposalKind, block: string, at: number): Place {
  const offset = 5 + ((at * 31) % (LONG - 20));
  return kind === 'insertion'
    ? gapAt(draft, 'text', { block, offset })!
    : rangeBetween(draft, 'text', { block, offset }, { block, offset: offset + 9 })!;
}
