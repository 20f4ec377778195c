/** The selected point: its words, who asks for it, what hangs together with it, what can be recorded, and one's position. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { OpenPoint } from '../../shared/acts/reading/open-points.ts';
import type { PossibleOutcome } from '../../shared/acts/reading/outcomes.ts';
import { useText } from '../locales/i18n.ts';
import { BracketFacts, Fact, Options } from './bracket-card.tsx';
import { Claims } from './claims.tsx';
import type { PageCommand } from './command.ts';
import { AskButton } from './fields.tsx';
import { printKey } from './keys.ts';
import { noMeetingYet } from './negotiation.ts';
import {
  type ChoiceGround,
  choicesOn,
  type DecisionLine,
  decidedWords,
  happensWords,
  untilNamed,
} from './point-choices.ts';
import { namesOf, Positions } from './proposal-facts.tsx';
import { StanceChooser } from './stances.tsx';

interface PointCardProps {
  readonly ground: ChoiceGround;
  readonly point: OpenPoint;
  /** What the one who writes the text can do with the bracket at the caret. */
  readonly actions: readonly PageCommand[];
  /** Other words that were typed for a point, by its key: kept where the decision was refused, or left. */
  readonly typed: Map<string, string>;
  readonly onDecide: (line: DecisionLine) => void;
  readonly onAlternatives: (set: string) => void;
  readonly onProposal: (id: string) => void;
  readonly onCopyLink: (key: string) => void;
}

export function PointCard(props: PointCardProps): ReactNode {
  const { t } = useText();
  const { ground, point, actions, onAlternatives, onProposal, onCopyLink } = props;
  const { negotiation, points } = ground;
  const { on } = point;
  return (
    <>
      <section className="section" aria-label={t('points.selected')}>
        <h3>
          {t('bracket.point', { number: point.number })}{' '}
          <span className="hint">
            {t('points.of', { at: points.indexOf(point) + 1, all: points.length })}
          </span>
        </h3>
        {point.kind === 'unpaired' && <p className="hint">{t('points.unpaired-what')}</p>}
        <PointFacts ground={ground} point={point} />
        <div className="panel-tools">
          {on.startsWith('set:') && (
            <Button className="button small" onPress={() => onAlternatives(on.slice('set:'.length))}>
              {t('points.compare')}
            </Button>
          )}
          {on.startsWith('proposal:') && (
            <Button className="button small" onPress={() => onProposal(on.slice('proposal:'.length))}>
              {t('panel.proposal')}
            </Button>
          )}
          <Button className="button small" onPress={() => onCopyLink(point.key)}>
            {t('points.copy-link')}
          </Button>
          {actions.map((action) => (
            <WriterAction key={action.id} action={action} />
          ))}
        </div>
      </section>
      {on.startsWith('bracket:') && (
        <Claims negotiation={negotiation} bracket={on.slice('bracket:'.length)} />
      )}
      {negotiation.isChairs && <Outcomes {...props} />}
      <StanceChooser negotiation={negotiation} on={on} block={point.unit} />
      <Positions negotiation={negotiation} on={on} />
    </>
  );
}

function PointFacts({ ground, point }: Pick<PointCardProps, 'ground' | 'point'>): ReactNode {
  const { t } = useText();
  const { negotiation, reading } = ground;
  const bracket = reading.brackets.byId.get(point.members[0] ?? '');
  const until = point.until;
  return (
    <>
      <dl className="facts-list">
        {point.label && <Fact name={t('proposal.place')} value={point.label} />}
        {point.proponents.length > 0 && (
          <Fact name={t('points.asked-by')} value={namesOf(negotiation, point.proponents)} />
        )}
        {bracket && <BracketFacts bracket={bracket} reading={reading} />}
        {point.status === 'parked' && (
          <Fact
            name={t('points.status')}
            value={
              until === undefined
                ? t('point-status.parked')
                : t('points.parked-until', { what: untilWords(ground, until) })
            }
          />
        )}
      </dl>
      {bracket && bracket.options.length > 0 && <Options bracket={bracket} reading={reading} />}
    </>
  );
}

function untilWords({ negotiation, points }: ChoiceGround, until: NonNullable<OpenPoint['until']>): string {
  const point = points.find(({ on }) => on === until);
  return point?.number ?? negotiation.place(until.slice(until.indexOf(':') + 1));
}

function WriterAction({ action }: { readonly action: PageCommand }): ReactNode {
  if (action.can() !== true) return null;
  return (
    <Button className="button small" onPress={() => action.run()}>
      {action.label}
      {action.key && <kbd>{printKey(action.key)}</kbd>}
    </Button>
  );
}

/** What the meeting can have agreed; nothing is recorded before it was shown. */
function Outcomes({ ground, point, typed, onDecide }: PointCardProps): ReactNode {
  const { t } = useText();
  const choices = choicesOn(ground, point);
  const why = noMeetingYet(ground.negotiation);
  if (why) return <p className="hint">{t(why)}</p>;
  return (
    <fieldset className="section outcomes" aria-label={t('points.decide')}>
      <h3>{t('points.decide')}</h3>
      <div className="panel-tools">
        {choices.map((choice, at) => (
          <Outcome
            // biome-ignore lint/suspicious/noArrayIndexKey: two options may read the same
            key={at}
            choice={choice}
            id={outcomeId(at + 1)}
            hotkey={at < 9 ? `Alt-Shift-${at + 1}` : undefined}
            ground={ground}
            point={point}
            typed={typed}
            onDecide={onDecide}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** Id of a button of the selected point, which its key presses. */
export const outcomeId = (at: number): string => `outcome-${at}`;

interface OutcomeProps extends Pick<PointCardProps, 'ground' | 'point' | 'typed' | 'onDecide'> {
  readonly id: string;
  readonly choice: PossibleOutcome;
  readonly hotkey: string | undefined;
}

function Outcome({ id, choice, hotkey, ground, point, typed, onDecide }: OutcomeProps): ReactNode {
  const { t } = useText();
  const { happens, name, ask, decided } = choice;
  const label = happensWords(t, happens, name);
  const words = decidedWords(t, point, choice);
  if (ask)
    return (
      <AskButton
        id={id}
        hotkey={hotkey}
        label={label}
        field={t('points.other-words')}
        initial={typed.get(point.key) ?? ask.initial}
        onAnswer={(answer) => {
          typed.set(point.key, answer);
          onDecide({ words: `${words} “${answer}”`, decided: ask.with(answer) });
        }}
      />
    );
  if (!decided) return null;
  if (happens === 'parked')
    return (
      <AskButton
        id={id}
        hotkey={hotkey}
        label={label}
        field={t('points.until-what')}
        onAnswer={(answer) => {
          const until = answer === '' ? undefined : untilNamed(ground, answer);
          if (answer !== '' && until === undefined) return t('points.until-unknown', { name: answer });
          return onDecide({
            words: until ? `${words} – ${t('points.parked-until', { what: answer })}` : words,
            decided: { on: point.on, outcome: 'parked', ...(until ? { until } : {}) },
          });
        }}
      />
    );
  return (
    <Button id={id} className="button small" onPress={() => onDecide({ words, decided })}>
      {label}
      {hotkey && <kbd>{printKey(hotkey)}</kbd>}
    </Button>
  );
}
