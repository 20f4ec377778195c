/** The runs of a paragraph: words with their look and history, marks of notes and comments (SPEC IM24). */
import type { Change, DocxMark, DocxRun } from './content.ts';
import { lookOf, type Styles } from './styles.ts';
import { child, type Element, isOn, settingOf } from './xml.ts';

const CHANGES: Readonly<Record<string, Change['kind']>> = {
  'w:ins': 'insertion',
  'w:del': 'deletion',
  'w:moveFrom': 'move-from',
  'w:moveTo': 'move-to',
};

/** Elements that hold runs and say nothing themselves. */
const TRANSPARENT = new Set([
  'w:hyperlink',
  'w:smartTag',
  'w:fldSimple',
  'w:customXml',
  'w:sdt',
  'w:sdtContent',
  'w:dir',
  'w:bdo',
  'mc:Choice',
  'm:oMath',
  'm:oMathPara',
  'm:r',
]);

/** What the readers of a file share: changes now open, fields now open, what was left out. */
export interface Reading {
  readonly styles: Styles;
  readonly leftOut: Map<string, number>;
  /** `instruction`: between the beginning of a field and its result. Fields may run over paragraphs. */
  readonly fields: ('instruction' | 'result')[];
  /** Names of the moves now open, by the id of their range. */
  readonly moves: Map<string, { readonly kind: Change['kind']; readonly name: string }>;
}

export const leaveOut = (reading: Reading, what: string): void => {
  reading.leftOut.set(what, (reading.leftOut.get(what) ?? 0) + 1);
};

/** The change that an element records; undefined when it records none. */
export function changeOf(element: Element, reading: Reading): Change | undefined {
  const kind = CHANGES[element.name];
  if (kind === undefined) return undefined;
  const at = element.attrs['w:date'];
  const move = [...reading.moves.values()].findLast((each) => each.kind === kind)?.name;
  return {
    kind,
    author: element.attrs['w:author'] ?? '',
    ...(at === undefined ? {} : { at }),
    ...(move === undefined ? {} : { move }),
  };
}

/** Begins and ends the named ranges of moves; true when the element is one. */
export function followMove({ name, attrs }: Element, { moves }: Reading): boolean {
  const [, side, end] = /^w:move(From|To)Range(Start|End)$/.exec(name) ?? [];
  if (side === undefined) return false;
  const key = `${side}${attrs['w:id']}`;
  if (end === 'End') moves.delete(key);
  else moves.set(key, { kind: side === 'From' ? 'move-from' : 'move-to', name: attrs['w:name'] ?? key });
  return true;
}

/** Collects the runs of one paragraph. `boxes` are the contents of text boxes that are anchored in it. */
export class RunReader {
  readonly runs: DocxRun[] = [];
  readonly boxes: Element[] = [];

  constructor(
    private readonly reading: Reading,
    private readonly paragraphStyle: string | undefined,
  ) {}

  read(element: Element, changes: readonly Change[]): void {
    for (const node of element.children) if (typeof node !== 'string') this.#element(node, changes);
  }

