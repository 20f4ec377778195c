/** Whole provisions and headings decided (SPEC DE3, TB3): they go, or other words stand in their place. */
import { printedInline } from '../../draft/printed.ts';
import { deskOf, type OpenDraft } from '../../proposals/open-draft.ts';
import { wordsOfUnits } from '../../proposals/span.ts';
import { strikeUnits } from '../../proposals/strike.ts';
import { changesBetween } from '../../proposals/token-diff.ts';
import { unitOf } from '../../proposals/units.ts';
import type { Block, Inline } from '../../text/document.ts';
import { replaceRange, setBlockAttrs } from '../../text/edit.ts';
import { contentStart } from '../../text/sequence.ts';
import { contentOf } from '../floor/entered.ts';
import { type RefusedAct, refuse } from '../planned.ts';
import { cleanText } from '../sanitize.ts';
import type { PointStep } from './points.ts';
import type { DecidedPoint } from './request.ts';

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
  const { id, kind, attrs, content } = record;
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
  const removed: readonly Block[] = changes.some(({ from, to }) => from < to)
    ? [{ id, kind, attrs, content }]
    : [];
  return { on, outcome: 'substituted', words: `${before} → ${wordsNow()}`, removed };
}
