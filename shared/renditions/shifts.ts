/** Moves and merges asked for, as remarks at the end of the provision: `[Move to after 20]` (SPEC RN2). */
import { nameOf, schemeOf } from '../draft/labels.ts';
import { beforeSources } from '../text/cut.ts';
import type { Block, DraftDocument, Inline } from '../text/document.ts';
import { attribution } from './names.ts';
import type { RenditionOptions, Shift } from './rendition.ts';
import { fill, type Vocabulary } from './vocabulary.ts';

/** The draft with a remark for every shift whose provisions are both in it. */
export function withShifts(
  document: DraftDocument,
  shifts: readonly Shift[],
  options: RenditionOptions,
  words: Vocabulary,
): DraftDocument {
  if (shifts.length === 0) return document;
  const scheme = options.scheme ?? schemeOf(document.meta.language);
  const byId = new Map(document.blocks.map((block) => [block.id, block]));
  const remarks = new Map<string, Inline[]>();
  for (const shift of shifts) {
    const target = byId.get(shift.to);
    if (!target) continue;
    const form = shift.asks === 'move-after' ? words.moveAfter : words.mergeInto;
    const names = attribution([{ names: shift.names, asks: 'words' }], words);
    const remark: Inline = { el: 'remark', text: `[${fill(form, nameOf(target, scheme))}${names}]` };
    remarks.set(shift.block, [...(remarks.get(shift.block) ?? []), { text: ' ' }, remark]);
  }
  const blocks = document.blocks.map((block): Block => {
    const more = remarks.get(block.id);
    return more ? { ...block, content: beforeSources(block.content, more) } : block;
  });
  return { ...document, blocks };
}
