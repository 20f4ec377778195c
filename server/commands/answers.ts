/** Answers to the guesses and doubts of an import, as they are given on the command line (SPEC IM30, IM40). */
import type { Answers } from '../../shared/house/import-record.ts';
import { AS_READ, QUESTIONS } from '../import/questions.ts';

/** What `--answer` says in the help of a command. */
export const ANSWER_HELP =
  'decide a guess or doubt: of all of a kind (slash=choice) or of one by its place (slash@12:5=choice); may be repeated';

/** The readings of a question by their ids. */
const readingsOf = (question: string): readonly string[] | undefined =>
  Object.hasOwn(QUESTIONS, question)
    ? Object.keys(QUESTIONS[question as keyof typeof QUESTIONS].readings)
    : undefined;

/** One more `KIND=CHOICE`; throws with what can be said where it says something else. */
export function answered(given: string, before: Answers = {}): Answers {
  const [, what = '', choice = ''] = /^([^=]+)=(.+)$/.exec(given) ?? [];
  const question = what.split('@')[0]!;
  const readings = readingsOf(question);
  if (choice === '' || !readings)
    throw new Error(`--answer ${given}: say KIND=CHOICE; kinds are ${Object.keys(QUESTIONS).join(', ')}`);
  if (choice !== AS_READ && !readings.includes(choice))
    throw new Error(`--answer ${given}: choices are ${[...readings, AS_READ].join(', ')}`);
  const one = what.includes('@');
  return one
    ? { ...before, one: { ...before.one, [what]: choice } }
    : { ...before, all: { ...before.all, [question]: choice } };
}

/** Every kind with its choices, a line each. */
export const answersHelp = (): string =>
  [
    '',
    'Kinds of guesses and doubts, and how they can be read:',
    ...Object.keys(QUESTIONS).map((question) => `  ${question}=${readingsOf(question)!.join('|')}`),
    `  any kind=${AS_READ}: accepted as it was read`,
  ].join('\n');
