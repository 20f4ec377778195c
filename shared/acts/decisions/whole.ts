/** Whole provisions and headings decided (SPEC DE3, TB3): they go, or other words stand in their place. */
import { printedInline } from '../../draft/printed.ts';
import { deskOf, type OpenDraft } from '../../proposals/open-draft.ts';
import { cutContent, wordsOfUnits } from '../../proposals/span.ts';
import { strikeUnits } from '../../proposals/strike.ts';
import type { Taken } from '../../proposals/take.ts';
import { type Change, changesBetween } from '../../proposals/token-diff.ts';
import { unitOf } from '../../proposals/units.ts';
import { anchorAt } from '../../text/anchor.ts';
import { type Inline, inlineLength } from '../../text/document.ts';
import { replaceRange, setBlockAttrs } from '../../text/edit.ts';
import { type BlockRecord, contentStart } from '../../text/sequence.ts';
import { contentOf } from '../floor/entered.ts';
import { type RefusedAct, refuse } from '../planned.ts';
import { cleanText } from '../sanitize.ts';
import type { PointStep } from './points.ts';
import type { DecidedPoint } from './request.ts';
import { becameOf } from './settle-bracket.ts';

type OnUnit = Extract<DecidedPoint, { on: `unit:${string}`; outcome: 'goes' | 'substituted' }>;

export const isHead = ({ text }: Pick<OpenDraft, 'text'>, id: string): boolean =>
  text.placeOf(id) !== undefined && unitOf(text, id) === id;

export function planWhole(draft: OpenDraft, point: OnUnit, seq: number): PointStep | RefusedAct {
  const { on, outcome } = point;
  const block = on.slice('unit:'.length);
  const unit = unitOf(draft.text, block);
  // Of an item other words are recorded as of a paragraph; it goes by a proposal, or with its paragraph.
  if (unit === undefined || (outcome === 'goes' && unit !== block)) return refuse('unknown-point', on);
  if (outcome === 'goes')
    return {
      on,
      units: [unit],
      proposals: [],
      work: () => {
        const words = wordsOfUnits(draft.text, [unit]);
        const removed = draft.text.placeOf(unit) ? strikeUnits(draft, [unit]) : [];
        return { on, outcome, words, removed };
      },
    };
  let count = 0;
  const said = contentOf(cleanText(point.words, 200_000), () => `${block}.${seq}.${(count += 1)}`);
  if (!said) return refuse('unbalanced-brackets', point.words.slice(0, 120));
  if (said.length === 0) return refuse('wrong-outcome', `${on} would have no words: say that it goes`);
  return { on, units: [unit], proposals: [], work: () => substituted(draft, block, on, said) };
}

/** Its own block reads so from now on; items and sources stay, and what stands in both is not touched. */
function substituted(draft: OpenDraft, block: string, on: OnUnit['on'], said: readonly Inline[]) {
  const place = draft.text.placeOf(block);
  if (!place) return { on, outcome: 'moot', words: '', removed: [] };
  const { record } = place;
  const { attrs, content } = record;
  const wordsNow = (): string =>
    isHead(draft, block)
      ? wordsOfUnits(draft.text, [block])
      : (draft.text.placeOf(block)?.record.content ?? []).map(printedInline).join('');
  const before = wordsNow();
  const sources = content.filter(
    (each) => 'el' in each && (each.el === 'attribution' || each.el === 'note_ref'),
  );
  const changes = changesBetween(content, [...said, ...sources]);
  const start = place.flat + contentStart(record);
  for (const { from, to, insert } of [...changes].reverse())
    replaceRange(deskOf(draft, 'text'), start + from, start + to, insert);
  if (attrs.form !== undefined) setBlockAttrs(deskOf(draft, 'text'), block, { form: null });
  const words = `${before} → ${wordsNow()}`;
  return { on, outcome: 'substituted', words, ...stretchOf(draft, record, start, changes) };
}

/** From the first word that changed to the last: how it read before, and what stands there now. */
function stretchOf(draft: OpenDraft, record: BlockRecord, start: number, changes: readonly Change[]): Taken {
  const [first, last] = [changes[0], changes.at(-1)];
  if (!first || !last || !changes.some(({ from, to }) => from < to)) return { removed: [] };
  const { id, kind, attrs } = record;
  const content = cutContent(record, first.from, last.to);
  const grown = changes.reduce(
    (sum, { from, to, insert }) =>
      sum + insert.reduce((length, each) => length + inlineLength(each), 0) - (to - from),
    0,
  );
  const became = becameOf(draft, start + first.from, start + last.to + grown);
  const removed = [{ id, kind, attrs, content, at: anchorAt(draft.text, start + first.from) }];
  return { removed, ...(became ? { became } : {}) };
}
