/** Everything that can be done on the page, as one list: the palette, the keys help and the key handler read it. */
import { useEffect, useState } from 'react';
import { announce } from './announce.tsx';
import { presses } from './keys.ts';

export const COMMAND_GROUPS = ['text', 'act', 'view', 'panel', 'go', 'copy', 'screen', 'page'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

export interface PageCommand {
  readonly id: string;
  readonly label: string;
  readonly group: CommandGroup;
  readonly key?: string;
  /** Its key is handled by the editor's own keymap. */
  readonly inEditor?: boolean;
  /** True, or the sentence that says why it is not possible now. */
  can(): true | string;
  run(): void;
}

const writesHere = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** In a dialog the keys are the dialog's. */
const inDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"]') !== null;

/**
 * Runs the command whose key is pressed. A bare character is never a command while one writes. Answers why the key that was
 * pressed last does nothing here; empty otherwise.
 */
export function useCommandKeys(commands: readonly PageCommand[]): string {
  const [why, setWhy] = useState('');
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      setWhy('');
      const found = commands.find(
        ({ key, inEditor }) => key !== undefined && !inEditor && presses(event, key),
      );
      if (!found?.key || event.defaultPrevented || inDialog(event.target)) return;
      if (found.key.length === 1 && writesHere(event.target)) return;
      event.preventDefault();
      // A key that is held down records nothing twice.
      if (event.repeat && found.group === 'act') return;
      const can = found.can();
      if (can === true) found.run();
      else {
        setWhy(can);
        announce(can);
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [commands]);
  return why;
}
