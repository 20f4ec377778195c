/** The forms in which sources say what parties ask: pure readings of the words in a bracket or a parenthesis (SPEC IM31). */
import type { Asks } from '../../shared/house/import-record.ts';
import { type IsParty, type PartyList, readPartyList } from './party-lists.ts';

/** What a bracket or parenthesis says. */
export interface Found {
  readonly list: PartyList;
  readonly asks: Asks;
  /** Offsets of the words that say so. */
  readonly from: number;
  readonly to: number;
  readonly raw: string;
}

/** A list of parties is shorter, in UTF-16 units. */
const LONGEST_LIST = 170;
export const PARENTHESIS = /[（(]([^()（）[\]［］{}\uFFFC]{2,160})[)）]/g;
export const DELETED_WORDS = /^(?:DEL|Del|DELETE)\s*[:：]\s*/;

const VERBS: readonly (readonly [RegExp, Asks])[] = [
  [
    /^(?:to )?(?:delet(?:e|es|ed|ion)|del\.?|supprimer|suppression|suprimir|исключить|删除|删去|删|حذف)(?: (?:(?:the )?(?:entire|whole) |this |the )?(?:paragraph|para|text|sentence|article|brackets?))?$/iu,
    'delete',
  ],
  [/^(?:reserv(?:e|es|ed|ation|ations)|réserve|reserva|保留|保留立场|持保留意见|تحفظ)$/iu, 'reserve'],
  [/^(?:(?:keep|retain|place|put) )?(?:in )?(?:square )?(?:brackets?|bracketed|加方括号)$/i, 'bracket'],
];
const asksOf = (verb: string): Asks | undefined => VERBS.find(([pattern]) => pattern.test(verb.trim()))?.[1];

/** `EU: delete`, `Reserve: EU`, `EU reserves`, `DEL by USA`. */
export function readVerb(
  inner: string,
  from: number,
  to: number,
  raw: string,
  isParty: IsParty | undefined,
): Found | undefined {
  const [, first = '', last = ''] =
    /^\s*(.+?)\s*[:：]\s*(.+?)\s*$/.exec(inner) ??
    /^\s*(\S+) by (.+?)\s*$/.exec(inner) ??
    /^\s*(.+) ([\p{L}.]+)\s*$/u.exec(inner) ??
    [];
  const sides = [
    { asks: asksOf(last), list: readPartyList(first, isParty) },
    { asks: asksOf(first), list: readPartyList(last, isParty) },
  ];
  for (const { asks, list } of sides) if (asks && list) return { list, asks, from, to, raw };
  return undefined;
}

const HEAD =
  /^\s*(?:(?:[Pp]roposal|PROPOSAL|[Tt]ext)(?: (?:by|from|of))? )?([^[\]［］{}:：\uFFFC]{2,160}?)(?: (?:[Pp]roposal|proposes|proposed|text|ADD|add|alt))?\s*[:：]\s*/u;
const TAIL = /\s*([-–—]|:(?=\s))\s*([^[\]［］{}–—:：]{2,160}?)\s*$/u;

/** What stands in a bracket: a list of parties before its words or after them, or what they ask. */
export function readInner(
  inner: string,
  at: number,
  isWhole: boolean,
  isParty: IsParty | undefined,
): Found | undefined {
  const isShort = isWhole && inner.length <= LONGEST_LIST;
  const verb = isShort ? readVerb(inner, at, at + inner.length, inner, isParty) : undefined;
  if (verb) return verb;
  const deleted = isWhole ? DELETED_WORDS.exec(inner) : undefined;
  if (deleted) {
    const list: PartyList = { names: [], certainty: 'known' };
    return { list, asks: 'delete words', from: at, to: at + deleted[0].length, raw: deleted[0] };
  }
  const head = HEAD.exec(inner.slice(0, 2 * LONGEST_LIST));
  const list = head && readPartyList(head[1] ?? '', isParty);
  if (head && list) return { list, asks: 'words', from: at, to: at + head[0].length, raw: head[0] };
  return isWhole ? readTail(inner, at, isParty) : undefined;
}

function readTail(inner: string, at: number, isParty: IsParty | undefined): Found | undefined {
  const begin = Math.max(0, inner.length - LONGEST_LIST);
  const tail = TAIL.exec(inner.slice(begin));
  const list = tail && begin + tail.index > 0 ? readPartyList(tail[2] ?? '', isParty) : undefined;
  if (!tail || list?.certainty !== 'known') return undefined;
  // `[may: EU]` names who asks, `[the body: WHO]` does not.
  const certainty = tail[1] === ':' ? 'possible' : 'known';
  return {
    list: { ...list, certainty },
    asks: 'words',
    from: at + begin + tail.index,
    to: at + inner.length,
    raw: tail[0],
  };
}
