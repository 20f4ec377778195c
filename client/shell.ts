/** Keeps the page's own files on this device, so that a reload without a line still opens it (SPEC OL2). */

/** Registers the worker that serves the files, and tells it which ones this page needed. */
export function keepShell(): void {
  if (!('serviceWorker' in navigator) || !isSecureContext || import.meta.env?.DEV) return;
  void navigator.serviceWorker.register('/sw.js').then(
    () => addEventListener('load', () => void tell(), { once: true }),
    () => undefined,
  );
  if (document.readyState === 'complete') void tell();
  // Parts of the page and slices of fonts that came later.
  setTimeout(() => void tell(), 10_000);
}

async function tell(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  const files = performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
    .map(({ pathname }) => pathname);
  active?.postMessage({ kind: 'keep', files: [...new Set(files)] });
}
