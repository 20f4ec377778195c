/** The screen's stream as a value: text, patches applied in order, what the operator set, and how the line is. */
import { useEffect, useReducer } from 'react';
import {
  DEFAULT_SCREEN,
  type ScreenChange,
  type ScreenEvent,
  type ScreenView,
} from '../../shared/protocol/screen.ts';
import type { Block, DraftMeta } from '../../shared/text/document.ts';
import { api } from '../api.ts';
import { refusalFrom } from '../asked.ts';

interface ScreenText {
  readonly meta: DraftMeta;
  readonly blocks: readonly Block[];
}

export interface ScreenState {
  /** The text as it stands at the server; absent until it first arrives. */
  readonly live?: ScreenText;
  /** What is shown: the same, or on hold the text as it stood when the hold began. */
  readonly shown?: ScreenText;
  readonly view: ScreenView;
  readonly line: 'waiting' | 'there' | 'lost' | 'closed';
  readonly why?: string;
}

export type ScreenNews = ScreenEvent | { readonly kind: 'lost' } | { readonly kind: 'back' };

export const EMPTY_SCREEN: ScreenState = { view: DEFAULT_SCREEN, line: 'waiting' };

function applyChanges(blocks: readonly Block[], changes: readonly ScreenChange[]): readonly Block[] {
  const next = [...blocks];
  for (const { at, remove, insert } of changes) next.splice(at, remove, ...insert);
  return next;
}

const held = (state: ScreenState, live: ScreenText, view: ScreenView): ScreenText =>
  view.hold && state.shown ? state.shown : live;

/** The next state after one piece of news (SPEC SC1); pure. */
export function hear(state: ScreenState, news: ScreenNews): ScreenState {
  switch (news.kind) {
    case 'text': {
      const live = { meta: news.meta, blocks: news.blocks };
      return { live, shown: held(state, live, news.view), view: news.view, line: 'there' };
    }
    case 'patch': {
      if (!state.live) return state;
      const live = { meta: state.live.meta, blocks: applyChanges(state.live.blocks, news.changes) };
      return { ...state, live, shown: held(state, live, state.view), line: 'there' };
    }
    case 'view':
      return { ...state, view: news.view, shown: news.view.hold ? state.shown : state.live };
    case 'closed':
      return { ...state, line: 'closed', why: news.why };
    case 'lost':
      return state.line === 'closed' ? state : { ...state, line: state.live ? 'lost' : 'waiting' };
    case 'back':
      return state.live ? { ...state, line: 'there' } : state;
    default:
      return news satisfies never;
  }
}

/** Milliseconds until the stream is asked for again after the server could not give it. */
const AGAIN = 4000;

/** Follows the screen of a draft until the component goes or the house ends it. */
export function useScreen(draft: string): ScreenState {
  const [state, tell] = useReducer(hear, EMPTY_SCREEN);
  useEffect(() => {
    let again: ReturnType<typeof setTimeout> | undefined;
    let source = open();
    function open(): EventSource {
      const opened = new EventSource(`/screen/${draft}`);
      opened.onmessage = ({ data }: MessageEvent<string>) => {
        const event = JSON.parse(data) as ScreenEvent;
        if (event.kind === 'closed') opened.close();
        tell(event);
      };
      opened.onopen = () => tell({ kind: 'back' });
      opened.onerror = () => {
        tell({ kind: 'lost' });
        // A lost line is taken up again by the browser itself; an answer that is no stream ends it.
        if (opened.readyState === EventSource.CLOSED) void whyNot(draft).then(onRefused);
      };
      return opened;
    }
    function onRefused(why: string | undefined): void {
      if (why) tell({ kind: 'closed', why });
      else again = setTimeout(reopen, AGAIN);
    }
    function reopen(): void {
      source = open();
    }
    return () => {
      clearTimeout(again);
      source.close();
    };
  }, [draft]);
  return state;
}

/** Why the house does not show the screen; undefined when it would, and only the server could not. */
async function whyNot(draft: string): Promise<string | undefined> {
  try {
    const { followScreen } = (await api.entry(draft)).rights;
    return followScreen.may ? undefined : followScreen.why;
  } catch (error) {
    const { status, code } = refusalFrom(error);
    return status >= 400 && status < 500 ? code : undefined;
  }
}
