/**
 * What a text that was derived from an issued one made of the proposals in it (SPEC DV2): each taken, taken in other words,
 * not taken, still between brackets, or for a person to judge. Read from the words of both texts at the place of the proposal.
 */

import { type DraftDocument, delimiterIn, type Inline } from '../text/document.ts';
import { readBrackets } from './brackets.ts';
import { type NewWords, newWords, shareOf } from './coverage-words.ts';
import { readUnits } from './units.ts';

export const COVERAGES = ['taken', 'in-other-words', 'not-taken', 'in-brackets', 'to-judge'] as const;
export type Coverage = (typeof COVERAGES)[number];

/** A proposal as the base text prints it. */
export interface PrintedProposal {
  readonly proposal: string;
  readonly asks: 'words' | 'delete';
  readonly words: string;
  /** Id of the provision, or of the block where it is in none. */
  readonly unit: string;
  /** UTF-16 units of its provision, as it stood before anybody asked, that stand before it. */
  readonly at: number;
}

export interface CoveredProposal extends PrintedProposal {
  readonly coverage: Coverage;
  /** Words that came in at its place, where they are not its own: what a person judges by. */
  readonly now?: string;
}

/** The share of the telling words of a proposal that has to stand at its place; of one whose provision went, anywhere. */
const SHARE = 1 / 2;
const SHARE_ELSEWHERE = 2 / 3;

export function readCoverage(base: DraftDocument, derived: DraftDocument): readonly CoveredProposal[] {
  const [before, after] = [textsOf(base), textsOf(derived)];
  const fresh = new Map<string, NewWords>();
  const freshIn = (unit: string): NewWords => {
    const known =
      fresh.get(unit) ??
      newWords(before.stood.get(unit) ?? '', after.outside.get(unit) ?? '', base.meta.language);
    fresh.set(unit, known);
    return known;
  };
  return proposalsIn(base).map((proposal) => ({
    ...proposal,
    ...(proposal.asks === 'delete'
      ? ofDeletion(proposal, before, after)
      : ofWords(proposal, before, after, freshIn)),
  }));
}

/** The words of provisions by id: between brackets, outside of any, and as they stood before anybody asked for others. */
interface Texts {
  readonly outside: ReadonlyMap<string, string>;
  readonly inside: ReadonlyMap<string, string>;
  readonly stood: ReadonlyMap<string, string>;
}

type Read = Pick<CoveredProposal, 'coverage' | 'now'>;

function ofDeletion({ words, unit }: PrintedProposal, before: Texts, after: Texts): Read {
  if (stands(words, unit, before.outside, after.outside)) return { coverage: 'not-taken' };
  return { coverage: countOf(words, after.inside.get(unit)) > 0 ? 'in-brackets' : 'taken' };
}

/**
 * Other words of the same place are its own words told differently where they share its telling words; where they share few a
 * person judges. What stands elsewhere in a provision that is left answers no proposal.
 */
function ofWords(
  { words, unit, at }: PrintedProposal,
  before: Texts,
  after: Texts,
  freshIn: (unit: string) => NewWords,
): Read {
  if (stands(words, unit, before.outside, after.outside)) return { coverage: 'taken' };
  if (countOf(words, after.inside.get(unit)) > 0) return { coverage: 'in-brackets' };
  const stood = before.stood.get(unit) ?? '';
  if (!after.outside.has(unit)) {
    const all = [...after.outside.keys()].map((each) => freshIn(each).all);
    const best = all.find((now) => shareOf(words, stood, now) >= SHARE_ELSEWHERE);
    return best === undefined ? { coverage: 'not-taken' } : { coverage: 'in-other-words', now: best };
  }
  const now = freshIn(unit).near(at);
  if (now === '') return { coverage: 'not-taken' };
  return { coverage: shareOf(words, stood, now) >= SHARE ? 'in-other-words' : 'to-judge', now };
}

