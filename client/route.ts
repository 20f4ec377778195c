/** The six places of the page, by address; no library, since there is nothing to nest. */
import { useSyncExternalStore } from 'react';

export type Route =
  | { readonly kind: 'drafts' }
  | { readonly kind: 'draft'; readonly draft: string }
  | { readonly kind: 'screen'; readonly draft: string }
  /** What was issued of a draft: one text by its symbol, or the last one. */
  | { readonly kind: 'issued'; readonly draft: string; readonly symbol?: string }
  | { readonly kind: 'import' }
  | { readonly kind: 'nowhere' };

const DRAFT_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The place an address path stands for; total. */
export function parseRoute(path: string): Route {
  const [first, id, last, ...more] = path.split('/').filter(Boolean);
  if (first === undefined) return { kind: 'drafts' };
  if (first === 'import' && id === undefined) return { kind: 'import' };
  if (first !== 'd' || id === undefined || !DRAFT_ID.test(id)) return { kind: 'nowhere' };
  if (last === 'issued') return issuedRoute(id, more);
  if (more.length > 0) return { kind: 'nowhere' };
  if (last === undefined) return { kind: 'draft', draft: id };
  return last === 'screen' ? { kind: 'screen', draft: id } : { kind: 'nowhere' };
}

/** Slashes of a symbol stand in the address as they are: `/d/ID/issued/WSIS-II/PC-2/DOC/3`. */
function issuedRoute(draft: string, path: readonly string[]): Route {
  if (path.length === 0) return { kind: 'issued', draft };
  try {
    return { kind: 'issued', draft, symbol: path.map(decodeURIComponent).join('/') };
  } catch {
    return { kind: 'nowhere' };
  }
}

/** Empty pieces and dots mean something else in an address: then the whole symbol is one piece. */
function pathOfSymbol(symbol: string): string {
  const pieces = symbol.split('/');
  const isPlain = pieces.every((piece) => piece !== '' && !/^\.+$/.test(piece));
  return isPlain ? pieces.map(encodeURIComponent).join('/') : encodeURIComponent(symbol);
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
    case 'issued':
      return `/d/${route.draft}/issued${route.symbol === undefined ? '' : `/${pathOfSymbol(route.symbol)}`}`;
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
