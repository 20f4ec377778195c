/** Where a derived text comes from, what it made of each proposal, and for a working text the way back. */
import { type ReactNode, useState } from 'react';
import { Button, Link } from 'react-aria-components';
import { CHAIR } from '../../shared/acts/facts.ts';
import { COVERAGES } from '../../shared/draft/coverage.ts';
import { refusalFrom, useAsked } from '../asked.ts';
import { bringBack, type CameBack, coverageOf, type Lineage, lineageOf } from '../issued.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { pathOf } from '../route.ts';
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
  const isToInvite = as === 'working-text' && negotiation.isChairs && negotiation.phase === 'preparing';
  return (
    <section className="section">
      <p>{t(`derived.from.${as}`, { symbol, title })}</p>
      <p>
        <Link href={pathOf({ kind: 'draft', draft })}>{t('derived.go')}</Link>
      </p>
      {isToInvite && <p className="hint">{t('derived.next')}</p>}
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
  const counted = COVERAGES.map((coverage) => ({
    coverage,
    count: asked.value.filter((each) => each.coverage === coverage).length,
  })).filter(({ count }) => count > 0);
  return (
    <>
      <h3>{t('derived.coverage')}</h3>
      {asked.value.length === 0 && <p className="hint">{t('derived.no-proposals')}</p>}
      <p>{counted.map(({ coverage, count }) => `${t(`derived.${coverage}`)}: ${count}`).join(' · ')}</p>
      <ul className="time-line">
        {asked.value.map(({ proposal, asks, words, unit, coverage, proponents, now }) => (
          <li key={`${proposal} ${asks}`} className="moment">
            <Button className="covered" onPress={() => onGo(unit)}>
              <span className={`chip ${coverage}`}>{t(`derived.${coverage}`)}</span>{' '}
              {negotiation.place(unit) && <span className="hint">{negotiation.place(unit)}</span>}
              <span className="covered-words" translate="no">
                {asks === 'delete' ? t('derived.asks-delete', { words }) : words}
                {proponents.length > 0 && ` (${proponents.map(negotiation.name).join(', ')})`}
              </span>
            </Button>
            {now && <p className="hint">{t('derived.now', { words: now })}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}

type Told =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'done'; readonly back: CameBack }
  | { readonly kind: 'refused'; readonly why: string };

function WayBack({ draft, negotiation }: DerivedProps): ReactNode {
  const { t } = useText();
  const [party, setParty] = useState<string>(CHAIR);
  const [told, setTold] = useState<Told>({ kind: 'nothing' });
  const bring = async (): Promise<void> => {
    setTold({ kind: 'busy' });
    try {
      setTold({ kind: 'done', back: await bringBack(draft, party) });
    } catch (error) {
      setTold({ kind: 'refused', why: sayCode(t, 'refusal', refusalFrom(error).code) });
    }
  };
  const choices = [
    { id: CHAIR as string, name: t('derived.back-chair') },
    ...negotiation.parties.map(({ id }) => ({ id, name: negotiation.name(id) })),
  ];
  return (
    <>
      <ChoiceField label={t('derived.back-for')} choices={choices} value={party} onChange={setParty} />
      <p className="hint">{t('derived.back-what')}</p>
      <Button className="button small primary" isDisabled={told.kind === 'busy'} onPress={() => void bring()}>
        {t('derived.back')}
      </Button>
      {told.kind === 'done' && <Back back={told.back} />}
      {told.kind === 'refused' && <Trouble>{told.why}</Trouble>}
    </>
  );
}

/** What was entered, and every word that could not be. */
function Back({ back: { entered, refused, asides } }: { readonly back: CameBack }): ReactNode {
  const { t } = useText();
  const rest = [
    ...refused.map(({ words, why }) => ({ words, why: sayCode(t, 'refusal', why) })),
    ...asides.map(({ words, what }) => ({ words, why: t(`aside.${what}`) })),
  ];
  const done =
    entered === 0 && rest.length === 0 ? t('derived.same') : t('derived.entered', { count: entered });
  return (
    <>
      <p role="status">{done}</p>
      {rest.length > 0 && <p>{t('derived.left-over', { count: rest.length })}</p>}
      <ul className="time-line">
        {rest.map(({ words, why }) => (
          <li key={`${why} ${words}`} className="moment">
            <span translate="no">{words}</span> <span className="hint">{why}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
