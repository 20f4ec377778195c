/** The points panel: everything open as a list, and the one that is selected with what can be done about it. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Button, Checkbox, GridList, GridListItem, ListLayout, Virtualizer } from 'react-aria-components';
import { ASKED_KINDS } from '../../shared/acts/reading/asked-points.ts';
import { filterPoints, type OpenPoint, type PointFilter } from '../../shared/acts/reading/open-points.ts';
import { commonOutcomes } from '../../shared/acts/reading/outcomes.ts';
import { useText } from '../locales/i18n.ts';
import { targetWords } from './act-words.ts';
import type { PageCommand } from './command.ts';
import { IconButton, Nothing, Trouble } from './controls.tsx';
import { type Negotiation, noMeetingYet } from './negotiation.ts';
import { PointCard } from './point-card.tsx';
import {
  type ChoiceGround,
  choicesOn,
  type DecisionLine,
  decidedWords,
  happensWords,
} from './point-choices.ts';
import { PointFilters } from './point-filters.tsx';
import { type InContext, inContext } from './points-of.ts';
import { namesOf } from './proposal-facts.tsx';

export interface PointsPanelProps {
  readonly ground: ChoiceGround;
  /** Key of the selected point. */
  readonly selected?: string;
  readonly onSelect: (point: OpenPoint) => void;
  readonly onStep: (direction: 1 | -1) => void;
  readonly onAlternatives: (set: string) => void;
  readonly onProposal: (id: string) => void;
  readonly onCopyLink: (key: string) => void;
  /** Puts outcomes before the operator, to be recorded as one decision. */
  readonly onDecide: (lines: readonly DecisionLine[]) => void;
  /** What the one who writes the text can do with the bracket at the caret. */
  readonly actions: readonly PageCommand[];
}

export function PointsPanel(props: PointsPanelProps): ReactNode {
  const { t } = useText();
  const { ground, selected, onStep, onDecide } = props;
  const { points, negotiation } = ground;
  const [filter, setFilter] = useState<PointFilter>({});
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [typed] = useState(() => new Map<string, string>());
  const shown = useMemo(() => filterPoints(points, filter), [points, filter]);
  const chosen = shown.filter(({ key }) => ticked.has(key));
  const tick = (key: string): void =>
    setTicked((last) => new Set(last.has(key) ? [...last].filter((each) => each !== key) : [...last, key]));
  if (points.length === 0) return <Nothing>{t('points.empty')}</Nothing>;
  const point = points.find(({ key }) => key === selected);
  return (
    <div className="panel-body points">
      <PointFilters points={points} filter={filter} onFilter={setFilter} negotiation={negotiation} />
      {negotiation.trouble && <Trouble>{negotiation.trouble}</Trouble>}
      {point && <PointCard {...props} point={point} typed={typed} onDecide={(line) => onDecide([line])} />}
      <div className="panel-tools">
        <span className="hint">{t('points.shown', { shown: shown.length, all: points.length })}</span>
        <IconButton
          icon={ArrowUp}
          label={t('command.previous-point')}
          hotkey="Shift-F8"
          onPress={() => onStep(-1)}
        />
        <IconButton icon={ArrowDown} label={t('command.next-point')} hotkey="F8" onPress={() => onStep(1)} />
        {decides(negotiation) && (
          <Button
            className="button small"
            onPress={() =>
              setTicked(chosen.length === shown.length ? new Set() : new Set(shown.map(({ key }) => key)))
            }
          >
            {t(chosen.length === shown.length ? 'points.tick-none' : 'points.tick-all')}
          </Button>
        )}
      </div>
      {chosen.length > 0 && <Package {...props} chosen={chosen} />}
      <PointList {...props} points={shown} ticked={ticked} onTick={tick} />
    </div>
  );
}

/** Can anything be recorded of points? */
const decides = (negotiation: Negotiation): boolean =>
  negotiation.isChairs && noMeetingYet(negotiation) === undefined;

