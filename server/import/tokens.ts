/** The inline elements of one entry before brackets are paired: what stands where. */
import type { InlineObject } from '../../shared/text/element.ts';
import { Flow, OBJECT } from './flow.ts';
import type { Entry, Place } from './work.ts';

/** A bracket character; its id and kind are settled when all of the draft is known. */
export interface Delimiter extends Place {
  readonly side: 'open' | 'close';
  readonly glyph: string;
  readonly outside: boolean;
  readonly entry: Entry;
  /** Offset in the words of its entry. */
  readonly at: number;
  id: string;
  partner?: Delimiter;
  kind: 'contested' | 'choice' | 'placeholder';
  link?: string;
}
/** A stretch of the words of an entry that becomes one object; `length` 1 for delimiters and made objects. */
export interface Cut {
  readonly at: number;
  readonly length: number;
  readonly is: Delimiter | InlineObject | Taken;
}
/** Words that leave the draft; the report says why. */
export interface Taken {
  readonly taken: string;
}
export interface Tokens {
  readonly flow: Flow;
  cuts: Cut[];
}

export const isDelimiter = (is: Cut['is']): is is Delimiter => 'side' in is;
export const isTaken = (is: Cut['is']): is is Taken => 'taken' in is;

const NOTE =
  /^[[［](?:(?:[\p{L}' -]{0,40}\b)?[Nn]otes?(?: (?:by|from|of|du|de|des) [\p{L}'’ -]{0,40})?|(?:编者|谈判者|秘书处|主席|共同主席|协调员)?的?(?:注|说明|注释))\s?[:：]/u;

/** Reads brackets, remarks and objects out of the words of an entry. */
export function readTokens(entry: Entry): Tokens {
  const flow = new Flow(entry.pieces);
  const cuts: Cut[] = flow.objects().map(({ at, object }) => ({ at, length: 1, is: object }));
  const { text } = flow;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{') {
      const end = remarkEnd(text, at);
      if (end > at) {
        cuts.push(remark(text, at, end));
        at = end - 1;
      }
    } else if (character === '[' || character === '［') {
      const end = noteEnd(text, at);
      if (end > at) {
        cuts.push(remark(text, at, end));
        at = end - 1;
      } else cuts.push({ at, length: 1, is: delimiter(entry, flow, at, 'open', character) });
    } else if (character === ']' || character === '］') {
      cuts.push({ at, length: 1, is: delimiter(entry, flow, at, 'close', character) });
    }
  }
  return { flow, cuts: cuts.sort((a, b) => a.at - b.at) };
}

/** A remark is a person's sentence: it is not looked for further than this many UTF-16 units. */
const LONGEST_REMARK = 4_000;

const remark = (text: string, from: number, to: number): Cut => ({
  at: from,
  length: to - from,
  is: { el: 'remark', text: text.slice(from, to).replaceAll(OBJECT, '') },
});

function remarkEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length && at < from + LONGEST_REMARK; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return -1;
}

function noteEnd(text: string, from: number): number {
  if (!NOTE.test(text.slice(from, from + 100))) return -1;
  let depth = 0;
  for (let at = from; at < text.length && at < from + LONGEST_REMARK; at += 1) {
    if (text[at] === '[' || text[at] === '［') depth += 1;
    if (text[at] === ']' || text[at] === '］') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return -1;
}

function delimiter(entry: Entry, flow: Flow, at: number, side: Delimiter['side'], glyph: string): Delimiter {
  return { side, glyph, at, entry, outside: flow.isOutside(at), id: '', kind: 'contested', ...flow.at(at) };
}

/** Tells for offsets asked in rising order whether they lie in one of the ranges, which are sorted by their begin. */
export function within(ranges: readonly (readonly [number, number])[]): (at: number) => boolean {
  let next = 0;
  let end = -1;
  return (at) => {
    for (; next < ranges.length && (ranges[next]?.[0] ?? 0) <= at; next += 1)
      end = Math.max(end, ranges[next]?.[1] ?? 0);
    return at < end;
  };
}
