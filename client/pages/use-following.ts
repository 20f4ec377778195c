/** Where the meeting is: going there, and going along by itself or reading freely (SPEC SC9). */

import { useEffect, useMemo } from 'react';
import { onFloor } from '../../shared/acts/status.ts';
import type { EditorHandle } from '../editor/editor.ts';
import type { Negotiation } from '../panels/negotiation.ts';
import type { Room } from './room-state.ts';

export interface Following {
  /** The provision on the floor. */
  readonly unit: string | undefined;
  readonly isOn: boolean;
  /** Shows the provision on the floor; the caret stays where one writes, and comes there where one writes nowhere. */
  readonly go: () => void;
  readonly set: (isOn: boolean) => void;
}

/** Scrolls a block of the text to the top of what is seen; nothing where it does not stand. */
export function showBlock(block: string): void {
  document.querySelector(`.draft [data-id="${CSS.escape(block)}"]`)?.scrollIntoView({ block: 'start' });
}

export function useFollowing(
  { facts }: Negotiation,
  room: Room,
  editor: Pick<EditorHandle, 'focusBlock'> | undefined,
): Following {
  const unit = onFloor(facts);
  const { state, change } = room;
  const isOn = state.follows;
  useEffect(() => {
    if (isOn && unit !== undefined) showBlock(unit);
  }, [isOn, unit]);
  return useMemo(
    () => ({
      unit,
      isOn,
      go: () => {
        if (unit === undefined) return;
        showBlock(unit);
        if (document.activeElement === document.body) editor?.focusBlock(unit);
      },
      set: (follows: boolean) => change({ follows }),
    }),
    [unit, isOn, change, editor],
  );
}
