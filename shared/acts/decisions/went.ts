/** Words that went from within a paragraph by a decision, and how they are asked for again where they stood (SPEC DE18). */
import type { Layers } from '../../proposals/open-draft.ts';
import { type GapPlace, hashWords, type Proposal, type RangePlace } from '../../proposals/proposal.ts';
import { resolvePlace } from '../../proposals/resolve.ts';
import { cutContent, printed } from '../../proposals/span.ts';
import type { Removed } from '../../proposals/strike.ts';
import { delimiterIn, type Inline, isWords } from '../../text/document.ts';
import type { Fact, FromRecord, Target } from '../facts.ts';
import type { DecidedOutcome } from '../logged.ts';
import type { WentFact } from './facts.ts';
import type { DecidedPointOutcome } from './logged.ts';

type Outcome = DecidedOutcome | DecidedPointOutcome;

/** The words that went by these outcomes, each option of a choice by itself. */
export function wentFacts(outcomes: readonly Outcome[], seq: number): readonly WentFact[] {
  const found = outcomes.flatMap((outcome) =>
    outcome.removed.flatMap((piece) => {
      if (piece.at === undefined) return [];
      const { id: block, at } = piece;
      const instead = outcome.became ? { instead: outcome.became } : {};
      return wordingsIn(outcome, piece).map((words) => ({
        on: targetOf(outcome),
        block,
        at,
        words,
        ...instead,
      }));
    }),
  );
  return found.map((each, n) => ({ kind: 'went', id: `${seq}.${n}`, ...each, seq }));
}

const targetOf = (outcome: Outcome): Target =>
  'proposal' in outcome ? `proposal:${outcome.proposal}` : outcome.on;

/** The words of a piece as they would be asked for; nothing where it holds none. */
function wordingsIn(outcome: Outcome, { content, space }: Removed): readonly (readonly Inline[])[] {
  const on = targetOf(outcome);
  const parts = outcome.outcome === 'option' ? optionsIn(content, on) : [content];
  return parts
    .map((part) => withoutOwn(part.filter(isAskable), on))
    .filter((part) => printed(part).trim() !== '')
    .map((part) => (space === undefined ? part : space === 'before' ? [SPACE, ...part] : [...part, SPACE]));
}

const SPACE: Inline = { text: ' ' };

/** Sources and remarks are no words that a party asks for. */
const isAskable = (inline: Inline): boolean =>
  isWords(inline) ||
  !['attribution', 'remark', 'unknown', 'cell_break', 'paragraph_break'].includes(inline.el);

/** A contested bracket that was decided itself is none any more; a choice and a note that text will come stay what they are. */
function withoutOwn(content: readonly Inline[], on: Target): readonly Inline[] {
  const isOwn = (id: string | undefined): boolean => on === `bracket:${id}`;
  const stays = content.some(
    (each) =>
      'el' in each &&
      ((each.el === 'option_break' && isOwn(each.bracket)) ||
        (each.el === 'bracket_open' && isOwn(each.id) && each.kind === 'placeholder')),
  );
  return stays ? content : content.filter((each) => !isOwn(delimiterIn(each)?.id));
}

/** The options of the choice that was decided; of one printed without brackets those between slashes. */
function optionsIn(content: readonly Inline[], on: Target): readonly (readonly Inline[])[] {
  const parts: Inline[][] = [[]];
  for (const inline of content) {
    if (isBreak(inline, on)) parts.push([]);
    else if (on.startsWith('choice:') && isWords(inline))
      inline.text.split(/[/／]/u).forEach((text, n) => {
        if (n > 0) parts.push([]);
        if (text !== '') parts.at(-1)!.push({ ...inline, text });
      });
    else parts.at(-1)!.push(inline);
  }
  return parts;
}

const isBreak = (inline: Inline, on: Target): boolean =>
  'el' in inline &&
  inline.el === 'option_break' &&
  (on.startsWith('choice:') || inline.bracket === on.slice('bracket:'.length));

