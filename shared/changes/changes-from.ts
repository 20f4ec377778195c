/** A changed text against its base, as requests on the base's blocks (SPEC CH1 to CH6). Pure; never throws on drafts. */
import type { Ids } from '../compare/align.ts';
import { compareDrafts } from '../compare/compare.ts';
import type { BlockComparison, Comparison, UnitComparison } from '../compare/comparison.ts';
import { type Block, type DraftDocument, isWords } from '../text/document.ts';
import { tellBrackets } from './brackets.ts';
import type { Aside, Change, Changes } from './change.ts';
import { changed, inlineChanges } from './inline-changes.ts';
import { inPlaceOfSpace, type Partings, partingsIn } from './partings.ts';
import { type BlockEdit, stretchesOf } from './stretches.ts';
import {
  goneBlock,
  goneUnit,
  movedUnit,
  newUnit,
  paragraphAfter,
  type Standing,
  type UnitGround,
} from './unit-changes.ts';

/** What was changed. `ids`: what equal ids of blocks mean, as in a comparison. */
export function changesFrom(base: DraftDocument, changedText: DraftDocument, ids: Ids = 'tested'): Changes {
  const compared = (text: DraftDocument) => compareDrafts(unformatted(base), unformatted(text), { ids });
  const comparison = compared(changedText);
  const parted = partingsIn(base, changedText, comparison);
  if (!parted) return new Reader(base, changedText, comparison).read();
  const read = new Reader(base, parted.changed, compared(parted.changed)).read();
  const blocks = byId(base);
  const changes = read.changes.map((change) => inPlaceOfSpace(change, blocks));
  return withMergers({ ...read, changes }, parted);
}

/** Mergers come last but for what is new as a whole: what was changed in the words goes along. */
function withMergers({ changes, asides, same }: Changes, { mergers, numbers }: Partings): Changes {
  const asked = mergers.map(
    ({ gone, into }): Change => ({
      ...changed('merge', { on: 'blocks', blocks: [gone] }),
      target: into,
    }),
  );
  const told = numbers.map(
    ({ block, label }): Aside => ({ what: 'number', block, side: 'new', words: label }),
  );
  return { changes: inOrder([...changes, ...asked]), asides: [...asides, ...told], same };
}

/** Bold and italic are no request of their own. */
export const unformatted = (document: DraftDocument): DraftDocument => ({
  ...document,
  blocks: document.blocks.map((block) => ({
    ...block,
    content: block.content.map((inline) => (isWords(inline) ? { text: inline.text } : inline)),
  })),
});

/**
 * Words come in first, since they stand beside a bracket that is not there yet; then brackets, since words that go leave
 * nothing to put them at; what is new as a whole stands where others have moved to.
 */
const TURN: Partial<Record<Change['kind'], number>> = {
  insertion: 0,
  option: 0,
  bracket: 1,
  provision: 3,
  alternative: 3,
};
const inOrder = (changes: readonly Change[]): readonly Change[] =>
  [...changes].sort((a, b) => (TURN[a.kind] ?? 2) - (TURN[b.kind] ?? 2));

class Reader {
  readonly #asides: Aside[] = [];
  readonly #edits = new Map<BlockComparison, BlockEdit>();
  readonly #ground: UnitGround;

