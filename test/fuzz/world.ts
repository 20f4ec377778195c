/** What a trial needs of an editor: ours, and beside it in the bench another one. */
import type * as Y from 'yjs';
import type { CommandName } from '../../client/editor/commands.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { createDraft, readDraft } from '../../shared/text/draft-doc.ts';
import { isMalformed, mend } from '../../shared/text/mend.ts';
import type { Random } from '../support/random.ts';
import { Client } from './client.ts';

/** A person at a keyboard. */
export interface Person {
  readonly name: string;
  readonly ydoc: Y.Doc;
  isOnline: boolean;
  readonly isComposing: boolean;
  /** The block is held: the screen is ahead of the model. */
  readonly isHolding: boolean;
  selectAt(dice: Random, span: number): boolean;
  type(text: string): void;
  paste(text: string): void;
  run(name: CommandName, text?: string): void;
  key(which: 'Backspace' | 'Delete' | '['): void;
  startComposing(): void;
  endComposing(): void;
  onScreen(): [char: string, block: string][];
  /** What is wrong with this replica alone. */
  fault(): string | undefined;
  close(): void;
}

export interface World {
  create(document: DraftDocument): Y.Doc;
  person(name: string, bytes: Uint8Array, clientId: number): Person;
  /** The server mends malformed places; true if there were any. */
  mend(server: Y.Doc, newId: () => string): boolean;
  /** The draft in one string, the same for the same draft. */
  canon(ydoc: Y.Doc): string;
  /** What is wrong with the merged draft. */
  faults(server: Y.Doc): string[];
}

export const CHAPEAU: World = {
  create: createDraft,
  person: (name, bytes, clientId) => new Client(name, bytes, clientId),
  mend: (server, newId) => mend(server, newId),
  canon: (ydoc) => JSON.stringify(readDraft(ydoc)),
  faults: (server) => [
    ...(isMalformed(BlockIndex.of(server)) ? ['still malformed after mending'] : []),
    ...halfBrackets(server),
  ],
};

/** Brackets of which one delimiter went without the other. */
function halfBrackets(ydoc: Y.Doc): string[] {
  const index = BlockIndex.of(ydoc);
  const ids = readDraft(ydoc).blocks.flatMap(({ content }) =>
    content.flatMap((inline) =>
      'el' in inline && (inline.el === 'bracket_open' || inline.el === 'bracket_close') ? [inline.id] : [],
    ),
  );
  return [...new Set(ids)].filter((id) => !index.isPaired(id)).map((id) => `half of bracket ${id} is gone`);
}
