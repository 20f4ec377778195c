/** Copying out: what delegates do most. Plain text, brackets and labels as characters, no names. */

import { printSelection, printText } from '../../shared/renditions/text.ts';
import type { Spot } from '../../shared/text/cut.ts';
import type { EditorHandle } from '../editor/editor.ts';

interface Spots {
  readonly from: Spot;
  readonly to: Spot;
}

/** The selection as places in the draft; undefined when nothing is selected. */
function selectedSpots({ view }: EditorHandle): Spots | undefined {
  const { doc, selection } = view.state;
  if (selection.empty) return undefined;
  const spotOf = (at: typeof selection.$from): Spot => {
    const before = Array.from({ length: at.index(0) }, (_, chunk) => doc.child(chunk).childCount);
    return { block: before.reduce((sum, count) => sum + count, 0) + at.index(1), offset: at.parentOffset };
  };
  return { from: spotOf(selection.$from), to: spotOf(selection.$to) };
}

/** The selection as plain text with brackets and labels as characters; the whole draft when nothing is selected. */
export function textToCopy(editor: EditorHandle): string {
  const document = editor.document();
  const spots = selectedSpots(editor);
  return spots ? printSelection(document, spots.from, spots.to) : printText(document);
}
