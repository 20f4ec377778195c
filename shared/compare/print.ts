/** A comparison as text that one can read (SPEC CP10): only what differs, words as `[-gone-]{+new+}`, moves as moves. */
import { excerpt } from '../draft/excerpt.ts';
import { printedInline } from '../draft/printed.ts';
import { type Inline, isWords } from '../text/document.ts';
import {
  type BlockComparison,
  type BracketChange,
  type Changed,
  type Comparison,
  type GoneAndNew,
  isDifferent,
  type RedlinePiece,
  type Side,
  type UnitComparison,
} from './comparison.ts';

/** Lines that end in a line break each. */
export function printComparison(comparison: Comparison): string {
  const names = new Names(comparison.units);
  const lines = [summary(comparison)];
  let place: string | undefined;
  for (const unit of comparison.units) {
    if (unit.kind === 'same') continue;
    const here = names.place(unit);
    if (here !== place) lines.push('', ...(here === '' ? [] : [here]));
    place = here;
    lines.push(...unitLines(unit, names));
  }
  return `${lines.join('\n')}\n`;
}

function summary(comparison: Comparison): string {
  if (!isDifferent(comparison)) return 'no differences';
  const { units, others, brackets, sources, statuses } = comparison.counts;
  const counts: readonly (readonly [string, Readonly<Record<string, number>>])[] = [
    ['provisions', { ...units }],
    ['headings, notes, rows and other blocks', { ...others }],
    ['brackets', brackets],
    ['sources', sources],
    ['statuses', { changed: statuses }],
  ];
  const lines = counts.map(([what, numbers]) => {
    const said = Object.entries(numbers).filter(([name, count]) => count > 0 && name !== 'movedAndChanged');
    return said.length === 0
      ? ''
      : `${what}: ${said.map(([name, count]) => `${count} ${NAMES[name] ?? name}`).join(', ')}`;
  });
  return lines.filter((line) => line !== '').join('\n');
}

const NAMES: Readonly<Record<string, string>> = {
  same: 'the same',
  extent: 'of another extent',
  kind: 'of another kind',
};

const SIGNS = { same: ' ', changed: '~', new: '+', gone: '-', moved: '>' } as const;

function unitLines(unit: UnitComparison, names: Names): readonly string[] {
  const { kind, isChanged, blocks } = unit;
  const own = (unit.after ?? unit.before) as Side;
  const head = `${SIGNS[kind]} ${own.kind} ${headOf(unit)}`.trimEnd();
  const lines = [unit.move ? `${head}, ${moved(unit, names)}` : head];
  if (!isChanged) return lines;
  for (const block of blocks)
    if (block.kind !== 'same') lines.push(...blockLines(block, block === blocks[0]));
  return lines;
}

/** `12.`, or `11. -> 12.` when it was renumbered. */
function headOf({ before, after }: UnitComparison): string {
  if (before && after && before.marker !== after.marker)
    return `${before.marker || '–'} -> ${after.marker || '–'}`;
  return (after ?? before)?.marker ?? '';
}

function moved({ move, kind, isChanged }: UnitComparison, names: Names): string {
  const from = names.spot(move?.from.after, 'before');
  const to = names.spot(move?.to.after, 'after');
  return `moved from ${from} to ${to}${kind === 'moved' && isChanged ? ', and changed' : ''}`;
}

function blockLines(block: BlockComparison, isOwn: boolean): readonly string[] {
  const label = isOwn
    ? ''
    : `${SIGNS[block.kind]} ${block.kind === 'moved' ? 'moved ' : ''}${labelOf(block)} `;
  const isWritten = block.redline.some(({ kind }) => kind !== 'same') || !isOwn;
  const text = isWritten ? [`    ${label}${printRedline(block.redline)}`.trimEnd()] : [];
  return [...text, ...(block.kind === 'new' || block.kind === 'gone' ? [] : differenceLines(block))];
}

function labelOf({ before, after }: BlockComparison): string {
  const [old, now] = [before?.attrs.label, after?.attrs.label];
  return before && after && old !== now ? `${old ?? '–'} -> ${now ?? '–'}` : (now ?? old ?? '');
}

