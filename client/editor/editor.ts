/** The editor of a draft in a page: a ProseMirror view over the binding, and the handle by which panels use it. */
import { keymap } from 'prosemirror-keymap';
import { TextSelection } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { printedDraft } from '../../shared/proposals/printed.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { blockOf, readMeta } from '../../shared/text/draft-doc.ts';
import { Binding } from './binding.ts';
import { bracketMarks, LIGHT } from './bracket-marks.ts';
import { clipboardProps } from './clipboard.ts';
import { type CommandName, commandsOf, type EditorCommand, editorKeys, typeDelimiter } from './commands.ts';
import { cursors } from './cursors.ts';
import { posOf, posOfBlock } from './places.ts';
import type { ProposalsHandle } from './proposals-handle.ts';
import { Tabled } from './tabled.ts';
import { UnreadSelection } from './unread-selection.ts';

/** How the draft is shown: all marks, brackets without colours, or as it reads without delimiters. */
export type EditorViewName = 'all-marks' | 'brackets-only' | 'as-it-reads';

export interface EditorOptions {
  readonly mount: HTMLElement;
  readonly ydoc: Y.Doc;
  readonly awareness?: Awareness;
  readonly isEditable?: boolean;
  /** Accessible name of the text. */
  readonly label: string;
  /** Words that were typed where the member may not write. */
  readonly onRefused?: (words: string) => void;
}

/** Where the caret is, in words a panel can use. */
export interface EditorSelection {
  readonly block: string | undefined;
  readonly offset: number;
  readonly isEmpty: boolean;
  /** Plain text of the selection, brackets as characters. */
  readonly text: string;
}

export interface EditorHandle {
  readonly view: EditorView;
  readonly commands: Readonly<Partial<Record<CommandName, EditorCommand>>>;
  /** Present where typing becomes proposals. */
  readonly proposals?: ProposalsHandle;
  /** Present where one writes the text itself: what is asked on it is only shown. */
  readonly tabled?: Pick<Tabled, 'setNames' | 'reveal'>;
  /** A snapshot of the draft as plain data; costs a walk over the blocks, so not for every key. */
  document(): DraftDocument;
  selection(): EditorSelection;
  focusBlock(id: string): boolean;
  /** Goes to a bracket and lights its extent. */
  focusBracket(id: string): boolean;
  setView(name: EditorViewName): void;
  setEditable(isEditable: boolean): void;
  /** Called after every change of text or selection; returns how to stop. */
  subscribe(listener: (change: { readonly text: boolean }) => void): () => void;
  destroy(): void;
}

