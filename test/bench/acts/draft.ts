/** The draft of the bench of acts: 500 provisions with 1,000 brackets, proposals and positions of 60 parties. */
import * as Y from 'yjs';
import { type Facts, STANCES } from '../../../shared/acts/facts.ts';
import { openDraft } from '../../../shared/proposals/open-draft.ts';
import { rangeBetween } from '../../../shared/proposals/place.ts';
import { putOnTable } from '../../../shared/proposals/table.ts';
import type { Block, DraftDocument, Inline } from '../../../shared/text/document.ts';
import { createDraft } from '../../../shared/text/draft-doc.ts';

export const BLOCKS = 500;
export const BRACKETS = 1_000;
export const PARTIES = 60;

const bracketed = (id: string, words: string): readonly Inline[] => [
  { el: 'bracket_open', id, kind: 'contested', glyph: '[' },
  { text: words },
  { el: 'bracket_close', id, glyph: ']' },
];

/** Two brackets a provision, in four parts. */
export function documentOf(): DraftDocument {
  const blocks: Block[] = [];
  for (let at = 0; at < BLOCKS; at += 1) {
    if (at % 125 === 0)
      blocks.push({ id: `part${at}`, kind: 'part', attrs: { label: String(at / 125 + 1) }, content: [] });
    const content = [
      { text: 'The Parties shall endeavour to monitor shared rivers, ' },
      ...bracketed(`k${at * 2}`, 'to exchange data'),
      { text: ' and to find the means to finance it, each according to its capacity, ' },
      ...bracketed(`k${at * 2 + 1}`, 'and in time'),
      { text: ` (${at + 1}).` },
    ];
    blocks.push({ id: `b${at}`, kind: 'provision', attrs: { label: String(at + 1) }, content });
  }
  return { schema: 1, meta: { title: 'Bench', language: 'en', dir: 'ltr' }, blocks };
}

export const partyOf = (at: number): string => `p${at % PARTIES}`;

/** The draft with deletions asked on the table, spread over it. */
export function draftWith(proposals: number): Y.Doc {
  const ydoc = createDraft(documentOf());
  const draft = openDraft(ydoc, 'bench');
  ydoc.transact(() => {
    for (let at = 0; at < proposals; at += 1) {
      const block = `b${(at * 7919) % BLOCKS}`;
      const offset = 4 + ((at * 31) % 40);
      const place = rangeBetween(draft, 'text', { block, offset }, { block, offset: offset + 6 })!;
      const head = {
        id: `t${at}`,
        kind: 'deletion',
        place,
        state: 'on-text',
        order: at + 1,
        wording: 1,
      } as const;
      putOnTable(draft, head, []);
    }
  });
  draft.close();
  return ydoc;
}

/** Who asks for the proposals, and what sixty parties said of the brackets. */
export function factsOf(proposals: number): Facts {
  const facts: Record<string, Facts[string]> = {};
  for (let at = 0; at < proposals; at += 1)
    facts[`proposal/t${at}`] = {
      kind: 'proposal',
      id: `t${at}`,
      asks: 'deletion',
      unit: `b${(at * 7919) % BLOCKS}`,
      fate: 'on-text',
      proponents: [partyOf(at), partyOf(at * 7 + 1)],
      withdrew: [],
      wordings: [{ number: 1, words: '', hash: 'h', seq: at + 2 }],
      tabled: at + 2,
      at: 1,
    };
  for (let at = 0; at < BRACKETS * 2; at += 1) {
    const [on, party] = [`bracket:k${at % BRACKETS}` as const, partyOf(at)];
    const stance = STANCES[at % STANCES.length]!;
    const position = {
      kind: 'position',
      party,
      on,
      stance,
      audience: 'room',
      seq: at,
      recorded: false,
    } as const;
    facts[`position/${on}/${party}`] = position;
  }
  return facts;
}

export const baseOf = (proposals: number): Uint8Array => Y.encodeStateAsUpdate(draftWith(proposals));
