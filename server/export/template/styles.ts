/** Our styles as those of the template that bear the same names; what it has not comes along (SPEC TP1). */

import type { Style } from '../../../shared/renditions/sheet.ts';
import { NAMED, ownId } from './template.ts';
import { changed, type Element, elementsOf, empty, settingOf } from './xml.ts';

export interface JoinedStyles {
  readonly root: Element;
  /** Id in the joined file of a style of ours; undefined for one that means nothing there. */
  idOf(own: string): string | undefined;
}

const nameOf = (style: Element): string => (settingOf(style, 'w:name') ?? '').toLowerCase();
const idOf = (style: Element): string => style.attrs['w:styleId'] ?? '';
const stylesOf = (root: Element | undefined): readonly Element[] =>
  root ? elementsOf(root).filter(({ name }) => name === 'w:style') : [];

export function joinedStyles(template: Element | undefined, own: Element): JoinedStyles {
  if (!template) return { root: own, idOf: (id) => id };
  const theirs = new Map(stylesOf(template).map((style) => [nameOf(style), idOf(style)]));
  const taken = new Set(theirs.values());
  const ids = new Map<string, string>();
  const missing: Element[] = [];
  for (const style of stylesOf(own)) {
    const known = theirs.get(nameOf(style));
    if (known === undefined) missing.push(style);
    ids.set(idOf(style), known ?? free(idOf(style), taken));
  }
  for (const [style, name] of Object.entries(NAMED)) {
    const id = theirs.get(name.toLowerCase());
    if (id !== undefined) ids.set(ownId(style as Style), id);
  }
  const more = missing.map((style) => adapted(style, ids));
  return { root: { ...template, children: [...template.children, ...more] }, idOf: (id) => ids.get(id) };
}

function free(id: string, taken: Set<string>): string {
  const found = taken.has(id) ? `Chapeau${id}` : id;
  taken.add(found);
  return found;
}

/** In the fonts of the body, and never in place of its own ordinary style. */
function adapted(style: Element, ids: ReadonlyMap<string, string>): Element {
  const { 'w:default': _, ...attrs } = style.attrs;
  const within = changed(
    { ...style, attrs: { ...attrs, 'w:styleId': ids.get(idOf(style)) ?? '' } },
    (each) => {
      if (each.name === 'w:rFonts' || each.name === 'w:lang' || each.name === 'w:link') return undefined;
      if (each.name !== 'w:basedOn' && each.name !== 'w:next') return each;
      const id = ids.get(each.attrs['w:val'] ?? '');
      return id === undefined ? undefined : empty(each.name, { 'w:val': id });
    },
  );
  return within;
}
