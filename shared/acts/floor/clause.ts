/** What an intervention asks for, read from its words alone (SPEC FL1): English and Chinese, quoted or not. */
import type { Stance } from '../facts.ts';
import { hideQuoted, type Piece, part, type SoughtWords, soughtWords, trimmed } from './pieces.ts';

/** A sentence may be parted at more than one `for` or `after`; which is meant, the draft's words tell. */
export interface Way {
  readonly words: SoughtWords;
  readonly beside?: SoughtWords;
}

export type Clause =
  | { readonly kind: 'same' }
  | { readonly kind: 'floor'; readonly label: Piece | null }
  | { readonly kind: 'bracket' | 'deletion' | 'keep'; readonly words?: SoughtWords; readonly labels?: Piece }
  | { readonly kind: 'replacement'; readonly ways: readonly Way[] }
  | { readonly kind: 'insertion'; readonly side: 'after' | 'before'; readonly ways: readonly Way[] }
  | { readonly kind: 'alternative'; readonly labels: Piece; readonly words: SoughtWords }
  | {
      readonly kind: 'provision';
      readonly side: 'after' | 'before';
      readonly of: Piece;
      readonly words: SoughtWords;
    }
  | { readonly kind: 'placeholder'; readonly words: SoughtWords }
  | { readonly kind: 'position'; readonly stance: Stance | null; readonly of?: Piece }
  | { readonly kind: 'withdraw' | 'take-up'; readonly of?: Piece }
  | { readonly kind: 'reword'; readonly from?: SoughtWords; readonly to: SoughtWords };

type Reader = (match: RegExpExecArray, piece: Piece) => Clause | undefined;
interface Form {
  readonly pattern: RegExp;
  readonly read: Reader;
}

/** A named group of a match as a piece of the line; undefined when it is empty. */
function group(match: RegExpExecArray, name: string, piece: Piece): Piece | undefined {
  const [from, to] = match.indices?.groups?.[name] ?? [0, 0];
  const found = trimmed(part(piece, from, to));
  return found.text === '' ? undefined : found;
}

const words = (match: RegExpExecArray, name: string, piece: Piece): SoughtWords | undefined => {
  const found = group(match, name, piece);
  return found && soughtWords(found);
};

const LABELS = '[\\p{L}\\p{N}.]+(?:\\s*[+＋&、,]\\s*[\\p{L}\\p{N}.]+)*';
const PARAGRAPH = `(?:(?:para(?:graph)?|art(?:icle)?)s?\\.?\\s+(?<labels>${LABELS})|第\\s*(?<zhLabels>${LABELS})\\s*[段条])`;

const about =
  (kind: 'bracket' | 'deletion' | 'keep'): Reader =>
  (match, piece) => {
    const labels = group(match, 'labels', piece) ?? group(match, 'zhLabels', piece);
    const sought = words(match, 'words', piece);
    return { kind, ...(labels ? { labels } : sought ? { words: sought } : {}) };
  };

const position =
  (stance: Stance | null): Reader =>
  (match, piece) => {
    const of = group(match, 'of', piece);
    return { kind: 'position', stance, ...(of ? { of } : {}) };
  };

const onProposal =
  (kind: 'withdraw' | 'take-up'): Reader =>
  (match, piece) => {
    const of = group(match, 'of', piece);
    return { kind, ...(of ? { of } : {}) };
  };

const newProvision: Reader = (match, piece) => ({
  kind: 'provision',
  side: group(match, 'before', piece) ? 'before' : 'after',
  of: group(match, 'of', piece)!,
  words: words(match, 'words', piece)!,
});

const form = (pattern: string, read: Reader): Form => ({ pattern: new RegExp(pattern, 'diu'), read });

const verb = (english: string, chinese: string): string =>
  `^(?:(?:${english})(?![\\p{L}\\p{N}])|(?:${chinese}))`;
const aboutForms = (kind: 'bracket' | 'deletion' | 'keep', said: string): readonly Form[] => [
  form(`${said}\\s*(?:the\\s+)?${PARAGRAPH}$`, about(kind)),
  form(`${said}\\s*(?<words>.*)$`, about(kind)),
];

