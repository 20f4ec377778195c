/** What was tabled and waits until the operator takes it on the text, in the order in which it came. */
import { type ReactNode, useState } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import type { ProposalFact } from '../../shared/acts/facts.ts';
import { mayTakeOnText } from '../../shared/acts/reading/may.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { viewWords } from './act-words.ts';
import { Nothing, Trouble } from './controls.tsx';
import { type Negotiation, standpointAt, viewOf } from './negotiation.ts';
import { namesOf } from './proposal-facts.tsx';

interface QueuePanelProps {
  readonly negotiation: Negotiation;
  readonly selected: string | undefined;
  readonly onOpen: (id: string) => void;
}

export function QueuePanel({ negotiation, selected, onOpen }: QueuePanelProps): ReactNode {
  const { t } = useText();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const { queue, isChairs } = negotiation;
  if (queue.length === 0) return <Nothing>{t('queue.empty')}</Nothing>;
  const chosen = queue.filter(({ id }) => ticked.has(id)).map(({ id }) => id);
  const take = (proposals: readonly string[]): void => {
    setTicked(new Set());
    void negotiation.act([{ act: 'take-on-text', proposals }]);
  };
  const tick = (id: string, on: boolean): void =>
    setTicked((last) => new Set(on ? [...last, id] : [...last].filter((each) => each !== id)));
  return (
    <div className="panel-body">
      {negotiation.trouble && <Trouble>{negotiation.trouble}</Trouble>}
      <p className="hint">{t(isChairs ? 'queue.what-chair' : 'queue.what')}</p>
      {isChairs && (
        <div className="panel-tools">
          <Button
            className="button small primary"
            isDisabled={chosen.length === 0}
            onPress={() => take(chosen)}
          >
            {t('queue.take-chosen', { count: chosen.length })}
          </Button>
          <Button className="button small" onPress={() => take(queue.map(({ id }) => id))}>
            {t('queue.take-all', { count: queue.length })}
          </Button>
        </div>
      )}
      <ol className="proposals">
        {queue.map((fact, at) => (
          <QueueItem
            key={fact.id}
            fact={fact}
            number={at + 1}
            negotiation={negotiation}
            isSelected={fact.id === selected}
            isTicked={ticked.has(fact.id)}
            onTick={(on) => tick(fact.id, on)}
            onTake={() => take([fact.id])}
            onOpen={() => onOpen(fact.id)}
          />
        ))}
      </ol>
    </div>
  );
}

interface QueueItemProps {
  readonly fact: ProposalFact;
  readonly number: number;
  readonly negotiation: Negotiation;
  readonly isSelected: boolean;
  readonly isTicked: boolean;
  readonly onTick: (on: boolean) => void;
  readonly onTake: () => void;
  readonly onOpen: () => void;
}

function QueueItem(props: QueueItemProps): ReactNode {
  const { t, language } = useText();
  const { fact, number, negotiation, isSelected, onOpen } = props;
  const view = viewOf(negotiation, fact.id);
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(fact.at);
  const words = view ? viewWords(t, view, negotiation) : (fact.wordings.at(-1)?.words ?? '');
  return (
    <li className={isSelected ? 'proposal-item selected' : 'proposal-item'}>
      {negotiation.isChairs && (
        <Checkbox
          className="pick tick"
          aria-label={t('queue.choose', { what: words })}
          isSelected={props.isTicked}
          onChange={props.onTick}
        />
      )}
      <Button className="proposal-open" onPress={onOpen}>
        <span className="point-head">
          <span className="point-number">{number}</span>
          <span>{view?.placeName}</span>
          <span>{namesOf(negotiation, fact.proponents)}</span>
          <time dateTime={new Date(fact.at).toISOString()}>{time}</time>
        </span>
        <span className="in-context">{words}</span>
      </Button>
      {negotiation.isChairs && <Take {...props} />}
    </li>
  );
}

function Take({ fact, negotiation, onTake }: QueueItemProps): ReactNode {
  const { t } = useText();
  const may = mayTakeOnText(negotiation.facts, fact, standpointAt(negotiation, fact.unit));
  return (
    <span className="action">
      <Button className="button small" isDisabled={may !== true} onPress={onTake}>
        {t('do.take-on-text')}
      </Button>
      {may !== true && <span className="hint"> {sayCode(t, 'refusal', may)}</span>}
    </span>
  );
}
