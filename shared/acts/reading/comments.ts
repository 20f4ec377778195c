/** Comments as threads (SPEC CM1): what is about one thing together, answers under what they answer. */
import type { CommentFact, Facts, Target } from '../facts.ts';

export interface Thread {
  readonly comment: CommentFact;
  readonly answers: readonly CommentFact[];
}

/** The threads on these things, or on everything; the latest first, answers as they came. */
export function readThreads(facts: Facts, on?: readonly Target[]): readonly Thread[] {
  const all = Object.values(facts)
    .filter((fact): fact is CommentFact => fact.kind === 'comment')
    .sort((a, b) => a.seq - b.seq);
  const byId = new Map(all.map((comment) => [comment.id, comment]));
  const first = (comment: CommentFact): CommentFact => {
    let at = comment;
    for (let step = 0; step < all.length; step += 1) {
      const before = at.answers === undefined ? undefined : byId.get(at.answers);
      if (!before) break;
      at = before;
    }
    return at;
  };
  const heads = all.filter((comment) => first(comment) === comment && (!on || on.includes(comment.on)));
  return heads
    .map((comment) => ({
      comment,
      answers: all.filter((each) => each !== comment && first(each) === comment),
    }))
    .reverse();
}
