/** Going from point to point, and what a place in the draft is called. */
import { useCallback } from 'react';
import type { OpenPoint } from '../../shared/acts/reading/open-points.ts';
import { nameOf, schemeOf } from '../../shared/draft/labels.ts';
import type { EditorHandle } from '../editor/editor.ts';
import { selectWords } from '../editor/select-words.ts';
import { type Sentence, useText } from '../locales/i18n.ts';
import { announce } from '../panels/announce.tsx';
import { blockOf } from '../panels/points-of.ts';
import type { DraftReading } from '../panels/reading.ts';
import { isWide, type Room } from './room-state.ts';

interface PointsGround {
  readonly editor: EditorHandle | undefined;
  readonly reading: DraftReading | undefined;
  readonly room: Room;
}

export interface Points {
  readonly select: (point: OpenPoint) => void;
  readonly go: (block: string) => void;
  /** Goes to words of a block and selects them. */
  readonly goToWords: (block: string, words: string, nth: number) => void;
  readonly nameOf: (block: string) => string;
}

export function usePoints({ editor, reading, room }: PointsGround): Points {
  const { t } = useText();
  const { state, change } = room;
  const select = useCallback(
    (point: OpenPoint) => {
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
  const goToWords = useCallback(
    (block: string, words: string, nth: number) => {
      go(block);
      if (editor) selectWords(editor.view, block, words, nth);
    },
    [go, editor],
  );
  const name = useCallback((block: string) => (reading ? nameOfBlock(reading, block, t) : ''), [reading, t]);
  return { select, go, goToWords, nameOf: name };
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
