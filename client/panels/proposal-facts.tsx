/** What the record says of a proposal: where, whose, why, in which wordings, and who stands where on it. */
import type { ReactNode } from 'react';
import { CHAIR, type Target } from '../../shared/acts/facts.ts';
import { bySeat } from '../../shared/acts/reading/names.ts';
import { placeInQueue } from '../../shared/acts/reading/queue.ts';
import { readSupport, type StatedPosition } from '../../shared/acts/reading/support.ts';
import { useText } from '../locales/i18n.ts';
import type { Negotiation, ProposalView } from './negotiation.ts';

interface PositionsProps {
  readonly negotiation: Negotiation;
  readonly on: Target;
}

interface ViewProps {
  readonly negotiation: Negotiation;
  readonly view: ProposalView;
}

/** Parties in the body's order, by name. */
export const namesOf = ({ parties, name }: Negotiation, ids: readonly string[]): string =>
  [...ids].sort(bySeat(parties)).map(name).join(', ');

export function ProposalFacts({ negotiation, view }: ViewProps): ReactNode {
  const { t, language } = useText();
  const { fact, placeName } = view;
  const at =
    fact && new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(fact.at);
  const queued = fact ? placeInQueue(negotiation.facts, fact.id) : undefined;
  return (
    <dl className="facts-list">
      {placeName && <Fact name={t('proposal.place')} value={placeName} />}
      {fact && fact.proponents.length > 0 && (
        <Fact name={t('proposal.proponents')} value={namesOf(negotiation, fact.proponents)} />
      )}
      {fact && fact.withdrew.length > 0 && (
        <Fact name={t('proposal.withdrew')} value={namesOf(negotiation, fact.withdrew)} />
      )}
      {fact?.reason && <Fact name={t('proposal.reason')} value={fact.reason} />}
      {at && fact.at > 0 && <Fact name={t('proposal.tabled')} value={at} />}
      {queued !== undefined && <Fact name={t('proposal.in-queue')} value={String(queued)} />}
    </dl>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

export function Positions({ negotiation, on }: PositionsProps): ReactNode {
  const { t } = useText();
  const groups = readSupport(negotiation.facts, on, bySeat(negotiation.parties));
  if (groups.length === 0) return null;
  return (
    <section className="section">
      <h3>{t('proposal.positions')}</h3>
      <dl className="facts-list">
        {groups.map(({ stance, positions }) => (
          <div key={stance} className="fact-row">
            <dt>{t(`stance.${stance}`)}</dt>
            <dd>
              <ul>
                {positions.map((position) => (
                  <Stated
                    key={`${position.party}/${position.fact.group ?? ''}`}
                    position={position}
                    negotiation={negotiation}
                  />
                ))}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Stated({
  position: { party, earlier, fact },
  negotiation,
}: {
  readonly position: StatedPosition;
  readonly negotiation: Negotiation;
}): ReactNode {
  const { t } = useText();
  return (
    <li>
      {negotiation.name(party)}
      {earlier && <span className="reason"> {t('proposal.earlier-wording')}</span>}
      {fact.audience === 'chair' && <span className="hint"> {t('audience.said-to-chair')}</span>}
      {fact.group !== undefined && (
        <span className="hint"> {t('audience.dissents', { group: negotiation.name(fact.group) })}</span>
      )}
      {fact.recorded && party !== CHAIR && <span className="hint"> {t('proposal.recorded')}</span>}
      {fact.note && <span className="note-words"> {fact.note}</span>}
    </li>
  );
}

/** Every wording it had, the present one first. */
export function Wordings({ view }: Pick<ViewProps, 'view'>): ReactNode {
  const { t } = useText();
  const wordings = view.fact?.wordings ?? [];
  if (wordings.length < 2) return null;
  return (
    <section className="section">
      <h3>{t('proposal.wordings')}</h3>
      <ol className="wordings in-context">
        {[...wordings].reverse().map(({ number, words }) => (
          <li key={number}>
            <span className="wording-number">{number}</span> {words === '' ? t('bracket.no-text') : words}
          </li>
        ))}
      </ol>
    </section>
  );
}
