/** What the chair's side says of the whole provision (SPEC FL9): agreed, parked, reopened, corrected, brought back. */
import { type Piece, part, trimmed } from './pieces.ts';

export type ChairClause =
  | { readonly kind: 'agreed'; readonly how: 'agreed' | 'ad-ref' | 'in-group'; readonly awaiting?: Piece }
  /** The speaker's capital is awaited. */
  | { readonly kind: 'scrutiny' }
  | { readonly kind: 'park'; readonly what?: Piece; readonly until?: Piece }
  | { readonly kind: 'reopen'; readonly what?: Piece; readonly party?: Piece }
  | { readonly kind: 'bring-back'; readonly of: Piece; readonly covers?: Piece }
  | { readonly kind: 'correct' };

type Groups = Readonly<Record<string, Piece | undefined>>;
interface Form {
  readonly pattern: RegExp;
  readonly read: (groups: Groups) => ChairClause | undefined;
}

const LABEL = '\\p{N}[A-Za-z\\p{N}.#＃]*';
const LABELS = `${LABEL}(?:\\s*[+＋&、]\\s*${LABEL})*`;
const PARA = '(?:para(?:graph)?\\.?\\s+)?';

const form = (pattern: string, read: Form['read']): Form => ({
  pattern: new RegExp(`^${pattern}$`, 'diu'),
  read,
});
const some = <Name extends string>(
  name: Name,
  piece: Piece | undefined,
): { readonly [key in Name]?: Piece } =>
  (piece ? { [name]: piece } : {}) as { readonly [key in Name]?: Piece };

const agreed =
  (how: 'agreed' | 'ad-ref' | 'in-group'): Form['read'] =>
  ({ awaiting }) => ({ kind: 'agreed', how, ...some('awaiting', awaiting) });
const park: Form['read'] = ({ what, until }) => ({
  kind: 'park',
  ...some('what', what),
  ...some('until', until),
});
const reopen: Form['read'] = ({ what, party }) => ({
  kind: 'reopen',
  ...some('what', what),
  ...some('party', party),
});
const bringBack: Form['read'] = ({ of, covers }) =>
  of && { kind: 'bring-back', of, ...some('covers', covers) };

const FORMS: readonly Form[] = [
  form('(?:agreed\\s+)?ad\\s+ref(?:erendum)?\\.?[\\s:：,]*(?<awaiting>.*)', agreed('ad-ref')),
  form('待核准商定[\\s:：，,]*(?:等待)?(?<awaiting>.*)', agreed('ad-ref')),
  form('agreed\\s+in\\s+(?:the\\s+)?(?:small\\s+)?group|(?:小组|组)内商定', agreed('in-group')),
  form('agreed(?:\\s+as\\s+on\\s+(?:the\\s+)?screen)?\\.?|(?:按屏幕所示)?商定[.。]?', agreed('agreed')),
  form('(?:scrutiny\\s+reserv(?:ation|e)|审查保留)\\.?', () => ({ kind: 'scrutiny' })),
  form(`park(?:ed|s)?(?:\\s+${PARA}(?<what>${LABEL}))?(?:\\s+until\\s+${PARA}(?<until>${LABEL}))?`, park),
  form(`${PARA}(?<what>${LABEL})\\s+until\\s+${PARA}(?<until>${LABEL})`, park),
  form(
    `搁置(?:第?\\s*(?<what>${LABEL})\\s*[段条]?)?(?:[，,]?\\s*(?:直到|直至|至|待)第?\\s*(?<until>${LABEL})\\s*[段条]?(?:商定)?)?`,
    park,
  ),
  form(
    `(?:asks?\\s+to\\s+)?reopens?(?:\\s+${PARA}(?<what>${LABEL})(?![\\p{L}\\p{N}]))?(?:\\s+(?:for\\s+)?(?<party>.+))?`,
    reopen,
  ),
  form(`(?:要求)?重新审议(?:第\\s*(?<what>${LABEL})\\s*[段条])?\\s*(?<party>.*)`, reopen),
  form(`brings?\\s+back\\s+(?<of>.+?)(?:\\s+for\\s+${PARA}(?<covers>${LABELS})(?:\\s+alone)?)?`, bringBack),
  form(`恢复(?<of>.+?)(?:用于第?\\s*(?<covers>${LABELS})\\s*[段条]?)?`, bringBack),
  form('correct(?:\\s+the)?(?:\\s+record)?\\.?|更正(?:记录)?[.。]?', () => ({ kind: 'correct' })),
];

/** The groups of a match as pieces of the line; an empty one is absent. */
function groupsOf(match: RegExpExecArray, piece: Piece): Groups {
  return Object.fromEntries(
    Object.entries(match.indices?.groups ?? {}).map(([name, range]) => {
      const found = range && trimmed(part(piece, range[0], range[1]));
      return [name, found && found.text !== '' ? found : undefined];
    }),
  );
}

/** The chair's clause that a piece of a line is; undefined when it is none. */
export function readChairClause(untrimmed: Piece): ChairClause | undefined {
  const piece = trimmed(untrimmed);
  for (const { pattern, read } of FORMS) {
    const match = pattern.exec(piece.text);
    const clause = match && read(groupsOf(match, piece));
    if (clause) return clause;
  }
  return undefined;
}
