/** Why a file cannot be the template of a body: a code for the page, a sentence that says what to do. */
export const TEMPLATE_FAULTS = [
  'no-word-file',
  'too-large',
  'broken',
  'unsafe',
  'unsettled',
  'field',
] as const;
export type TemplateFault = (typeof TEMPLATE_FAULTS)[number];

export class BadTemplate extends Error {
  constructor(
    readonly why: TemplateFault,
    message: string,
  ) {
    super(message);
  }
}
