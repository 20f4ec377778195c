/**
 * A draft as it is printed and read by everyone (SPEC PP4): the text with every proposal that is on the text, as brackets
 * and alternatives. Outline, points, statistics and renditions are computed from it. It holds no party's name.
 */
import type * as Y from 'yjs';
import { nameOf, schemeOf } from '../draft/labels.ts';
import type { Block, DraftDocument, Inline } from '../text/document.ts';
import { isWords } from '../text/document.ts';
import { readMeta } from '../text/draft-doc.ts';
import { labelFor } from './alternative-label.ts';
import { type ComposedBlock, Composition } from './composition.ts';
import type { ProposalHead } from './proposal.ts';

/** The draft with its tabled proposals as plain data. */
export const composedDraft = (ydoc: Y.Doc): DraftDocument => printedDraft(new Composition(ydoc));

export interface PrintWish {
  /** Moves and merges to a provision are told apart from the text, so they are no remarks in it. */
  readonly shiftsApart?: boolean;
}

/** The same of a composition that is at hand. */
export function printedDraft(composition: Composition, wish: PrintWish = {}): DraftDocument {
  const { papers } = composition;
  const meta = readMeta(papers.ydoc);
  const blocks = composition.blocks();
  const labels = labelsOf(blocks);
  return {
    schema: 1,
    meta,
    blocks: blocks.map((_, at) => printedBlock(composition, blocks, at, labels, wish)),
  };
}

function printedBlock(
  composition: Composition,
  blocks: readonly ComposedBlock[],
  at: number,
  labels: ReadonlyMap<string, string>,
  wish: PrintWish,
): Block {
  const block = blocks[at]!;
  const { id, kind } = block;
  const label = labels.get(id);
  const attrs = label === undefined ? block.attrs : { ...block.attrs, label };
  const content = [...block.content.map(plain), ...references(composition, block, labels, wish)];
  const head = block.proposal === undefined ? undefined : headIn(composition, block.proposal);
  return {
    id,
    kind,
    attrs,
    content: head && head.kind !== 'alternative' ? bracketed(content, head, blocks, at) : content,
  };
}

const headIn = ({ papers }: Composition, id: string): ProposalHead | undefined =>
  papers.inHand.get(id) ?? papers.tabled.get(id);

/** What only a page needs is left out. */
function plain(inline: Inline): Inline {
  if (!isWords(inline)) return inline;
  const { proposed: _, struck: __, ...words } = inline;
  return words;
}

/** A new provision, or a note that one will come, stands between brackets with its number and its items. */
function bracketed(
  content: readonly Inline[],
  { id, kind }: ProposalHead,
  blocks: readonly ComposedBlock[],
  at: number,
): readonly Inline[] {
  const asked = { proposal: id, asks: 'words', state: 'on-text' } as const;
  const isFirst = blocks[at - 1]?.proposal !== id;
  const isLast = blocks[at + 1]?.proposal !== id;
  const open: Inline = {
    el: 'bracket_open',
    id: `${id}:words`,
    kind: kind === 'placeholder' ? 'placeholder' : 'contested',
    glyph: '[',
    outside: true,
    asked,
  };
  const close: Inline = { el: 'bracket_close', id: `${id}:words`, glyph: ']', asked };
  return [...(isFirst ? [open] : []), ...content, ...(isLast ? [close] : [])];
}

/** Moves and merges that are asked for are printed as remarks at the provision. */
function references(
  composition: Composition,
  block: ComposedBlock,
  labels: ReadonlyMap<string, string>,
  { shiftsApart = false }: PrintWish,
): readonly Inline[] {
  const { papers } = composition;
  return composition.proposalsOn(block.id).flatMap(({ head }): Inline[] => {
    if (head.kind !== 'move' && head.kind !== 'merge') return [];
    const target = head.target?.block ?? null;
    if (shiftsApart && target !== null) return [];
    const record = target === null ? undefined : papers.text.placeOf(target)?.record;
    const scheme = schemeOf(readMeta(papers.ydoc).language);
    const name = record
      ? nameOf(
          { ...record, attrs: { ...record.attrs, label: labels.get(record.id) ?? record.attrs.label } },
          scheme,
        )
      : '';
    const text =
      head.kind === 'merge'
        ? `Merge with ${name}`
        : name === ''
          ? 'Move to the start'
          : `Move to after ${name}`;
    return [{ el: 'remark', text: `[${text}]` }];
  });
}

/** Labels of alternatives that were tabled without one: that of what they cover, with a letter where it is taken. */
function labelsOf(blocks: readonly ComposedBlock[]): ReadonlyMap<string, string> {
  const byId = new Map(blocks.map((block) => [block.id, block.attrs.label]));
  const taken = new Set(
    blocks.flatMap(({ kind, attrs }) => (kind === 'alternative' && attrs.label ? [attrs.label] : [])),
  );
  const given = new Map<string, string>();
  for (const { id, kind, attrs } of blocks) {
    if (kind !== 'alternative' || attrs.label !== undefined) continue;
    const label = labelFor(
      (attrs.covers ?? []).map((each) => byId.get(each)),
      taken,
    );
    if (label === undefined) continue;
    taken.add(label);
    given.set(id, label);
  }
  return given;
}
