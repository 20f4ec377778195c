/** What a provision is when it is not an ordinary paragraph: reserved, placeholder, list of options. */

import { printedInline } from '../../shared/draft/printed.ts';
import { said } from '../../shared/house/import-said.ts';
import type { Inline } from '../../shared/text/document.ts';
import type { ProvisionForm } from '../../shared/text/element.ts';
import type { Entry, Work } from './work.ts';

const OPTIONS = /备选方案|备选案文|选项|可选|\b[Oo]ptions?\b|\b[Aa]lternatives?\b/;
const PLACEHOLDER =
  /^[[［{(（]?\s*(?:[Pp]laceholder|PLACEHOLDER|占位|待补|待定|\(?[Tt]o be (?:added|inserted|determined|completed|drafted|developed|supplied|discussed|considered|elaborated|agreed|negotiated|decided|defined))/;
/** `6. [Reserved]`. */
const RESERVED =
  /^[[［(（]?\s*(?:[Rr]eserved|RESERVED|[Rr]éservé|[Rr]eservado|Зарезервировано|محجوز)\s*[)）\]］]?\.?$/;
const ELLIPSIS = /(?:……|…|\.{3,})\s*(?:\*+|[¹²³]|\[\^\w+\])?\s*$/;

/** The form of a provision; a guess is reported. */
export function formOf(entry: Entry, content: readonly Inline[], work: Work): ProvisionForm {
  const text = content.map(printedInline).join('').trim();
  const form = read(text, entry);
  if (form === 'paragraph') return form;
  const told = {
    weight: 'guess',
    place: entry,
    message: said(`form-${form}`),
    block: entry.id,
    only: [form, 'paragraph'],
  } as const;
  return work.report.ask('form', form, told);
}

function read(text: string, entry: Entry): ProvisionForm {
  if (text === '') return leads(entry) ? 'paragraph' : 'reserved';
  if (RESERVED.test(text)) return 'reserved';
  if (PLACEHOLDER.test(text) || ELLIPSIS.test(text)) return 'placeholder';
  if (entry.attrs.label === undefined && /[:：]$/.test(text) && OPTIONS.test(text) && nextIsItem(entry))
    return 'option-list';
  return isBareSubject(text) ? 'placeholder' : 'paragraph';
}

/** One bracket around a few words that make no sentence: the subject of a text to come. */
function isBareSubject(text: string): boolean {
  const inner = /^[[［]([^[\]［］]+)[\]］]$/.exec(text)?.[1];
  if (inner === undefined || /[。；;.,，、]/.test(inner)) return false;
  const words = inner.trim().split(/\s+/).length;
  return /\p{Script=Han}/u.test(inner)
    ? inner.length <= 30
    : words <= 8 && !/\b(?:shall|should|will|may|must|is|are)\b/.test(inner);
}

const nextIsItem = (entry: Entry): boolean => entry.next?.kind === 'item';

/** A number alone before items or options is their head. */
const leads = (entry: Entry): boolean =>
  entry.next?.kind === 'item' ||
  (entry.next?.kind === 'alternative' && entry.next.coversLabels === undefined);
