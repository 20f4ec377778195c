/** What differs between two states of one block beside its words and brackets (SPEC CP7). */
import { type Block, type Inline, isWords } from '../text/document.ts';
import type { AttributeChange, Changed, Differences, GoneAndNew } from './comparison.ts';

/** What a block of the draft before is in the draft after; and the labels of both. */
export interface Partners {
  /** Id after by id before. */
  readonly of: ReadonlyMap<string, string>;
  readonly labelBefore: (id: string) => string;
  readonly labelAfter: (id: string) => string;
}

type Apart = Pick<Differences, 'label' | 'attributes' | 'covers' | 'sources' | 'notes' | 'remarks'>;

/**
 * Everything that the two blocks themselves tell; words, brackets, formats and status are compared elsewhere. `isSame`:
 * what is printed of their contents is known not to differ.
 */
export function differencesBetween(before: Block, after: Block, partners: Partners, isSame = false): Apart {
  const covers = coversChange(before, after, partners);
  const attributes =
    before.attrs === after.attrs && before.kind === after.kind ? [] : attributeChanges(before, after);
  return {
    ...labelChange(before, after),
    attributes,
    ...(covers.gone.length + covers.new.length > 0 ? { covers } : {}),
    ...(isSame ? NOTHING : contentDifferences(before, after, partners)),
  };
}

const NONE: GoneAndNew = { gone: [], new: [] };
const NOTHING = { sources: NONE, remarks: NONE, notes: { ...NONE, renumbered: [] } };

function contentDifferences(
  before: Block,
  after: Block,
  partners: Partners,
): Pick<Apart, 'sources' | 'remarks' | 'notes'> {
  return {
    sources: goneAndNew(before, after, (each) =>
      'el' in each && each.el === 'attribution' ? each.raw : undefined,
    ),
    remarks: goneAndNew(before, after, (each) =>
      'el' in each && each.el === 'remark' ? each.text : undefined,
    ),
    notes: noteChanges(before, after, partners),
  };
}

/** A block that only one draft has: its sources, notes and remarks go or come with it. */
export function differencesAlone(kind: 'gone' | 'new', block: Block): Apart {
  const without: Block = { ...block, content: [] };
  const [before, after] = kind === 'gone' ? [block, without] : [without, block];
  return differencesBetween(uncovering(before), uncovering(after), ALONE);
}

const uncovering = (block: Block): Block => ({ ...block, attrs: {} });
const ALONE: Partners = { of: new Map(), labelBefore: (id) => id, labelAfter: (id) => id };

/** True if anything at all is in it. */
export function isAny(differences: Differences): boolean {
  const { words, label, attributes, covers, brackets, sources, notes, remarks, formats, status } =
    differences;
  const lists = [attributes, brackets, formats, notes.renumbered];
  for (const each of [sources, notes, remarks]) lists.push(each.gone as never, each.new as never);
  return words || [label, covers, status].some(Boolean) || lists.some((list) => list.length > 0);
}

export function changed<T>(before: T | undefined, after: T | undefined): Changed<T> | undefined {
  if (before === after) return undefined;
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

function labelChange(before: Block, after: Block): { readonly label?: Changed<string> } {
  const label = changed(before.attrs.label, after.attrs.label);
  return label ? { label } : {};
}

const ATTRIBUTES: readonly Exclude<AttributeChange['name'], 'marker' | 'kind'>[] = [
  'level',
  'relation',
  'form',
  'columns',
  'head',
  'dir',
];

function attributeChanges(before: Block, after: Block): readonly AttributeChange[] {
  const kind = changed<string>(before.kind, after.kind);
  // With another label the printed form is another anyway.
  const isRelabelled = before.attrs.label !== after.attrs.label;
  const marker = isRelabelled ? undefined : changed(before.attrs.marker, after.attrs.marker);
  const others = ATTRIBUTES.flatMap((name): AttributeChange[] => {
    const change = changed(printed(before.attrs[name]), printed(after.attrs[name]));
    return change ? [{ name, ...change }] : [];
  });
  return [
    ...(kind ? [{ name: 'kind' as const, ...kind }] : []),
    ...(marker ? [{ name: 'marker' as const, ...marker }] : []),
    ...others,
  ];
}

const printed = (value: unknown): string | undefined =>
  value === undefined ? undefined : Array.isArray(value) ? value.join(' | ') : String(value);

function coversChange(before: Block, after: Block, { of, labelBefore, labelAfter }: Partners): GoneAndNew {
  const [old, now] = [before.attrs.covers ?? [], after.attrs.covers ?? []];
  const kept = new Set(old.map((id) => of.get(id)));
  const still = new Set(now);
  return {
    gone: old.filter((id) => !still.has(of.get(id) ?? '')).map(labelBefore),
    new: now.filter((id) => !kept.has(id)).map(labelAfter),
  };
}

function goneAndNew(before: Block, after: Block, read: (inline: Inline) => string | undefined): GoneAndNew {
  const [old, now] = [before, after].map(({ content }) =>
    content.flatMap((inline) => {
      const value = isWords(inline) ? undefined : read(inline);
      return value === undefined ? [] : [value];
    }),
  ) as [string[], string[]];
  return { gone: without(old, now), new: without(now, old) };
}

/** What the first list has more of than the second. */
function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const each of other) counts.set(each, (counts.get(each) ?? 0) + 1);
  return list.filter((each) => {
    const left = counts.get(each) ?? 0;
    counts.set(each, left - 1);
    return left <= 0;
  });
}

interface Reference {
  /** The note in the draft after; without one, its mark. */
  readonly key: string;
  readonly mark: string;
}

/** A note that is in both drafts is the same note, whatever its mark. */
function noteChanges(before: Block, after: Block, { of }: Partners): Differences['notes'] {
  const old = references(before, (id) => of.get(id));
  const now = references(after, (id) => id || undefined);
  const marks = new Map(now.map(({ key, mark }) => [key, mark]));
  const keys = (list: readonly Reference[]) => list.map(({ key }) => key);
  const [gone, fresh] = [without(keys(old), keys(now)), without(keys(now), keys(old))];
  const markOf = (list: readonly Reference[]) => {
    const marks = new Map(list.map(({ key, mark }) => [key, mark]));
    return (key: string) => marks.get(key) ?? '';
  };
  const renumbered = old.flatMap(({ key, mark }): Changed<string>[] => {
    const now = marks.get(key);
    return now === undefined || now === mark ? [] : [{ before: mark, after: now }];
  });
  return { gone: gone.map(markOf(old)), new: fresh.map(markOf(now)), renumbered };
}

function references(block: Block, noteOf: (id: string) => string | undefined): readonly Reference[] {
  return block.content.flatMap((inline) => {
    if (isWords(inline) || inline.el !== 'note_ref') return [];
    return [{ key: noteOf(inline.note) ?? `mark ${inline.mark}`, mark: inline.mark }];
  });
}
