/** Where a derived text comes from, what it made of each proposal, and for a working text the way back. */
import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { CHAIR } from '../../shared/acts/facts.ts';
import { refusalFrom, useAsked } from '../asked.ts';
import { bringBack, coverageOf, type Lineage, lineageOf } from '../issued.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { go, pathOf } from '../route.ts';
import { Trouble } from './controls.tsx';
import { ChoiceField } from './fields.tsx';
import type { Negotiation } from './negotiation.ts';

interface DerivedProps {
  readonly draft: string;
  /** Number of the last act: read again when it grows. */
  readonly seq: number;
  readonly negotiation: Negotiation;
  readonly onGo: (block: string) => void;
}

/** Nothing where the draft comes from no issued text. */
export function Derived(props: DerivedProps): ReactNode {
  const [asked] = useAsked(props.draft, () => lineageOf(props.draft));
  if (asked.kind !== 'there' || !asked.value) return null;
  return <DerivedText {...props} lineage={asked.value} />;
}

function DerivedText(props: DerivedProps & { readonly lineage: Lineage }): ReactNode {
  const { t } = useText();
  const { lineage, negotiation } = props;
  const { draft, symbol, title, as } = lineage;
  return (
    <section className="section">
      <p>{t(`derived.from.${as}`, { symbol, title })}</p>
      <Button className="button small" onPress={() => go(pathOf({ kind: 'draft', draft }))}>
        {t('derived.go')}
      </Button>
      {as === 'working-text' && negotiation.isChairs && <WayBack {...props} />}
      <CoverageList {...props} />
    </section>
  );
}

function CoverageList({ draft, seq, negotiation, onGo }: DerivedProps): ReactNode {
  const { t } = useText();
  const [asked] = useAsked(`${draft} ${seq}`, () => coverageOf(draft));
  if (asked.kind === 'waiting') return null;
  // Who takes no part in the draft that it comes from is not told what was asked there.
  if (asked.kind === 'refused') return null;
  return (
    <>
      <h3>{t('derived.coverage')}</h3>
      {asked.value.length === 0 && <p className="hint">{t('derived.no-proposals')}</p>}
      <ul className="time-line">
        {asked.value.map(({ proposal, asks, words, unit, coverage, proponents, now }) => (
          <li key={`${proposal} ${asks}`} className="moment">
            <Button className="button small plain" onPress={() => onGo(unit)}>
              <strong>{t(`derived.${coverage}`)}</strong>{' '}
              {asks === 'delete' ? t('derived.asks-delete', { words }) : words}
              {proponents.length > 0 && ` (${proponents.map(negotiation.name).join(', ')})`}
            </Button>
            {now && <p className="hint">{t('derived.now', { words: now })}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}

function WayBack({ draft, negotiation }: DerivedProps): ReactNode {
  const { t } = useText();
  const [party, setParty] = useState<string>(CHAIR);
  const [told, setTold] = useState<{ readonly done?: string; readonly trouble?: string }>({});
  const bring = async (): Promise<void> => {
    try {
      const { entered, refused, asides } = await bringBack(draft, party);
      setTold({ done: t('derived.came-back', { count: entered, more: refused.length + asides.length }) });
    } catch (error) {
      setTold({ trouble: sayCode(t, 'refusal', refusalFrom(error).code) });
    }
  };
  const choices = [
    { id: CHAIR as string, name: t('derived.back-chair') },
    ...negotiation.parties.map(({ id }) => ({ id, name: negotiation.name(id) })),
  ];
  return (
    <>
      <ChoiceField label={t('derived.back-for')} choices={choices} value={party} onChange={setParty} />
      <Button className="button small primary" onPress={() => void bring()}>
        {t('derived.back')}
      </Button>
      {told.done && <p role="status">{told.done}</p>}
      {told.trouble && <Trouble>{told.trouble}</Trouble>}
    </>
  );
}
