/** One bracket: what it encloses, its options, what hangs together with it. */
import type { ReactNode } from 'react';
import type { Bracket } from '../../shared/draft/brackets.ts';
import { nameOf, schemeOf } from '../../shared/draft/labels.ts';
import { useText } from '../locales/i18n.ts';
import type { DraftReading } from './reading.ts';

interface BracketProps {
  readonly bracket: Bracket;
  readonly reading: DraftReading;
}

export function BracketFacts({ bracket, reading }: BracketProps): ReactNode {
  const { t } = useText();
  const names = namesIn(bracket, reading);
  const linked = reading.brackets.pairs.filter(
    ({ id, link }) => link && link === bracket.link && id !== bracket.id,
  );
  return (
    <>
      <Fact name={t('bracket.extent')} value={t(`extent.${bracket.extent}`)} />
      {names !== '' && <Fact name={t('bracket.provisions')} value={names} />}
      {bracket.depth > 1 && <Fact name={t('bracket.depth')} value={String(bracket.depth)} />}
      {bracket.crosses.length > 0 && (
        <Fact name={t('bracket.crosses')} value={String(bracket.crosses.length)} />
      )}
      {linked.map(({ id, text, open, close }) => (
        <Fact
          key={id}
          name={t('bracket.linked')}
          value={`${open.object.glyph}${text}${close.object.glyph}`}
        />
      ))}
    </>
  );
}

/** More are not read out one by one. */
const MOST_NAMED = 12;

function namesIn({ provisions }: Bracket, { units, document }: DraftReading): string {
  const scheme = schemeOf(document.meta.language);
  const names = provisions.slice(0, MOST_NAMED).map((id) => {
    const block = units.byId.get(id)?.block;
    return (block && nameOf(block, scheme)) || '–';
  });
  return [...names, ...(provisions.length > MOST_NAMED ? ['…'] : [])].join(', ');
}

export function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

export function Options({ bracket, reading }: BracketProps): ReactNode {
  const { t } = useText();
  const { language, dir } = reading.document.meta;
  return (
    <ol className="in-context" lang={language} dir={dir} aria-label={t('bracket.options')}>
      {bracket.options.map((option, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two options may read the same
        <li key={at}>{option.trim() === '' ? t('bracket.no-text') : option}</li>
      ))}
    </ol>
  );
}
