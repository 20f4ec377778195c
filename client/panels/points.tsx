/** The points panel: everything open as a list, and the one that is selected with what can be done about it. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { Button, ListBox, ListBoxItem, ListLayout, ToggleButton, Virtualizer } from 'react-aria-components';
import type { Point, PointKind } from '../../shared/draft/points.ts';
import { useText } from '../locales/i18n.ts';
import { BracketCard } from './bracket-card.tsx';
import type { PageCommand } from './command.ts';
import { IconButton, Nothing } from './controls.tsx';
import { type InContext, inContext } from './points-of.ts';
import type { DraftReading } from './reading.ts';

const POINT_KINDS = [
  'bracket',
  'choice',
  'placeholder',
  'unpaired',
  'alternatives',
] as const satisfies readonly PointKind[];

interface PointsPanelProps {
  readonly reading: DraftReading;
  /** Key of the selected point. */
  readonly selected?: string;
  readonly onSelect: (point: Point) => void;
  readonly onStep: (direction: 1 | -1) => void;
  readonly onAlternatives: (set: string) => void;
  /** What can be done with the selected bracket. */
  readonly actions: readonly PageCommand[];
}

export function PointsPanel(props: PointsPanelProps): ReactNode {
  const { t } = useText();
  const [kind, setKind] = useState<PointKind>();
  const { points } = props.reading;
  const shown = useMemo(() => points.filter((point) => !kind || point.kind === kind), [points, kind]);
  if (points.length === 0) return <Nothing>{t('points.empty')}</Nothing>;
  return (
    <div className="panel-body points">
      <div className="panel-tools">
        <KindFilter points={points} kind={kind} onKind={setKind} />
        <IconButton
          icon={ArrowUp}
          label={t('command.previous-point')}
          hotkey="Shift-F8"
          onPress={() => props.onStep(-1)}
        />
        <IconButton
          icon={ArrowDown}
          label={t('command.next-point')}
          hotkey="F8"
          onPress={() => props.onStep(1)}
        />
      </div>
      <Selected {...props} />
      <PointList points={shown} {...props} />
    </div>
  );
}

function Selected({ reading, selected, actions, onAlternatives }: PointsPanelProps): ReactNode {
  const { t } = useText();
  const point = reading.points.find(({ key }) => key === selected);
  if (!point) return null;
  if (point.kind === 'unpaired') return <p className="section hint">{t('points.unpaired-what')}</p>;
  if (point.kind === 'alternatives')
    return (
      <Button className="button" onPress={() => onAlternatives(point.key.slice('set:'.length))}>
        {t('points.compare')}
      </Button>
    );
  const bracket = reading.brackets.byId.get(point.members[0] ?? '');
  return (
    bracket && <BracketCard number={point.number} bracket={bracket} reading={reading} actions={actions} />
  );
}

interface KindFilterProps {
  readonly points: readonly Point[];
  readonly kind: PointKind | undefined;
  readonly onKind: (kind: PointKind | undefined) => void;
}

function KindFilter({ points, kind, onKind }: KindFilterProps): ReactNode {
  const { t } = useText();
  const counted = POINT_KINDS.map((each) => ({
    kind: each,
    count: points.filter((point) => point.kind === each).length,
  })).filter(({ count }) => count > 0);
  return (
    <fieldset className="panel-tools kinds" aria-label={t('points.kinds')}>
      {counted.map((each) => (
        <ToggleButton
          key={each.kind}
          className="button small"
          isSelected={kind === each.kind}
          onChange={(on) => onKind(on ? each.kind : undefined)}
        >
          <span className={`kind-name ${each.kind}`}>{t(`kind.${each.kind}`)}</span> {each.count}
        </ToggleButton>
      ))}
    </fieldset>
  );
}

type PointListProps = PointsPanelProps & { readonly points: readonly Point[] };

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

function PointList({ points, reading, selected, onSelect }: PointListProps): ReactNode {
  const { t } = useText();
  const list = useRef<HTMLDivElement>(null);
  useFollow(
    list,
    points.findIndex(({ key }) => key === selected),
  );
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: ROW }}>
      <ListBox
        ref={list}
        className="found"
        aria-label={t('points.title')}
        items={points}
        dependencies={[reading]}
        selectionMode="single"
        selectedKeys={selected ? [selected] : []}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : [...keys];
          const point = points.find((each) => each.key === (key ?? selected));
          if (point) onSelect(point);
        }}
      >
        {(point) => <PointItem point={point} id={point.key} reading={reading} />}
      </ListBox>
    </Virtualizer>
  );
}

interface PointItemProps {
  readonly id: string;
  readonly point: Point;
  readonly reading: DraftReading;
}

function PointItem({ point, reading }: PointItemProps): ReactNode {
  const { t } = useText();
  const bracket =
    point.kind === 'alternatives' ? undefined : reading.brackets.byId.get(point.members[0] ?? '');
  const words = inContext(point, reading);
  return (
    <ListBoxItem id={point.key} className="point" textValue={`${point.number} ${words.join('')}`}>
      <span className="point-head">
        <span className="point-number">{point.number}</span>
        <span className={`kind-name ${point.kind}`}>{t(`kind.${point.kind}`)}</span>
        {bracket && <span>{t(`extent.${bracket.extent}`)}</span>}
      </span>
      <WordsInContext words={words} reading={reading} />
    </ListBoxItem>
  );
}

function WordsInContext({
  words,
  reading,
}: {
  readonly words: InContext;
  readonly reading: DraftReading;
}): ReactNode {
  const [before, within, after] = words;
  const { language, dir } = reading.document.meta;
  return (
    <span className="in-context" lang={language} dir={dir}>
      <span className="around">{before}</span>
      <b>{within.length > 120 ? `${within.slice(0, 90)} … ${within.slice(-24)}` : within}</b>
      <span className="around">{after}</span>
    </span>
  );
}
