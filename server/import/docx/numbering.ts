/**
 * Automatic numbers (SPEC IM23): what Word prints before a paragraph and no text reader sees. Lists that share a
 * definition count together; a list that overrides its start counts anew from its first paragraph.
 */
import type { AutoNumber } from './content.ts';
import { formatCount } from './number-formats.ts';
import type { ParagraphStyle } from './styles.ts';
import { child, childrenOf, type Element, isOn, settingOf } from './xml.ts';

interface Level {
  readonly start: number;
  readonly format: string;
  /** `%1.%2` */
  readonly text: string;
  /** Counts anew after a paragraph of a level above this one, 1-based; 0: never; absent: any level above. */
  readonly restart?: number;
  readonly style?: string;
  readonly legal: boolean;
}
interface List {
  /** What counts together. */
  readonly group: string;
  readonly levels: readonly Level[];
  /** Levels that begin anew with this list. */
  readonly starts: ReadonlyMap<number, number>;
}

const LEVELS = 9;
const ITEM_FORMATS =
  /^(?:lowerLetter|lowerRoman|bullet|arabicAlpha|arabicAbjad|russianLower|decimalEnclosedCircle)$/;

export class Numbering {
  readonly #lists = new Map<string, List | undefined>();
  readonly #counts = new Map<string, number[]>();
  readonly #begun = new Set<string>();
  readonly #abstract: ReadonlyMap<string, Element>;
  readonly #instances: ReadonlyMap<string, Element>;

  /** `styleNumber` gives the list of a numbering style, for definitions that are only links to one. */
  constructor(
    root: Element | undefined,
    private readonly styleNumber: (style: string) => string | undefined,
  ) {
    this.#abstract = new Map(
      childrenOf(root, 'w:abstractNum').map((each) => [each.attrs['w:abstractNumId'] ?? '', each]),
    );
    this.#instances = new Map(childrenOf(root, 'w:num').map((each) => [each.attrs['w:numId'] ?? '', each]));
  }

  /** The number of the next paragraph in order of the document; undefined when it has none. */
  next(own: Element | undefined, style: ParagraphStyle, styleId: string | undefined): AutoNumber | undefined {
    const numId = settingOf(own, 'w:numId') ?? style.numId;
    if (numId === undefined || numId === '0') return undefined;
    const list = this.#list(numId);
    if (!list) return undefined;
    const level = this.#levelOf(own, style, styleId, list);
    const definition = list.levels[level];
    if (!definition) return undefined;
    const counts = this.#count(numId, list, level);
    const text =
      definition.format === 'bullet' ? bullet(definition.text) : printed(list.levels, level, counts);
    const depth =
      level - 1 - list.levels.slice(0, level).findLastIndex(({ format }) => !ITEM_FORMATS.test(format));
    return text === '' ? undefined : { text, level, format: definition.format, depth };
  }

  #levelOf(own: Element | undefined, style: ParagraphStyle, styleId: string | undefined, list: List): number {
    const said = settingOf(own, 'w:ilvl');
    if (said !== undefined) return clamp(Number(said));
    const linked = list.levels.findIndex((level) => level.style !== undefined && level.style === styleId);
    return linked >= 0 && settingOf(own, 'w:numId') === undefined ? linked : clamp(style.level ?? 0);
  }

  #count(numId: string, list: List, level: number): readonly number[] {
    const counts = this.#counts.get(list.group) ?? [];
    this.#counts.set(list.group, counts);
    const startOf = (at: number) => list.starts.get(at) ?? list.levels[at]?.start ?? 1;
    for (let at = 0; at < level; at++) counts[at] ??= startOf(at);
    const before = this.#beginsAnew(numId, list, level) ? undefined : counts[level];
    counts[level] = before === undefined ? startOf(level) : before + 1;
    for (let at = level + 1; at < LEVELS; at++) if (restarts(list.levels[at], level)) delete counts[at];
    return [...counts];
  }

  /** The first paragraph of a level whose start the list overrides. */
  #beginsAnew(numId: string, list: List, level: number): boolean {
    const key = `${numId}/${level}`;
    if (!list.starts.has(level) || this.#begun.has(key)) return false;
    this.#begun.add(key);
    return true;
  }

  #list(numId: string): List | undefined {
    if (!this.#lists.has(numId)) {
      this.#lists.set(numId, undefined);
      this.#lists.set(numId, this.#readList(numId));
    }
    return this.#lists.get(numId);
  }

  #readList(numId: string): List | undefined {
    const instance = this.#instances.get(numId);
    const id = settingOf(instance, 'w:abstractNumId') ?? '';
    const definition = this.#abstract.get(id);
    if (!definition) return undefined;
    const link = settingOf(definition, 'w:numStyleLink');
    const linked = link === undefined ? undefined : this.#list(this.styleNumber(link) ?? '');
    const levels = linked?.levels ?? levelsOf(definition);
    const overrides = childrenOf(instance, 'w:lvlOverride');
    const own = new Map(overrides.flatMap(overridden));
    const starts = overrides.flatMap((each): [number, number][] => {
      const start = settingOf(each, 'w:startOverride');
      return start === undefined ? [] : [[clamp(Number(each.attrs['w:ilvl'])), Number(start)]];
    });
    return {
      group: linked?.group ?? id,
      levels: levels.map((level, at) => own.get(at) ?? level),
      starts: new Map(starts),
    };
  }
}

const clamp = (level: number) => (Number.isInteger(level) ? Math.min(Math.max(level, 0), LEVELS - 1) : 0);

function overridden(override: Element): [number, Level][] {
  const level = child(override, 'w:lvl');
  return level ? [[clamp(Number(override.attrs['w:ilvl'])), levelOf(level)]] : [];
}

function levelsOf(definition: Element): readonly Level[] {
  const levels: Level[] = Array.from({ length: LEVELS }, () => ({
    start: 1,
    format: 'none',
    text: '',
    legal: false,
  }));
  for (const each of childrenOf(definition, 'w:lvl'))
    levels[clamp(Number(each.attrs['w:ilvl']))] = levelOf(each);
  return levels;
}

function levelOf(element: Element): Level {
  const start = Number(settingOf(element, 'w:start') ?? 1);
  const restart = settingOf(element, 'w:lvlRestart');
  const style = settingOf(element, 'w:pStyle');
  return {
    start: Number.isSafeInteger(start) ? start : 1,
    format: settingOf(element, 'w:numFmt') ?? 'decimal',
    text: (settingOf(element, 'w:lvlText') ?? '').slice(0, 60),
    ...(restart === undefined ? {} : { restart: Number(restart) }),
    ...(style === undefined ? {} : { style }),
    legal: isOn(element, 'w:isLgl') ?? false,
  };
}

/** Whether a level counts anew after a paragraph of the level `above`. */
function restarts(level: Level | undefined, above: number): boolean {
  if (!level || level.restart === 0) return false;
  return level.restart === undefined || above < level.restart;
}

function printed(levels: readonly Level[], at: number, counts: readonly number[]): string {
  const level = levels[at];
  if (!level) return '';
  return level.text.replace(/%([1-9])/g, (_, digit: string) => {
    const of = Number(digit) - 1;
    const format = level.legal ? 'decimal' : (levels[of]?.format ?? 'decimal');
    return formatCount(counts[of] ?? levels[of]?.start ?? 1, format);
  });
}

/** Bullets are drawn in symbol fonts, whose characters stand in the private use area. */
function bullet(text: string): string {
  const first = [...text.trim()][0];
  if (first === undefined) return '•';
  if (first === 'o') return '○';
  return /[\p{Co}\p{L}\p{N}]/u.test(first) ? '•' : first;
}
