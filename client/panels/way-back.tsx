/** A working text comes back as proposals (SPEC DV3): what it would ask is looked at first, then entered. */
import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { CHAIR } from '../../shared/acts/facts.ts';
import { wordsOf } from '../../shared/acts/reading/mine.ts';
import type { Aside } from '../../shared/changes/change.ts';
import { refusalFrom } from '../asked.ts';
import { bringBack, type CameBack, type ComingBack, comingBack } from '../issued.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { askedWords } from './act-words.ts';
import { Trouble } from './controls.tsx';
import { ChoiceField } from './fields.tsx';
import type { Negotiation } from './negotiation.ts';

type Told =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'looked'; readonly coming: ComingBack }
  | { readonly kind: 'done'; readonly back: CameBack }
  | { readonly kind: 'refused'; readonly why: string };

interface WayBackProps {
  readonly draft: string;
  readonly negotiation: Negotiation;
}

export function WayBack({ draft, negotiation }: WayBackProps): ReactNode {
  const { t } = useText();
  const [party, setParty] = useState<string>(CHAIR);
  const [told, setTold] = useState<Told>({ kind: 'nothing' });
  const doing = async (work: () => Promise<Told>): Promise<void> => {
    setTold({ kind: 'busy' });
    try {
      setTold(await work());
    } catch (error) {
      setTold({ kind: 'refused', why: sayCode(t, 'refusal', refusalFrom(error).code) });
    }
  };
  const look = () => doing(async () => ({ kind: 'looked', coming: await comingBack(draft) }));
  const enter = () => doing(async () => ({ kind: 'done', back: await bringBack(draft, party) }));
  const choices = [
    { id: CHAIR as string, name: t('derived.back-chair') },
    ...negotiation.parties.map(({ id }) => ({ id, name: negotiation.name(id) })),
  ];
  return (
    <>
      <ChoiceField label={t('derived.back-for')} choices={choices} value={party} onChange={setParty} />
      <p className="hint">{t('derived.back-what')}</p>
      {told.kind !== 'looked' && (
        <Button
          className="button small primary"
          isDisabled={told.kind === 'busy'}
          onPress={() => void look()}
        >
          {t('derived.back')}
        </Button>
      )}
      {told.kind === 'looked' && (
        <Coming
          coming={told.coming}
          negotiation={negotiation}
          onEnter={() => void enter()}
          onLeave={() => setTold({ kind: 'nothing' })}
        />
      )}
      {told.kind === 'done' && <Back back={told.back} />}
      {told.kind === 'refused' && <Trouble>{told.why}</Trouble>}
    </>
  );
}

interface ComingProps {
  readonly coming: ComingBack;
  readonly negotiation: Negotiation;
  readonly onEnter: () => void;
  readonly onLeave: () => void;
}

/** Every proposal that would be entered; nothing is entered yet. */
function Coming({ coming: { found, asides }, negotiation, onEnter, onLeave }: ComingProps): ReactNode {
  const { t } = useText();
  const count = found.length;
  if (count === 0 && asides.length === 0) return <p role="status">{t('derived.same')}</p>;
  return (
    <>
      <p role="status">{t('derived.would-enter', { count })}</p>
      <ul className="time-line">
        {found.map(({ proposal, covers, block }) => (
          <li key={proposal.id} className="moment">
            <span className="hint">{block === null ? '' : negotiation.place(block)}</span>{' '}
            <span translate="no">
              {askedWords(t, {
                asks: proposal.kind,
                words: wordsOf(proposal),
                covered: covers,
                place: block === null ? '' : negotiation.place(block),
                target: proposal.target?.block ? negotiation.place(proposal.target.block) : '',
              })}
            </span>
          </li>
        ))}
      </ul>
      <LeftOver rest={asidesOf(t, asides)} />
      <div className="panel-tools">
        {count > 0 && (
          <Button className="button small primary" autoFocus onPress={onEnter}>
            {t('derived.enter', { count })}
          </Button>
        )}
        <Button className="button small" onPress={onLeave}>
          {t('derived.not-now')}
        </Button>
      </div>
    </>
  );
}

/** What was entered, and every word that could not be. */
function Back({ back: { entered, refused, asides } }: { readonly back: CameBack }): ReactNode {
  const { t } = useText();
  const rest = [
    ...refused.map(({ words, why }) => ({ words, why: sayCode(t, 'refusal', why) })),
    ...asidesOf(t, asides),
  ];
  const done =
    entered === 0 && rest.length === 0 ? t('derived.same') : t('derived.entered', { count: entered });
  return (
    <>
      <p role="status">{done}</p>
      <LeftOver rest={rest} />
    </>
  );
}

interface Left {
  readonly words: string;
  readonly why: string;
}

const asidesOf = (t: ReturnType<typeof useText>['t'], asides: readonly Aside[]): readonly Left[] =>
  asides.map(({ words, what }) => ({ words, why: t(`aside.${what}`) }));

function LeftOver({ rest }: { readonly rest: readonly Left[] }): ReactNode {
  const { t } = useText();
  if (rest.length === 0) return null;
  return (
    <>
      <p>{t('derived.left-over', { count: rest.length })}</p>
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
