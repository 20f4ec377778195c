/** The editor of a draft in which typing becomes proposals: a ProseMirror view over three papers, and its handle. */
import { keymap } from 'prosemirror-keymap';
import { TextSelection } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type * as Y from 'yjs';
import { composedDraft } from '../../../shared/proposals/printed.ts';
import { standingAt } from '../../../shared/proposals/standing.ts';
import { readMeta } from '../../../shared/text/draft-doc.ts';
import { LIGHT } from '../bracket-marks.ts';
import { clipboardProps } from '../clipboard.ts';
import type { EditorCommand } from '../command.ts';
import {
  attributesOf,
  compositionEvents,
  type EditorHandle,
  type EditorOptions,
  randomId,
} from '../editor.ts';
import { posOfBlock } from '../places.ts';
import type { ProposalsHandle } from '../proposals-handle.ts';
import { UnreadSelection } from '../unread-selection.ts';
import { colleagues } from './colleagues.ts';
import { bracketHere, placeAtSelection, propose, proposingCommands, unitAt } from './commands.ts';
import { Proposing } from './desk.ts';
import { breakLine, deleteBack, deleteForward, splitHere } from './keys.ts';
import { DRAW, type Drawing, NOTHING_DRAWN, proposalMarks } from './marks.ts';

export interface ProposingEditorOptions extends EditorOptions {
  /** The own hand; absent for who only reads. */
  readonly hand?: Y.Doc | undefined;
  readonly isOurs?: (proposal: string) => boolean;
}

export function createProposingEditor(options: ProposingEditorOptions): EditorHandle {
  const { mount, ydoc } = options;
  let isEditable = options.isEditable ?? true;
  const listeners = new Set<(change: { text: boolean }) => void>();
  const desk: Proposing = new Proposing({
    draft: ydoc,
    hand: options.hand,
    newId: randomId,
    isEditable: () => isEditable,
    ...(options.isOurs ? { isOurs: options.isOurs } : {}),
    ...(options.onRefused ? { onRefused: options.onRefused } : {}),
  });
  const commands = proposingCommands(desk);
  const state = desk.createState([
    keymap(editingKeys(desk)),
    keymap(keysOf(commands)),
    proposalMarks(desk),
    ...(options.awareness ? [colleagues(desk, options.awareness)] : []),
  ]);
  const view = new EditorView(mount, {
    state,
    editable: () => isEditable && desk.hand !== undefined,
    dispatchTransaction: (tr) => desk.dispatch(tr),
    handleTextInput: (_view, _from, _to, text) =>
      isEditable && !desk.held.isComposing && typeDelimiter(desk, text),
    handleDOMEvents: compositionEvents(desk.held),
    attributes: () => attributesOf(options.label, readMeta(ydoc).dir),
    ...clipboardProps,
  });
  const byHand = new UnreadSelection(view, (selection) => desk.show(desk.state.tr.setSelection(selection)));
  desk.attach({
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
    desk.dispatch(
      view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(pos))).scrollIntoView(),
    );
    view.focus();
  };
  const goToBlock = (id: string): boolean => {
    const place = desk.composition.placeOf(id);
    if (place) goTo(posOfBlock(view.state.doc, place.chunk, place.at) + 1);
    return place !== undefined;
  };
  const goToDelimiter = (id: string): boolean => {
    const pos = delimiterPos(view, id);
    if (pos === undefined) return false;
    goTo(pos + 1);
    desk.dispatch(view.state.tr.setMeta(LIGHT, id));
    return true;
  };
  return {
    view,
    commands,
    proposals: proposalsHandle(desk, (id) => goToDelimiter(id) || goToBlock(id)),
    document: () => composedDraft(ydoc),
    selection: () => selectionOf(desk),
    focusBlock: goToBlock,
    focusBracket: goToDelimiter,
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
      desk.destroy();
      byHand.destroy();
      view.destroy();
    },
  };
}

