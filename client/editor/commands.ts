/**
 * What a drafter can do beside typing. One function answers "can I?" and does it, so that the same rule greys the button
 * and does the work. Names and keys are shown by the palette; sentences stand in the catalogues.
 */
import { isWords } from '../../shared/text/document.ts';
import {
  bracketRange,
  formatRange,
  liftBracket,
  replaceRange,
  setBlockAttrs,
} from '../../shared/text/edit.ts';
import { BLOCK_KINDS, type BlockAttrs, type BlockKind } from '../../shared/text/element.ts';
import { type BlockRecord, contentStart, flatLength } from '../../shared/text/sequence.ts';
import type { Binding } from './binding.ts';
import { breakLine, deleteBack, deleteForward, splitBlock } from './keys.ts';

/** Why a command cannot run now; the sentence is `command.why.<reason>` in the catalogues. */
export type CommandReason =
  | 'read-only'
  | 'nothing-selected'
  | 'no-bracket-here'
  | 'no-provision-here'
  | 'nothing-to-undo'
  | 'not-a-choice';

export interface EditorCommand {
  readonly name: CommandName;
  /** Key in ProseMirror's notation, if it has one. */
  readonly key?: string;
  /** What the command asks for before it runs. */
  readonly asks?: 'text';
  can(): true | CommandReason;
  run(text?: string): void;
}

