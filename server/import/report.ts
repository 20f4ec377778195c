/** The import report: every guess, repair and doubt, with the place in the source (SPEC IM2). */
import type { Place } from './work.ts';

/** repair: an artefact was undone for certain; guess: the likelier reading was taken; doubt: a person should look. */
export type Weight = 'repair' | 'guess' | 'doubt';

export const REPORT_KINDS = [
  'encoding',
  'profile',
  'fake-bold',
  'radical',
  'markup',
  'page-furniture',
  'join',
  'column',
  'concept-place',
  'source-place',
  'inherited-concept',
  'part',
  'heading',
  'numbering',
  'alternative',
  'dangling-cover',
  'form',
  'bullet',
  'note',
  'unpaired-bracket',
  'bracket-glyphs',
  'slash',
  'linked-brackets',
  'party-name',
  'control-character',
  'limit',
  'lost',
  'tracked-change',
  'comment',
  'left-out',
] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

export interface ReportEntry extends Place {
  readonly kind: ReportKind;
  readonly weight: Weight;
  /** One sentence in English; quotes the source where that helps. */
  readonly message: string;
  /** Id of the block it is about, when there is one. */
  readonly block?: string;
}

/** Past this count entries of one kind are only counted, and the last entry of the kind says so. */
const MOST_OF_A_KIND = 500;

/** Collects entries and keeps the account of source characters that are not in the draft. */
export class Report {
  readonly #entries: ReportEntry[] = [];
  readonly #counts = new Map<ReportKind, number>();
  readonly #dropped = new Map<string, number>();

  add(kind: ReportKind, weight: Weight, place: Place, message: string, block?: string): void {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    if (count > MOST_OF_A_KIND) return;
    this.#entries.push({
      kind,
      weight,
      line: place.line,
      column: place.column,
      message,
      ...(block ? { block } : {}),
    });
  }

  /** Names characters that the draft does not hold: the caller says where and why in an entry of its own. */
  drop(text: string): void {
    tally(this.#dropped, text, 1);
  }

  /** Counts of the characters that were named as dropped; negative: written that the source does not hold. */
  get dropped(): ReadonlyMap<string, number> {
    return this.#dropped;
  }

  /** Names characters that the draft holds and the source does not (a folded radical). */
  write(text: string): void {
    tally(this.#dropped, text, -1);
  }

  /** All entries in the order of the source. */
  entries(): readonly ReportEntry[] {
    const more = [...this.#counts]
      .filter(([, count]) => count > MOST_OF_A_KIND)
      .map(([kind, count]): ReportEntry => {
        const left = count - MOST_OF_A_KIND;
        return {
          kind: 'limit',
          weight: 'doubt',
          line: 1,
          column: 1,
          message: `${left} more entries of the kind "${kind}" are not listed.`,
        };
      });
    return [...this.#entries, ...more].sort((a, b) => a.line - b.line || a.column - b.column);
  }
}

/** Adds the non-space characters of a text to a count. */
export function tally(counts: Map<string, number>, text: string, by: number): void {
  for (const character of text) {
    if (isSpace(character)) continue;
    counts.set(character, (counts.get(character) ?? 0) + by);
  }
}

const isSpace = (character: string): boolean => {
  const code = character.charCodeAt(0);
  return code <= 0x20 || (code >= 0x7f && /\s/.test(character));
};
