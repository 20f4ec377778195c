/** A person at a keyboard, without a browser: the real binding and commands over a ProseMirror state. */
import { type EditorState, TextSelection } from 'prosemirror-state';
import * as Y from 'yjs';
import { Binding } from '../../client/editor/binding.ts';
import { bracketMarks } from '../../client/editor/bracket-marks.ts';
import { sliceOfText } from '../../client/editor/clipboard.ts';
import { type CommandName, commandsOf, typeDelimiter } from '../../client/editor/commands.ts';
import { deleteBack, deleteForward } from '../../client/editor/keys.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import { withoutFormatCleanup } from '../../shared/text/draft-doc.ts';
import { nodeOfRecord } from '../../shared/text/schema.ts';
import type { Random } from '../support/random.ts';
import { below } from './chars.ts';
import type { Person } from './world.ts';

export class Client implements Person {
  readonly ydoc: Y.Doc;
  readonly binding: Binding;
  isOnline = true;
  /** Set while an input method composes. */
  isComposing = false;
  private held!: EditorState;
  private ids = 0;

  constructor(
    readonly name: string,
    bytes: Uint8Array,
    readonly clientId: number,
  ) {
    this.ydoc = withoutFormatCleanup(new Y.Doc());
    Y.applyUpdate(this.ydoc, bytes, 'load');
    this.ydoc.clientID = clientId;
    this.binding = new Binding({ ydoc: this.ydoc, newId: () => `${name}-${clientId}-${this.ids++}` });
    this.held = this.binding.createState([bracketMarks(this.binding.index)]);
    const self = this;
    this.binding.attach({
      get state() {
        return self.held;
      },
      set state(next) {
        self.held = next;
      },
      updateState: (next) => {
        self.held = next;
      },
    });
  }

  get isHolding(): boolean {
    return this.binding.composition.isActive;
  }

  get state(): EditorState {
    return this.held;
  }

  close(): void {
    this.binding.destroy();
  }

  /** Sets the selection at random places inside blocks; `span` is the most positions it extends. */
  selectAt(dice: Random, span: number): boolean {
    const { doc } = this.state;
    const size = doc.content.size;
    const from = below(dice, size);
    const to = Math.min(size, from + below(dice, span + 1));
    const selection = TextSelection.between(doc.resolve(from), doc.resolve(to));
    if (!(selection instanceof TextSelection) || !selection.$from.parent.inlineContent) return false;
    if (splitsPair(selection.$from.nodeBefore?.text, selection.$from.nodeAfter?.text)) return false;
    if (splitsPair(selection.$to.nodeBefore?.text, selection.$to.nodeAfter?.text)) return false;
    this.binding.dispatch(this.state.tr.setSelection(selection));
    return true;
  }

  type(text: string): void {
    this.binding.dispatch(this.state.tr.insertText(text));
  }

  paste(text: string): void {
    this.binding.dispatch(this.state.tr.replaceSelection(sliceOfText(text)));
  }

  run(name: CommandName, text?: string): void {
    commandsOf(this.binding)[name].run(text);
  }

  key(which: 'Backspace' | 'Delete' | '['): void {
    if (which === '[') typeDelimiter(this.binding, '[');
    else if (which === 'Backspace') deleteBack(this.binding);
    else deleteForward(this.binding);
  }

  startComposing(): void {
    this.isComposing = true;
    this.binding.composition.isComposing = true;
  }

  endComposing(): void {
    this.isComposing = false;
    this.binding.composition.isComposing = false;
    this.binding.composition.settle();
  }

  /** The characters on this person's screen in order, each with its block. */
  onScreen(): [char: string, block: string][] {
    const found: [string, string][] = [];
    this.state.doc.descendants((node, _pos, parent) => {
      if (node.isText) for (const char of node.text!) found.push([char, String(parent!.attrs.id)]);
    });
    return found;
  }

  /** What is wrong with this replica: its index and its view must be what a fresh reading gives. */
  fault(): string | undefined {
    const fresh = BlockIndex.of(this.ydoc);
    const records = [...fresh.records()];
    const kept = [...this.binding.index.records()];
    if (JSON.stringify(records) !== JSON.stringify(kept)) return 'index differs from a fresh reading';
    const shown: unknown[] = [];
    this.state.doc.descendants((node) => {
      if (node.type.name === 'chunk') return true;
      shown.push(node.toJSON());
      return false;
    });
    if (JSON.stringify(shown) !== JSON.stringify(records.map((record) => nodeOfRecord(record).toJSON())))
      return 'view differs from the model';
    return undefined;
  }
}

const splitsPair = (before: string | undefined, after: string | undefined): boolean =>
  /[\ud800-\udbff]$/.test(before ?? '') && /^[\udc00-\udfff]/.test(after ?? '');
