/** Where the page begins: appearance and language first, so that nothing flickers, then the place it is at. */
import './theme/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startLanguage } from './locales/i18n.ts';
import { keepShell } from './shell.ts';
import { startAppearance } from './theme/appearance.ts';

startAppearance();
startLanguage();
keepShell();
createRoot(document.getElementById('page')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
