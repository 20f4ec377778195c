/** Names under which places of a text can be linked to (SPEC EX2): the label within its part, and the id that never changes. */
import type { Block } from '../text/document.ts';

export interface Anchors {
  /** Of a provision or alternative with a label: `2.14` in the second part, `14` where there is one part. */
  labelOf(id: string): string | undefined;
  /** Of any block: its id, in letters that an address may hold. */
  idOf(id: string): string;
}

/** Anchors of a text; no two are the same. */
export function anchorsOf(blocks: readonly Block[]): Anchors {
  const parts = blocks.filter(({ kind, attrs }) => kind === 'part' && attrs.label !== undefined).length;
  const used = new Set<string>();
  const labels = new Map<string, string>();
  const ids = new Map(blocks.map(({ id }) => [id, taken(`id-${safe(id)}`, used)]));
  let part = 0;
  for (const { id, kind, attrs } of blocks) {
    if (kind === 'part' && attrs.label !== undefined) part += 1;
    if (attrs.label === undefined || (kind !== 'provision' && kind !== 'alternative')) continue;
    const name = `${kind === 'alternative' ? 'alt-' : ''}${safe(attrs.label)}`;
    labels.set(id, taken(parts > 1 ? `${part}.${name}` : name, used));
  }
  return { labelOf: (id) => labels.get(id), idOf: (id) => ids.get(id) ?? `id-${safe(id)}` };
}

const safe = (text: string): string => text.trim().replace(/[^\p{L}\p{N}.+_-]+/gu, '-');

function taken(name: string, used: Set<string>): string {
  let free = name;
  for (let count = 2; used.has(free); count++) free = `${name}-${count}`;
  used.add(free);
  return free;
}
