/** Proposals that a changed text became, tabled and taken one after the other. */
import { checkProposal } from '../../shared/acts/check.ts';
import type { Proposed } from '../../shared/changes/proposals-from.ts';
import { type OpenDraft, openDraft } from '../../shared/proposals/open-draft.ts';
import { spanOf } from '../../shared/proposals/span.ts';
import { putOnTable } from '../../shared/proposals/table.ts';
import { takeIntoText } from '../../shared/proposals/take.ts';
import { type Block, type DraftDocument, delimiterIn, isWords } from '../../shared/text/document.ts';
import { createDraft, readDraft } from '../../shared/text/draft-doc.ts';
import { liftBracket } from '../../shared/text/edit.ts';

export const opened = (document: DraftDocument) => openDraft(createDraft(document), 'test');

/** Ids in order: the same text gives the same proposals. */
export function counted(prefix = 'n'): () => string {
  let count = 0;
  return () => `${prefix}${++count}`;
}

/** Tables everything; throws where the check of an act would refuse it. */
export function tableAll(draft: OpenDraft, { found }: Proposed): void {
  found.forEach(({ proposal }, order) => {
    const checked = checkProposal({ draft, facts: {} }, proposal);
    if (!checked.ok) throw new Error(`${checked.why}: ${checked.detail}\n${JSON.stringify(proposal)}`);
    const { blocks, ...head } = checked.proposal;
    putOnTable(draft, { ...head, state: 'on-text', order, wording: 1 }, blocks);
  });
}

/** Takes all that is tabled, in its order; what is to be kept loses its brackets. */
export function takeAll(draft: OpenDraft, { found }: Proposed): void {
  found.forEach(({ proposal }, at) => {
    const { kind, place } = proposal;
    const span = kind === 'keep' && place.on === 'range' ? spanOf(draft, place) : undefined;
    const opening = span && delimiterIn(readDraftAt(draft, span.from) ?? { text: '' })?.id;
    if (opening !== undefined) liftBracket({ ydoc: draft.ydoc, index: draft.text, origin: 'test' }, opening);
    if (!takeIntoText(draft, proposal.id, at + 1))
      throw new Error(`no place for ${JSON.stringify(proposal)}`);
  });
}

function readDraftAt({ text }: OpenDraft, flat: number) {
  const place = text.placeAt(flat);
  let at = place ? place.flat + 1 : 0;
  return place?.record.content.find((inline) => {
    const isHere = at === flat;
    at += isWords(inline) ? inline.text.length : 1;
    return isHere;
  });
}

/** The words of every block with brackets and breaks, spaces made one; blocks without any left out. */
export const linesOf = ({ blocks }: DraftDocument): readonly string[] =>
  blocks.map(lineOf).filter((line) => line !== '');

const lineOf = ({ content }: Block): string =>
  content
    .map((inline) => {
      if (isWords(inline)) return inline.text;
      if ('glyph' in inline) return inline.glyph;
      if (inline.el === 'note_ref') return `<${inline.mark}>`;
      return inline.el === 'line_break' || inline.el === 'cell_break' ? ' ' : '';
    })
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

export const linesNow = ({ ydoc }: OpenDraft): readonly string[] => linesOf(readDraft(ydoc));