export const COMMAND_NAMES = [
  'bracket',
  'placeholder',
  'lift',
  'option-break',
  'strong',
  'emphasis',
  'split',
  'line-break',
  'undo',
  'redo',
  'label',
  'source',
  'new-provision',
  'new-item',
  'alternative',
  'remark',
  'delete-block',
  'kind-part',
  'kind-title',
  'kind-chapter',
  'kind-concept',
  'kind-provision',
  'kind-item',
  'kind-paragraph',
  'kind-remark',
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

type Draft = Omit<EditorCommand, 'can'> & { can?: () => true | CommandReason };

/** Every command of the editor, bound to it. */
export function commandsOf(binding: Binding): Record<CommandName, EditorCommand> {
  const all: Draft[] = [...bracketCommands(binding), ...typingCommands(binding), ...blockCommands(binding)];
  const entries = all.map((command): [CommandName, EditorCommand] => {
    const can = (): true | CommandReason => (binding.isEditable ? (command.can?.() ?? true) : 'read-only');
    const run = (text?: string): void => {
      if (can() === true) command.run(text);
    };
    return [command.name, { ...command, can, run }];
  });
  return Object.fromEntries(entries) as Record<CommandName, EditorCommand>;
}

function bracketCommands(binding: Binding): Draft[] {
  return [
    { name: 'bracket', key: 'Mod-[', run: () => bracketSelection(binding, 'contested') },
    { name: 'placeholder', run: (text) => insertPlaceholder(binding, text ?? ''), asks: 'text' },
    {
      name: 'lift',
      key: 'Mod-]',
      can: () => (bracketAtCaret(binding) ? true : 'no-bracket-here'),
      run: () => liftAtCaret(binding),
    },
    {
      name: 'option-break',
      key: 'Mod-/',
      can: () => (bracketAtCaret(binding) ? true : 'not-a-choice'),
      run: () => breakOption(binding),
    },
  ];
}

function typingCommands(binding: Binding): Draft[] {
  const selected = (): true | CommandReason => (binding.state.selection.empty ? 'nothing-selected' : true);
  return [
    { name: 'strong', key: 'Mod-b', can: selected, run: () => toggleFormat(binding, 'strong') },
    { name: 'emphasis', key: 'Mod-i', can: selected, run: () => toggleFormat(binding, 'emphasis') },
    { name: 'split', key: 'Enter', run: () => void splitBlock(binding) },
    { name: 'line-break', key: 'Shift-Enter', run: () => void breakLine(binding) },
    {
      name: 'undo',
      key: 'Mod-z',
      can: () => (binding.undo.canUndo() ? true : 'nothing-to-undo'),
      run: () => stepBack(binding, 'undo'),
    },
    {
      name: 'redo',
      key: 'Mod-y',
      can: () => (binding.undo.canRedo() ? true : 'nothing-to-undo'),
      run: () => stepBack(binding, 'redo'),
    },
  ];
}

function stepBack(binding: Binding, which: 'undo' | 'redo'): void {
  binding.composition.settle();
  binding.undo[which]();
}

function blockCommands(binding: Binding): Draft[] {
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

/** Keys of the editor itself, in ProseMirror's notation. */
export function editorKeys(binding: Binding): Record<string, () => boolean> {
  const whenEditable = (run: (binding: Binding) => boolean) => (): boolean =>
    !binding.isEditable || run(binding);
  return {
    Enter: whenEditable(splitBlock),
    'Shift-Enter': whenEditable(breakLine),
    Backspace: whenEditable(deleteBack),
    'Shift-Backspace': whenEditable(deleteBack),
    Delete: whenEditable(deleteForward),
  };
}

/** Brackets the selection; without one, stands an empty bracket at the caret, the caret inside. */
export function bracketSelection(
  binding: Binding,
  kind: 'contested' | 'placeholder',
  glyphs?: readonly [string, string],
): void {
  const { from, to } = binding.selection();
  binding.edit(() => {
    bracketRange(binding, from, to, { id: binding.newId(), kind, ...(glyphs ? { glyphs } : {}) });
    return from === to ? from + 1 : to + 2;
  });
}

/** `[` typed by itself brackets; `]` steps over a closing delimiter that stands there. True when the key is done with. */
export function typeDelimiter(binding: Binding, text: string): boolean {
  if (text === '[' || text === '［') {
    bracketSelection(binding, 'contested', text === '[' ? ['[', ']'] : ['［', '］']);
    return true;
  }
  if (text !== ']' && text !== '］') return false;
  const { $head } = binding.state.selection;
  if ($head.nodeAfter?.type.name === 'bracket_close') binding.select(binding.selection().head + 1);
  return true;
}

function insertPlaceholder(binding: Binding, text: string): void {
  const { from, to } = binding.selection();
  binding.edit(() => {
    const id = binding.newId();
    replaceRange(binding, from, to, [
      { el: 'bracket_open', id, kind: 'placeholder', glyph: '[' },
      ...(text ? [{ text: text.replace(/[[\]［］]/g, ' ') }] : []),
      { el: 'bracket_close', id, glyph: ']' },
    ]);
    return from + 1 + text.length;
  });
}

/** The innermost bracket that holds the caret, or whose delimiter it touches. Looks in the caret's block, then outward. */
export function bracketAtCaret(binding: Binding): string | undefined {
  const at = binding.caretPlace();
  if (!at) return undefined;
  const { content } = at.place.record;
  const open: string[] = [];
  let touching: string | undefined;
  let offset = 0;
  for (const inline of content) {
    if (!isWords(inline) && (inline.el === 'bracket_open' || inline.el === 'bracket_close')) {
      if (offset === at.offset || offset + 1 === at.offset) touching ??= inline.id;
      if (offset < at.offset) {
        if (inline.el === 'bracket_open') open.push(inline.id);
        else if (open.includes(inline.id)) open.splice(open.indexOf(inline.id), 1);
      }
    }
    offset += isWords(inline) ? inline.text.length : 1;
  }
  return touching ?? open.at(-1) ?? binding.enclosing(at.place.flat);
}

function liftAtCaret(binding: Binding): void {
  const bracket = bracketAtCaret(binding);
  if (!bracket) return;
  const { from } = binding.selection();
  const open = binding.index.flatOfDelimiter(bracket, 'open');
  const close = binding.index.flatOfDelimiter(bracket, 'close');
  const shift = (open !== undefined && open < from ? 1 : 0) + (close !== undefined && close < from ? 1 : 0);
  binding.edit(() => {
    liftBracket(binding, bracket);
    return from - shift;
  });
}

function breakOption(binding: Binding): void {
  const bracket = bracketAtCaret(binding);
  if (bracket) insertObject(binding, { el: 'option_break', bracket, glyph: '/' });
}

function insertObject(binding: Binding, object: Parameters<typeof replaceRange>[3][number]): void {
  const { to } = binding.selection();
  binding.edit(() => {
    replaceRange(binding, to, to, [object]);
    return to + 1;
  });
}

function toggleFormat(binding: Binding, key: 'strong' | 'emphasis'): void {
  const { from, to, anchor, head } = binding.selection();
  const { doc, selection } = binding.state;
  const isOn = doc.rangeHasMark(selection.from, selection.to, doc.type.schema.marks[key]!);
  binding.edit(() => {
    formatRange(binding, from, to, key, !isOn);
    return { anchor, head };
  });
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
  insertAfterUnit(binding, 'alternative', { covers, relation: 'replaces' });
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
