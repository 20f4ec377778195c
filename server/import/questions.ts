/**
 * The guesses and doubts that a person can decide otherwise, each with its readings (SPEC IM30). An import that is run
 * again with the answers takes the readings that were chosen; nothing else of it changes.
 */
import type { ReportKind } from './report.ts';

/** What may be answered to a guess that has no second reading. */
export const AS_READ = 'as-read';

interface Shape {
  readonly kind: ReportKind;
  /** Each reading with the words that a person chooses it by. */
  readonly readings: Readonly<Record<string, string>>;
}

export const QUESTIONS = {
  profile: {
    kind: 'profile',
    readings: {
      extraction: 'text extracted from a PDF',
      wrapped: 'text with hard line ends',
      lines: 'one paragraph a line',
      markdown: 'Markdown',
      set: 'plain text as it is written here',
    },
  },
  joined: { kind: 'join', readings: { joined: 'one paragraph', apart: 'two paragraphs' } },
  hyphen: { kind: 'join', readings: { one: 'one word', compound: 'two words with a hyphen' } },
  inserted: {
    kind: 'alternative',
    readings: {
      'inserted-after': 'a new paragraph after it',
      replaces: 'an alternative to it',
      provision: 'a paragraph of its own',
    },
  },
  covers: {
    kind: 'alternative',
    readings: { option: 'one of several options in this place', covers: 'an alternative to that paragraph' },
  },
  'option-end': {
    kind: 'alternative',
    readings: { ends: 'it ends with its paragraph', 'goes-on': 'it goes on over the paragraphs after it' },
  },
  heading: { kind: 'heading', readings: { heading: 'a heading', paragraph: 'a paragraph' } },
  unnumbered: {
    kind: 'numbering',
    readings: { provision: 'a provision without a number', paragraph: 'a paragraph that goes on' },
  },
  cover: { kind: 'part', readings: { cover: 'a cover report', text: 'part of the draft' } },
  form: {
    kind: 'form',
    readings: {
      placeholder: 'a placeholder',
      'option-list': 'a list of options',
      reserved: 'reserved',
      paragraph: 'text',
    },
  },
  opened: {
    kind: 'unpaired-bracket',
    readings: {
      keep: 'keep it as it stands',
      pair: 'close it at the end of its paragraph',
      drop: 'leave it out',
    },
  },
  closed: {
    kind: 'unpaired-bracket',
    readings: {
      keep: 'keep it as it stands',
      pair: 'open it at the beginning of its paragraph',
      drop: 'leave it out',
    },
  },
  across: {
    kind: 'unpaired-bracket',
    readings: { paired: 'one bracket over both parts', apart: 'two brackets without partners' },
  },
  slash: {
    kind: 'slash',
    readings: { characters: 'a character', choice: 'wordings to choose from' },
  },
  linked: {
    kind: 'linked-brackets',
    readings: { linked: 'decided together', apart: 'decided one by one' },
  },
  claim: {
    kind: 'party-name',
    readings: {
      claim: 'what that party asks; its name leaves the text',
      remark: 'a remark, as printed',
      words: 'words of the text',
    },
  },
  look: {
    kind: 'party-name',
    readings: { claim: 'what somebody asks: contested text', words: 'words of the text' },
  },
} as const satisfies Readonly<Record<string, Shape>>;

export type Question = keyof typeof QUESTIONS;
export type Reading<Q extends Question> = keyof (typeof QUESTIONS)[Q]['readings'] & string;
