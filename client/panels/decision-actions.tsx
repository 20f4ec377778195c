/** What can be done about an entry of the record: corrected, reopened, brought back; objected to or reserved on. */
import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import type { ActRequest } from '../../shared/acts/act.ts';
import { wentBy } from '../../shared/acts/decisions/went.ts';
import { CHAIR, type FromRecord } from '../../shared/acts/facts.ts';
import type { RecordLine } from '../../shared/acts/reading/record.ts';
import type { RecordSay } from '../../shared/acts/reading/record-log.ts';
import { type Say, useText } from '../locales/i18n.ts';
import { targetWords } from './act-words.ts';
import { BringBack, IsBack } from './bring-back.tsx';
import { AskButton } from './fields.tsx';
import type { Negotiation } from './negotiation.ts';
import { actsFor, PartyField } from './party-field.tsx';

interface DecisionActionsProps {
  readonly line: RecordLine;
  readonly say: RecordSay;
  readonly negotiation: Negotiation;
}

export function DecisionActions(props: DecisionActionsProps): ReactNode {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  const { negotiation, line } = props;
  const { isChairs } = negotiation;
  const gone = goneBy(line, negotiation);
  const correct = (): void => void negotiation.act([{ act: 'correct', decision: line.fact.seq }]);
  return (
    <div className="panel-tools">
      {isChairs && (
        <Button className="button small" onPress={correct}>
          {t('do.correct')}
        </Button>
      )}
      <Button className="button small" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
        {t(isChairs ? 'record.more' : gone.length > 0 ? 'record.back-or-object' : 'record.object')}
      </Button>
      {isOpen && <More {...props} gone={gone} onDone={() => setOpen(false)} />}
    </div>
  );
}

/** What went by it: whole provisions, proposals that were not taken, words from within paragraphs. */
const goneBy = ({ fact, gone }: RecordLine, { facts }: Negotiation): readonly FromRecord[] => [
  ...gone,
  ...wentBy(facts, fact.seq).map(({ id }) => `words:${id}` as const),
];

interface MoreProps extends DecisionActionsProps {
  readonly gone: readonly FromRecord[];
  readonly onDone: () => void;
}

/** The acts that are done for a party. */
function More({ line, say, negotiation, gone, onDone }: MoreProps): ReactNode {
  const { t } = useText();
  const [party, setParty] = useState(negotiation.isChairs ? CHAIR : '');
  const [last, setLast] = useState<FromRecord>();
  const act = async (request: ActRequest): Promise<void> => {
    if (await negotiation.act([request])) onDone();
  };
  const bringBack = async (what: FromRecord): Promise<void> => {
    const isBack = await negotiation.act([{ act: 'bring-back', what, ...whom }]);
    setLast(isBack ? what : undefined);
  };
  const whom = actsFor(negotiation, party);
  const isNamed = !negotiation.isChairs || party !== CHAIR;
  return (
    <fieldset className="record-more" aria-label={t('record.more')}>
      <PartyField negotiation={negotiation} party={party} onParty={setParty} withChair />
      {negotiation.isChairs &&
        line.agreed.map((unit) => (
          <Button key={unit} className="button small" onPress={() => act({ act: 'reopen', unit, ...whom })}>
            {t('record.reopen', { place: say.place(unit) })}
          </Button>
        ))}
      {gone.map((what) => (
        <span key={what} className="panel-tools">
          <BringBack
            {...{ negotiation, what }}
            label={t('record.bring-back', { what: goneWords(what, say, negotiation, t) })}
            onPress={() => void bringBack(what)}
          />
          {last === what && <IsBack negotiation={negotiation} />}
        </span>
      ))}
      {isNamed && <Beside decision={line.fact.seq} onSay={act} whom={whom} />}
      {isNamed && <p className="hint">{t('record.stays-beside')}</p>}
      {!isNamed && <p className="hint">{t('record.name-a-party')}</p>}
    </fieldset>
  );
}

const goneWords = (what: FromRecord, say: RecordSay, negotiation: Negotiation, t: Say): string =>
  what.startsWith('unit:') ? say.place(what.slice('unit:'.length)) : targetWords(t, negotiation, what);

interface BesideProps {
  /** Number of the act that it stands beside. */
  readonly decision: number;
  readonly whom: { readonly for?: string };
  readonly onSay: (request: ActRequest) => Promise<void>;
}

/** An objection or reservation stands beside the entry, and nothing takes it away. */
export function Beside({ decision, whom, onSay }: BesideProps): ReactNode {
  const { t } = useText();
  const said = (stance: 'objects' | 'reserves', note: string): void =>
    void onSay({
      act: 'object',
      decision,
      stance,
      ...(note === '' ? {} : { note }),
      ...whom,
    });
  return (
    <>
      {(['objects', 'reserves'] as const).map((stance) => (
        <AskButton
          key={stance}
          label={t(`record.say-${stance}`)}
          field={t('record.note')}
          onAnswer={(note) => said(stance, note)}
        />
      ))}
    </>
  );
}
