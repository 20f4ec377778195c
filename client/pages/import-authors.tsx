/** Who changed a file with its changes tracked, and whose requests these become; remembered on this device (SPEC IM35). */
import type { ReactNode } from 'react';
import { namesIn } from '../../shared/house/party.ts';
import type { ImportResult } from '../api.ts';
import { useText } from '../locales/i18n.ts';
import { ChoiceField } from '../panels/fields.tsx';

type Mapping = Readonly<Record<string, string>>;

const STORED = 'chapeau.change-authors';
const CHAIR = '_chair';

function remembered(): Mapping {
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? '{}') as Mapping;
  } catch {
    return {};
  }
}

/** A full store costs the memory of the authors, nothing else. */
export function rememberAuthors(mapping: Mapping): void {
  try {
    localStorage.setItem(STORED, JSON.stringify({ ...remembered(), ...mapping }));
  } catch {
    localStorage.removeItem(STORED);
  }
}

/** Each author as remembered, else as the party of that name, else the Chair from the floor: nothing is lost unasked. */
export function authorsOf({ authors, parties }: ImportResult): Mapping {
  const before = remembered();
  const known = new Set([...parties.map(({ id }) => id), CHAIR, '_drop', '_text']);
  return Object.fromEntries(
    authors.map(({ name, party }) => {
      const meant = before[name];
      return [name, meant !== undefined && known.has(meant) ? meant : (party ?? CHAIR)];
    }),
  );
}

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
