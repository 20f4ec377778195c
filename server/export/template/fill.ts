/** A text written in a body's template (SPEC TP1, TP4): the parts of one Word file out of those of two. */
import { fieldsIn, filled, isForText, type Values, wordsOf } from './fields.ts';
import { joinedNotes } from './notes.ts';
import { MAIN, type Relation } from './package.ts';
import { contentTypes, relationsPart } from './parts.ts';
import { joinedStyles } from './styles.ts';
import type { Template } from './template.ts';
import { changed, childOf, type Element, elementsOf, empty, parseOwn, writePart } from './xml.ts';

export type Parts = Readonly<Record<string, Uint8Array>>;

/** Parts of our own that stand beside the text, whatever the template. */
const OWN = ['docProps/core.xml', 'docProps/custom.xml', 'docProps/app.xml', '_rels/.rels'];
const STYLED = new Set(['w:pStyle', 'w:rStyle', 'w:tblStyle']);

/** `own`: the parts of the text as it would stand without a template. */
export function fillTemplate(own: Parts, template: Template, values: Values): Parts {
  const parse = (name: string): Element | undefined => {
    const bytes = own[name];
    return bytes && parseOwn(bytes, name);
  };
  const main = parse(MAIN)!;
  const parts = new Map<string, Element>(
    [...template.xml].map(([name, root]) => [name, name === 'word/styles.xml' ? root : filled(root, values)]),
  );
  const relations = [...(template.relations.get(MAIN) ?? [])];
  const add = (type: string, target: string, root: Element): string => {
    parts.set(target, root);
    const known = relations.find((each) => each.target === target);
    if (known) return known.id;
    const id = `rIdOwn${relations.length + 1}`;
    relations.push({ id, type, target, isOutside: false });
    return id;
  };
  const styles = joinedStyles(parts.get('word/styles.xml'), parse('word/styles.xml')!);
  add('styles', 'word/styles.xml', styles.root);
  const styled = (root: Element): Element =>
    changed(root, (each) => {
      if (!STYLED.has(each.name)) return each;
      const id = styles.idOf(each.attrs['w:val'] ?? '');
      return id === undefined ? undefined : { ...each, attrs: { ...each.attrs, 'w:val': id } };
    });
  if (!parts.has('word/settings.xml')) add('settings', 'word/settings.xml', parse('word/settings.xml')!);
  const notes = joinedNotes(parts.get('word/footnotes.xml'), styled(parse('word/footnotes.xml')!));
  if (notes.count > 0) add('footnotes', 'word/footnotes.xml', notes.root);
  const comments = parse('word/comments.xml');
  if (comments) add('comments', 'word/comments.xml', styled(comments));
  const ownBody = elementsOf(childOf(main, 'w:body')!);
  const text = ownBody
    .filter(({ name }) => name !== 'w:sectPr')
    .map((each) => notes.renumbered(styled(each)));
  const ownSection = ownBody.find(({ name }) => name === 'w:sectPr')!;
  const section = withEnds(withLines(template.section, ownSection), ownSection, template, (id) => {
    const target = ownTarget(own, id);
    const name = target.replace(/(?=\d*\.xml$)/, 'Own');
    return add(target.replace(/\d*\.xml$/, ''), `word/${name}`, styled(parse(`word/${target}`)!));
  });
  const root = template.xml.get(MAIN)!;
  const body = [...around(template.body, text, values), section];
  parts.set(MAIN, {
    ...root,
    attrs: joinedAttrs(root.attrs, main.attrs),
    children: [
      ...elementsOf(root).filter(({ name }) => name === 'w:background'),
      { ...empty('w:body'), children: body },
    ],
  });
  return packed(parts, relations, own, template);
}

/** The text in the place kept for it, or after all that the template says. */
function around(body: readonly Element[], text: readonly Element[], values: Values): readonly Element[] {
  const place = body.findIndex(isForText);
  const [before, after] = place < 0 ? [body, []] : [body.slice(0, place), body.slice(place + 1)];
  const printed = (all: readonly Element[]) => all.flatMap((each) => filledBlock(each, values));
  return [...printed(before), ...text, ...printed(after)];
}