/** The fact that `words:ID` speaks of. */
export function wentFact(facts: Readonly<Record<string, Fact>>, what: FromRecord): WentFact | undefined {
  const key = `went/${what.slice('words:'.length)}`;
  const fact = what.startsWith('words:') && Object.hasOwn(facts, key) ? facts[key] : undefined;
  return fact?.kind === 'went' ? fact : undefined;
}

/**
 * Where the words would stand now: in place of what was put there, while any of that is left beside the place; else where
 * they stood. Undefined when that is gone from the text.
 */
export function placeOfWent(layers: Layers, fact: WentFact): GapPlace | RangePlace | undefined {
  const { block, at, instead } = fact;
  const gap = { on: 'gap', layer: 'text', block, at } as const;
  const found = resolvePlace(layers, gap);
  if (found.kind !== 'gap' || found.layer !== 'text') return undefined;
  const beside = instead && rangeIn(layers, { on: 'range', layer: 'text', block, ...instead, covered: '' });
  return beside?.in === found.spans[0].block ? beside.place : gap;
}

/** A range that stands within one block and holds words. */
function rangeIn(layers: Layers, place: RangePlace): { in: string; place: RangePlace } | undefined {
  const found = resolvePlace(layers, place);
  const [span, other] = found.kind === 'range' && found.layer === 'text' ? found.spans : [];
  const record = span && layers.text.placeOf(span.block)?.record;
  if (!record || other) return undefined;
  const words = printed(cutContent(record, span.from, span.to));
  return words.trim() === '' ? undefined : { in: span.block, place: { ...place, covered: hashWords(words) } };
}

/** The words as they are asked for again; undefined when their place is gone. Brackets in them get ids of their own. */
export function askedBack(layers: Layers, fact: WentFact, newId: () => string): Proposal | undefined {
  const place = placeOfWent(layers, fact);
  if (!place) return undefined;
  const content = fact.words.filter(
    (each) =>
      isWords(each) || each.el !== 'note_ref' || layers.text.placeOf(each.note)?.record.kind === 'note',
  );
  const id = newId();
  return {
    id,
    kind: place.on === 'range' ? 'replacement' : 'insertion',
    place,
    blocks: [{ id: newId(), kind: 'paragraph', attrs: {}, content: withFreshBrackets(content, newId) }],
  };
}

/** Pairs get fresh ids; a delimiter whose partner did not go with the words is left out. */
function withFreshBrackets(content: readonly Inline[], newId: () => string): readonly Inline[] {
  const ids = content.flatMap((each) => delimiterIn(each)?.id ?? []);
  const pairs = new Set(ids.filter((id, at) => ids.indexOf(id) < at));
  const fresh = new Map([...pairs].map((id) => [id, newId()]));
  const parted = new Set(
    content.flatMap((each) => ('el' in each && each.el === 'option_break' && each.bracket) || []),
  );
  return content.flatMap((inline) => renamed(inline, fresh, parted));
}

/** The inline under its fresh id; a bracket that is parted is a choice, whatever it was called. */
function renamed(
  inline: Inline,
  fresh: ReadonlyMap<string, string>,
  parted: ReadonlySet<string>,
): readonly Inline[] {
  if (isWords(inline)) return [inline];
  if (inline.el === 'option_break') {
    const bracket = fresh.get(inline.bracket ?? '');
    return [bracket === undefined ? { text: inline.glyph } : { ...inline, bracket }];
  }
  if (inline.el !== 'bracket_open' && inline.el !== 'bracket_close') return [inline];
  const id = fresh.get(inline.id);
  if (id === undefined) return [];
  if (inline.el === 'bracket_close') return [{ ...inline, id }];
  const { link: _, ...open } = inline;
  return [{ ...open, id, kind: parted.has(open.id) ? 'choice' : open.kind }];
}

/** The words that went by an act and stand where it left them gone. */
export const wentBy = (facts: Readonly<Record<string, Fact>>, seq: number): readonly WentFact[] =>
  Object.values(facts).filter((fact): fact is WentFact => fact.kind === 'went' && fact.seq === seq);
