/** The page: which place it shows. Each place is fetched when it is first gone to. */
import { lazy, type ReactNode, Suspense } from 'react';
import { I18nProvider, RouterProvider } from 'react-aria-components';
import { useText } from './locales/i18n.ts';
import { DraftsPage } from './pages/drafts-page.tsx';
import { LiveRegion } from './panels/announce.tsx';
import { Nothing } from './panels/controls.tsx';
import { go, type Route, useRoute } from './route.ts';

const DraftPage = lazy(async () => ({ default: (await import('./pages/draft-page.tsx')).DraftPage }));
const ScreenPage = lazy(async () => ({ default: (await import('./pages/screen-page.tsx')).ScreenPage }));
const IssuedPage = lazy(async () => ({ default: (await import('./pages/issued-page.tsx')).IssuedPage }));
const ImportPage = lazy(async () => ({ default: (await import('./pages/import-page.tsx')).ImportPage }));

export function App(): ReactNode {
  const { t, language } = useText();
  const route = useRoute();
  return (
    <I18nProvider locale={language}>
      <RouterProvider navigate={go}>
        <Suspense fallback={<p className="opening">{t('page.opening')}</p>}>
          <Place route={route} />
        </Suspense>
        <LiveRegion />
      </RouterProvider>
    </I18nProvider>
  );
}

function Place({ route }: { readonly route: Route }): ReactNode {
  const { t } = useText();
  switch (route.kind) {
    case 'drafts':
      return <DraftsPage />;
    case 'draft':
      return <DraftPage key={route.draft} draft={route.draft} />;
    case 'screen':
      return <ScreenPage key={route.draft} draft={route.draft} />;
    case 'issued':
      return <IssuedPage key={route.draft} draft={route.draft} symbol={route.symbol} />;
    case 'import':
      return <ImportPage />;
    case 'nowhere':
      return <Nothing>{t('page.nowhere')}</Nothing>;
    default:
      return route satisfies never;
  }
}
