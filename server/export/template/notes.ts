/** Footnotes of the text after those that stand in the masthead of the template, under numbers of their own. */
import { changed, type Element, elementsOf } from './xml.ts';

export interface JoinedNotes {
  readonly root: Element;
  /** Footnotes of the text; separators are none. */
  readonly count: number;
  /** The text with its references led to the joined notes. */
  renumbered(element: Element): Element;
}

const idOf = ({ attrs }: Element): number => Number(attrs['w:id']);
const isNote = ({ attrs }: Element): boolean => attrs['w:type'] === undefined || attrs['w:type'] === 'normal';

export function joinedNotes(template: Element | undefined, own: Element): JoinedNotes {
  const notes = elementsOf(own).filter(isNote);
  if (!template) return { root: own, count: notes.length, renumbered: (element) => element };
  const after = Math.max(0, ...elementsOf(template).map(idOf));
  const moved = (element: Element): Element => ({
    ...element,
    attrs: { ...element.attrs, 'w:id': String(idOf(element) + after) },
  });
  return {
    root: {
      ...template,
      attrs: { ...own.attrs, ...template.attrs },
      children: [...template.children, ...notes.map(moved)],
    },
    count: notes.length,
    renumbered: (element) =>
      changed(element, (each) => (each.name === 'w:footnoteReference' ? moved(each) : each)),
  };
}
