/** The five places of the page, by address; no library, since there is nothing to nest. */
import { useSyncExternalStore } from 'react';

export type Route =
  | { readonly kind: 'drafts' }
  | { readonly kind: 'draft'; readonly draft: string }
  | { readonly kind: 'screen'; readonly draft: string }
  | { readonly kind: 'import' }
  | { readonly kind: 'nowhere' };

const DRAFT_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The place an address path stands for; total. */
export function parseRoute(path: string): Route {
  const [first, id, last, ...more] = path.split('/').filter(Boolean);
  if (first === undefined) return { kind: 'drafts' };
  if (first === 'import' && id === undefined) return { kind: 'import' };
  if (first !== 'd' || id === undefined || !DRAFT_ID.test(id) || more.length > 0) return { kind: 'nowhere' };
  if (last === undefined) return { kind: 'draft', draft: id };
  return last === 'screen' ? { kind: 'screen', draft: id } : { kind: 'nowhere' };
}

/** The address path of a place. */
export function pathOf(route: Exclude<Route, { kind: 'nowhere' }>): string {
  switch (route.kind) {
    case 'drafts':
      return '/';
    case 'import':
      return '/import';
    case 'draft':
      return `/d/${route.draft}`;
    case 'screen':
      return `/d/${route.draft}/screen`;
    default:
      return route satisfies never;
  }
}

const listeners = new Set<() => void>();

/** Goes to an address of this page without loading it anew. */
export function go(path: string): void {
  history.pushState(null, '', path);
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
  };
}

/** The place the reader is at; renders again when it changes. */
export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(listen, () => location.pathname));
}
