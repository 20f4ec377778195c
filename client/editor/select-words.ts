/** Words of a block as they are drawn, selected for what is done next with them. */
import type { Node } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

/**
 * Selects the words where they stand in the block for the n-th time, from 0; where they do not stand together as drawn,
 * since something proposed parts them, nothing is selected. True when they were.
 */
export function selectWords(view: EditorView, block: string, words: string, nth: number): boolean {
  const { doc, tr } = view.state;
  const letters = lettersOf(doc, block);
  const drawn = letters.map(({ letter }) => letter).join('');
  let at = -1;
  for (let n = 0; n <= nth; n += 1) at = drawn.indexOf(words, at + 1);
  const [first, last] = [letters[at], letters[at + words.length - 1]];
  if (at < 0 || !first || !last) return false;
  view.dispatch(tr.setSelection(TextSelection.create(doc, first.pos, last.pos + 1)).scrollIntoView());
  view.focus();
  return true;
}

/** The letters of a block with their positions, UTF-16 units. */
function lettersOf(doc: Node, block: string): readonly { readonly letter: string; readonly pos: number }[] {
  const found: { letter: string; pos: number }[] = [];
  doc.descendants((node, pos) => {
    if (node.type.name === 'chunk') return true;
    if (node.isTextblock && node.attrs.id !== block) return false;
    if (node.isText)
      for (let i = 0; i < node.text!.length; i += 1) found.push({ letter: node.text![i]!, pos: pos + i });
    return true;
  });
  return found;
}
