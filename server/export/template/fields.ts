/** Places of a template where something of the text is printed: `{{symbol}}` in a line, `{{text}}` as a paragraph (SPEC TP4). */
import { BadTemplate } from './bad-template.ts';
import { type Element, elementsOf, empty, isElement, type Node } from './xml.ts';

/** `text`: the text itself; the others stand above it, in a head or in a foot. */
export const FIELDS = [
  'symbol',
  'title',
  'date',
  'restricted',
  'status',
  'legend',
  'notice',
  'text',
] as const;
export type Field = (typeof FIELDS)[number];
export type Values = Readonly<Partial<Record<Field, string>>>;

const PLACE = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The words of a paragraph, without those of text boxes in it. */
export const wordsOf = (paragraph: Element): string => textsOf(paragraph).join('');

/** True for the paragraph that the text takes the place of. */
export const isForText = (element: Element): boolean =>
  element.name === 'w:p' && /^\s*\{\{\s*text\s*\}\}\s*$/i.test(wordsOf(element));

/** Which fields a part names. Throws `BadTemplate` for one that there is none of. */
export function fieldsIn(root: Element): ReadonlySet<Field> {
  const found = new Set<Field>();
  for (const paragraph of paragraphsIn(root))
    for (const [, said = ''] of wordsOf(paragraph).matchAll(PLACE)) {
      const field = FIELDS.find((each) => each === said.toLowerCase());
      if (!field)
        throw new BadTemplate(
          'field',
          `The template names {{${said.slice(0, 40)}}}; there are ${FIELDS.map((each) => `{{${each}}}`).join(' ')}.`,
        );
      found.add(field);
    }
  return found;
}

function* paragraphsIn(element: Element): Generator<Element> {
  if (element.name === 'w:p') yield element;
  for (const each of elementsOf(element)) yield* paragraphsIn(each);
}

/** The element with every field filled; what has no value leaves nothing. */
export function filled(element: Element, values: Values): Element {
  const children = element.children.map((each) => (isElement(each) ? filled(each, values) : each));
  const whole = { ...element, children };
  if (element.name !== 'w:p' || !/\{\{/.test(wordsOf(element))) return whole;
  return withTexts(whole, filledTexts(textsOf(whole), values));
}

/** A field may be cut into any number of runs: its value stands where it begins. */
function filledTexts(texts: readonly string[], values: Values): readonly string[] {
  const whole = texts.join('');
  const left = texts.map(() => '');
  const starts = texts.map((_, at) => texts.slice(0, at).join('').length);
  const runAt = (place: number): number => starts.findLastIndex((start) => start <= place);
  let at = 0;
  const copy = (until: number): void => {
    for (; at < until; at++) left[runAt(at)] += whole[at] ?? '';
  };
  for (const match of whole.matchAll(PLACE)) {
    copy(match.index);
    left[runAt(match.index)] += values[(match[1] ?? '').toLowerCase() as Field] ?? '';
    at = match.index + match[0].length;
  }
  copy(whole.length);
  return left;
}

const isOwnText = ({ name }: Element): boolean => name === 'w:t';

function textsOf(element: Element): readonly string[] {
  return elementsOf(element).flatMap((each) => {
    if (isOwnText(each)) return [each.children.join('')];
    return each.name === 'w:p' ? [] : textsOf(each);
  });
}

function withTexts(paragraph: Element, texts: readonly string[]): Element {
  let at = 0;
  const put = (element: Element): Element => ({
    ...element,
    children: element.children.flatMap((each): readonly Node[] => {
      if (!isElement(each) || each.name === 'w:p') return [each];
      return isOwnText(each) ? linesOf(texts[at++] ?? '') : [put(each)];
    }),
  });
  return put(paragraph);
}

const linesOf = (text: string): readonly Node[] =>
  text
    .split('\n')
    .flatMap((line, at) => [
      ...(at > 0 ? [empty('w:br')] : []),
      { name: 'w:t', attrs: { 'xml:space': 'preserve' }, children: [line] },
    ]);
