/**
 * What a text that was derived from an issued one made of the proposals in it (SPEC DV2): each taken, taken in other words,
 * not taken, or still between brackets. Read from the words of both texts; nobody has to keep a list.
 */
import { type DraftDocument, delimiterIn, type Inline } from '../text/document.ts';
import { readUnits } from './units.ts';

export const COVERAGES = ['taken', 'in-other-words', 'not-taken', 'in-brackets'] as const;
export type Coverage = (typeof COVERAGES)[number];

/** A proposal as the base text prints it. */
export interface PrintedProposal {
  readonly proposal: string;
  readonly asks: 'words' | 'delete';
  readonly words: string;
  /** Id of the provision, or of the block where it is in none. */
  readonly unit: string;
}

export interface CoveredProposal extends PrintedProposal {
  readonly coverage: Coverage;
}

/** Of how many words of a proposal one in so many suffices to call it taken in other words. */
const SHARE = 1 / 3;

export function readCoverage(base: DraftDocument, derived: DraftDocument): readonly CoveredProposal[] {
  const [before, after] = [textsOf(base), textsOf(derived)];
  return proposalsIn(base).map((proposal) => ({
    ...proposal,
    coverage:
      proposal.asks === 'delete' ? ofDeletion(proposal, before, after) : ofWords(proposal, before, after),
  }));
}

/** The words of provisions by id: those between brackets and those that are not. */
interface Texts {
  readonly outside: ReadonlyMap<string, string>;
  readonly inside: ReadonlyMap<string, string>;
}

function ofDeletion({ words, unit }: PrintedProposal, before: Texts, after: Texts): Coverage {
  if (stands(words, unit, before.outside, after.outside)) return 'not-taken';
  return countOf(words, after.inside.get(unit)) > 0 ? 'in-brackets' : 'taken';
}

function ofWords({ words, unit }: PrintedProposal, before: Texts, after: Texts): Coverage {
  if (stands(words, unit, before.outside, after.outside)) return 'taken';
  if (countOf(words, after.inside.get(unit)) > 0) return 'in-brackets';
  const old = new Set(tokens(before.outside.get(unit) ?? ''));
  const own = tokens(words).filter((token) => !old.has(token));
  const scope = after.outside.has(unit) ? [after.outside.get(unit) ?? ''] : [...after.outside.values()];
  const found = scope.some((text) => {
    const there = new Set(tokens(text));
    return own.length > 0 && own.filter((token) => there.has(token)).length / own.length >= SHARE;
  });
  return found ? 'in-other-words' : 'not-taken';
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

/** Words of three letters and more; of scripts without spaces every character. */
const tokens = (text: string): readonly string[] =>
  text.toLowerCase().match(/[\p{Script=Han}]|[\p{L}\p{M}\p{N}]{3,}/gu) ?? [];

function textsOf(document: DraftDocument): Texts {
  const units = readUnits(document);
  const [outside, inside] = [new Map<string, string>(), new Map<string, string>()];
  let depth = 0;
  for (const [at, { id, content }] of document.blocks.entries()) {
    const unit = units.at(at)?.id ?? id;
    for (const each of content) {
      const side = delimiterIn(each)?.el;
      if (side) depth = Math.max(0, depth + (side === 'bracket_open' ? 1 : -1));
      else if (!('el' in each)) append(depth > 0 ? inside : outside, unit, each.text);
    }
    append(outside, unit, '\n');
  }
  return { outside, inside };
}

const append = (map: Map<string, string>, key: string, text: string): void =>
  void map.set(key, (map.get(key) ?? '') + text);

/** Proposals on the text in order of print. Requests for brackets ask for no words and are left out. */
function proposalsIn(document: DraftDocument): readonly PrintedProposal[] {
  const units = readUnits(document);
  const found = new Map<string, PrintedProposal>();
  const open = new Map<string, { readonly key: string; readonly from: PrintedProposal }>();
  for (const [at, { id, content }] of document.blocks.entries())
    for (const each of content) {
      const delimiter = delimiterIn(each);
      if (!delimiter) {
        for (const { key, from } of open.values()) found.set(key, added(found.get(key) ?? from, each));
        continue;
      }
      if (delimiter.el === 'bracket_close') open.delete(delimiter.id);
      else if (delimiter.asked) {
        const { proposal, asks } = delimiter.asked;
        const unit = units.at(at)?.id ?? id;
        if (asks === 'words' || asks === 'delete')
          open.set(delimiter.id, { key: `${proposal} ${asks}`, from: { proposal, asks, words: '', unit } });
      }
    }
  const withWords = new Set(
    [...found.values()].flatMap(({ proposal, asks }) => (asks === 'words' ? [proposal] : [])),
  );
  return [...found.values()].filter(({ proposal, asks }) => asks === 'words' || !withWords.has(proposal));
}

const added = (to: PrintedProposal, each: Inline): PrintedProposal =>
  'el' in each ? to : { ...to, words: to.words + each.text };
