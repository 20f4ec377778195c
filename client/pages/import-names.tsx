/** Names that a source prints beside words, and the parties of the list that they mean; remembered by the house (SPEC IM39). */
import type { ReactNode } from 'react';
import { namesIn } from '../../shared/house/party.ts';
import type { ImportResult } from '../api.ts';
import { useText } from '../locales/i18n.ts';
import { ChoiceField } from '../panels/fields.tsx';

type Mapping = Readonly<Record<string, string>>;

const NOBODY = 'nobody';

interface ClaimedNamesProps {
  readonly result: ImportResult;
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}

/** One choice for each name that an accepted claim prints. */
export function ClaimedNames({ result, mapping, onChange }: ClaimedNamesProps): ReactNode {
  const { t, language } = useText();
  const accepted = result.claims.filter((claim) => claim.accepted);
  const names = [...new Set(accepted.flatMap(({ parties }) => parties))];
  if (names.length === 0) return null;
  const parties = result.parties.map((party) => ({ id: party.id, name: namesIn(party, language).short }));
  const choices = [{ id: NOBODY, name: t('import.no-party') }, ...parties];
  const choose = (name: string, party: string): void => {
    const { [name]: _, ...others } = mapping;
    onChange(party === NOBODY ? others : { ...others, [name]: party });
  };
  return (
    <section className="claimed-names" aria-label={t('import.names')}>
      <h3>{t('import.names')}</h3>
      <p className="hint">{t('import.names-what')}</p>
      {names.map((name) => (
        <ChoiceField<string>
          key={name}
          label={name}
          choices={choices}
          value={mapping[name] ?? NOBODY}
          onChange={(party) => choose(name, party)}
        />
      ))}
    </section>
  );
}
