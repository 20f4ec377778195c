/**
 * Base text, proposals, and the Chair's suggestion side by side (SPEC RN11): each provision, beside it what is asked of it with
 * the words around, and what the Chair suggests, by a proposal or in a Chair's text.
 */
import { compareDrafts } from '../compare/compare.ts';
import { readUnits, type Units } from '../draft/units.ts';
import type { Block, DraftDocument } from '../text/document.ts';
import { withPlaceholders } from './asked-forms.ts';
import { partedFrom } from './base-text.ts';
import { inRunningText } from './columns.ts';
import type { DraftState, RenditionOptions, Sides } from './rendition.ts';
import { SideReader } from './side-reader.ts';
import { fill, type Vocabulary } from './vocabulary.ts';

export interface Beside {
  readonly document: DraftDocument;
  readonly sides: Sides;
  readonly namesSomebody: boolean;
}

/** Sides of a state; without names where none may be told. */
export function sidesOf(given: DraftState, options: RenditionOptions, words: Vocabulary): Beside {
  const state = { ...given, document: withPlaceholders(given.document, words) };
  const reader = new SideReader(state, options, words);
  const { base, runs } = partedFrom(state);
  const document = inRunningText(base);
  const units = readUnits(document);
  const place = placesIn(document, units);
  const standing = new Set(document.blocks.map(({ id }) => id));
  for (const block of state.document.blocks)
    if (standing.has(block.id))
      for (const [proposal, said] of reader.changesOf(block)) reader.add(place(block.id), said, proposal);
  for (const { proposal, at, blocks } of runs)
    for (const said of reader.runOf(blocks)) reader.add(place(at), said, proposal);
  for (const { block, said } of reader.shifts()) reader.add(place(block), said, '');
  if (options.suggestion) addSuggestion(reader, document, units, options.suggestion, words);
  return { document, sides: reader.sides, namesSomebody: reader.namesSomebody };
}

/** The row of a block: its provision, or itself; what stands before everything is beside the first. */
function placesIn({ blocks }: DraftDocument, units: Units): (block: string | undefined) => string {
  const at = new Map(blocks.map(({ id }, index) => [id, index]));
  const first = units.list[0]?.id ?? blocks[0]?.id ?? '';
  return (block) => {
    const index = block === undefined ? undefined : at.get(block);
    if (index === undefined) return first;
    return units.at(index)?.id ?? blocks[index]?.id ?? first;
  };
}

/** Each provision as the Chair's text has it, where that says something else; a new one beside the one it stands after. */
function addSuggestion(
  reader: SideReader,
  base: DraftDocument,
  units: Units,
  { document, ids }: NonNullable<RenditionOptions['suggestion']>,
  words: Vocabulary,
): void {
  const theirs = readUnits(document);
  const printed = (id: string): readonly Block[] => {
    const unit = theirs.byId.get(id);
    const blocks = unit ? document.blocks.slice(unit.from, unit.to) : [];
    return blocks.filter(({ kind }) => kind !== 'note');
  };
  let last = units.list[0]?.id ?? '';
  for (const { kind, before, after, isChanged } of compareDrafts(base, document, { ids }).units) {
    if (before && units.byId.has(before.id)) last = before.id;
    if (kind === 'same' || (kind === 'moved' && !isChanged)) continue;
    if (after) for (const block of printed(after.id)) reader.suggest(last, block);
    else if (units.byId.has(before.id)) reader.suggest(last, goneIn(before.id, words));
  }
}

const goneIn = (id: string, words: Vocabulary): Block => ({
  id: `${id}~gone`,
  kind: 'paragraph',
  attrs: {},
  content: [{ el: 'remark', text: fill(words.attribution, words.delete).trim() }],
});
