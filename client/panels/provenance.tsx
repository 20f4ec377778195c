/** Where words come from: since when they stand, by which act, of whose asking; and who asks that they go. */
import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import type { AskedToGo, Origin, WordsSince } from '../../shared/acts/provenance.ts';
import { excerpt } from '../../shared/draft/excerpt.ts';
import { api } from '../api.ts';
import { useAsked } from '../asked.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { Nothing, Trouble } from './controls.tsx';
import type { Negotiation } from './negotiation.ts';
import { viewOf } from './negotiation.ts';
import { namesOf, ProposalFacts } from './proposal-facts.tsx';

interface ProvenancePanelProps {
  readonly draft: string;
  readonly negotiation: Negotiation;
  readonly onProposal: (id: string) => void;
}

/** What was looked up: a provision, and the stretch of it at the caret; or words that are only asked for. */
interface LookedUp {
  readonly unit: string | undefined;
  readonly proposal: string | undefined;
  readonly here: { readonly block: string; readonly from: number; readonly to: number } | undefined;
}

const lookUp = ({ proposals }: Negotiation): LookedUp => {
  const here = proposals?.textAtCaret();
  const proposal = here ? undefined : proposals?.proposalAtCaret();
  return { unit: proposals?.unitAtCaret(), proposal, here };
};

export function ProvenancePanel(props: ProvenancePanelProps): ReactNode {
  const { t } = useText();
  const { negotiation } = props;
  const [looked, setLooked] = useState(() => ({ ...lookUp(negotiation), turn: 0 }));
  const { unit, turn } = looked;
  return (
    <div className="panel-body">
      <Button
        className="button small"
        onPress={() => setLooked((last) => ({ ...lookUp(negotiation), turn: last.turn + 1 }))}
      >
        {t('provenance.here')}
      </Button>
      {looked.proposal !== undefined && <OfProposal {...props} id={looked.proposal} />}
      {unit === undefined ? (
        <Nothing>{t('provenance.nowhere')}</Nothing>
      ) : (
        <OfProvision key={`${unit}/${turn}`} {...props} unit={unit} here={looked.here} />
      )}
    </div>
  );
}

/** The caret stands in words that are asked for and do not stand in the text. */
function OfProposal({
  negotiation,
  id,
  onProposal,
}: ProvenancePanelProps & { readonly id: string }): ReactNode {
  const { t } = useText();
  const view = viewOf(negotiation, id);
  if (!view) return null;
  return (
    <section className="section" aria-label={t('provenance.asked-for')}>
      <h3>{t('provenance.asked-for')}</h3>
      <ProposalFacts negotiation={negotiation} view={view} />
      <Button className="button small" onPress={() => onProposal(id)}>
        {t('panel.proposal')}
      </Button>
    </section>
  );
}

interface OfProvisionProps extends ProvenancePanelProps {
  readonly unit: string;
  readonly here: LookedUp['here'];
}

function OfProvision({ draft, negotiation, unit, here, onProposal }: OfProvisionProps): ReactNode {
  const { t } = useText();
  const [asked] = useAsked(unit, () => api.provenance(draft, unit));
  if (asked.kind === 'waiting') return <Nothing>{t('page.opening')}</Nothing>;
  if (asked.kind === 'refused') return <Trouble>{sayCode(t, 'refusal', asked.refusal.code)}</Trouble>;
  const { runs, askedToGo } = asked.value;
  const isHere = ({ block, from, to }: WordsSince): boolean =>
    here !== undefined && block === here.block && from <= here.to && to >= here.from;
  return (
    <>
      <h3>{negotiation.place(unit)}</h3>
      <ul className="provenance">
        {runs.map((run) => (
          <Run
            key={`${run.block}/${run.from}`}
            run={run}
            isHere={isHere(run)}
            negotiation={negotiation}
            onProposal={onProposal}
          />
        ))}
      </ul>
      {askedToGo.length > 0 && (
        <section aria-label={t('provenance.to-go')}>
          <h3>{t('provenance.to-go')}</h3>
          <ul className="provenance">
            {askedToGo.map((each) => (
              <ToGo key={each.proposal} asked={each} negotiation={negotiation} onProposal={onProposal} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

const LONGEST = 120;

type Opens = Pick<ProvenancePanelProps, 'negotiation' | 'onProposal'>;

function Run({
  run: { words, origin },
  isHere,
  negotiation,
  onProposal,
}: Opens & { readonly run: WordsSince; readonly isHere: boolean }): ReactNode {
  const { t } = useText();
  return (
    <li className="section" aria-current={isHere ? 'true' : undefined}>
      {isHere && <span className="chip">{t('provenance.at-caret')}</span>}
      <p className="in-context">{excerpt(words, LONGEST)}</p>
      <p className="hint">
        <Since origin={origin} negotiation={negotiation} />
      </p>
      {origin.proposal !== undefined && (
        <Button className="button small" onPress={() => onProposal(origin.proposal!)}>
          {t('panel.proposal')}
        </Button>
      )}
    </li>
  );
}

function Since({ origin, negotiation }: Pick<Opens, 'negotiation'> & { readonly origin: Origin }): ReactNode {
  const { t, language } = useText();
  const { seq, at, by, proponents, account } = origin;
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
  return [
    t(`provenance.by.${by}`, { when, seq }),
    ...(proponents.length > 0 ? [t('provenance.asked-by', { names: namesOf(negotiation, proponents) })] : []),
    ...(account === undefined ? [] : [t('provenance.typed-by', { name: account })]),
  ].join(' ');
}

function ToGo({
  asked: { words, proposal, proponents },
  negotiation,
  onProposal,
}: Opens & { readonly asked: AskedToGo }): ReactNode {
  const { t } = useText();
  return (
    <li className="section">
      <p className="in-context">{excerpt(words, LONGEST)}</p>
      <p className="hint">{t('provenance.asked-by', { names: namesOf(negotiation, proponents) })}</p>
      <Button className="button small" onPress={() => onProposal(proposal)}>
        {t('panel.proposal')}
      </Button>
    </li>
  );
}
