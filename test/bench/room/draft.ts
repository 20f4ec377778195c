/** The draft of the bench and what its editors will type, all made before the clock starts. */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { DraftDocument } from '../../../shared/text/document.ts';
import { createDraft, textOf } from '../../../shared/text/draft-doc.ts';
import { seeded } from '../../support/random.ts';

export const BLOCKS = 500;

/** Ids above these are the bench's; the draft's own writer has 1. */
const PAST_IDS = 1_000_000;
const EDITOR_IDS = 500_000_000;

/** `~` editor, three digits; sequence, five; `;`. What readers look for in the bytes that reach them. */
export const TAG_LENGTH = 10;
export const tagOf = (editor: number, seq: number): string =>
  `~${String(editor).padStart(3, '0')}${String(seq).padStart(5, '0')};`;

function provisions(): DraftDocument {
  const words =
    'The Parties shall, as appropriate, cooperate in good faith and exchange information on measures taken '.repeat(
      3,
    );
  const blocks = Array.from({ length: BLOCKS }, (_, at) => ({
    id: `p${at}`,
    kind: 'provision' as const,
    attrs: { label: String(at + 1), marker: `${at + 1}.` },
    content: [{ text: `${words}(${at + 1}).` }],
  }));
  return { schema: 1, meta: { title: 'Bench', language: 'en', dir: 'ltr' }, blocks };
}

/** The draft as one update: 500 provisions of about 300 characters, in which `pastIds` earlier clients wrote one each. */
export function baseUpdate(pastIds: number): Uint8Array {
  const ydoc = createDraft(provisions());
  const text = textOf(ydoc);
  const random = seeded(7);
  const own = ydoc.clientID;
  const blockLength = Math.floor(text.length / BLOCKS);
  for (let past = 0; past < pastIds; past += 1) {
    ydoc.clientID = PAST_IDS + past * 97;
    text.insert(random.int(0, BLOCKS - 1) * blockLength + 20, '.');
  }
  ydoc.clientID = own;
  return Y.encodeStateAsUpdate(ydoc);
}

interface BlockEnd {
  readonly last: Y.ID;
  readonly end: Y.ID;
}

/** Of each block, the last character and the end mark: between them is typed. */
function endsOf(ydoc: Y.Doc): BlockEnd[] {
  const ends: BlockEnd[] = [];
  let last: Y.ID | undefined;
  for (let item = textOf(ydoc)._start; item; item = item.right) {
    if (item.deleted) continue;
    const mark =
      item.content instanceof Y.ContentEmbed ? (item.content.embed as { el?: string }).el : undefined;
    if (mark === 'end' && last) ends.push({ last, end: item.id });
    last = item.lastId;
  }
  return ends;
}

/** One keystroke's update, as a Y.Doc that typed it would send it (encoding 1): one string between two neighbours. */
function typed(client: number, clock: number, left: Y.ID, right: Y.ID, words: string): Uint8Array {
  const encoder = encoding.createEncoder();
  const HAS_ORIGIN = 0x80;
  const HAS_RIGHT_ORIGIN = 0x40;
  const CONTENT_STRING = 4;
  for (const number of [1, 1, client, clock]) encoding.writeVarUint(encoder, number);
  encoding.writeUint8(encoder, HAS_ORIGIN | HAS_RIGHT_ORIGIN | CONTENT_STRING);
  for (const number of [left.client, left.clock, right.client, right.clock])
    encoding.writeVarUint(encoder, number);
  encoding.writeVarString(encoder, words);
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

/** Strokes after which an editor goes on in its next provision. */
const STROKES_PER_BLOCK = 10;

/** All updates of all editors, in order: each types at the end of provisions of its own. */
export function strokesOf(base: Uint8Array, editors: number, strokes: number): Uint8Array[][] {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, base);
  const ends = endsOf(ydoc);
  const own = Math.floor(BLOCKS / editors);
  return Array.from({ length: editors }, (_, editor) => {
    const tails = new Map<number, Y.ID>();
    const client = EDITOR_IDS + editor * 1_009;
    return Array.from({ length: strokes }, (_, seq) => {
      const block = editor * own + (Math.floor(seq / STROKES_PER_BLOCK) % own);
      const { last, end } = ends[block]!;
      const update = typed(client, seq * TAG_LENGTH, tails.get(block) ?? last, end, tagOf(editor, seq));
      tails.set(block, Y.createID(client, (seq + 1) * TAG_LENGTH - 1));
      return update;
    });
  });
}

/** Throws unless the strokes, applied to the base, are all in the text: the bench must not measure what Yjs would drop. */
export function checkStrokes(base: Uint8Array, strokes: readonly (readonly Uint8Array[])[]): void {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, base);
  Y.transact(ydoc, () => {
    for (const own of strokes) for (const update of own) Y.applyUpdate(ydoc, update);
  });
  const text = textOf(ydoc).toString();
  if (ydoc.store.pendingStructs) throw new Error('strokes are pending');
  strokes.forEach((own, editor) => {
    for (let seq = 0; seq < own.length; seq += 1)
      if (!text.includes(tagOf(editor, seq))) throw new Error(`stroke ${tagOf(editor, seq)} is missing`);
  });
}