function proposalsHandle(desk: Proposing, focusProposal: (id: string) => boolean): ProposalsHandle {
  let drawing: Drawing = NOTHING_DRAWN;
  const draw = (part: Partial<Drawing>): void => {
    drawing = { ...drawing, ...part };
    desk.show(desk.state.tr.setMeta(DRAW, drawing));
  };
  return {
    composition: desk.composition,
    hand: desk.hand,
    focusProposal,
    proposalAtCaret: () => proposalAtCaret(desk),
    textAtCaret: () => textAtCaret(desk),
    unitAtCaret: () => unitAt(desk),
    placeAtSelection: () => placeAtSelection(desk),
    propose: (kind, words) => propose(desk, kind, words),
    drop: (id) => desk.edit((writer) => void writer.drop(id)),
    setNames: (names) => draw({ names }),
    setBlockClasses: (classes) => draw({ classes }),
  };
}

/** The innermost proposal in whose words, or beside whose delimiters, the caret stands. */
function proposalAtCaret(desk: Proposing): string | undefined {
  const found = desk.spotAt(desk.state.selection.from);
  if (!found) return undefined;
  const { left, right, within } = standingAt(found.block, found.offset);
  const beside = [left, right].find((run) => run?.side !== undefined)?.proposal;
  return within ?? beside ?? [left, right].flatMap((run) => run?.struck ?? [])[0];
}

/** The stretch of one block of the text that is selected, or the place at the caret. */
function textAtCaret(desk: Proposing): ReturnType<ProposalsHandle['textAtCaret']> {
  const { from, to } = desk.state.selection;
  const [first, last] = [desk.spotAt(from), desk.spotAt(to)];
  const start = first && standingAt(first.block, first.offset);
  if (start?.spot.paper !== 'text') return undefined;
  const end = last && standingAt(last.block, last.offset).spot;
  const { block, offset } = start.spot;
  return { block, from: offset, to: end?.block === block ? Math.max(offset, end.offset) : offset };
}

/** Position of the opening delimiter of a bracket or proposal. */
function delimiterPos(view: EditorView, id: string): number | undefined {
  let found: number | undefined;
  view.state.doc.descendants((node, pos) => {
    if (found !== undefined || node.isText) return false;
    const data = node.attrs.data as { id?: string; asked?: { proposal: string } } | undefined;
    if (node.type.name === 'bracket_open' && (data?.id === id || data?.asked?.proposal === id)) found = pos;
    return true;
  });
  return found;
}

/** `[` asks for a bracket; `]` steps over a closing delimiter that stands there. True when the key is done with. */
function typeDelimiter(desk: Proposing, text: string): boolean {
  if (text === '[' || text === '［') return bracketHere(desk, text === '[' ? ['[', ']'] : ['［', '］']);
  if (text !== ']' && text !== '］') return false;
  const { $head } = desk.state.selection;
  const { tr } = desk.state;
  if ($head.nodeAfter?.type.name === 'bracket_close')
    desk.show(tr.setSelection(TextSelection.near(tr.doc.resolve($head.pos + 1))));
  return true;
}

function editingKeys(desk: Proposing): Record<string, () => boolean> {
  const whenEditable = (run: (desk: Proposing) => boolean) => (): boolean => !desk.isEditable || run(desk);
  return {
    Enter: whenEditable(splitHere),
    'Shift-Enter': whenEditable(breakLine),
    Backspace: whenEditable(deleteBack),
    'Shift-Backspace': whenEditable(deleteBack),
    Delete: whenEditable(deleteForward),
  };
}

function keysOf(commands: Readonly<Partial<Record<string, EditorCommand>>>): Record<string, () => boolean> {
  const keyed = Object.values(commands).flatMap((command) =>
    command?.key && command.name !== 'split' && command.name !== 'line-break' ? [command] : [],
  );
  const run = (command: EditorCommand) => (): boolean => {
    command.run();
    return true;
  };
  const redo = commands.redo ? [['Mod-Shift-z', run(commands.redo)] as const] : [];
  return Object.fromEntries([...keyed.map((command) => [command.key!, run(command)] as const), ...redo]);
}

function selectionOf(desk: Proposing): ReturnType<EditorHandle['selection']> {
  const { from, to, empty } = desk.state.selection;
  const found = desk.spotAt(from);
  const text = desk.state.doc.textBetween(from, to, '\n', (leaf) => leaf.type.spec.leafText?.(leaf) ?? '');
  return { block: found?.block.id, offset: found?.offset ?? 0, isEmpty: empty, text };
}
