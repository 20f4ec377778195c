/**
 * Changes that stand in other people's changes: words that one inserted and another deleted, words put into another's new
 * paragraph. They can be read only together with what they stand in (SPEC IM36).
 */
import type { Change, DocxBlock, DocxContent, DocxParagraph, DocxRow, DocxRun } from './content.ts';

/** What somebody changed in what others had changed; the names stay with who imports the file. */
export interface NestedChange {
  /** Who brought what it stands in, outermost first. */
  readonly hosts: readonly string[];
  readonly author: string;
  readonly kind: 'insertion' | 'deletion';
  readonly text: string;
}

const isNew = ({ kind }: Change): boolean => kind === 'insertion' || kind === 'move-to';

/**
 * The content with every change under the one that it stands in. Word writes words put into another's insertion beside it,
 * not inside: they stand in it where the same hand's words are on either side, or their whole paragraph is that hand's.
 */
export function nestedIn(content: DocxContent): DocxContent {
  return {
    ...content,
    blocks: content.blocks.map(block),
    notes: content.notes.map((note) => ({ ...note, blocks: note.blocks.map(block) })),
  };
}

function block(each: DocxBlock): DocxBlock {
  if (each.kind === 'paragraph') return paragraph(each);
  return { ...each, rows: each.rows.map(row) };
}

const row = (each: DocxRow): DocxRow => ({
  ...each,
  cells: each.cells.map((cell) => ({ ...cell, blocks: cell.blocks.map(block) })),
});

function paragraph(each: DocxParagraph): DocxParagraph {
  const host = each.mark.find(isNew);
  const hasOld = each.runs.some(({ changes }) => !changes.some(isNew));
  const whole = host && !hasOld ? host : undefined;
  const runs = each.runs.map((run, at) => {
    const outer = whole ?? between(each.runs, at);
    const isOwn = !outer || run.changes.some(({ author }) => author === outer.author);
    return isOwn || !run.changes.some(isNew) ? run : { ...run, changes: [outer, ...run.changes] };
  });
  return { ...each, runs };
}

/** The insertion that has words right before and right after those of a run. */
function between(runs: readonly DocxRun[], at: number): Change | undefined {
  const own = runs[at]?.changes.find(isNew)?.author;
  if (own === undefined) return undefined;
  const next = (step: 1 | -1): Change | undefined => {
    for (let to = at + step; ; to += step) {
      const change = runs[to]?.changes.find(isNew);
      if (!change || change.author !== own) return change;
    }
  };
  const [before, after] = [next(-1), next(1)];
  return before && after && before.author === after.author ? before : undefined;
}

/** What stands in others' changes, in order; neighbouring runs of one history are one. */
export function nestedChanges(content: DocxContent): readonly NestedChange[] {
  const nested = nestedIn(content);
  return [...nested.blocks, ...nested.notes.flatMap(({ blocks }) => blocks)].flatMap((each) =>
    nestedInBlock(each, []),
  );
}

function nestedInBlock(each: DocxBlock, outer: readonly Change[]): readonly NestedChange[] {
  if (each.kind === 'paragraph') return nestedInWords(each, outer);
  return each.rows.flatMap(({ changes, cells }) =>
    cells.flatMap((cell) =>
      cell.blocks.flatMap((inner) => nestedInBlock(inner, [...outer, ...changes, ...cell.changes])),
    ),
  );
}

/** What a paragraph's end is told as. */
const PARAGRAPH_END = '¶';

function nestedInWords({ runs, mark }: DocxParagraph, outer: readonly Change[]): readonly NestedChange[] {
  const found: NestedChange[] = [];
  let open = false;
  const add = (changes: readonly Change[], text: string): void => {
    const nested = changeIn([...outer, ...changes], text);
    const last = found.at(-1);
    if (nested && open && last && isSame(last, nested))
      found[found.length - 1] = { ...last, text: last.text + text };
    else if (nested) found.push(nested);
    open = nested !== undefined;
  };
  for (const run of runs) if (run.kind === 'words') add(run.changes, run.text);
  add(mark, PARAGRAPH_END);
  return found;
}

/** The last of those who changed the words, in what others brought. */
function changeIn(changes: readonly Change[], text: string): NestedChange | undefined {
  const brought = [...new Set(changes.filter(isNew).map(({ author }) => author))];
  const gone = changes.find((change) => !isNew(change));
  if (gone) {
    const hosts = brought.filter((author) => author !== gone.author);
    return hosts.length > 0 ? { hosts, author: gone.author, kind: 'deletion', text } : undefined;
  }
  const author = brought.at(-1);
  if (author === undefined || brought.length < 2) return undefined;
  return { hosts: brought.slice(0, -1), author, kind: 'insertion', text };
}

const isSame = (a: NestedChange, b: NestedChange): boolean =>
  a.author === b.author && a.kind === b.kind && a.hosts.join('\0') === b.hosts.join('\0');
