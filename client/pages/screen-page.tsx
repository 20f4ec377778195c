/** The screen for projector, observers and phones: large type, nothing to press, led by the operator. */
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { api } from '../api.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { NamesShown } from '../reading/block-text.tsx';
import { DraftText } from '../reading/draft-text.tsx';
import { bringFontsFor } from '../theme/appearance.ts';
import { useFirstTextUntil } from './first-text.ts';
import { type ScreenState, useScreen } from './screen-stream.ts';
import { showBlock } from './use-following.ts';

/** A projector wants black on white (7:1) whatever the device prefers; left when the page is left. */
function useHighContrast(): void {
  useEffect(() => {
    const root = document.documentElement;
    const before = root.dataset.contrast;
    root.dataset.contrast = 'more';
    return () => {
      root.dataset.contrast = before ?? 'normal';
    };
  }, []);
}

/** Brings the operator's block to the top, unless the text is held still or this reader reads freely. */
function useFollow(at: string | undefined, isFollowing: boolean): void {
  const followed = useRef<string>(undefined);
  useEffect(() => {
    if (!isFollowing) {
      followed.current = undefined;
      return;
    }
    if (at === undefined || at === followed.current) return;
    followed.current = at;
    showBlock(at);
  }, [at, isFollowing]);
}

/** Keys by which one scrolls. */
const SCROLLING = new Set(['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown', ' ']);

/** True once the reader scrolled by himself, until he follows again. */
function useReadsFreely(): readonly [boolean, (isFree: boolean) => void] {
  const [isFree, setIsFree] = useState(false);
  useEffect(() => {
    const free = (): void => setIsFree(true);
    const press = ({ key, target }: KeyboardEvent): void => {
      if (SCROLLING.has(key) && !(target instanceof HTMLButtonElement)) free();
    };
    addEventListener('wheel', free, { passive: true });
    addEventListener('touchmove', free, { passive: true });
    addEventListener('keydown', press);
    return () => {
      removeEventListener('wheel', free);
      removeEventListener('touchmove', free);
      removeEventListener('keydown', press);
    };
  }, []);
  return [isFree, setIsFree];
}

const NO_NAMES: Readonly<Record<string, readonly string[]>> = {};
/** Milliseconds after a change of the text before names are asked for. */
const NAMES_AFTER = 300;

/** Who asks for what, while the operator shows names; nobody's for whom the house does not tell. */
function useNames(draft: string, { view, shown }: ScreenState): typeof NO_NAMES {
  const [names, setNames] = useState(NO_NAMES);
  const isShown = view.names && !view.blank && !view.hold;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again whenever the text changed
  useEffect(() => {
    if (!view.names) setNames(NO_NAMES);
    if (!isShown) return;
    const timer = setTimeout(
      () => api.screenNames(draft).then(setNames, () => setNames(NO_NAMES)),
      NAMES_AFTER,
    );
    return () => clearTimeout(timer);
  }, [draft, isShown, view.names, shown]);
  return view.names ? names : NO_NAMES;
}

export function ScreenPage({ draft }: { readonly draft: string }): ReactNode {
  const { t } = useText();
  const screen = useScreen(draft);
  const { shown, view } = screen;
  useHighContrast();
  useFirstTextUntil(screen.line !== 'waiting');
  const [isFree, setIsFree] = useReadsFreely();
  useFollow(view.at, shown !== undefined && !view.hold && !view.blank && !isFree);
  const names = useNames(draft, screen);
  useEffect(() => {
    if (shown) {
      document.title = shown.meta.title;
      void bringFontsFor(shown.meta.language);
    }
  }, [shown]);
  return (
    <main
      className="screen"
      style={{ '--screen-size': view.size } as CSSProperties}
      aria-label={t('screen.title')}
    >
      {view.blank ? (
        <div className="screen-blank" role="status" aria-label={t('screen.blanked')} />
      ) : (
        shown && (
          <NamesShown value={names}>
            <DraftText meta={shown.meta} blocks={shown.blocks} label={shown.meta.title} />
          </NamesShown>
        )
      )}
      {isFree && view.at !== undefined && (
        <Button className="button screen-follow" onPress={() => setIsFree(false)}>
          {t('screen.follow')}
        </Button>
      )}
      <ScreenNotice screen={screen} />
    </main>
  );
}

function ScreenNotice({ screen }: { readonly screen: ScreenState }): ReactNode {
  const { t } = useText();
  const words = noticeOf(screen, t);
  return words ? (
    <p className={`screen-notice ${screen.line}`} role="status">
      {words}
    </p>
  ) : null;
}

function noticeOf(
  { line, why, view, shown }: ScreenState,
  t: ReturnType<typeof useText>['t'],
): string | undefined {
  switch (line) {
    case 'waiting':
      return t(view.hold && !shown ? 'screen.held' : 'screen.waiting');
    case 'lost':
      return t('screen.lost');
    case 'closed':
      return sayCode(t, 'refusal', why ?? 'not-there');
    case 'there':
      return view.hold ? t('screen.held') : undefined;
    default:
      return line satisfies never;
  }
}