const STANCE_FORMS: readonly (readonly [Stance | null, string, string])[] = [
  ['cannot-accept', "cannot accept|can[’']t accept|can not accept|opposes?", '不能接受|无法接受|反对'],
  ['can-live-with', 'can live with|can accept', '可以接受|能够接受|能接受'],
  ['no-instructions', 'no instructions?(?: yet)?|awaits? instructions', '尚无指示|无指示|没有指示|等待指示'],
  ['wants-deleted', 'wants? (?:it |this )?deleted', '要求删除|主张删除'],
  ['reserves', 'reserves?|reservation', '保留'],
  ['supports', 'supports?', '支持'],
  [null, 'no position|takes? back (?:its |the )?position', '收回立场|无立场'],
];

const FORMS: readonly Form[] = [
  form('^(?:(?:the\\s+)?same|ditto|同上|相同|一样)[.。]?$', () => ({ kind: 'same' })),
  form(
    `^(?:alternative|alt\\.?|备选案文|备选)\\s*(?:for|to)?\\s*(?<labels>${LABELS})\\s*[:：]\\s*(?<words>.+)$`,
    (match, piece) => ({
      kind: 'alternative',
      labels: group(match, 'labels', piece)!,
      words: words(match, 'words', piece)!,
    }),
  ),
  form(
    `^(?:new(?:\\s+para(?:graph)?)?|add(?:\\s+a)?(?:\\s+new)?\\s+para(?:graph)?)\\s*(?:(?<before>before)|after)?\\s*(?:para(?:graph)?\\.?\\s+)?(?<of>[\\p{N}\\p{L}.]+?)\\s*[:：]\\s*(?<words>.+)$`,
    newProvision,
  ),
  form(
    `^(?:新增|新段)\\s*(?:于|在)?\\s*(?:第\\s*)?(?<of>[\\p{N}\\p{L}.]+?)\\s*段?\\s*(?:(?<before>之前|以前|前)|之后|以后|后)?\\s*[:：]\\s*(?<words>.+)$`,
    newProvision,
  ),
  form('^(?:placeholder|占位|案文待补)\\s*[:：]?\\s*(?<words>.+)$', (match, piece) => ({
    kind: 'placeholder',
    words: words(match, 'words', piece)!,
  })),
  form(
    '^(?:reword\\s+(?:(?<from>.+?)\\s+)?(?:to|as)\\s+(?<to>.+)|(?:修改措辞|改措辞|重新措辞)[:：]?\\s*(?<zhFrom>.*?)(?:改为|为)(?<zhTo>.+))$',
    (match, piece) => {
      const from = words(match, 'from', piece) ?? words(match, 'zhFrom', piece);
      const to = words(match, 'to', piece) ?? words(match, 'zhTo', piece);
      return to && { kind: 'reword', to, ...(from ? { from } : {}) };
    },
  ),
  form(`${verb('withdraws?', '撤回')}\\s*(?<of>.*)$`, onProposal('withdraw')),
  form(`${verb('takes? up|takeup', '接手')}\\s*(?<of>.*)$`, onProposal('take-up')),
  ...STANCE_FORMS.map(([stance, english, chinese]) =>
    form(`${verb(english, chinese)}\\s*(?<of>.*)$`, position(stance)),
  ),
  ...aboutForms('bracket', verb('brackets?', '加方括号|加括号')),
  form('^(?:给|将|把|对)?(?<words>.+?)\\s*加(?:上)?方括号$', about('bracket')),
  ...aboutForms('deletion', verb('deletes?|del|strikes?', '删除|删去|删掉')),
  ...aboutForms('keep', verb('keeps?', '维持')),
];

/** `X after Y` once for each `after`, the last first. */
function waysAt(piece: Piece, hidden: string, connector: RegExp, isWordsFirst: boolean): readonly Way[] {
  const ways = [...hidden.matchAll(connector)].map((match): Way => {
    const before = soughtWords(part(piece, 0, match.index));
    const after = soughtWords(part(piece, match.index + match[0].length));
    return isWordsFirst ? { words: before, beside: after } : { words: after, beside: before };
  });
  return ways.filter(({ words: { text }, beside }) => text !== '' && beside?.text !== '').reverse();
}

/** Takes an introducing word off: `insert`, `在`, `将`. */
function without(piece: Piece, hidden: string, pattern: RegExp): readonly [Piece, string] {
  const { length } = pattern.exec(hidden)?.[0] ?? '';
  return [part(piece, length), hidden.slice(length)];
}

