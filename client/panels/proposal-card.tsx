/** The selected proposal: what it asks, for whom, in which words, who stands where, what can be done and why not. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useText } from '../locales/i18n.ts';
import { viewWords } from './act-words.ts';
import { Nothing, Trouble } from './controls.tsx';
import { AskButton } from './fields.tsx';
import { forWhom, type Negotiation, type ProposalView, targetOf, viewOf } from './negotiation.ts';
import { actionsOn, type ProposalAction } from './proposal-actions.ts';
import { Positions, ProposalFacts, Wordings } from './proposal-facts.tsx';
import { Action, StanceChooser } from './stances.tsx';

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
      {view.fact && <StanceChooser negotiation={negotiation} on={targetOf(view.id)} block={view.block} />}
      <Positions negotiation={negotiation} on={targetOf(view.id)} />
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
