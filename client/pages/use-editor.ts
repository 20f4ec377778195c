/** The editor of a session's document: mounted anew when the document was rebuilt, told when one may write. */
import { type RefObject, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { createEditor, type EditorHandle, type EditorSelection } from '../editor/editor.ts';
import { createProposingEditor } from '../editor/proposing/editor.ts';
import type { Session } from '../sync/session.ts';
import type { SyncState } from '../sync/state.ts';

interface EditorWishes {
  readonly mount: RefObject<HTMLDivElement | null>;
  readonly session: Session;
  readonly state: SyncState;
  /** The own hand; where one may not write the text itself, typing becomes proposals in it. */
  readonly hand: Session | undefined;
  /** Does the reader's side ask for this tabled proposal? */
  readonly isOurs: (proposal: string) => boolean;
  /** The view shown is one to write in. */
  readonly isForWriting: boolean;
  readonly label: string;
  readonly onRefused: (words: string) => void;
}

export function useEditor({
  mount,
  session,
  state,
  hand,
  isOurs,
  isForWriting,
  label,
  onRefused,
}: EditorWishes): EditorHandle | undefined {
  const [editor, setEditor] = useState<EditorHandle>();
  const { generation } = state;
  const isDrafting = state.mayWrite || state.line === 'refused';
  const own = isDrafting ? undefined : hand;
  const handGeneration = useGeneration(own);
  const mayWrite = (isDrafting ? state.mayWrite : own !== undefined) && isForWriting;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation is a new document behind session.ydoc
  useEffect(() => {
    if (!mount.current) return;
    const { ydoc, awareness } = session;
    const common = { mount: mount.current, ydoc, isEditable: mayWrite, label, onRefused };
    const made = isDrafting
      ? createEditor({ ...common, awareness })
      : createProposingEditor({
          ...common,
          hand: own?.ydoc,
          isOurs,
          ...(own ? { awareness: own.awareness } : {}),
        });
    // Text that is only to be read is reached and scrolled by keyboard too.
    made.view.dom.tabIndex = 0;
    setEditor(made);
    return () => {
      setEditor(undefined);
      made.destroy();
    };
  }, [session, generation, own, handGeneration, isDrafting, label, onRefused, isOurs]);
  useEffect(() => editor?.setEditable(mayWrite), [editor, mayWrite]);
  return editor;
}

/** Grows when the document of a session was rebuilt. */
function useGeneration(session: Session | undefined): number {
  const subscribe = useCallback(
    (listener: () => void) => session?.subscribe(listener) ?? (() => undefined),
    [session],
  );
  return useSyncExternalStore(subscribe, () => session?.state().generation ?? 0);
}

/** Block the caret stands in and whether words are selected; follows at most once a frame. */
export function useHere(editor: EditorHandle | undefined): Pick<EditorSelection, 'block' | 'isEmpty'> {
  const [here, setHere] = useState<Pick<EditorSelection, 'block' | 'isEmpty'>>({
    block: undefined,
    isEmpty: true,
  });
  useEffect(() => {
    if (!editor) return;
    let frame = 0;
    const look = (): void => {
      frame = 0;
      const { block, isEmpty } = editor.selection();
      setHere((last) => (last.block === block && last.isEmpty === isEmpty ? last : { block, isEmpty }));
    };
    const stop = editor.subscribe(() => {
      frame ||= requestAnimationFrame(look);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [editor]);
  return here;
}
