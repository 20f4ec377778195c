/** What the operator does with the screen without leaving the text. */
import type { EditorHandle } from '../editor/editor.ts';
import type { Say } from '../locales/i18n.ts';
import type { PageCommand } from '../panels/command.ts';
import type { Room } from './room-state.ts';
import { nextSize, type ScreenControl } from './use-screen-control.ts';

interface ScreenGround {
  readonly t: Say;
  readonly room: Room;
  readonly screen: ScreenControl;
  readonly editor: EditorHandle | undefined;
  readonly mayAdminister: boolean;
}

export function screenCommands({
  t,
  room,
  screen,
  editor,
  mayAdminister,
}: ScreenGround): readonly PageCommand[] {
  const mine = (): true | string => mayAdminister || t('refusal.not-the-chairs-side');
  const { view, change } = screen;
  return [
    {
      id: 'screen.strip',
      label: t('strip.title'),
      group: 'screen',
      can: mine,
      run: () => room.change({ strip: !room.state.strip }),
    },
    {
      id: 'screen.go',
      label: t('strip.go'),
      group: 'screen',
      key: 'Alt-s',
      can: mine,
      run: () => change({ at: editor?.selection().block }),
    },
    {
      id: 'screen.larger',
      label: t('strip.larger'),
      group: 'screen',
      can: mine,
      run: () => change({ size: nextSize(view.size, 1) }),
    },
    {
      id: 'screen.smaller',
      label: t('strip.smaller'),
      group: 'screen',
      can: mine,
      run: () => change({ size: nextSize(view.size, -1) }),
    },
    {
      id: 'screen.names',
      label: t('strip.names'),
      group: 'screen',
      can: mine,
      run: () => change({ names: !view.names }),
    },
    {
      id: 'screen.hold',
      label: t('strip.hold'),
      group: 'screen',
      key: 'Alt-h',
      can: mine,
      run: () => change({ hold: !view.hold }),
    },
    {
      id: 'screen.blank',
      label: t('strip.blank'),
      group: 'screen',
      key: 'Alt-b',
      can: mine,
      run: () => change({ blank: !view.blank }),
    },
  ];
}