/** Block and bracket ids: 80 random bits, so that two offline tabs never make the same. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return Array.from(bytes, (byte) => byte.toString(36).padStart(2, '0')).join('');
}

export function createEditor(options: EditorOptions): EditorHandle {
  const { mount, ydoc, awareness } = options;
  let isEditable = options.isEditable ?? true;
  const listeners = new Set<(change: { text: boolean }) => void>();
  const binding: Binding = new Binding({
    ydoc,
    newId: randomId,
    isEditable: () => isEditable,
    ...(options.onRefused ? { onRefused: options.onRefused } : {}),
  });
  const commands = commandsOf(binding);
  const tabled = new Tabled(binding);
  const state = binding.createState([
    keymap(editorKeys(binding)),
    keymap(keysOf(commands)),
    bracketMarks(binding.index),
    tabled.plugin,
    ...(awareness ? [cursors(binding, awareness)] : []),
  ]);
  const view = new EditorView(mount, {
    state,
    editable: () => isEditable,
    dispatchTransaction: (tr) => binding.dispatch(tr),
    handleTextInput: (_view, _from, _to, text) =>
      isEditable && !binding.composition.isComposing && typeDelimiter(binding, text),
    handleDOMEvents: compositionEvents(binding.composition),
    attributes: () => attributesOf(options.label, readMeta(ydoc).dir),
    ...clipboardProps,
  });
  const byHand = new UnreadSelection(view, (selection) =>
    binding.show(binding.state.tr.setSelection(selection)),
  );
  binding.attach({
    get state() {
      return view.state;
    },
    set state(_next) {
      throw new Error('the view holds the state');
    },
    unread: () => byHand.read(),
    updateState(next) {
      const { doc } = view.state;
      view.updateState(next);
      byHand.note();
      for (const listener of listeners) listener({ text: next.doc !== doc });
    },
  });

  const goTo = (pos: number): void => {
    binding.dispatch(
      view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(pos))).scrollIntoView(),
    );
    view.focus();
  };
  return {
    view,
    commands,
    tabled,
    document: () =>
      tabled.composition
        ? printedDraft(tabled.composition)
        : { schema: 1, meta: readMeta(ydoc), blocks: [...binding.index.records()].map(blockOf) },
    selection: () => selectionOf(binding),
    focusBlock(id) {
      const place = binding.index.placeOf(id);
      if (place) goTo(posOfBlock(view.state.doc, place.chunk, place.at) + 1);
      return place !== undefined || tabled.reveal(id);
    },
    focusBracket(id) {
      const flat = binding.index.flatOfDelimiter(id, 'open') ?? binding.index.flatOfDelimiter(id, 'close');
      if (flat === undefined) return tabled.reveal(id);
      goTo(posOf(view.state.doc, binding.index, flat) + 1);
      binding.dispatch(view.state.tr.setMeta(LIGHT, id));
      return true;
    },
    setView(name) {
      mount.dataset.view = name;
    },
    setEditable(next) {
      isEditable = next;
      if (!view.isDestroyed) view.setProps({});
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy() {
      binding.destroy();
      byHand.destroy();
      view.destroy();
    },
  };
}

/** Words of negotiations never go to a browser's spelling, translation or writing service. */
export const attributesOf = (label: string, dir: string): Record<string, string> => ({
  role: 'textbox',
  'aria-multiline': 'true',
  'aria-label': label,
  dir,
  spellcheck: 'false',
  translate: 'no',
  autocorrect: 'off',
  autocapitalize: 'off',
  'data-gramm': 'false',
});

function keysOf(commands: Record<CommandName, EditorCommand>): Record<string, () => boolean> {
  const keyed = Object.values(commands).filter(
    ({ key, name }) => key && name !== 'split' && name !== 'line-break',
  );
  const run = (command: EditorCommand) => (): boolean => {
    command.run();
    return true;
  };
  return Object.fromEntries([
    ...keyed.map((command) => [command.key!, run(command)] as const),
    ['Mod-Shift-z', run(commands.redo)],
  ]);
}

/** How long the last change of an input method may come after its compositionend, milliseconds. */
const SETTLE_AFTER = 60;

/** What an input method is told to: the block it writes in is held until it is done. */
interface HoldsBlock {
  isComposing: boolean;
  settle(): void;
}

export function compositionEvents(
  held: HoldsBlock,
): Record<string, (view: EditorView, event: Event) => boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = (): void => {
    clearTimeout(timer);
    if (!held.isComposing) held.settle();
  };
  return {
    compositionstart: () => {
      settle();
      held.isComposing = true;
      return false;
    },
    compositionend: () => {
      held.isComposing = false;
      clearTimeout(timer);
      timer = setTimeout(settle, SETTLE_AFTER);
      return false;
    },
    keydown: (_view, event) => {
      const { isComposing, keyCode } = event as KeyboardEvent;
      if (isComposing || keyCode === 229) return false;
      // Where the composing node was taken away, no compositionend ever comes.
      held.isComposing = false;
      settle();
      return false;
    },
    blur: () => {
      settle();
      return false;
    },
  };
}

function selectionOf(binding: Binding): EditorSelection {
  const at = binding.caretPlace();
  const { from, to, empty } = binding.state.selection;
  const text = binding.state.doc.textBetween(from, to, '\n', (leaf) => leaf.type.spec.leafText?.(leaf) ?? '');
  return { block: at?.place.record.id, offset: at?.offset ?? 0, isEmpty: empty, text };
}
