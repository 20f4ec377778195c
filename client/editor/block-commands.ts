/** What can be done with provisions, items and headings as wholes. */

import { replaceRange, setBlockAttrs } from '../../shared/text/edit.ts';
import { BLOCK_KINDS, type BlockAttrs, type BlockKind } from '../../shared/text/element.ts';
import { type BlockRecord, contentStart, flatLength } from '../../shared/text/sequence.ts';
import type { Binding } from './binding.ts';
import { insertObject } from './bracket-commands.ts';
import { COMMAND_NAMES, type CommandName, type CommandReason, type Draft } from './command.ts';

export function blockCommands(binding: Binding): Draft[] {
  const here = (): true | CommandReason => (unitAtCaret(binding) ? true : 'no-provision-here');
  const kinds = BLOCK_KINDS.filter((kind) => COMMAND_NAMES.includes(`kind-${kind}` as CommandName));
  return [
    {
      name: 'label',
      asks: 'text',
      run: (text) => setAtCaret(binding, { label: text || null, marker: null }),
    },
    { name: 'source', asks: 'text', run: (text) => text && addSource(binding, text) },
    { name: 'remark', asks: 'text', run: (text) => text && insertObject(binding, { el: 'remark', text }) },
    {
      name: 'new-provision',
      key: 'Mod-Enter',
      can: here,
      run: () => insertAfterUnit(binding, 'provision', {}),
    },
    {
      name: 'new-item',
      key: 'Mod-Shift-Enter',
      can: here,
      run: () => insertAfterUnit(binding, 'item', { level: 1 }),
    },
    { name: 'alternative', key: 'Mod-Shift-a', can: here, run: () => insertAlternative(binding) },
    { name: 'delete-block', key: 'Mod-Shift-k', run: () => deleteBlock(binding) },
    ...kinds.map(
      (kind): Draft => ({ name: `kind-${kind}` as CommandName, run: () => setAtCaret(binding, { kind }) }),
    ),
  ];
}

function setAtCaret(binding: Binding, attrs: Parameters<typeof setBlockAttrs>[2]): void {
  const at = binding.caretPlace();
  if (at) binding.edit(() => void setBlockAttrs(binding, at.place.record.id, attrs));
}

function addSource(binding: Binding, raw: string): void {
  const at = binding.caretPlace();
  if (!at) return;
  const end = at.place.flat + contentStart(at.place.record) + at.place.record.size;
  const { anchor, head } = binding.selection();
  binding.edit(() => {
    replaceRange(binding, end, end, [{ el: 'attribution', raw }]);
    return { anchor, head };
  });
}

/** The blocks of the provision or alternative at the caret: its first block and those that belong to it (items, its run). */
export function unitAtCaret(binding: Binding): readonly BlockRecord[] | undefined {
  const at = binding.caretPlace();
  if (!at) return undefined;
  const records = [...binding.index.records()];
  let start = records.findIndex(({ id }) => id === at.place.record.id);
  while (start >= 0 && belongs(records[start]!)) start -= 1;
  if (start < 0 || !isUnitHead(records[start]!)) return undefined;
  let end = start + 1;
  while (end < records.length && belongs(records[end]!)) end += 1;
  return records.slice(start, end);
}

const isUnitHead = ({ kind }: BlockRecord): boolean =>
  kind === 'provision' || kind === 'alternative' || kind === 'paragraph';
const belongs = ({ kind, attrs }: BlockRecord): boolean => kind === 'item' || attrs.run !== undefined;

function insertAfterUnit(binding: Binding, kind: BlockKind, attrs: BlockAttrs): void {
  const unit = unitAtCaret(binding);
  const last = unit && binding.index.placeOf(unit.at(-1)!.id);
  if (!last) return;
  const gap = last.flat + flatLength(last.record);
  const id = binding.newId();
  binding.edit(() => {
    replaceRange(binding, gap, gap, [
      { el: 'start', id, kind, ...attrs },
      { el: 'end', id },
    ]);
    return gap + 1;
  });
}

/** An alternative to the provision at the caret, after it and its own alternatives. */
function insertAlternative(binding: Binding): void {
  const head = unitAtCaret(binding)?.[0];
  if (!head) return;
  const covers = head.kind === 'alternative' ? (head.attrs.covers ?? []) : [head.id];
  insertAfterUnit(binding, 'alternative', { covers, relation: 'replaces', ...labelFor(binding, covers) });
}

/** The label of a further alternative to these provisions: `11`, then `11A`, `11B` … */
function labelFor(binding: Binding, covers: readonly string[]): { readonly label?: string } {
  const base = covers.flatMap((id) => binding.index.placeOf(id)?.record.attrs.label ?? []).join('+');
  if (base === '') return {};
  const taken = new Set<string | undefined>();
  for (const { kind, attrs } of binding.index.records()) if (kind === 'alternative') taken.add(attrs.label);
  const letters = ['', ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return { label: base + (letters.find((letter) => !taken.has(base + letter)) ?? '') };
}

function deleteBlock(binding: Binding): void {
  const at = binding.caretPlace();
  if (!at || binding.index.blockCount < 2) return;
  const { flat, record } = at.place;
  binding.edit(() => {
    replaceRange(binding, flat + record.lead, flat + flatLength(record) - record.trail, []);
    return Math.max(0, flat - 1);
  });
}
