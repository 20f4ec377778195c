/** Decides on a choice printed without brackets, `shall/should` (SPEC DE5). */
import { isClear, OBJECT, SLASH, type Stretch, slashChoices } from '../../draft/slash-choices.ts';
import type { OpenDraft } from '../../proposals/open-draft.ts';
import { strike } from '../../proposals/strike.ts';
import type { Taken } from '../../proposals/take.ts';
import { type Inline, isWords } from '../../text/document.ts';
import { contentStart } from '../../text/sequence.ts';
import { becameOf } from './settle-bracket.ts';

export interface BareChoice {
  readonly block: string;
  /** Flat indexes of each option, in order. */
  readonly options: readonly Stretch[];
  readonly words: readonly string[];
}

/** `BLOCK` or `BLOCK/N`: the n-th such choice of the block, from 0. */
const NAME = /^(.*?)(?:\/(\d+))?$/su;

/** The choice; undefined when it is not there or its options have no clear extent. */
export function bareChoice(draft: OpenDraft, name: string): BareChoice | undefined {
  const [, block = '', nth = '0'] = NAME.exec(name) ?? [];
  const place = draft.text.placeOf(block);
  if (!place) return undefined;
  const line = place.record.content.map((inline) => readAs(draft, inline)).join('');
  const found = slashChoices(line)[Number(nth)];
  if (!found || !isClear(found)) return undefined;
  const start = place.flat + contentStart(place.record);
  const options = found.options.map(({ from, to }) => ({ from: start + from, to: start + to }));
  return { block, options, words: found.words };
}

/** One option stands. */
export function chooseBare(draft: OpenDraft, name: string, option: number): Taken {
  const choice = bareChoice(draft, name);
  const stands = choice?.options[option];
  const [first, last] = [choice?.options[0], choice?.options.at(-1)];
  if (!stands || !first || !last) return { removed: [] };
  const became = becameOf(draft, stands.from, stands.to);
  const after = stands.to < last.to ? strike(draft, stands.to, last.to) : [];
  const before = first.from < stands.from ? strike(draft, first.from, stands.from) : [];
  return { removed: [...before, ...after], ...(became ? { became } : {}) };
}

function readAs({ text }: OpenDraft, inline: Inline): string {
  if (isWords(inline)) return inline.text;
  const isBare =
    inline.el === 'option_break' && (inline.bracket === undefined || !text.isPaired(inline.bracket));
  return isBare ? SLASH : OBJECT;
}
