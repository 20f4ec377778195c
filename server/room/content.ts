/** What a person's keyboard may put into a draft (SPEC AD5): words, the marks and objects of `shared/text/element`, formats. */
import { BLOCK_KINDS, type INLINE_NAMES } from '../../shared/text/element.ts';

type Check = (value: unknown) => boolean;
interface Shape {
  readonly needs: Readonly<Record<string, Check>>;
  readonly may: Readonly<Record<string, Check>>;
}

/** Longest id, label or glyph, and longest printed words of an object, in UTF-16 units. */
const SHORT = 300;
const LONG = 50_000;

const short: Check = (value) => typeof value === 'string' && value.length <= SHORT;
const long: Check = (value) => typeof value === 'string' && value.length <= LONG;
const id: Check = (value) => typeof value === 'string' && value.length > 0 && value.length <= SHORT;
const flag: Check = (value) => typeof value === 'boolean';
const degree: Check = (value) =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 100;
const oneOf =
  (...names: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && names.includes(value);
const list: Check = (value) => Array.isArray(value) && value.length <= 1_000 && value.every(short);

const ATTRS: Readonly<Record<string, Check>> = {
  label: short,
  marker: short,
  level: degree,
  covers: list,
  relation: oneOf('replaces', 'inserted-after'),
  run: id,
  of: id,
  dir: oneOf('ltr', 'rtl'),
  form: oneOf('paragraph', 'placeholder', 'option-list', 'reserved'),
  columns: list,
  head: flag,
};

/** What a break says of the item it makes. */
const item: Check = (value) =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).every(
    ([key, field]) => (key === 'label' && short(field)) || (key === 'level' && degree(field)),
  );

const SHAPES: Readonly<Record<'start' | 'end' | (typeof INLINE_NAMES)[number], Shape>> = {
  start: { needs: { id, kind: oneOf(...BLOCK_KINDS) }, may: ATTRS },
  end: { needs: { id }, may: {} },
  bracket_open: {
    needs: { id, kind: oneOf('contested', 'choice', 'placeholder'), glyph: short },
    may: { link: id, outside: flag },
  },
  bracket_close: { needs: { id, glyph: short }, may: {} },
  option_break: { needs: { glyph: short }, may: { bracket: id } },
  attribution: { needs: { raw: long }, may: {} },
  note_ref: { needs: { note: id, mark: short }, may: {} },
  remark: { needs: { text: long }, may: {} },
  cell_break: { needs: {}, may: {} },
  line_break: { needs: {}, may: {} },
  paragraph_break: { needs: {}, may: { item } },
};

/** Is the object one that this schema knows, with the fields it has and no others? */
export function isAllowedObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { el, ...fields } = value as Record<string, unknown>;
  const shape =
    typeof el === 'string' && Object.hasOwn(SHAPES, el) ? SHAPES[el as keyof typeof SHAPES] : undefined;
  if (!shape) return false;
  const isEach = Object.entries(fields).every(([key, field]) => checkOf(shape, key)?.(field) === true);
  return isEach && Object.keys(shape.needs).every((key) => Object.hasOwn(fields, key));
}

const checkOf = ({ needs, may }: Shape, key: string): Check | undefined =>
  Object.hasOwn(needs, key) ? needs[key] : Object.hasOwn(may, key) ? may[key] : undefined;

/** Formats of characters; null ends one. */
export const isAllowedFormat = (key: string, value: unknown): boolean =>
  (key === 'strong' || key === 'emphasis') && (value === true || value === null);
