/** Places of an issued text by address: the names are those of its HTML file, so that one link serves both (SPEC EX2). */
import { useEffect } from 'react';
import { type Anchors, anchorsOf } from '../../shared/renditions/anchors.ts';
import type { Block } from '../../shared/text/document.ts';

/** `14`, `2.14`, `alt-10+11`; the lasting id where a block has no number. */
export const nameIn = (anchors: Anchors, id: string): string => anchors.labelOf(id) ?? anchors.idOf(id);

/** Shows a block and puts the focus on it, so that reading goes on from there. */
export function goToPlace(id: string): void {
  const block = document.querySelector<HTMLElement>(`.issued-text [data-id="${CSS.escape(id)}"]`);
  if (!block) return;
  block.tabIndex = -1;
  block.focus({ preventScroll: true });
  block.scrollIntoView({ block: 'start' });
}

/** Goes to the place that the address names, at once and whenever that changes. */
export function usePlaceInAddress(blocks: readonly Block[]): void {
  useEffect(() => {
    const anchors = anchorsOf(blocks);
    const look = (): void => {
      const name = decodeURIComponent(location.hash.slice(1));
      const found = blocks.find(({ id }) => name === nameIn(anchors, id) || name === anchors.idOf(id));
      if (name !== '' && found) goToPlace(found.id);
    };
    look();
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, [blocks]);
}
