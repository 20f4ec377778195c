/** What a command of the editor is: its name, its key, whether it can run, and running it. */
/** Why a command cannot run now; the sentence is `command.why.<reason>` in the catalogues. */
export type CommandReason =
  | 'read-only'
  | 'nothing-selected'
  | 'no-bracket-here'
  | 'no-provision-here'
  | 'nothing-to-undo'
  | 'not-a-choice'
  | 'own-words'
  | 'no-such-provision';

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
  'bracket-provision',
  'delete-provision',
  'option',
  'keep',
  'move',
  'merge',
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

/** A command before read-only is taken into account. */
export type Draft = Omit<EditorCommand, 'can'> & { can?: () => true | CommandReason };
