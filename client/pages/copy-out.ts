/** Copying out: what delegates do most. Plain text, brackets and labels as characters, no names. */

import { printSelection, printText } from '../../shared/renditions/text.ts';
import type { Spot } from '../../shared/text/cut.ts';
import type { EditorHandle } from '../editor/editor.ts';

/** Puts text on the clipboard; also where the page was not served securely and the modern way is missing. */
export async function putOnClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyTheOldWay(text);
  }
}

function copyTheOldWay(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'heard-only';
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}

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
