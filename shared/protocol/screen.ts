/**
 * The screen: one read-only stream for projector, observers and phones (SPEC SC1). Server-sent events whose data is one
 * JSON `ScreenEvent`. House rules are applied before a byte leaves: it holds no party's name unless names are on.
 */
import type { Block, DraftMeta } from '../text/document.ts';

export type ScreenEvent =
  /** The whole text; first on every connection, and again when patches would be larger. */
  | {
      readonly kind: 'text';
      readonly seq: number;
      readonly meta: DraftMeta;
      readonly blocks: readonly Block[];
      readonly view: ScreenView;
    }
  /** Blocks `at … at+remove-1` of the previous state give way to `insert`; applied in order. */
  | { readonly kind: 'patch'; readonly seq: number; readonly changes: readonly ScreenChange[] }
  | { readonly kind: 'view'; readonly view: ScreenView }
  /** The stream ends here and why; the client does not reconnect. */
  | { readonly kind: 'closed'; readonly why: string };

export interface ScreenChange {
  readonly at: number;
  readonly remove: number;
  readonly insert: readonly Block[];
}

/** What the operator sets for everyone. */
export interface ScreenView {
  /** Block id at the top of the screen; absent: the start. */
  readonly at?: string;
  readonly size: number;
  readonly names: boolean;
  readonly hold: boolean;
  readonly blank: boolean;
}

/** What of it is set now; what is not said stays. */
export type ScreenViewPart = { readonly [Name in keyof ScreenView]?: ScreenView[Name] | undefined };

export const DEFAULT_SCREEN: ScreenView = { size: 1, names: false, hold: false, blank: false };
