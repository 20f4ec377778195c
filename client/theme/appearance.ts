/** How this reader wants the page to look: light or dark, contrast, size of the text. Kept on this device. */
import { useSyncExternalStore } from 'react';

export interface Appearance {
  readonly theme: 'system' | 'light' | 'dark';
  readonly contrast: 'normal' | 'more';
  /** Factor on the size of the draft's text, 0.8 to 2. */
  readonly size: number;
}

const STORED = 'chapeau.appearance';
const DEFAULT: Appearance = { theme: 'system', contrast: 'normal', size: 1 };
export const SIZES = [0.85, 1, 1.15, 1.3, 1.5, 1.8] as const;

const darkQuery = matchMedia('(prefers-color-scheme: dark)');
const contrastQuery = matchMedia('(prefers-contrast: more)');
const listeners = new Set<() => void>();
let current = load();

function load(): Appearance {
  try {
    return { ...DEFAULT, ...(JSON.parse(localStorage.getItem(STORED) ?? '{}') as Partial<Appearance>) };
  } catch {
    return DEFAULT;
  }
}

function paint(): void {
  const root = document.documentElement;
  const dark = current.theme === 'dark' || (current.theme === 'system' && darkQuery.matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  root.dataset.contrast = current.contrast === 'more' || contrastQuery.matches ? 'more' : 'normal';
  root.style.setProperty('--text-size', String(current.size));
}

/** Applies the stored appearance and follows the system's; called once before the first render. */
export function startAppearance(): void {
  paint();
  darkQuery.addEventListener('change', paint);
  contrastQuery.addEventListener('change', paint);
}

/** Changes the appearance, here and at the next visit. */
export function setAppearance(change: Partial<Appearance>): void {
  current = { ...current, ...change };
  localStorage.setItem(STORED, JSON.stringify(current));
  paint();
  for (const listener of listeners) listener();
}

/** The next larger (+1) or smaller (-1) size of the text; stays at the ends. */
export function stepSize(direction: 1 | -1): void {
  const at = SIZES.findIndex((size) => size >= current.size);
  const next = SIZES[Math.min(SIZES.length - 1, Math.max(0, at + direction))];
  setAppearance({ size: next ?? 1 });
}

export function useAppearance(): Appearance {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** Brings the bundled face for the script of a draft's language; Latin, Cyrillic and Greek are always there. */
export async function bringFontsFor(language: string): Promise<void> {
  if (/^(zh|ja)/i.test(language)) await import('./fonts-zh.css');
  if (/^(ar|fa|ur)/i.test(language)) await import('./fonts-ar.css');
}
