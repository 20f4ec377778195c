/** Alternatives between brackets, as issued texts print them: `[Alt 10+11. words]` (SPEC RT4). */
import { readBrackets } from '../draft/brackets.ts';
import { readUnits } from '../draft/units.ts';
import { beforeSources } from '../text/cut.ts';
import type { DraftDocument, Inline } from '../text/document.ts';

/** The draft with a bracket around alternatives (all, or those that `which` names) and their runs that have none of their own. */
export function bracketAlternatives(
  document: DraftDocument,
  which: (id: string) => boolean = () => true,
): DraftDocument {
  const units = readUnits(document);
  const { pairs } = readBrackets(document, units);
  const enclosed = new Set(pairs.flatMap(({ provisions }) => (provisions.length === 1 ? provisions : [])));
  const blocks = [...document.blocks];
  for (const { id, block, from, to } of units.list) {
    if (block.kind !== 'alternative' || enclosed.has(id) || !which(id)) continue;
    const bracket = `alternative:${id}`;
    const open: Inline = { el: 'bracket_open', id: bracket, kind: 'contested', glyph: '[', outside: true };
    const close: Inline = { el: 'bracket_close', id: bracket, glyph: ']' };
    edit(blocks, from, (content) => [open, ...content]);
    edit(blocks, to - 1, (content) => beforeSources(content, [close]));
  }
  return { ...document, blocks };
}

type Blocks = DraftDocument['blocks'][number][];

function edit(blocks: Blocks, at: number, change: (content: readonly Inline[]) => readonly Inline[]): void {
  const block = blocks[at];
  if (block) blocks[at] = { ...block, content: change(block.content) };
}
