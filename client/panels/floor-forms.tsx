/** What the floor line takes, by example, with parties of this draft (SPEC FL11). */
import type { ReactNode } from 'react';
import { useText } from '../locales/i18n.ts';
import type { Negotiation } from './negotiation.ts';

export const FLOOR_FORMS = [
  'floor',
  'bracket',
  'delete',
  'replace',
  'add',
  'alternative',
  'provision',
  'placeholder',
  'same',
  'positions',
  'withdraw',
  'reword',
  'agreed',
  'park',
  'reopen',
  'bring-back',
  'correct',
] as const;

/** Parties of this draft for the examples. */
export function exampleNames({
  parties,
  name,
}: Pick<Negotiation, 'parties' | 'name'>): Readonly<Record<'a' | 'b' | 'c', string>> {
  const [a = '…', b = a, c = b] = parties.map(({ id }) => name(id));
  return { a, b, c };
}

export function FloorForms({ negotiation }: { readonly negotiation: Negotiation }): ReactNode {
  const { t } = useText();
  return (
    <section className="floor-forms" aria-label={t('floor.forms')}>
      {FLOOR_FORMS.map((form) => (
        <span key={form}>{t(`floor.form.${form}`, exampleNames(negotiation))}</span>
      ))}
    </section>
  );
}
