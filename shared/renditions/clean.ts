/** Clean text: no bracket, slash, label of an alternative, attribution or remark (SPEC RN5); what is open is marked (RN6). */
import type { Point } from '../draft/points.ts';
import { type Block, type DraftDocument, delimiterIn, type Inline, isWords } from '../text/document.ts';
import { isThought, withThought } from './open.ts';
import { fill, type Vocabulary } from './vocabulary.ts';

/** The draft without sources and remarks, and without the gaps they leave. Brackets stay: each is an open point. */
export function cleanText(document: DraftDocument): DraftDocument {
  const blocks = document.blocks
    .filter(({ kind, content }) => kind !== 'remark' || content.some((each) => delimiterIn(each)))
    .map(cleanBlock)
    .filter(({ kind, content, attrs }) => kind !== 'paragraph' || content.length > 0 || attrs.label);
  return { ...document, blocks };
}

export function cleanBlock(block: Block): Block {
  if (!block.content.some(isPrintedOnly)) return block;
  const content: Inline[] = [];
  for (const each of block.content) if (!isPrintedOnly(each)) content.push(closedUp(each, content.at(-1)));
  return { ...block, content: trimmedEnd(content.filter((each) => !isWords(each) || each.text !== '')) };
}

const isPrintedOnly = (each: Inline): boolean =>
  'el' in each && (each.el === 'remark' || each.el === 'attribution');

/** Where a remark stood between two spaces one is left. */
function closedUp(each: Inline, before: Inline | undefined): Inline {
  if (!isWords(each) || !before || !isWords(before) || !/\s$/.test(before.text)) return each;
  return { ...each, text: each.text.replace(/^\s+/, '') };
}

function trimmedEnd(content: readonly Inline[]): readonly Inline[] {
  const last = content.at(-1);
  if (!last || !isWords(last)) return content;
  const text = last.text.trimEnd();
  return text === '' ? content.slice(0, -1) : [...content.slice(0, -1), { ...last, text }];
}

/** The draft with a remark `{open point 12.1}` before each place that is open. */
export function withMarks(document: DraftDocument, open: readonly Point[], words: Vocabulary): DraftDocument {
  if (open.length === 0) return document;
  const marks = new Map<string, Inline[]>();
  for (const point of open) {
    const [first] = point.members;
    const mark: Inline = { el: 'remark', text: `{${fill(words.openPoint, point.number)}}` };
    if (first !== undefined) marks.set(first, [...(marks.get(first) ?? []), mark, { text: ' ' }]);
  }
  const blocks = withThought(document).blocks.map((block): Block => {
    const own = marks.get(block.id) ?? [];
    const content = [...own, ...block.content.flatMap((each) => marked(each, marks))];
    return { ...block, content };
  });
  return { ...document, blocks };
}

/** A mark comes before the first delimiter of its id; brackets that are only thought give their place and go. */
function marked(each: Inline, marks: Map<string, Inline[]>): readonly Inline[] {
  const id = delimiterIn(each)?.id;
  if (id === undefined) return [each];
  const mark = marks.get(id) ?? [];
  marks.delete(id);
  return isThought(id) ? mark : [...mark, each];
}