/** What can be recorded of all that are ticked, as one decision. */
function Package({
  ground,
  chosen,
  onDecide,
}: PointsPanelProps & { readonly chosen: readonly OpenPoint[] }): ReactNode {
  const { t } = useText();
  const common = commonOutcomes(chosen.map((point) => choicesOn(ground, point)));
  return (
    <fieldset className="section outcomes" aria-label={t('points.package', { count: chosen.length })}>
      <h3>{t('points.package', { count: chosen.length })}</h3>
      {common.length === 0 && <p className="hint">{t('points.nothing-common')}</p>}
      <div className="panel-tools">
        {common.map(({ happens, decided }) => (
          <Button
            key={happens}
            className="button small"
            onPress={() =>
              onDecide(
                decided.map((each, at) => ({
                  words: decidedWords(t, chosen[at]!, { happens }),
                  decided: each,
                })),
              )
            }
          >
            {happensWords(t, happens)}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

/** Height of one point in the list, CSS pixels; fixed, so that the selected one can be scrolled to. */
const ROW = 84;

/** Keeps the selected point in sight when it was gone to by key. */
function useFollow(list: RefObject<HTMLDivElement | null>, at: number): void {
  useEffect(() => {
    const box = list.current;
    if (!box || at < 0) return;
    const top = at * ROW;
    if (top < box.scrollTop || top + ROW > box.scrollTop + box.clientHeight) box.scrollTop = top - ROW;
  }, [list, at]);
}

interface PointListProps extends PointsPanelProps {
  readonly points: readonly OpenPoint[];
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (key: string) => void;
}

function PointList({ points, ground, selected, onSelect, ticked, onTick }: PointListProps): ReactNode {
  const { t } = useText();
  const list = useRef<HTMLDivElement>(null);
  const isTicking = decides(ground.negotiation);
  useFollow(
    list,
    points.findIndex(({ key }) => key === selected),
  );
  const tickAtFocus = (event: KeyboardEvent): void => {
    const row = event.target instanceof Element ? event.target.closest('[role="row"]') : null;
    const key = row === event.target ? row?.getAttribute('data-key') : undefined;
    if (event.key !== ' ' || !key || !isTicking) return;
    event.preventDefault();
    onTick(key);
  };
  return (
    <div className="found-frame" onKeyDownCapture={tickAtFocus}>
      <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: ROW }}>
        <GridList
          ref={list}
          className="found"
          aria-label={t('points.title')}
          items={points}
          dependencies={[ground, selected, ticked]}
          onAction={(key) => {
            const point = points.find((each) => each.key === key);
            if (point) onSelect(point);
          }}
          renderEmptyState={() => <p className="nothing">{t('points.none-so')}</p>}
        >
          {(point) => (
            <PointItem
              id={point.key}
              point={point}
              ground={ground}
              isSelected={point.key === selected}
              isTicked={ticked.has(point.key)}
              onTick={() => onTick(point.key)}
            />
          )}
        </GridList>
      </Virtualizer>
    </div>
  );
}

interface PointItemProps {
  readonly id: string;
  readonly point: OpenPoint;
  readonly ground: ChoiceGround;
  readonly isSelected: boolean;
  readonly isTicked: boolean;
  readonly onTick: () => void;
}

function PointItem({ point, ground, isSelected, isTicked, onTick }: PointItemProps): ReactNode {
  const { t } = useText();
  const { negotiation, reading } = ground;
  const { proponents, number, kind, status, depth, link } = point;
  // What no bracket shows is said in a sentence.
  const words: InContext = ASKED_KINDS.some((each) => each === kind)
    ? ['', targetWords(t, negotiation, point.on), '']
    : inContext(point, reading);
  return (
    <GridListItem
      id={point.key}
      className={isSelected ? 'point selected' : 'point'}
      textValue={`${number} ${words.join('')}`}
    >
      {decides(negotiation) && (
        <Checkbox
          className="pick tick"
          aria-label={t('points.tick', { number })}
          isSelected={isTicked}
          onChange={onTick}
        />
      )}
      <div className="point-body">
        <span className="point-head">
          <span className="point-number">{number}</span>
          <span className={`kind-name ${kind}`}>{t(`kind.${kind}`)}</span>
          {depth > 1 && <span>{t('points.depth', { depth })}</span>}
          {link !== undefined && <span>{t('points.linked')}</span>}
          {proponents.length > 0 && <span className="askers">{namesOf(negotiation, proponents)}</span>}
          {status === 'parked' && <span className="chip status-parked">{t('point-status.parked')}</span>}
        </span>
        <WordsInContext words={words} ground={ground} />
      </div>
    </GridListItem>
  );
}

function WordsInContext({
  words,
  ground,
}: {
  readonly words: InContext;
  readonly ground: ChoiceGround;
}): ReactNode {
  const [before, within, after] = words;
  const { language, dir } = ground.reading.document.meta;
  return (
    <span className="in-context" lang={language} dir={dir}>
      <span className="around">{before}</span>
      <b>{within.length > 120 ? `${within.slice(0, 90)} … ${within.slice(-24)}` : within}</b>
      <span className="around">{after}</span>
    </span>
  );
}
