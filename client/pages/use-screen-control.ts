/** The operator's hand on the screen: what it shows, and how to change it. One for the strip, the keys and the palette. */
import { useCallback, useEffect, useState } from 'react';
import {
  changedView,
  DEFAULT_SCREEN,
  type ScreenView,
  type ScreenViewPart,
} from '../../shared/protocol/screen.ts';
import { api } from '../api.ts';
import { refusalFrom } from '../asked.ts';
import { sayCode, useText } from '../locales/i18n.ts';

export interface ScreenControl {
  readonly view: ScreenView;
  readonly change: (part: ScreenViewPart) => void;
  /** Why the last change did not happen; the screen then shows what it showed before. */
  readonly trouble: string;
}

const STEP = 1.15;

/** One step larger or smaller than it is, between half and four times its size. */
export const nextSize = (size: number, direction: 1 | -1): number =>
  Math.min(4, Math.max(0.5, Math.round(size * STEP ** direction * 100) / 100));

/**
 * `isMine`: only the chair's side asks for it at all. `floor`: the provision on the floor, to which the screen goes by
 * itself.
 */
export function useScreenControl(draft: string, isMine: boolean, floor: string | undefined): ScreenControl {
  const { t } = useText();
  const [view, setView] = useState<ScreenView>(DEFAULT_SCREEN);
  const [trouble, setTrouble] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again whenever the floor changed
  useEffect(() => {
    if (isMine) api.screenView(draft).then(setView, () => undefined);
  }, [draft, isMine, floor]);
  const change = useCallback(
    (part: ScreenViewPart) => {
      setTrouble('');
      setView(changedView(view, part));
      api.setScreenView(draft, part).then(setView, (error: unknown) => {
        setView(view);
        setTrouble(sayCode(t, 'refusal', refusalFrom(error).code));
      });
    },
    [draft, view, t],
  );
  return { view, change, trouble };
}
