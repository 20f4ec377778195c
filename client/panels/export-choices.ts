/** What may be exported, and in which formats; and what was chosen last on this device. */
import { isChairsSide, mayTake, type Standing, takenText } from '../../shared/house/audience.ts';
import type { Membership } from '../../shared/house/membership.ts';
import { COLUMNS, type Columns, RENDITION_KINDS } from '../../shared/renditions/rendition.ts';
import { type FileWish, FORMATS, type Format, type Kind } from '../issued.ts';

const KINDS: readonly Kind[] = [...RENDITION_KINDS, 'redline'];
const LISTS: ReadonlySet<Kind> = new Set(['points', 'compilation']);
const REDLINE_FORMATS: readonly Format[] = ['docx', 'html', 'pdf'];

export interface Offer {
  readonly member: Membership;
  readonly standing: Standing;
  /** Symbols of the issued texts. */
  readonly revisions: readonly string[];
}

/** The renditions that this member may take, of an issued text or of the text as it stands. */
export function kindsOffered(
  { member, standing, revisions }: Offer,
  revision: string | undefined,
): readonly Kind[] {
  return KINDS.filter((kind) => {
    if (kind === 'redline' && !revisions.some((each) => each !== revision)) return false;
    return mayTake(member, standing, takenText(kind, revision !== undefined)).may;
  });
}

/** Tables need a list, and changes a format that can show them. */
export function formatsOffered(kind: Kind, columns?: Columns): readonly Format[] {
  if (kind === 'redline') return REDLINE_FORMATS;
  return FORMATS.filter((format) => format !== 'csv' || LISTS.has(kind) || columns === 'proposals');
}

/** Formats that the server writes slowly enough to show that it does. */
export const isSlow = (format: Format): boolean => format === 'docx' || format === 'pdf';

export type Remembered = Pick<
  FileWish,
  'as' | 'rendition' | 'paper' | 'lineNumbers' | 'running' | 'authors' | 'columns'
>;

const STORED = 'chapeau.export';
const AT_FIRST: Remembered = { as: 'docx', rendition: 'bracketed', paper: 'a4', authors: 'neutral' };

/** What was chosen last; the form only, never which draft or text. */
export function rememberedChoice(): Remembered {
  try {
    const kept = JSON.parse(localStorage.getItem(STORED) ?? '{}') as Partial<Remembered>;
    const isKnown =
      (kept.as === undefined || FORMATS.includes(kept.as)) &&
      (kept.rendition === undefined || KINDS.includes(kept.rendition)) &&
      (kept.columns === undefined || COLUMNS.includes(kept.columns));
    return isKnown ? { ...AT_FIRST, ...kept } : AT_FIRST;
  } catch {
    return AT_FIRST;
  }
}

export function rememberChoice(wish: FileWish): void {
  const { as, rendition, paper, lineNumbers, running, authors, columns } = wish;
  const choice = { as, rendition, paper, lineNumbers, running, authors, columns };
  try {
    localStorage.setItem(STORED, JSON.stringify(choice));
  } catch {
    localStorage.removeItem(STORED);
  }
}

export const mayIssue = (member: Membership): boolean => isChairsSide(member);
