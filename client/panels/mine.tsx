/** My delegation: everything of ours and its fate. Nothing that was proposed is ever missing from it. */
import { type ReactNode, useState } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import type { ActRequest } from '../../shared/acts/act.ts';
import { mayTable } from '../../shared/acts/reading/may.ts';
import {
  countFates,
  isToTable,
  MINE_FATES,
  type Mine,
  type MineFate,
} from '../../shared/acts/reading/mine.ts';
import { useText } from '../locales/i18n.ts';
import { targetWords, viewWords } from './act-words.ts';
import { Nothing, Trouble } from './controls.tsx';
import { proposalOf, useSaid } from './earlier-bar.tsx';
import { HandKeepingSection } from './hand-keeping.tsx';
import { printKey } from './keys.ts';
import { blockOfPlace, forWhom, type Negotiation, standpointAt, viewOf } from './negotiation.ts';

interface MinePanelProps {
  readonly negotiation: Negotiation;
  readonly selected: string | undefined;
  readonly onOpen: (id: string) => void;
}

/** Those that can be tabled now; what stands in an agreed provision waits. */
export function tableable(negotiation: Negotiation): readonly Mine[] {
  if (negotiation.keeping?.stays) return [];
  return negotiation.mine.filter((mine) => {
    if (!isToTable(mine)) return false;
    const block = unitOf(negotiation, mine);
    const at = standpointAt(negotiation, block);
    return (
      mayTable(negotiation.facts, { ...mine, ...(block === undefined ? {} : { unit: block }) }, at) === true
    );
  });
}

function unitOf({ proposals, hand }: Negotiation, { id, fact }: Mine): string | undefined {
  if (fact?.unit !== undefined) return fact.unit;
  const place = hand.find((each) => each.id === id)?.place;
  return place && blockOfPlace(proposals, place);
}

export const tableRequests = (negotiation: Negotiation, ids: readonly string[]): readonly ActRequest[] =>
  ids.map((proposal) => ({ act: 'table', proposal, ...forWhom(negotiation) }));

export function MinePanel({ negotiation, selected, onOpen }: MinePanelProps): ReactNode {
  const { t } = useText();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const { mine } = negotiation;
  const keeping = negotiation.keeping && <HandKeepingSection keeping={negotiation.keeping} />;
  const said = <SaidSection negotiation={negotiation} onOpen={onOpen} />;
  if (mine.length === 0)
    return (
      <div className="panel-body">
        <Nothing>{t('mine.empty')}</Nothing>
        {said}
        {keeping}
      </div>
    );
  const counts = countFates(mine);
  const ready = tableable(negotiation).map(({ id }) => id);
  const chosen = ready.filter((id) => ticked.has(id));
  const table = (ids: readonly string[]): void => {
    setTicked(new Set());
    void negotiation.act(tableRequests(negotiation, ids));
  };
  return (
    <div className="panel-body">
      {negotiation.trouble && <Trouble>{negotiation.trouble}</Trouble>}
      <p className="hint">{t('mine.count', { count: mine.length })}</p>
      {ready.length > 0 && (
        <div className="panel-tools">
          <Button className="button small primary" onPress={() => table(ready)}>
            {t('mine.table-all', { count: ready.length })}
          </Button>
          <Button className="button small" isDisabled={chosen.length === 0} onPress={() => table(chosen)}>
            {t('mine.table-chosen', { count: chosen.length })}
          </Button>
          <span className="hint">{t('mine.table-key', { key: printKey('Alt-t') })}</span>
        </div>
      )}
      {MINE_FATES.filter((fate) => counts[fate] > 0).map((fate) => (
        <FateGroup
          key={fate}
          fate={fate}
          count={counts[fate]}
          negotiation={negotiation}
          selected={selected}
          onOpen={onOpen}
          ready={ready}
          ticked={ticked}
          onTick={(id, on) => setTicked((last) => withMember(last, id, on))}
        />
      ))}
      {said}
      {keeping}
    </div>
  );
}

/** What one said of what others ask for, and of the text. */
function SaidSection({ negotiation, onOpen }: Pick<MinePanelProps, 'negotiation' | 'onOpen'>): ReactNode {
  const { t } = useText();
  const said = useSaid(negotiation);
  if (said.length === 0) return null;
  return (
    <section aria-label={t('mine.said')}>
      <h3>
        {t('mine.said')} <span className="group-count">{said.length}</span>
      </h3>
      <ul className="proposals">
        {said.map(({ position, earlier }) => {
          const proposal = proposalOf(position);
          const inner = (
            <>
              <span className="point-head">
                <span className="point-number">{t(`stance.${position.stance}`)}</span>
                {position.audience === 'chair' && <span>{t('audience.said-to-chair')}</span>}
                {earlier && <span className="reason">{t('proposal.earlier-wording')}</span>}
              </span>
              <span className="in-context">{targetWords(t, negotiation, position.on)}</span>
            </>
          );
          return (
            <li key={`${position.on} ${position.group ?? ''}`} className="proposal-item">
              {proposal === undefined ? (
                <div className="proposal-open">{inner}</div>
              ) : (
                <Button className="proposal-open" onPress={() => onOpen(proposal)}>
                  {inner}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function withMember(set: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}

interface FateGroupProps extends MinePanelProps {
  readonly fate: MineFate;
  readonly count: number;
  readonly ready: readonly string[];
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (id: string, on: boolean) => void;
}

function FateGroup(props: FateGroupProps): ReactNode {
  const { t } = useText();
  const { fate, count, negotiation } = props;
  return (
    <section aria-label={t(`fate.${fate}`)}>
      <h3>
        {t(`fate.${fate}`)} <span className="group-count">{count}</span>
      </h3>
      <ul className="proposals">
        {negotiation.mine
          .filter((mine) => mine.fate === fate)
          .map((mine) => (
            <MineItem key={mine.id} {...props} mine={mine} />
          ))}
      </ul>
    </section>
  );
}

function MineItem({
  mine,
  negotiation,
  selected,
  onOpen,
  ready,
  ticked,
  onTick,
}: FateGroupProps & { readonly mine: Mine }): ReactNode {
  const { t } = useText();
  const view = viewOf(negotiation, mine.id);
  if (!view) return null;
  const words = viewWords(t, view, negotiation);
  return (
    <li className={mine.id === selected ? 'proposal-item selected' : 'proposal-item'}>
      {ready.includes(mine.id) && (
        <Checkbox
          className="pick tick"
          aria-label={t('mine.choose', { what: words })}
          isSelected={ticked.has(mine.id)}
          onChange={(on) => onTick(mine.id, on)}
        />
      )}
      <Button className="proposal-open" onPress={() => onOpen(mine.id)}>
        <span className="point-head">
          <span className="point-number">{view.placeName}</span>
          {mine.changed && <span className="reason">{t('mine.changed')}</span>}
          {mine.ticked && <span className="good">{t('mine.ticked')}</span>}
        </span>
        <span className="in-context">{words}</span>
      </Button>
    </li>
  );
}
