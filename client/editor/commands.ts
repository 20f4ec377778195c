/**
 * What a drafter can do beside typing. One function answers "can I?" and does it, so that the same rule greys the button
 * and does the work. Names and keys are shown by the palette; sentences stand in the catalogues.
 */
import { formatRange } from '../../shared/text/edit.ts';
import type { Binding } from './binding.ts';
import { blockCommands } from './block-commands.ts';
import { bracketCommands } from './bracket-commands.ts';
import type { CommandName, CommandReason, Draft, EditorCommand } from './command.ts';
import { breakLine, deleteBack, deleteForward, splitBlock } from './keys.ts';

export { typeDelimiter } from './bracket-commands.ts';
export { COMMAND_NAMES, type CommandName, type CommandReason, type EditorCommand } from './command.ts';

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

function toggleFormat(binding: Binding, key: 'strong' | 'emphasis'): void {
  const { from, to, anchor, head } = binding.selection();
  const { doc, selection } = binding.state;
  const isOn = doc.rangeHasMark(selection.from, selection.to, doc.type.schema.marks[key]!);
  binding.edit(() => {
    formatRange(binding, from, to, key, !isOn);
    return { anchor, head };
  });
}
