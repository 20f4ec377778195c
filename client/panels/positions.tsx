/** Positions: stated on a point, a provision or the whole text, by whom they concern; corrected and taken back by them (SPEC PO1). */
import { type ReactNode, useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import type { PositionFact, Target } from '../../shared/acts/facts.ts';
import { isOnEarlierWording } from '../../shared/acts/present-wording.ts';
import { bySeat } from '../../shared/acts/reading/names.ts';
import { useText } from '../locales/i18n.ts';
import { targetWords } from './act-words.ts';
import { Nothing, Sheet, Trouble } from './controls.tsx';
import type { Negotiation } from './negotiation.ts';
import { PositionForm } from './position-form.tsx';
import { PositionsTable } from './positions-table.tsx';
import type { DraftReading } from './reading.ts';

interface PositionsPanelProps {
  readonly negotiation: Negotiation;
  readonly reading: DraftReading | undefined;
  /** What one could speak of here: the point, the proposal, the provision, the draft. */
  readonly targets: readonly Target[];
  /** Name of the person, for what the delegation keeps to itself. */
  readonly person: string;
  readonly onGo: (block: string) => void;
}

export function PositionsPanel(props: PositionsPanelProps): ReactNode {
  const { t } = useText();
  const { negotiation, targets, reading } = props;
  const [chosen, setChosen] = useState<Target>();
  const [correcting, setCorrecting] = useState<PositionFact>();
  const [isTable, setTable] = useState(false);
  const on = chosen && [...targets, correcting?.on].includes(chosen) ? chosen : (targets[0] ?? 'draft');
  const correct = (position: PositionFact): void => {
    setCorrecting(position);
    setChosen(position.on);
  };
  return (
    <div className="panel-body">
      {negotiation.trouble && <Trouble>{negotiation.trouble}</Trouble>}
      <PositionForm
        key={correcting ? `${correcting.on} ${correcting.party} ${correcting.seq}` : 'new'}
        negotiation={negotiation}
        targets={correcting && !targets.includes(correcting.on) ? [correcting.on, ...targets] : targets}
        on={on}
        onTarget={setChosen}
        correcting={correcting}
        person={props.person}
        onDone={() => setCorrecting(undefined)}
      />
      <Button className="button small" onPress={() => setTable(true)}>
        {t(negotiation.isChairs ? 'positions.table-all' : 'positions.table-own')}
      </Button>
      <Stated {...props} on={on} onCorrect={correct} />
      <Sheet wide title={t('positions.table')} isOpen={isTable} onClose={() => setTable(false)}>
        {isTable && <PositionsTable negotiation={negotiation} reading={reading} />}
      </Sheet>
    </div>
  );
}

interface StatedProps extends PositionsPanelProps {
  readonly on: Target;
  readonly onCorrect: (position: PositionFact) => void;
}

/** What was said on this, as far as one may see it; first that, then the rest. */
function Stated({ negotiation, on, onCorrect, onGo }: StatedProps): ReactNode {
  const { t } = useText();
  const { facts, parties } = negotiation;
  const groups = useMemo(() => {
    const order = bySeat(parties);
    const all = Object.values(facts)
      .filter((fact): fact is PositionFact => fact.kind === 'position')
      .sort((a, b) => order(a.party, b.party));
    const targets = [on, ...new Set(all.map((fact) => fact.on).filter((each) => each !== on))];
    return targets.map((target) => ({ target, positions: all.filter((fact) => fact.on === target) }));
  }, [facts, parties, on]);
  if (groups.every(({ positions }) => positions.length === 0))
    return <Nothing>{t('positions.empty')}</Nothing>;
  return groups
    .filter(({ positions }) => positions.length > 0)
    .map(({ target, positions }) => (
      <section key={target} className="section">
        <h3>
          {target.startsWith('unit:') ? (
            <Button className="link-button" onPress={() => onGo(target.slice('unit:'.length))}>
              {targetWords(t, negotiation, target)}
            </Button>
          ) : (
            targetWords(t, negotiation, target)
          )}
        </h3>
        <ul className="proposals">
          {positions.map((position) => (
            <Position
              key={`${position.party} ${position.group ?? ''}`}
              position={position}
              negotiation={negotiation}
              onCorrect={onCorrect}
            />
          ))}
        </ul>
      </section>
    ));
}

interface PositionProps {
  readonly position: PositionFact;
  readonly negotiation: Negotiation;
  readonly onCorrect: (position: PositionFact) => void;
}

function Position({ position, negotiation, onCorrect }: PositionProps): ReactNode {
  const { t } = useText();
  const { party, stance, note, audience, group, recorded, on } = position;
  const text = negotiation.proposals?.composition.papers.text;
  const isEarlier = text !== undefined && isOnEarlierWording(text, negotiation.facts, position);
  const isTheirs = negotiation.isChairs || negotiation.choices.includes(party);
  const takeBack = (): void =>
    void negotiation.act([
      {
        act: 'position',
        on,
        stance: null,
        audience,
        ...(group === undefined ? {} : { group }),
        ...(party === negotiation.own ? {} : { for: party }),
      },
    ]);
  return (
    <li className="position-item">
      <span>
        <b>{negotiation.name(party)}</b> {t(`stance.${stance}`)}
        {isEarlier && <span className="reason"> {t('proposal.earlier-wording')}</span>}
        {audience === 'chair' && <span className="hint"> {t('audience.said-to-chair')}</span>}
        {group !== undefined && (
          <span className="hint"> {t('audience.dissents', { group: negotiation.name(group) })}</span>
        )}
        {recorded && <span className="hint"> {t('proposal.recorded')}</span>}
        {note && <span className="note-words"> {note}</span>}
      </span>
      {isTheirs && (
        <span className="panel-tools">
          <Button className="button small" onPress={() => onCorrect(position)}>
            {t('positions.correct')}
          </Button>
          <Button className="button small danger" onPress={takeBack}>
            {t('positions.take-back')}
          </Button>
        </span>
      )}
    </li>
  );
}
