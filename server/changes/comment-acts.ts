/**
 * Comments of an imported Word file, as comments that the chair's side alone reads (SPEC IM37): with their threads, at their
 * provisions. Who wrote one is said by the party that this person was said to be, never by a name of the file.
 */
import * as Y from 'yjs';
import type { ActRequest } from '../../shared/acts/act.ts';
import type { Target } from '../../shared/acts/facts.ts';
import { namesIn, type Party } from '../../shared/house/party.ts';
import { openDraft } from '../../shared/proposals/open-draft.ts';
import { unitOf } from '../../shared/proposals/units.ts';
import type { PlacedComment } from '../import/docx/place-comments.ts';
import { newId } from '../people/secret.ts';
import type { AuthorMapping } from './import-acts.ts';

/** What the comments are said on, and by whom. */
export interface CommentGround {
  /** The draft that they are about. */
  readonly update: Uint8Array;
  readonly language: string;
  readonly mapping: AuthorMapping;
  readonly parties: readonly Party[];
}

/** In an order in which each answers one that was said before it. */
export function commentActs(
  comments: readonly PlacedComment[],
  ground: CommentGround,
): readonly ActRequest[] {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, ground.update);
  const { text, close } = openDraft(ydoc, 'import');
  const ids = new Map(comments.map(({ id }) => [id, newId()]));
  const acts = inOrder(comments).flatMap(({ id, block, replyTo, author, text: words }): ActRequest[] => {
    if (words.trim() === '') return [];
    const unit = block === undefined ? undefined : unitOf(text, block);
    const on: Target = unit === undefined ? 'draft' : `unit:${unit}`;
    const answers = replyTo === undefined ? undefined : ids.get(replyTo);
    const said = speaker(author, ground) + words;
    return [
      {
        act: 'comment',
        id: ids.get(id)!,
        on,
        audience: 'chair',
        words: said,
        ...(answers === undefined ? {} : { answers }),
      },
    ];
  });
  close();
  return acts;
}

/** What is answered before its answers; what answers nothing that is there stands for itself. */
function inOrder(comments: readonly PlacedComment[]): readonly PlacedComment[] {
  const answers = new Map<string | undefined, PlacedComment[]>();
  const known = new Set(comments.map(({ id }) => id));
  for (const comment of comments) {
    const above = known.has(comment.replyTo ?? '') ? comment.replyTo : undefined;
    answers.set(above, [...(answers.get(above) ?? []), comment]);
  }
  const found = new Set<PlacedComment>();
  const waiting = [...(answers.get(undefined) ?? [])].reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    found.add(next);
    waiting.push(...[...(answers.get(next.id) ?? [])].reverse());
  }
  const circular = comments.filter((comment) => !found.has(comment));
  return [...found, ...circular].map((comment) => {
    const { replyTo: _, ...bare } = comment;
    return found.has(comment) && known.has(comment.replyTo ?? '') ? comment : bare;
  });
}

function speaker(author: string, { mapping, parties, language }: CommentGround): string {
  const party = parties.find(({ id }) => id === mapping[author]);
  return party ? `${namesIn(party, language).short}: ` : '';
}
