/** Comments of a Word file at their places in the draft that was made of it; for those alone whose file it is (SPEC IM26). */
import type { Locate } from '../locate.ts';
import { countParagraphs, lengthIn } from './changes.ts';
import type { DocxComment, DocxContent } from './content.ts';
import { placeChanges } from './place-changes.ts';
import type { OriginStretch } from './units.ts';

export interface PlacedComment extends DocxComment {
  /** Block that it begins in; absent where that is not in the draft. */
  readonly block?: string;
}

/** All comments in order of the file; a reply stands where what it replies to stands. */
export function placeComments(
  content: DocxContent,
  origins: readonly OriginStretch[],
  locate: Locate,
): readonly PlacedComment[] {
  const starts = startsOf(content);
  const placed = placeChanges(
    [...starts.values()].map((at) => ({
      ...at,
      kind: 'insertion',
      author: '',
      what: 'words',
      text: '',
      depth: 0,
    })),
    origins,
    locate,
  );
  const blocks = new Map([...starts.keys()].map((id, at) => [id, placed[at]?.block]));
  const byId = new Map(content.comments.map((comment) => [comment.id, comment]));
  const blockOf = ({ id, replyTo }: DocxComment, depth = 0): string | undefined => {
    const above = replyTo === undefined || depth > 20 ? undefined : byId.get(replyTo);
    return blocks.get(id) ?? (above && blockOf(above, depth + 1));
  };
  return content.comments.map((comment): PlacedComment => {
    const block = blockOf(comment);
    return block === undefined ? comment : { ...comment, block };
  });
}

/** Paragraph and offset at which each comment begins. */
function startsOf(
  content: DocxContent,
): ReadonlyMap<string, { readonly paragraph: number; readonly offset: number }> {
  const found = new Map<string, { readonly paragraph: number; readonly offset: number }>();
  for (const [{ runs }, paragraph] of countParagraphs(content)) {
    let offset = 0;
    for (const run of runs) {
      if (run.kind === 'comment-start' && run.id !== undefined) found.set(run.id, { paragraph, offset });
      offset += lengthIn(run);
    }
  }
  return found;
}
