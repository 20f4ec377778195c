/** What was asked for once on the provision at the caret, or stood in its place: brought back from the record, not retyped. */
import { type ReactNode, useState } from 'react';
import { CHAIR, type FromRecord } from '../../shared/acts/facts.ts';
import { type EarlierWording, earlierWordings } from '../../shared/acts/reading/earlier-wordings.ts';
import { excerpt } from '../../shared/draft/excerpt.ts';
import { nameOf, schemeOf } from '../../shared/draft/labels.ts';
import { unitOf } from '../../shared/proposals/units.ts';
import { useText } from '../locales/i18n.ts';
import { targetWords } from './act-words.ts';
import { BringBack, IsBack } from './bring-back.tsx';
import { Nothing, Trouble } from './controls.tsx';
import type { Negotiation } from './negotiation.ts';
import { actsFor, PartyField } from './party-field.tsx';
import { namesOf } from './proposal-facts.tsx';
import type { DraftReading } from './reading.ts';

/** Id of the list, to go to it. */
export const EARLIER_LIST = 'earlier-wordings';

interface EarlierWordingsProps {
  readonly negotiation: Negotiation;
  readonly reading: DraftReading;
  readonly unit: string | undefined;
}

/** UTF-16 units of words that are shown, and that name a button; all of them come back. */
const LONGEST = { shown: 160, spoken: 60 };

export function EarlierWordings({ negotiation, reading, unit }: EarlierWordingsProps): ReactNode {
  const { t } = useText();
  const { facts, place, isChairs, proposals } = negotiation;
  const [party, setParty] = useState(isChairs ? CHAIR : '');
  const [last, setLast] = useState<{ readonly what: FromRecord; readonly isBack: boolean }>();
  if (unit === undefined || !proposals) return null;
  const { text } = proposals.composition.papers;
  const found = earlierWordings(facts, (block) => unitOf(text, block), unit);
  const bringBack = async (what: FromRecord): Promise<void> => {
    const isBack = await negotiation.act([{ act: 'bring-back', what, ...actsFor(negotiation, party) }]);
    setLast({ what, isBack });
  };
  return (
    <section id={EARLIER_LIST} className="section" aria-label={t('earlier.title')} tabIndex={-1}>
      <h3>{t('earlier.of', { place: place(unit) })}</h3>
      {found.length === 0 && <Nothing>{t('earlier.none')}</Nothing>}
      {found.length > 0 && <PartyField {...{ negotiation, party }} onParty={setParty} withChair />}
      <ul className="wordings">
        {found.map((each) => (
          <Wording
            key={each.what}
            {...{ each, negotiation, reading }}
            isBack={last?.what === each.what ? last.isBack : undefined}
            onBringBack={() => void bringBack(each.what)}
          />
        ))}
      </ul>
    </section>
  );
}

interface WordingProps extends Omit<EarlierWordingsProps, 'unit'> {
  readonly each: EarlierWording;
  /** How the last press ended; undefined where another was pressed. */
  readonly isBack: boolean | undefined;
  readonly onBringBack: () => void;
}

function Wording({ each, negotiation, reading, isBack, onBringBack }: WordingProps): ReactNode {
  const { t } = useText();
  const { block, proponents, fate } = each;
  const { language, dir } = reading.document.meta;
  const words = each.words.replace(/\s+/gu, ' ').trim() || targetWords(t, negotiation, each.what);
  const name = block ? nameOf(block, schemeOf(language)) : '';
  return (
    <li className="in-context">
      <span lang={language} dir={dir}>
        {name && <b>{name}. </b>}
        {excerpt(words, LONGEST.shown)}
      </span>
      <span className="panel-tools">
        <BringBack
          {...{ negotiation, what: each.what }}
          label={t('earlier.bring-back')}
          heard={`${t('earlier.bring-back')}: ${name} ${excerpt(words, LONGEST.spoken)}`}
          onPress={onBringBack}
        />
        <span className="hint">
          {t(`earlier.${fate}`)}
          {proponents.length > 0 && ` · ${namesOf(negotiation, proponents)}`}
        </span>
        {isBack && <IsBack negotiation={negotiation} />}
      </span>
      {isBack === false && negotiation.trouble && <Trouble>{negotiation.trouble}</Trouble>}
    </li>
  );
}
