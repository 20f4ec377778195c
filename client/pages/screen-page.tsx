/** The screen for projector, observers and phones: large type, nothing to press, led by the operator. */
import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react';
import { sayCode, useText } from '../locales/i18n.ts';
import { DraftText } from '../reading/draft-text.tsx';
import { bringFontsFor } from '../theme/appearance.ts';
import { useFirstTextUntil } from './first-text.ts';
import { type ScreenState, useScreen } from './screen-stream.ts';

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

/** Brings the operator's block to the top; the reader's own scrolling stands until the next one. */
function useFollow(at: string | undefined, isThere: boolean): void {
  const followed = useRef<string>(undefined);
  useEffect(() => {
    if (!isThere || at === followed.current) return;
    followed.current = at;
    const block = at ? document.querySelector(`[data-id="${CSS.escape(at)}"]`) : undefined;
    if (block) block.scrollIntoView({ block: 'start' });
    else scrollTo({ top: 0 });
  }, [at, isThere]);
}

export function ScreenPage({ draft }: { readonly draft: string }): ReactNode {
  const { t } = useText();
  const screen = useScreen(draft);
  const { shown, view } = screen;
  useHighContrast();
  useFirstTextUntil(screen.line !== 'waiting');
  useFollow(view.at, shown !== undefined);
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
        shown && <DraftText meta={shown.meta} blocks={shown.blocks} label={shown.meta.title} />
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
