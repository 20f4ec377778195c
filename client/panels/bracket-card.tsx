/** One bracket: what it encloses, what hangs together with it, what can be done, and why not. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { Bracket } from '../../shared/draft/brackets.ts';
import { useText } from '../locales/i18n.ts';
import type { PageCommand } from './command.ts';
import { printKey } from './keys.ts';
import type { DraftReading } from './reading.ts';

interface BracketCardProps {
  /** Number of its point, `12.1`. */
  readonly number: string;
  readonly bracket: Bracket;
  readonly reading: DraftReading;
  readonly actions: readonly PageCommand[];
}

export function BracketCard({ number, bracket, reading, actions }: BracketCardProps): ReactNode {
  const { t } = useText();
  return (
    <section className="section" aria-label={t('bracket.title')}>
      <h3>{t('bracket.point', { number })}</h3>
      <dl className="facts-list">
        <BracketFacts bracket={bracket} reading={reading} />
      </dl>
      {bracket.options.length > 0 && <Options bracket={bracket} reading={reading} />}
      <div className="panel-tools">
        {actions.map((action) => (
          <Action key={action.id} action={action} />
        ))}
      </div>
    </section>
  );
}

function BracketFacts({ bracket, reading }: Pick<BracketCardProps, 'bracket' | 'reading'>): ReactNode {
  const { t } = useText();
  const labels = bracket.provisions.map((id) => reading.units.byId.get(id)?.block.attrs.label ?? '–');
  const linked = reading.brackets.pairs.filter(
    ({ id, link }) => link && link === bracket.link && id !== bracket.id,
  );
  return (
    <>
      <Fact name={t('bracket.extent')} value={t(`extent.${bracket.extent}`)} />
      {labels.length > 0 && <Fact name={t('bracket.provisions')} value={labels.slice(0, 12).join(', ')} />}
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

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Options({ bracket, reading }: Pick<BracketCardProps, 'bracket' | 'reading'>): ReactNode {
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

function Action({ action }: { readonly action: PageCommand }): ReactNode {
  const can = action.can();
  return (
    <span className="action">
      <Button className="button small" isDisabled={can !== true} onPress={() => action.run()}>
        {action.label}
        {action.key && <kbd>{printKey(action.key)}</kbd>}
      </Button>
      {can !== true && <span className="hint"> {can}</span>}
    </span>
  );
}
