/** The open points with all the record says of them, and going to one by its address. */
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { describePoints, type OpenPoint } from '../../shared/acts/reading/open-points.ts';
import type { ProposalsHandle } from '../editor/proposals-handle.ts';
import type { Negotiation } from '../panels/negotiation.ts';
import type { DraftReading } from '../panels/reading.ts';

const NONE: readonly OpenPoint[] = [];

export function useOpenPoints(
  reading: DraftReading | undefined,
  { facts, proposals }: Negotiation,
): readonly OpenPoint[] {
  return useMemo(
    () =>
      reading ? describePoints(reading.points, reading.thought, facts, alternativesOn(proposals)) : NONE,
    [reading, facts, proposals],
  );
}

/** Proposals whose blocks are alternatives on the table. */
function alternativesOn(proposals: ProposalsHandle | undefined): ReadonlyMap<string, string> {
  const blocks = proposals?.composition.blocks() ?? [];
  return new Map(
    blocks.flatMap(({ id, kind, proposal }) =>
      proposal !== undefined && kind === 'alternative' ? [[id, proposal] as const] : [],
    ),
  );
}

interface StepGround {
  readonly points: readonly OpenPoint[];
  readonly reading: DraftReading | undefined;
  /** Key of the selected point. */
  readonly selected: string | undefined;
  /** Block the caret stands in. */
  readonly here: string | undefined;
  readonly select: (point: OpenPoint) => void;
}

/** Goes to the next or previous point, round and round. */
export function useStep({
  points,
  reading,
  selected,
  here,
  select,
}: StepGround): (direction: 1 | -1) => void {
  return useCallback(
    (direction) => {
      const block = reading?.document.blocks.findIndex(({ id }) => id === here) ?? -1;
      const next = pointAfter(
        points,
        points.findIndex(({ key }) => key === selected),
        block,
        direction,
      );
      if (next) select(next);
    },
    [points, reading, selected, here, select],
  );
}

function pointAfter(
  points: readonly OpenPoint[],
  at: number,
  block: number,
  direction: 1 | -1,
): OpenPoint | undefined {
  if (at >= 0) return points[(at + direction + points.length) % points.length];
  const next =
    direction > 0 ? points.find((point) => point.at >= block) : points.findLast((point) => point.at <= block);
  return next ?? points.at(direction > 0 ? 0 : -1);
}

const HASH = /^#point=(.+)$/u;

/** The address of a point: the draft's, with the point's key. */
export const linkTo = (key: string): string =>
  `${location.origin}${location.pathname}#point=${encodeURIComponent(key)}`;

/** Goes to the point that the address names, once its draft is there, and again when the address changes. */
export function usePointInAddress(points: readonly OpenPoint[], select: (point: OpenPoint) => void): void {
  const waiting = useRef(location.hash);
  useEffect(() => {
    const look = (): void => {
      const [, key] = HASH.exec(waiting.current) ?? [];
      const point =
        key === undefined ? undefined : points.find((each) => each.key === decodeURIComponent(key));
      if (!point) return;
      waiting.current = '';
      select(point);
    };
    const changed = (): void => {
      waiting.current = location.hash;
      look();
    };
    look();
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, [points, select]);
}