/** The words stand in their provision oftener than they did before anybody decided; anywhere, where that is gone. */
function stands(
  words: string,
  unit: string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): boolean {
  if (after.has(unit)) return countOf(words, after.get(unit)) > countOf(words, before.get(unit));
  const all = (texts: ReadonlyMap<string, string>) => [...texts.values()].join('\n');
  return countOf(words, all(after)) > countOf(words, all(before));
}

const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

function countOf(words: string, text = ''): number {
  const wanted = squeezed(words);
  return wanted === '' ? 0 : squeezed(text).split(wanted).length - 1;
}

function textsOf(document: DraftDocument): Texts {
  const units = readUnits(document);
  const [outside, inside, stood] = [
    new Map<string, string>(),
    new Map<string, string>(),
    new Map<string, string>(),
  ];
  const brought = new Set<string>();
  // A bracket around the whole draft says nothing of a single proposal.
  const around = new Set(
    readBrackets(document, units).pairs.flatMap(({ id, extent }) => (extent === 'draft' ? [id] : [])),
  );
  let depth = 0;
  for (const [at, { id, content }] of document.blocks.entries()) {
    const unit = units.at(at)?.id ?? id;
    for (const each of content) {
      const delimiter = delimiterIn(each);
      if (delimiter) {
        if (!around.has(delimiter.id))
          depth = Math.max(0, depth + (delimiter.el === 'bracket_open' ? 1 : -1));
        follow(brought, delimiter);
      } else if (!('el' in each)) {
        append(depth > 0 ? inside : outside, unit, each.text);
        if (brought.size === 0) append(stood, unit, each.text);
      }
    }
    append(outside, unit, '\n');
    append(stood, unit, '\n');
  }
  return { outside, inside, stood };
}

/** Keeps which brackets are open whose words are asked for. */
function follow(brought: Set<string>, { el, id, asked }: NonNullable<ReturnType<typeof delimiterIn>>): void {
  if (asked?.asks !== 'words') return;
  if (el === 'bracket_open') brought.add(id);
  else brought.delete(id);
}

const append = (map: Map<string, string>, key: string, text: string): void =>
  void map.set(key, (map.get(key) ?? '') + text);

/** Proposals on the text in order of print. Requests for brackets ask for no words and are left out. */
function proposalsIn(document: DraftDocument): readonly PrintedProposal[] {
  const units = readUnits(document);
  const found = new Map<string, PrintedProposal>();
  const open = new Map<string, { readonly key: string; readonly from: PrintedProposal }>();
  const brought = new Set<string>();
  const lengths = new Map<string, number>();
  for (const [at, { id, content }] of document.blocks.entries()) {
    const unit = units.at(at)?.id ?? id;
    for (const each of content) {
      const delimiter = delimiterIn(each);
      const length = lengths.get(unit) ?? 0;
      if (delimiter) follow(brought, delimiter);
      else if (brought.size === 0 && !('el' in each)) lengths.set(unit, length + each.text.length);
      if (!delimiter) {
        for (const { key, from } of open.values()) found.set(key, added(found.get(key) ?? from, each));
        continue;
      }
      if (delimiter.el === 'bracket_close') open.delete(delimiter.id);
      else if (delimiter.asked) {
        const { proposal, asks } = delimiter.asked;
        if (asks === 'words' || asks === 'delete')
          open.set(delimiter.id, {
            key: `${proposal} ${asks}`,
            from: { proposal, asks, words: '', unit, at: length },
          });
      }
    }
    lengths.set(unit, (lengths.get(unit) ?? 0) + 1);
  }
  const withWords = new Set(
    [...found.values()].flatMap(({ proposal, asks }) => (asks === 'words' ? [proposal] : [])),
  );
  return [...found.values()].filter(({ proposal, asks }) => asks === 'words' || !withWords.has(proposal));
}

const added = (to: PrintedProposal, each: Inline): PrintedProposal =>
  'el' in each ? to : { ...to, words: to.words + each.text };
