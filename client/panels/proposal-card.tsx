/** The selected proposal: what it asks, for whom, in which words, who stands where, what can be done and why not. */
import { type ReactNode, useState } from 'react';
import { Button, Radio, RadioGroup, ToggleButton } from 'react-aria-components';
import { positionOf } from '../../shared/acts/reading/support.ts';
import { useText } from '../locales/i18n.ts';
import { viewWords } from './act-words.ts';
import { Nothing, Trouble } from './controls.tsx';
import { AskButton } from './fields.tsx';
import { printKey } from './keys.ts';
import { forWhom, type Negotiation, type ProposalView, targetOf, viewOf } from './negotiation.ts';
import { actionsOn, type ProposalAction, type SaidTo, stanceActions } from './proposal-actions.ts';
import { Positions, ProposalFacts, Wordings } from './proposal-facts.tsx';

interface ProposalPanelProps {
  readonly negotiation: Negotiation;
  /** Id of the selected proposal. */
  readonly selected: string | undefined;
  readonly onGo: (id: string) => void;
  /** Opens the comments on it. */
  readonly onComment: (id: string) => void;
}

export function ProposalPanel({ negotiation, selected, onGo, onComment }: ProposalPanelProps): ReactNode {
  const { t } = useText();
  const view = selected === undefined ? undefined : viewOf(negotiation, selected);
  if (!view) return <Nothing>{t('proposal.none')}</Nothing>;
  return (
    <div className="panel-body">
      {negotiation.trouble && <Trouble>{negotiation.trouble}</Trouble>}
      <ProposalCard negotiation={negotiation} view={view} onGo={onGo} onComment={onComment} />
    </div>
  );
}

interface CardProps extends Omit<ProposalPanelProps, 'selected'> {
  readonly view: ProposalView;
}

function ProposalCard({ negotiation, view, onGo, onComment }: CardProps): ReactNode {
  const { t } = useText();
  return (
    <>
      <section className="section" aria-label={t('panel.proposal')}>
        <p className="fate-line">
          <span className={`fate ${view.fate}`}>{t(`fate.${view.fate}`)}</span>
          <span>{t(`proposal.kind.${view.asks}`)}</span>
        </p>
        <p className="asked">{viewWords(t, view, negotiation)}</p>
        {view.onEarlierWords && <p className="reason">{t('proposal.on-earlier-words')}</p>}
        {view.mine?.changed && <p className="reason">{t('proposal.changed')}</p>}
        <ProposalFacts negotiation={negotiation} view={view} />
        <div className="panel-tools">
          <Button className="button small" isDisabled={!view.block} onPress={() => onGo(view.id)}>
            {t('proposal.go')}
          </Button>
          <Button className="button small" onPress={() => onComment(view.id)}>
            {t('do.comment')}
          </Button>
          <ReasonButton negotiation={negotiation} view={view} />
        </div>
      </section>
      <Actions actions={actionsOn({ t, negotiation, view })} />
      {view.fact && <StanceChooser negotiation={negotiation} view={view} />}
      <Positions negotiation={negotiation} view={view} />
      <Wordings view={view} />
    </>
  );
}

/** Proponents say why; the reason goes out with the proposal. */
function ReasonButton({ negotiation, view }: Pick<CardProps, 'negotiation' | 'view'>): ReactNode {
  const { t } = useText();
  const { fact, id } = view;
  if (!fact?.proponents.includes(negotiation.actingFor ?? '')) return null;
  return (
    <AskButton
      label={t('do.reason')}
      field={t('proposal.reason')}
      initial={fact.reason ?? ''}
      onAnswer={(reason) =>
        void negotiation.act([{ act: 'reason', proposal: id, reason, ...forWhom(negotiation) }])
      }
    />
  );
}

function Actions({ actions }: { readonly actions: readonly ProposalAction[] }): ReactNode {
  const { t } = useText();
  if (actions.length === 0) return null;
  return (
    <fieldset className="section" aria-label={t('proposal.actions')}>
      <div className="panel-tools">
        {actions.map((each) => (
          <Action key={each.id} action={each} />
        ))}
      </div>
    </fieldset>
  );
}

export function Action({ action }: { readonly action: ProposalAction }): ReactNode {
  const can = action.can();
  const inner = (
    <>
      {action.label}
      {action.key && <kbd>{printKey(action.key)}</kbd>}
    </>
  );
  const className = action.isDanger ? 'button small danger' : 'button small';
  return (
    <span className="action">
      {action.isOn === undefined ? (
        <Button className={className} isDisabled={can !== true} onPress={() => action.run()}>
          {inner}
        </Button>
      ) : (
        <ToggleButton
          className={className}
          isSelected={action.isOn}
          isDisabled={can !== true}
          onChange={() => action.run()}
        >
          {inner}
        </ToggleButton>
      )}
      {can !== true && <span className="hint"> {can}</span>}
    </span>
  );
}

/** The choice of a group, beside `room` and `chair`. */
const DISSENT = 'group:';

/** One's own position, said to the room, to the chair's side alone, or as a dissent from a group that one speaks with. */
function StanceChooser({ negotiation, view }: Pick<CardProps, 'negotiation' | 'view'>): ReactNode {
  const { t } = useText();
  const own = positionOf(negotiation.facts, targetOf(view.id), negotiation.actingFor);
  const [audience, setAudience] = useState<string>(own?.audience ?? 'room');
  const actions = stanceActions({ t, negotiation, view }, saidTo(audience));
  const [first] = actions;
  if (!first) return null;
  const can = first.can();
  const audiences = [
    ['room', t('audience.room')],
    ['chair', t('audience.chair')],
    ...negotiation.groups.map((group) => [
      `${DISSENT}${group}`,
      t('audience.dissent', { group: negotiation.name(group) }),
    ]),
  ] as const;
  return (
    <fieldset className="section" aria-label={t('proposal.own-position')}>
      <h3>{t('proposal.own-position')}</h3>
      {can !== true && <p className="hint">{can}</p>}
      {can === true && (
        <>
          <RadioGroup
            className="panel-tools"
            aria-label={t('proposal.audience')}
            value={audience}
            onChange={setAudience}
          >
            {audiences.map(([value, label]) => (
              <Radio key={value} className="pick" value={value!}>
                {label}
              </Radio>
            ))}
          </RadioGroup>
          <div className="panel-tools">
            {actions.map((each) => (
              <Action key={each.id} action={each} />
            ))}
          </div>
        </>
      )}
    </fieldset>
  );
}

const saidTo = (audience: string): SaidTo => {
  if (audience.startsWith(DISSENT)) return { group: audience.slice(DISSENT.length) };
  return audience === 'chair' ? 'chair' : 'room';
};
