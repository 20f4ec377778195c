/**
 * Answers kept on this device, so that a page can be opened again without a line (SPEC OL1). Only what one was told of one's
 * own place in a draft; never its words (those are in the offline store), nothing where the device keeps nothing.
 */
import { Refusal } from './api.ts';

const PREFIX = 'chapeau.answer/';

/** Asks; without a line, gives the last answer. An answer that is refused is forgotten. */
export async function remembered<T>(key: string, isKept: boolean, question: () => Promise<T>): Promise<T> {
  try {
    const answer = await question();
    if (isKept) keep(key, answer);
    return answer;
  } catch (error) {
    const last = localStorage.getItem(PREFIX + key);
    if (error instanceof Refusal && error.code === 'no-line' && last && isKept) return JSON.parse(last) as T;
    localStorage.removeItem(PREFIX + key);
    throw error;
  }
}

/** A full store costs the page its reopening offline, nothing else. */
function keep(key: string, answer: unknown): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(answer));
  } catch {
    localStorage.removeItem(PREFIX + key);
  }
}

/** Forgets every answer, as a person leaves a device. */
export function forgetAnswers(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}
