/** Going from point to point, and what a place in the draft is called. */
import { useCallback } from 'react';
import { nameOf, schemeOf } from '../../shared/draft/labels.ts';
import type { Point } from '../../shared/draft/points.ts';
import type { EditorHandle } from '../editor/editor.ts';
import { type Sentence, useText } from '../locales/i18n.ts';
import { announce } from '../panels/announce.tsx';
import { blockOf } from '../panels/points-of.ts';
import type { DraftReading } from '../panels/reading.ts';
import { isWide, type Room } from './room-state.ts';

interface PointsGround {
  readonly editor: EditorHandle | undefined;
  readonly reading: DraftReading | undefined;
  readonly room: Room;
  readonly here: string | undefined;
}

export interface Points {
  readonly select: (point: Point) => void;
  readonly step: (direction: 1 | -1) => void;
  readonly go: (block: string) => void;
  readonly nameOf: (block: string) => string;
}

export function usePoints({ editor, reading, room, here }: PointsGround): Points {
  const { t } = useText();
  const { state, change } = room;
  const select = useCallback(
    (point: Point) => {
      if (!editor || !reading) return;
      change({ point: point.key, panel: 'points', view: state.view === 'base' ? 'all-marks' : state.view });
      history.replaceState(history.state, '', `#point=${encodeURIComponent(point.key)}`);
      const [bracket = ''] = point.members;
      const block = blockOf(point, reading);
      const focused = document.activeElement;
      if (point.kind === 'alternatives' || !editor.focusBracket(bracket)) editor.focusBlock(block);
      bringIntoView(block);
      if (focused instanceof HTMLElement && focused.closest('.side')) focused.focus();
      announce(`${point.number} ${point.text}`);
    },
    [editor, reading, change, state.view],
  );
  const step = useCallback(
    (direction: 1 | -1) => {
      const next = reading && pointAfter(reading, state.point, here, direction);
      if (next) select(next);
    },
    [reading, state.point, here, select],
  );
  const go = useCallback(
    (block: string) => {
      change({
        view: state.view === 'base' ? 'all-marks' : state.view,
        ...(isWide() ? {} : { outline: false }),
      });
      editor?.focusBlock(block);
      bringIntoView(block);
    },
    [editor, change, state.view],
  );
  const name = useCallback((block: string) => (reading ? nameOfBlock(reading, block, t) : ''), [reading, t]);
  return { select, step, go, nameOf: name };
}

/** A place one goes to stands in the upper part of the text, not at its edge. */
function bringIntoView(block: string): void {
  // After the panels have opened or closed: they change where the lines break.
  requestAnimationFrame(() => requestAnimationFrame(() => scrollToBlock(block)));
}

function scrollToBlock(block: string): void {
  const element = document.querySelector(`.draft:not([hidden]) [data-id="${CSS.escape(block)}"]`);
  const frame = element?.closest('.draft-frame');
  if (!element || !frame) return;
  const [box, within] = [element.getBoundingClientRect(), frame.getBoundingClientRect()];
  const isSeen = box.top >= within.top + 40 && box.top <= within.top + within.height * 0.6;
  if (!isSeen) frame.scrollTop += box.top - within.top - within.height * 0.22;
}

function pointAfter(
  { points, document }: DraftReading,
  selected: string | undefined,
  here: string | undefined,
  direction: 1 | -1,
): Point | undefined {
  const at = points.findIndex(({ key }) => key === selected);
  if (at >= 0) return points[(at + direction + points.length) % points.length];
  const block = document.blocks.findIndex(({ id }) => id === here);
  const next =
    direction > 0 ? points.find((point) => point.at >= block) : points.findLast((point) => point.at <= block);
  return next ?? points.at(direction > 0 ? 0 : -1);
}

/** What a block is called: `Paragraph 12`, `Alt 10+11`, or its kind where it has no number. */
function nameOfBlock(
  { document, units }: DraftReading,
  id: string,
  t: (key: Sentence, values?: { name: string }) => string,
): string {
  const at = document.blocks.findIndex((block) => block.id === id);
  const block = document.blocks[at];
  if (!block) return '';
  const unit = units.at(at)?.block ?? block;
  const name = nameOf(unit, schemeOf(document.meta.language));
  if (!name) return t(`block.${unit.kind}`);
  return unit.kind === 'provision' ? t('room.provision', { name }) : name;
}