  #element(element: Element, changes: readonly Change[]): void {
    const change = changeOf(element, this.reading);
    if (change) this.read(element, [...changes, change]);
    else if (followMove(element, this.reading)) return;
    else if (element.name === 'w:r') this.#run(element, changes);
    else if (element.name === 'mc:AlternateContent')
      this.#choice(element, (each) => this.#element(each, changes));
    else if (element.name === 'm:t') this.#words(textIn(element), element, changes);
    else if (TRANSPARENT.has(element.name)) this.read(element, changes);
    else if (element.name === 'w:commentRangeStart') this.#mark('comment-start', changes, element);
    else if (element.name === 'w:commentRangeEnd') this.#mark('comment-end', changes, element);
  }

  /** Of two forms of the same thing the first; the other repeats it for old programs. */
  #choice(element: Element, take: (each: Element) => void): void {
    const chosen = child(element, 'mc:Choice') ?? child(element, 'mc:Fallback');
    if (chosen) for (const node of chosen.children) if (typeof node !== 'string') take(node);
  }

  #run(run: Element, changes: readonly Change[]): void {
    const own = child(run, 'w:rPr');
    if (isOn(own, 'w:vanish')) {
      if (hasText(run)) leaveOut(this.reading, 'hidden text');
      return;
    }
    const elements = run.children.filter((node) => typeof node !== 'string');
    const marked = elements.findIndex(hasOwnMark);
    for (const node of marked < 0 ? elements : elements.slice(0, marked)) this.#inRun(node, run, changes);
    if (marked >= 0) this.#ownMark(elements.slice(marked), changes);
  }

  /** A note whose mark is written out behind its reference: `*`. */
  #ownMark([reference, ...written]: readonly Element[], changes: readonly Change[]): void {
    const mark = written
      .map((each) => textOf(each) ?? '')
      .join('')
      .trim();
    const kind = reference!.name === 'w:endnoteReference' ? 'e' : 'f';
    this.#mark('note', changes, reference!, kind, mark === '' ? {} : { mark });
  }

  #inRun(element: Element, run: Element, changes: readonly Change[]): void {
    if (element.name === 'w:fldChar') this.#field(element.attrs['w:fldCharType'] ?? '');
    else if (!this.reading.fields.includes('instruction')) this.#shown(element, run, changes);
  }

  #shown(element: Element, run: Element, changes: readonly Change[]): void {
    const text = textOf(element);
    if (text !== undefined) this.#words(text, run, changes);
    else if (element.name === 'w:br' || element.name === 'w:cr') this.#break(element, changes);
    else if (element.name === 'w:footnoteReference') this.#mark('note', changes, element, 'f');
    else if (element.name === 'w:endnoteReference') this.#mark('note', changes, element, 'e');
    else if (element.name === 'mc:AlternateContent')
      this.#choice(element, (each) => this.#drawn(each, changes));
    else this.#drawn(element, changes);
  }

  /** Pages and columns break in print alone. */
  #break(element: Element, changes: readonly Change[]): void {
    if (/^(?:page|column)$/.test(element.attrs['w:type'] ?? '')) return;
    this.runs.push({ kind: 'line-break', changes });
  }

  #drawn(element: Element, changes: readonly Change[]): void {
    if (!/^(?:w:drawing|w:pict|w:object)$/.test(element.name)) return;
    const boxes = boxesIn(element);
    this.boxes.push(...boxes);
    if (boxes.length > 0) return;
    leaveOut(this.reading, 'picture');
    this.runs.push({ kind: 'picture', changes });
  }

  #field(type: string): void {
    const { fields } = this.reading;
    if (type === 'begin') fields.push('instruction');
    else if (type === 'separate') fields[fields.length - 1] = 'result';
    else if (type === 'end') fields.pop();
  }

  #mark(
    kind: DocxMark['kind'],
    changes: readonly Change[],
    element: Element,
    prefix = '',
    own: Pick<DocxMark, 'mark'> = {},
  ): void {
    this.runs.push({ kind, id: prefix + (element.attrs['w:id'] ?? ''), changes, ...own });
  }

  #words(text: string, run: Element, changes: readonly Change[]): void {
    if (text === '') return;
    const own = child(run, 'w:rPr');
    const { styles } = this.reading;
    const style = settingOf(own, 'w:rStyle');
    const look = lookOf([
      ...(own ? [own] : []),
      ...styles.character(style),
      ...styles.runs(this.paragraphStyle),
    ]);
    this.runs.push({ kind: 'words', text, changes, ...look });
  }
}

const hasOwnMark = ({ name, attrs }: Element): boolean =>
  /^w:(?:foot|end)noteReference$/.test(name) && /^(?:1|true|on)$/.test(attrs['w:customMarkFollows'] ?? '');

/** Text of a child of a run; undefined when it is something else. */
function textOf(element: Element): string | undefined {
  switch (element.name) {
    case 'w:t':
    case 'w:delText':
      return textIn(element);
    case 'w:tab':
    case 'w:ptab':
      return '\t';
    case 'w:noBreakHyphen':
      return '\u2011';
    case 'w:softHyphen':
      return '';
    case 'w:sym':
      return symbol(element.attrs['w:char'] ?? '');
    default:
      return undefined;
  }
}

/** Symbol fonts keep their characters in the private use area, where no other font has any. */
function symbol(code: string): string {
  const point = Number.parseInt(code, 16);
  if (!Number.isInteger(point) || point < 0x20 || point > 0x10ffff) return '';
  return point >= 0xe000 && point <= 0xf8ff ? '•' : String.fromCodePoint(point);
}

const textIn = (element: Element): string =>
  element.children.filter((node) => typeof node === 'string').join('');

const hasText = (run: Element): boolean =>
  run.children.some((node) => typeof node !== 'string' && (textOf(node) ?? '').trim() !== '');

/** The contents of text boxes in a drawing, outermost only. */
function boxesIn(element: Element): readonly Element[] {
  if (element.name === 'w:txbxContent') return [element];
  const within =
    element.name === 'mc:AlternateContent'
      ? [child(element, 'mc:Choice') ?? child(element, 'mc:Fallback')]
      : element.children;
  return within.flatMap((node) => (node === undefined || typeof node === 'string' ? [] : boxesIn(node)));
}
