/** Letters, numbers and bullets of items. */
import type { Marker } from './markers.ts';

export type ItemStyle = 'bullet' | 'letter' | 'roman' | 'capital' | 'digit' | 'han';

const ITEMS: readonly (readonly [RegExp, ItemStyle])[] = [
  [/^([•·●○▪▫■□◦‣⁃➤►➢✓])\s*/, 'bullet'],
  [/^([–—*-])\s+(?!.{0,80}\s[–—-]$)/, 'bullet'],
  [/^([①②③④⑤⑥⑦⑧⑨⑩])\s*/, 'digit'],
  [/^[（(]([ivx]{1,6})[)）]\s*/, 'roman'],
  [/^[（(]([a-z]{1,2})[)）]\s*/, 'letter'],
  [/^[（(](\d{1,2})[)）]\s*/, 'digit'],
  [/^[（(]([一二三四五六七八九十]{1,3})[)）]\s*/, 'han'],
  [/^[（(](\p{Script=Arabic}{1,2})[)）]\s*/u, 'letter'],
  [/^[（(]([A-Z])[)）]\s*/, 'capital'],
  [/^([ivx]{2,6})[.)]\s+/, 'roman'],
  [/^([a-z])[.．)]\s*(?=\S)/, 'letter'],
  [/^(\d{1,2})\)\s+/, 'digit'],
  [/^([A-Z])\)\s+/, 'capital'],
];

/** The letter, number or bullet of an item. */
export function readItem(text: string): Extract<Marker, { kind: 'item' }> | undefined {
  for (const [pattern, style] of ITEMS) {
    const match = pattern.exec(text);
    if (match)
      return { kind: 'item', label: match[1] ?? '', marker: match[0].trim(), length: match[0].length, style };
  }
  return undefined;
}