/** A line that would hold nothing but what this text has not is not printed. */
function filledBlock(element: Element, values: Values): readonly Element[] {
  const whole = filled(element, values);
  const isEmptied = element.name === 'w:p' && fieldsIn(element).size > 0 && wordsOf(whole).trim() === '';
  return isEmptied ? [] : [whole];
}

/** Every fifth line numbered, where that was asked for and the template numbers none. */
function withLines(section: Element, own: Element): Element {
  const lines = childOf(own, 'w:lnNumType');
  if (!lines || childOf(section, 'w:lnNumType')) return section;
  return inserted(section, [lines], AFTER_LINES);
}

/** Elements of a section that stand after line numbers, as Word wants them. */
const AFTER_LINES =
  /^w:(?:pgNumType|cols|formProt|vAlign|noEndnote|titlePg|textDirection|bidi|rtlGutter|docGrid|printerSettings)$/;

function inserted(section: Element, more: readonly Element[], after: RegExp): Element {
  const children = elementsOf(section);
  const found = children.findIndex(({ name }) => after.test(name));
  const at = found < 0 ? children.length : found;
  return { ...section, children: [...children.slice(0, at), ...more, ...children.slice(at)] };
}

/** A template without any head, or without any foot, gets ours: symbol and page x of y. */
function withEnds(section: Element, own: Element, { body }: Template, add: (id: string) => string): Element {
  const has = (name: string): boolean =>
    childOf(section, name) !== undefined || body.some((each) => JSON.stringify(each).includes(`"${name}"`));
  const missing = ['w:headerReference', 'w:footerReference'].filter((name) => !has(name));
  const references = elementsOf(own)
    .filter(({ name }) => missing.includes(name))
    .map((each) => ({ ...each, attrs: { ...each.attrs, 'r:id': add(each.attrs['r:id'] ?? '') } }));
  const whole = { ...section, children: [...references, ...section.children] };
  if (missing.length < 2 || childOf(section, 'w:titlePg')) return whole;
  return inserted(
    whole,
    [empty('w:titlePg')],
    /^w:(?:textDirection|bidi|rtlGutter|docGrid|printerSettings)$/,
  );
}

function ownTarget(own: Parts, id: string): string {
  const name = 'word/_rels/document.xml.rels';
  const found = elementsOf(parseOwn(own[name]!, name)).find(({ attrs }) => attrs.Id === id);
  return found?.attrs.Target ?? '';
}

/** Every prefix that either of the two uses is declared. */
function joinedAttrs(one: Element['attrs'], other: Element['attrs']): Element['attrs'] {
  const ignored = [one, other].flatMap((each) => (each['mc:Ignorable'] ?? '').split(' ')).filter(Boolean);
  const all = { ...other, ...one };
  return ignored.length === 0 ? all : { ...all, 'mc:Ignorable': [...new Set(ignored)].join(' ') };
}

function packed(
  parts: ReadonlyMap<string, Element>,
  relations: readonly Relation[],
  own: Parts,
  { pictures, relations: led }: Template,
): Parts {
  const all: Record<string, Uint8Array> = {};
  for (const name of OWN) if (own[name]) all[name] = own[name];
  for (const [name, bytes] of pictures) all[name] = bytes;
  for (const [name, root] of parts) all[name] = writePart(root);
  const withMain = new Map([...led, [MAIN, relations] as const]);
  for (const [name, to] of withMain) {
    const [, folder, file] = /^(.*)\/([^/]+)$/.exec(name) ?? [];
    if (to.length > 0) all[`${folder}/_rels/${file}.rels`] = writePart(relationsPart(to));
  }
  return { '[Content_Types].xml': writePart(contentTypes(Object.keys(all))), ...all };
}