/** Words as `[-gone-]{+new+}`; sources in « ». */
export const printRedline = (redline: readonly RedlinePiece[]): string =>
  redline
    .map(({ kind, content }) => {
      const text = content.map(printedObject).join('');
      if (kind === 'same') return text;
      return kind === 'gone' ? `[-${text}-]` : `{+${text}+}`;
    })
    .join('')
    .replaceAll('\n', ' ⏎ ')
    .replaceAll('\t', ' | ');

const printedObject = (inline: Inline): string =>
  !isWords(inline) && inline.el === 'attribution' ? ` «${inline.raw}»` : printedInline(inline);

function differenceLines({ differences }: BlockComparison): readonly string[] {
  const { attributes, covers, brackets, sources, notes, remarks, formats, status } = differences;
  const lines = [
    ...attributes.map(({ name, ...change }) => `${name}: ${arrow(change)}`),
    ...(covers ? [`covers: ${goneAndNew(covers)}`] : []),
    ...brackets.map(bracketLine),
    ...listLine('sources', sources),
    ...listLine('notes', notes),
    ...notes.renumbered.map((change) => `note: ${arrow(change)}`),
    ...listLine('remarks', remarks),
    ...formats.map(
      ({ text, before, after }) =>
        `format of "${excerpt(text, 40)}": ${formatName(before)} -> ${formatName(after)}`,
    ),
    ...(status ? [`status: ${arrow(status)}`] : []),
  ];
  return lines.map((line) => `      ${line}`);
}

const arrow = ({ before, after }: Changed<string>) => `${before ?? '–'} -> ${after ?? '–'}`;
const formatName = (formats: object) => Object.keys(formats).join(' and ') || 'plain';
const listLine = (what: string, list: GoneAndNew) =>
  list.gone.length + list.new.length > 0 ? [`${what}: ${goneAndNew(list)}`] : [];
const goneAndNew = ({ gone, new: fresh }: GoneAndNew) =>
  [...gone.map((each) => `[-${each}-]`), ...fresh.map((each) => `{+${each}+}`)].join(' ');

function bracketLine({ change, kind, before, after }: BracketChange): string {
  const text = excerpt(((after ?? before)?.text ?? '').replaceAll('\n', ' ⏎ '), 60);
  const name = kind === 'unpaired' ? 'delimiter without a partner' : 'bracket';
  switch (change) {
    case 'kind':
      return `${name} [${text}]: ${before?.kind} -> ${after?.kind}`;
    case 'extent':
      return `${name} of another extent: [${excerpt(before?.text ?? '', 60)}] -> [${text}]`;
    default:
      return `${name} ${change}: ${kind === 'unpaired' ? text : `[${text}]`}`;
  }
}

/** How places and neighbours are called. */
class Names {
  readonly #before = new Map<string, UnitComparison>();
  readonly #after = new Map<string, UnitComparison>();

  constructor(units: readonly UnitComparison[]) {
    for (const unit of units) {
      if (unit.before) this.#before.set(unit.before.id, unit);
      if (unit.after) this.#after.set(unit.after.id, unit);
    }
  }

  /** Part, chapter and concept of the draft it stands in. */
  place(unit: UnitComparison): string {
    const [side, map] = unit.after ? [unit.after, this.#after] : [unit.before as Side, this.#before];
    const ids = [side.part, side.chapter, side.concept].filter((id) => id !== undefined && id !== side.id);
    return ids.map((id) => this.#name(map.get(id ?? ''), unit.after ? 'after' : 'before')).join(' › ');
  }

  spot(id: string | undefined, draft: 'before' | 'after'): string {
    if (id === undefined) return 'the beginning';
    const unit = (draft === 'before' ? this.#before : this.#after).get(id);
    return `after ${this.#name(unit, draft)}`;
  }

  #name(unit: UnitComparison | undefined, draft: 'before' | 'after'): string {
    const side = unit?.[draft];
    const words = unit?.blocks[0]?.[draft]?.content.map(printedInline).join('') ?? '';
    if (!side) return '–';
    const isHeading = side.kind === 'part' || side.kind === 'chapter' || side.kind === 'concept';
    return isHeading || side.marker === ''
      ? [side.marker || side.label, excerpt(words, 40)].filter(Boolean).join(' ')
      : side.marker;
  }
}
