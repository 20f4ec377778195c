/** The decision that is put together before it is recorded: outcomes chosen one after the other are one package. */
import { useCallback } from 'react';
import { targetOfDecided } from '../../shared/acts/decisions/request.ts';
import type { DecisionLine } from '../panels/point-choices.ts';
import type { Room } from './room-state.ts';

export interface DecisionAtHand {
  /** Another outcome of the same point replaces the one chosen before. */
  readonly decide: (lines: readonly DecisionLine[]) => void;
  readonly drop: (line: DecisionLine) => void;
}

export function useDeciding({ state, change }: Room): DecisionAtHand {
  const { deciding } = state;
  const decide = useCallback(
    (lines: readonly DecisionLine[]) => {
      const all = new Map(
        [...(deciding ?? []), ...lines].map((line) => [targetOfDecided(line.decided), line]),
      );
      change({ deciding: [...all.values()] });
    },
    [deciding, change],
  );
  const drop = useCallback(
    (line: DecisionLine) => change({ deciding: deciding?.filter((each) => each !== line) }),
    [deciding, change],
  );
  return { decide, drop };
}

/** Has the part of the page the focus, or nothing at all? */
export const isFocusIn = (selector: string): boolean => {
  const { activeElement, body } = document;
  return activeElement === null || activeElement === body || activeElement.closest(selector) !== null;
};
