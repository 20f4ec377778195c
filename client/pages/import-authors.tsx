/** Who changed a file with its changes tracked, and whose requests these become; remembered by the house (SPEC IM35, IM39). */
import type { ReactNode } from 'react';
import { namesIn } from '../../shared/house/party.ts';
import type { ImportResult } from '../api.ts';
import { useText } from '../locales/i18n.ts';
import { ChoiceField } from '../panels/fields.tsx';

type Mapping = Readonly<Record<string, string>>;

const CHAIR = '_chair';

/** Each author as the house remembers, else as the party of that name, else the Chair from the floor: nothing is lost unasked. */
export const authorsOf = ({ authors }: ImportResult): Mapping =>
  Object.fromEntries(authors.map(({ name, party }) => [name, party ?? CHAIR]));

interface ChangeAuthorsProps {
  readonly result: ImportResult;
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}

export function ChangeAuthors({ result, mapping, onChange }: ChangeAuthorsProps): ReactNode {
  const { t, language } = useText();
  if (result.authors.length === 0) return null;
  const choices = [
    { id: CHAIR, name: t('import.author-chair') },
    { id: '_text', name: t('import.author-text') },
    { id: '_drop', name: t('import.author-drop') },
    ...result.parties.map((party) => ({ id: party.id, name: namesIn(party, language).short })),
  ];
  return (
    <section className="claimed-names" aria-label={t('import.authors')}>
      <h3>{t('import.authors')}</h3>
      <p className="hint">{t('import.authors-what')}</p>
      {result.authors.map(({ name, count }) => (
        <ChoiceField<string>
          key={name}
          label={t('import.author', { name, count })}
          choices={choices}
          value={mapping[name] ?? CHAIR}
          onChange={(party) => onChange({ ...mapping, [name]: party })}
        />
      ))}
    </section>
  );
}