function insertion(whole: Piece, hiddenWhole: string): Clause | undefined {
  const [piece, hidden] = without(whole, hiddenWhole, /^(?:(?:insert|add)\s+|在|于)/iu);
  const forms = [
    ['after', waysAt(piece, hidden, /(?:^|\s+|(?<=\ue000))after\s+/giu, true)],
    ['before', waysAt(piece, hidden, /(?:^|\s+|(?<=\ue000))before\s+/giu, true)],
    ['after', waysAt(piece, hidden, /(?:之后|以后|后面|后)(?:加上|加入|插入|增加|加)/gu, false)],
    ['before', waysAt(piece, hidden, /(?:之前|以前|前面|前)(?:加上|加入|插入|增加|加)/gu, false)],
  ] as const;
  const found = forms.find(([, ways]) => ways.length > 0);
  if (found) return { kind: 'insertion', side: found[0], ways: found[1] };
  const bare = /^(?:(?:insert|add)\s+|加上|加入|插入|增加|加)(?<words>.+)$/diu.exec(hiddenWhole);
  const added = bare && words(bare, 'words', whole);
  return added ? { kind: 'insertion', side: 'after', ways: [{ words: added }] } : undefined;
}

function replacement(whole: Piece, hiddenWhole: string): Clause | undefined {
  const [piece, hidden] = without(whole, hiddenWhole, /^(?:(?:replace|change)\s+|将|把)/iu);
  const isChanging = piece.at > whole.at;
  const forms = [
    isChanging ? waysAt(piece, hidden, /\s+(?:by|with|to)\s+/giu, false) : [],
    waysAt(piece, hidden, /\s+(?:for|instead of|in place of)\s+/giu, true),
    waysAt(piece, hidden, /\s*(?:->|→)\s*|(?:替换为|改为|换成|换为)/gu, false),
  ];
  const ways = forms.find((each) => each.length > 0) ?? chineseInPlace(whole, hiddenWhole);
  if (ways.length > 0) return { kind: 'replacement', ways };
  const bare = /^(?:replace\s+(?:by|with)\s+|替换为|改为)(?<words>.+)$/diu.exec(hiddenWhole);
  const by = bare && words(bare, 'words', whole);
  return by ? { kind: 'replacement', ways: [{ words: by }] } : undefined;
}

/** `以X替换Y`, `用X代替Y`. */
function chineseInPlace(whole: Piece, hiddenWhole: string): readonly Way[] {
  if (!/^[以用]/u.test(hiddenWhole)) return [];
  return waysAt(part(whole, 1), hiddenWhole.slice(1), /替换|代替|取代/gu, true);
}

const FLOOR =
  /^(?:floor\s*)?(?:(?:para(?:graph)?|art(?:icle)?)\.?\s+)?第?\s*(?<label>(?:alt\.?\s*|备选\s*)?[\p{L}\p{N}.+＋]*?)\s*[段条]?$/diu;

function floor(piece: Piece, hidden: string): Clause | undefined {
  const match = FLOOR.exec(hidden);
  if (!match) return undefined;
  const label = group(match, 'label', piece);
  const isNone = !label || /^(?:none|nothing|clear)$/i.test(label.text);
  if (isNone) return /^floor/i.test(piece.text) ? { kind: 'floor', label: null } : undefined;
  return { kind: 'floor', label };
}

/** The clause that a piece of a line is; undefined when it is none. */
export function readClause(untrimmed: Piece): Clause | undefined {
  const piece = trimmed(untrimmed);
  const hidden = hideQuoted(piece.text);
  for (const { pattern, read } of FORMS) {
    const match = pattern.exec(hidden);
    const clause = match && read(match, piece);
    if (clause) return clause;
  }
  return insertion(piece, hidden) ?? replacement(piece, hidden) ?? floor(piece, hidden);
}

/** Does the piece begin as a clause does, so that what stands before its colon is no party? */
export const beginsClause = (text: string): boolean =>
  /^(?:alt\.?(?:ernative)?\s*(?:for\s+|to\s+)?[\p{N}]|备选|new\s|新增|placeholder|占位|案文待补|改措辞|修改措辞|重新措辞|(?:agreed\s+)?ad\s+ref|待核准商定)/iu.test(
    text.trim(),
  );
