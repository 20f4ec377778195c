/**
 * What two drafts have in common when they are the same draft: ids are left out, labels stand for the blocks they name,
 * brackets are the characters that print them. Two drafts are equal when their canons are.
 */
import { markerOf, schemeOf } from '../../shared/draft/labels.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import { type Block, type DraftDocument, isWords } from '../../shared/text/document.ts';

export interface CanonBlock {
  readonly kind: string;
  /** As printed; for a part its columns follow. */
  readonly marker?: string;
  readonly level?: number;
  readonly covers?: readonly string[];
  readonly relation?: string;
  readonly form?: string;
  readonly head?: boolean;
  /** Label of the alternative whose run it continues. */
  readonly run?: string;
  readonly text: string;
  /** The bold words of a block that is no heading. */
  readonly strong?: readonly string[];
  readonly sources?: readonly string[];
}

export interface Canon {
  readonly blocks: readonly CanonBlock[];
  readonly notes: readonly string[];
}

/** The canon of a draft; `weights: false` leaves out which words are bold. */
export function canon(document: DraftDocument, { weights = true } = {}): Canon {
  const byId = new Map(document.blocks.map((block) => [block.id, block]));
  const named = (id: string) => byId.get(id)?.attrs.label ?? `?${id}`;
  const scheme = schemeOf(document.meta.language);
  const blocks = document.blocks
    .filter((block) => block.kind !== 'note' && !isBarePart(block))
    .map((block): CanonBlock => {
      const { level, covers, relation, form, head, run, columns } = block.attrs;
      const strong = weights && !isHeading(block) ? strongOf(block) : [];
      const sources = block.content.flatMap((each) =>
        'el' in each && each.el === 'attribution' ? [each.raw] : [],
      );
      return clean({
        kind: block.kind,
        marker: [markerOf(block, scheme), ...(columns ?? [])].filter((each) => each !== '').join(' | '),
        level: block.kind === 'item' ? level : undefined,
        covers: covers?.map(named),
        relation: block.kind === 'alternative' ? relation : undefined,
        form: form === 'paragraph' ? undefined : form,
        head,
        run: run === undefined || block.kind === 'item' ? undefined : named(run),
        text: textOf(block),
        strong,
        sources,
      });
    });
  const notes = document.blocks.filter(({ kind }) => kind === 'note');
  return { blocks, notes: notes.map((note) => `${note.attrs.label} ${textOf(note)}`).sort() };
}

/** A part that says nothing: what an import puts before all it found under no heading. */
const isBarePart = ({ kind, attrs, content }: Block) =>
  kind === 'part' && attrs.label === undefined && attrs.columns === undefined && content.length === 0;

const isHeading = ({ kind, attrs }: Block) =>
  kind === 'title' || kind === 'chapter' || kind === 'part' || kind === 'concept' || attrs.head === true;

/** Brackets printed before a number are told from those after it by a sign of their own. */
function textOf(block: Block): string {
  const words = block.content.findIndex((each) => !('el' in each && each.el === 'note_ref'));
  return block.content
    .map((each, at) => {
      if ('el' in each && each.el === 'bracket_open' && each.outside) return `${each.glyph}<`;
      // The space between a reference beside the label and the words is print.
      return at > 0 && at === words ? printedInline(each).trimStart() : printedInline(each);
    })
    .join('');
}

/** Bold stretches; a space has no weight, so it parts none. */
function strongOf(block: Block): readonly string[] {
  const joined: string[] = [];
  let open = false;
  for (const each of block.content) {
    const strong = isWords(each) && each.strong === true;
    const gap = isWords(each) && each.text.trim() === '';
    if ((strong || gap) && open) joined[joined.length - 1] += each.text;
    else if (strong) joined.push(each.text);
    open = strong || (gap && open);
  }
  return joined.map((text) => text.trim()).filter((text) => text !== '');
}

type Loose = { [name in keyof CanonBlock]: CanonBlock[name] | undefined };

/** Without what is empty or absent. */
function clean(block: Loose): CanonBlock {
  const entries = Object.entries(block).filter(
    ([name, value]) =>
      name === 'text' ||
      (value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)),
  );
  return Object.fromEntries(entries) as unknown as CanonBlock;
}
