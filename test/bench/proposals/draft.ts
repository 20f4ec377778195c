/** The draft of the bench: provisions with proposals of 60 parties on the table. */
import * as Y from 'yjs';
import { openDraft } from '../../../shared/proposals/open-draft.ts';
import { gapAt, rangeBetween } from '../../../shared/proposals/place.ts';
import type { Place, ProposalKind } from '../../../shared/proposals/proposal.ts';
import { putOnTable } from '../../../shared/proposals/table.ts';
import type { Block, DraftDocument } from '../../../shared/text/document.ts';
import { createDraft } from '../../../shared/text/draft-doc.ts';

export const PROPOSALS = 1_000;
export const PARTIES = 60;
export const DRAFT = 'bench';

const WORDS =
  'The Parties shall endeavour to monitor shared rivers, to exchange data and to find the means to finance it, each according to its capacity, and in time.';

export function documentOf(blocks: number): DraftDocument {
  return {
    schema: 1,
    meta: { title: 'Bench', language: 'en', dir: 'ltr' },
    blocks: Array.from(
      { length: blocks },
      (_, at): Block => ({
        id: `b${at}`,
        kind: 'provision',
        attrs: { label: String(at + 1) },
        content: [{ text: `${WORDS} (${at + 1})` }],
      }),
    ),
  };
}

/** Insertions, deletions, replacements and brackets in turn, spread over the draft; one in twenty a new provision. */
export function draftWithProposals(blocks: number): Y.Doc {
  const ydoc = createDraft(documentOf(blocks));
  const draft = openDraft(ydoc, 'bench');
  ydoc.transact(() => {
    for (let at = 0; at < PROPOSALS; at += 1) {
      const block = `b${(at * 7919) % blocks}`;
      const [kind, place] = asked(draft, block, at);
      const id = `t${at}`;
      const words = kind === 'insertion' || kind === 'replacement' || kind === 'provision';
      const content = [{ text: `, as proposed (${at}),` }];
      const head = { id, kind, place, state: 'on-text', order: at + 1, wording: 1 } as const;
      const blockKind = kind === 'provision' ? 'provision' : 'paragraph';
      putOnTable(draft, head, words ? [{ id, kind: blockKind, attrs: {}, content }] : []);
    }
  });
  draft.close();
  return ydoc;
}

const KINDS: readonly ProposalKind[] = ['insertion', 'deletion', 'replacement', 'bracket'];

function asked(draft: ReturnType<typeof openDraft>, block: string, at: number): [ProposalKind, Place] {
  if (at % 20 === 19) return ['provision', { on: 'after', block }];
  const kind = KINDS[at % KINDS.length]!;
  const offset = 12 + ((at * 31) % 100);
  const place =
    kind === 'insertion'
      ? gapAt(draft, 'text', { block, offset })!
      : rangeBetween(draft, 'text', { block, offset }, { block, offset: offset + 9 })!;
  return [kind, place];
}

export const baseOf = (blocks: number): Uint8Array => Y.encodeStateAsUpdate(draftWithProposals(blocks));
