/** What of the draft page is open and chosen; kept by the page alone, shared with nobody. */
import { useCallback, useMemo, useState } from 'react';
import type { Compared } from '../panels/compare-sheet.tsx';
import type { DecisionLine } from '../panels/point-choices.ts';
import type { Structural } from '../panels/structure.tsx';

export const VIEWS = ['all-marks', 'brackets-only', 'as-it-reads', 'base'] as const;
export type View = (typeof VIEWS)[number];

export const PANELS = [
  'points',
  'alternatives',
  'proposal',
  'mine',
  'queue',
  'comments',
  'since',
  'file',
  'revisions',
  'history',
  'decisions',
  'positions',
  'meeting',
  'structure',
  'statistics',
  'people',
  'provenance',
  'kept',
  'house',
] as const;
export type Panel = (typeof PANELS)[number];

export type Overlay = 'palette' | 'keys' | 'export' | 'issue';

export interface RoomState {
  readonly view: View;
  readonly outline: boolean;
  readonly panel: Panel | undefined;
  readonly overlay: Overlay | undefined;
  /** Symbol of the issued text that is exported; absent: the draft as it stands. */
  readonly exported: string | undefined;
  /** Texts that are compared. */
  readonly compared: Compared | undefined;
  /** Key of the selected point. */
  readonly point: string | undefined;
  /** Id of the alternative set whose outcomes are shown. */
  readonly set: string | undefined;
  /** Id of the selected proposal: the last one that was gone to. */
  readonly proposal: string | undefined;
  /** The operator's strip for the screen is shown. */
  readonly strip: boolean;
  /** The line in which the operator writes what is said. */
  readonly floor: boolean;
  /** The page goes along with the floor; else one reads freely. */
  readonly follows: boolean;
  /** The provision that is about to be agreed as on the screen. */
  readonly agree: string | undefined;
  /** What is about to be recorded of points. */
  readonly deciding: readonly DecisionLine[] | undefined;
  /** The act on the form of the text whose form is open. */
  readonly structure: Structural | undefined;
}

export interface Room {
  readonly state: RoomState;
  readonly change: (part: Partial<RoomState>) => void;
}

/** Wide enough that panels stand beside the text and not over it; the same measure as in page.css. */
export const isWide = (): boolean => matchMedia('(width >= 94rem)').matches;

const atFirst = (): RoomState => ({
  view: 'all-marks',
  outline: isWide(),
  panel: undefined,
  overlay: undefined,
  exported: undefined,
  compared: undefined,
  point: undefined,
  set: undefined,
  proposal: undefined,
  strip: false,
  floor: false,
  follows: false,
  agree: undefined,
  deciding: undefined,
  structure: undefined,
});

/** On a narrow page only one side is open at a time, so that the text keeps its width. */
function next(last: RoomState, asked: Partial<RoomState>): RoomState {
  // One decision is before the operator at a time.
  const other = asked.agree ? { deciding: undefined } : asked.deciding ? { agree: undefined } : {};
  const part = { ...other, ...asked };
  if (isWide()) return { ...last, ...part };
  const closed = part.outline ? { panel: undefined } : part.panel ? { outline: false } : {};
  return { ...last, ...closed, ...part };
}

export function useRoomState(): Room {
  const [state, setState] = useState(atFirst);
  const change = useCallback((part: Partial<RoomState>) => setState((last) => next(last, part)), []);
  return useMemo(() => ({ state, change }), [state, change]);
}