  constructor(
    base: DraftDocument,
    changedText: DraftDocument,
    private readonly comparison: Comparison,
  ) {
    const [old, written] = [byId(base), byId(changedText)];
    const own = new Set(comparison.units.map(({ blocks }) => blocks[0]));
    for (const each of comparison.units.flatMap(({ blocks }) => blocks)) {
      // A part of a unit that changed its place within it goes and comes anew: items have no places to move to.
      if (!each.before || !each.after || (each.kind === 'moved' && !own.has(each))) continue;
      const [before, after] = [old.get(each.before.id)!, written.get(each.after.id)!];
      this.#edits.set(each, { before, after, stretches: stretchesOf(each.redline) });
    }
    const holding = {
      noteOf: noteFinder(base, this.#edits),
      tell: (aside: Aside) => void this.#asides.push(aside),
    };
    const baseOf = new Map([...this.#edits.values()].map(({ before, after }) => [after.id, before.id]));
    this.#ground = { holding, written, baseOf, numbers: numbersIn(base), retired: this.#retired(base) };
  }

  read(): Changes {
    const told = tellBrackets([...this.#edits.values()]);
    const first: Change[] = [];
    const later: Change[] = [];
    let standing: Standing = { unit: null, last: undefined };
    for (const unit of this.comparison.units) {
      if (unit.kind === 'new') {
        const fresh = newUnit(unit, standing, this.#ground);
        (fresh.some(({ where }) => where.on === 'gap') ? first : later).push(...fresh);
      } else if (unit.kind === 'gone') first.push(...goneUnit(unit, this.#ground));
      else {
        first.push(...this.#changesIn(unit, told.trimmed));
        if (unit.kind === 'moved') first.push(...movedUnit(unit, standing, this.#ground));
        standing = this.#standingAfter(unit, standing);
      }
    }
    const brackets = [
      ...told.lifted.map(({ open, close }) =>
        rangeOf('keep', open.edit, open.offset, close.edit, close.offset + 1),
      ),
      ...told.added.map(({ open, close, from, to }) => rangeOf('bracket', open.edit, from, close.edit, to)),
    ];
    const { baseOf } = this.#ground;
    return { changes: inOrder([...first, ...brackets, ...later]), asides: this.#asides, same: baseOf };
  }

  #changesIn(unit: UnitComparison, trimmed: ReturnType<typeof tellBrackets>['trimmed']): readonly Change[] {
    let host: Block | undefined;
    return unit.blocks.flatMap((each): readonly Change[] => {
      const edit = this.#edits.get(each);
      if (edit) {
        host = edit.before;
        this.#tellNumber(edit);
        return [...this.#kept(each), ...inlineChanges(edit, trimmed(edit), this.#ground.holding)];
      }
      const fresh = each.after && this.#ground.written.get(each.after.id);
      return [
        ...(each.before ? [goneBlock(each)] : []),
        ...(fresh && host ? [paragraphAfter(host, fresh, this.#ground)] : []),
      ];
    });
  }

  #tellNumber({ before, after }: BlockEdit): void {
    const [was, is] = [before.attrs.label ?? '', after.attrs.label ?? ''];
    if (was !== is && before.kind === after.kind)
      this.#ground.holding.tell({
        what: 'number',
        block: before.id,
        side: 'changed',
        words: `${was} → ${is}`,
      });
  }

  /** An alternative that stands as the provision: it is to be kept (CH6). */
  #kept({ before, after }: BlockComparison): readonly Change[] {
    if (before?.kind !== 'alternative' || after?.kind !== 'provision') return [];
    return [changed('keep', { on: 'blocks', blocks: [before.id] })];
  }

  /** What an alternative that was kept stood in place of, and what else competed for that place. */
  #retired(base: DraftDocument): ReadonlySet<string> {
    const kept = [...this.#edits.keys()].flatMap((each) =>
      this.#kept(each).length > 0 ? [each.before!] : [],
    );
    const places = new Set(kept.flatMap(({ attrs }) => attrs.covers ?? []));
    const rivals = base.blocks.filter(({ attrs }) => attrs.covers?.some((id) => places.has(id)));
    return new Set([...places, ...rivals.map(({ id }) => id)]);
  }

  #standingAfter({ before, blocks }: UnitComparison, standing: Standing): Standing {
    if (!before || before.kind === 'note') return standing;
    const stands = blocks.flatMap((each) => (this.#edits.has(each) ? [this.#edits.get(each)!.before] : []));
    return { unit: before.id, last: stands.at(-1) };
  }
}

const byId = ({ blocks }: DraftDocument): ReadonlyMap<string, Block> =>
  new Map(blocks.map((block) => [block.id, block]));

const numbersIn = ({ blocks }: DraftDocument): ReadonlySet<string> =>
  new Set(blocks.flatMap(({ kind, attrs }) => (kind === 'provision' && attrs.label ? [attrs.label] : [])));

/** The note of the base for one of the changed text: the same note, else one of that mark. */
function noteFinder(base: DraftDocument, edits: ReadonlyMap<unknown, BlockEdit>) {
  const notes = base.blocks.filter(({ kind }) => kind === 'note');
  const same = new Map([...edits.values()].map(({ before, after }) => [after.id, before.id]));
  return (note: string, mark: string): string | undefined =>
    same.get(note) ?? notes.find(({ id, attrs }) => id === note || attrs.label === mark)?.id;
}

const rangeOf = (
  kind: 'keep' | 'bracket',
  first: BlockEdit,
  from: number,
  last: BlockEdit,
  to: number,
): Change =>
  changed(kind, {
    on: 'range',
    from: { block: first.before.id, offset: from },
    to: { block: last.before.id, offset: to },
  });
