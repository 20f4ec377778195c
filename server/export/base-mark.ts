/**
 * What a copy of an exported file is known again by when it comes back changed (SPEC RT7): which draft, as of which entry,
 * printed how. Signed by this server: nobody can ask for what stood in a draft before they might read it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { RENDITION_KINDS } from '../../shared/renditions/rendition.ts';

/** Name of the property of a Word file that holds it. */
export const BASE_PROPERTY = 'ChapeauBase';

const COMING_BACK = ['bracketed', 'attributed', 'clean', 'agreed', 'columns'] as const;

export interface BaseMark {
  readonly draft: string;
  /** Number of the entry of the draft's log after which it stood so. */
  readonly seq: number;
  readonly rendition: (typeof COMING_BACK)[number];
  readonly running: boolean;
}

const bodyOf = ({ draft, seq, rendition, running }: BaseMark): string =>
  `1 ${draft} ${seq} ${rendition} ${running ? 'running' : 'columns'}`;

const signed = (secret: string, body: string): string =>
  createHmac('sha256', secret).update(`base ${body}`).digest('base64url').slice(0, 24);

/** True for the renditions that hold the text itself. */
export const comesBack = (rendition: string): rendition is BaseMark['rendition'] =>
  COMING_BACK.some((each) => each === rendition) && RENDITION_KINDS.some((each) => each === rendition);

export function writeMark(secret: string, mark: BaseMark): string {
  const body = bodyOf(mark);
  return `${body} ${signed(secret, body)}`;
}

/** The mark as this server wrote it; undefined for any other. */
export function readMark(secret: string, text: string): BaseMark | undefined {
  const [version, draft = '', seq = '', rendition = '', form = '', signature = '', ...more] = text.split(' ');
  if (version !== '1' || more.length > 0 || !comesBack(rendition) || !/^\d{1,15}$/.test(seq))
    return undefined;
  const mark: BaseMark = { draft, seq: Number(seq), rendition, running: form === 'running' };
  const [own, given] = [signed(secret, bodyOf(mark)), signature].map((each) => Buffer.from(each));
  return own && given && own.length === given.length && timingSafeEqual(own, given) ? mark : undefined;
}
