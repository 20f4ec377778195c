/** The import report: every guess, repair and doubt, with the place in the source (SPEC IM2). */

import type { Answers } from '../../shared/house/import-record.ts';
import { type Said, said, saidPlainly } from '../../shared/house/import-said.ts';
import { AS_READ, QUESTIONS, type Question, type Reading } from './questions.ts';
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
  'visual-order',
] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

export interface ReportEntry extends Place {
  readonly kind: ReportKind;
  readonly weight: Weight;
  /** One sentence in English; quotes the source where that helps. */
  readonly message: string;
  /** The same for the catalogues of the page; absent in records of earlier versions. */
  readonly said?: Said;
  /** True when a person decided against what the sentence says; `chosen` says what holds. */
  readonly otherwise?: true;
  /** Id of the block it is about, when there is one. */
  readonly block?: string;
  /** Stays the same when the file is read again: answers are given to it. */
  readonly id: string;
  /** Guesses and doubts: entries of one question have the same answers and can be answered together. */
  readonly question?: string;
  /** How it may be read; the first that is listed need not be the one chosen. */
  readonly answers?: readonly Answer[];
  /** Id of the answer that the draft follows. */
  readonly chosen?: string;
  /** True when a person chose it, be it the same. */
  readonly settled?: true;
}
export interface Answer {
  readonly id: string;
  readonly message: string;
}

/** What is told of a question. */
export interface Told {
  readonly weight: Exclude<Weight, 'repair'>;
  readonly place: Place;
  /** What was seen and how it was read, as one sentence. */
  readonly message: Said;
  readonly block?: string;
  /** Readings that can be chosen here; absent: all. */
  readonly only?: readonly string[];
}

const ACCEPTED: Answer = { id: AS_READ, message: 'as it was read' };

/** Past this count entries of one kind are only counted, and the last entry of the kind says so. */
const MOST_OF_A_KIND = 500;

/** Collects entries, answers what a person decided, and keeps the account of source characters that are not in the draft. */
export class Report {
  readonly #entries: ReportEntry[] = [];
  readonly #counts = new Map<ReportKind, number>();
  readonly #ids = new Map<string, number>();
  readonly #dropped = new Map<string, number>();

  constructor(private readonly answers: Answers = {}) {}

  add(kind: ReportKind, weight: Weight, place: Place, message: Said, block?: string): void {
    const id = this.#idAt(kind, place);
    const entry = entryOf(id, kind, weight, place, message, block);
    const isSettled = weight !== 'repair' && this.#answerTo(id, kind) === AS_READ;
    const asked = { question: kind, answers: [ACCEPTED], chosen: AS_READ };
    this.#push({
      ...entry,
      ...(weight === 'repair' ? {} : asked),
      ...(isSettled ? { settled: true as const } : {}),
    });
  }

  /**
   * Tells a guess or doubt that can be read in several ways, and returns the reading to follow: the one that was chosen
   * for it, else the one chosen for all of its question, else the likelier, which `message` describes.
   */
  ask<Q extends Question>(question: Q, likelier: Reading<Q>, told: Told): Reading<Q> {
    return this.raise(question, likelier, told).chosen;
  }

  /** Asks, and gives the id of the entry beside the reading. */
  raise<Q extends Question>(
    question: Q,
    likelier: Reading<Q>,
    told: Told,
  ): { readonly id: string; readonly chosen: Reading<Q> } {
    const { kind } = QUESTIONS[question];
    const readings: Readonly<Record<string, string>> = QUESTIONS[question].readings;
    const id = this.#idAt(question, told.place);
    const given = this.#answerTo(id, question);
    const isGiven = given !== undefined && given in readings && (told.only?.includes(given) ?? true);
    const chosen = isGiven ? given : likelier;
    const entry = entryOf(id, kind, told.weight, told.place, told.message, told.block);
    const isOther = chosen !== likelier;
    this.#push({
      ...entry,
      ...(isOther
        ? { message: `${entry.message} Decided: ${readings[chosen]}.`, otherwise: true as const }
        : {}),
      question,
      answers: Object.entries(readings)
        .filter(([each]) => told.only?.includes(each) ?? true)
        .map(([each, words]) => ({ id: each, message: words })),
      chosen,
      ...(isGiven ? { settled: true as const } : {}),
    });
    return { id, chosen: chosen as Reading<Q> };
  }

  #answerTo(id: string, question: string): string | undefined {
    return this.answers.one?.[id] ?? this.answers.all?.[question];
  }

  /** Named after the place in the source, so that other answers do not change it. */
  #idAt(question: string, { line, column }: Place): string {
    const place = `${question}@${line}:${column}`;
    const count = (this.#ids.get(place) ?? 0) + 1;
    this.#ids.set(place, count);
    return count === 1 ? place : `${place}.${count}`;
  }

  #push(entry: ReportEntry): void {
    const count = (this.#counts.get(entry.kind) ?? 0) + 1;
    this.#counts.set(entry.kind, count);
    if (count <= MOST_OF_A_KIND) this.#entries.push(entry);
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
        const told = said('limit', { count: count - MOST_OF_A_KIND, kind });
        return {
          id: `limit-${kind}`,
          kind: 'limit',
          weight: 'doubt',
          line: 1,
          column: 1,
          message: saidPlainly(told),
          said: told,
        };
      });
    return [...this.#entries, ...more].sort((a, b) => a.line - b.line || a.column - b.column);
  }
}

const entryOf = (
  id: string,
  kind: ReportKind,
  weight: Weight,
  { line, column }: Place,
  message: Said,
  block: string | undefined,
): ReportEntry => ({
  id,
  kind,
  weight,
  line,
  column,
  message: saidPlainly(message),
  said: message,
  ...(block ? { block } : {}),
});

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
