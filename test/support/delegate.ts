/** A delegate's editor without a browser: three papers, typed into as a keyboard would. */
import { type EditorState, TextSelection } from 'prosemirror-state';
import * as Y from 'yjs';
import type { CommandName } from '../../client/editor/command.ts';
import { posOfBlock } from '../../client/editor/places.ts';
import { bracketHere, proposingCommands } from '../../client/editor/proposing/commands.ts';
import { Proposing, type ProposingOptions } from '../../client/editor/proposing/desk.ts';
import { deleteBack, deleteForward, splitHere } from '../../client/editor/proposing/keys.ts';
import { printedDraft } from '../../shared/proposals/printed.ts';
import { printText } from '../../shared/renditions/text.ts';
import { withoutFormatCleanup } from '../../shared/text/draft-doc.ts';
import { schema } from '../../shared/text/schema.ts';

export class Delegate {
  readonly hand: Y.Doc;
  readonly desk: Proposing;
  state: EditorState;

  constructor(draft: Y.Doc, name: string, more: Partial<ProposingOptions> = {}, hand?: Y.Doc) {
    this.hand = hand ?? withoutFormatCleanup(new Y.Doc());
    let count = 0;
    this.desk = new Proposing({ draft, hand: this.hand, newId: () => `${name}${++count}`, ...more });
    this.state = this.desk.createState();
    const self = this;
    this.desk.attach({
      get state() {
        return self.state;
      },
      set state(next) {
        self.state = next;
      },
      updateState(next) {
        self.state = next;
      },
    });
  }

  /** Puts the caret, or a selection, at places given as a text with `|` (two: a selection) of what the block shows. */
  at(block: string, shown: string): this {
    const place = this.desk.composition.placeOf(block);
    if (!place) throw new Error(`no block ${block}`);
    const [before = '', middle, after] = shown.split('|');
    const text = this.shown(block);
    const whole = after === undefined ? before + (middle ?? '') : before + middle + after;
    const start = text.indexOf(whole);
    if (start < 0) throw new Error(`"${whole}" is not in "${text}"`);
    const from = posOfBlock(this.state.doc, place.chunk, place.at) + 1 + start + before.length;
    const to = after === undefined ? from : from + middle!.length;
    this.desk.dispatch(this.state.tr.setSelection(TextSelection.create(this.state.doc, from, to)));
    return this;
  }

  type(text: string): this {
    for (const char of text) {
      const { from, to } = this.state.selection;
      this.desk.dispatch(this.state.tr.insertText(char, from, to));
    }
    return this;
  }

  paste(...lines: readonly string[]): this {
    const paragraphs = lines.map((line) =>
      schema.nodes.paragraph!.create({ id: '', data: {} }, schema.text(line)),
    );
    const { from, to } = this.state.selection;
    const tr = this.state.tr;
    if (lines.length === 1) tr.insertText(lines[0]!, from, to);
    else
      tr.replaceRange(
        from,
        to,
        schema.nodes
          .chunk!.create(null, paragraphs)
          .slice(1, paragraphs.reduce((sum, p) => sum + p.nodeSize, 0) - 1),
      );
    this.desk.dispatch(tr);
    return this;
  }

  back(times = 1): this {
    for (let i = 0; i < times; i += 1) deleteBack(this.desk);
    return this;
  }
  del(times = 1): this {
    for (let i = 0; i < times; i += 1) deleteForward(this.desk);
    return this;
  }
  enter(): this {
    splitHere(this.desk);
    return this;
  }
  bracket(): this {
    bracketHere(this.desk);
    return this;
  }
  run(name: CommandName, text?: string): this {
    proposingCommands(this.desk)[name]!.run(text);
    return this;
  }

  /** What a block shows, delimiters as characters. */
  shown(block: string): string {
    const place = this.desk.composition.placeOf(block);
    const node = place && this.state.doc.child(place.chunk).child(place.at);
    return node?.textBetween(0, node.content.size, '', (leaf) => leaf.type.spec.leafText?.(leaf) ?? '') ?? '';
  }

  /** The same with the caret as `|`. */
  caret(): string {
    const { $head } = this.state.selection;
    const of = (from: number, to: number): string =>
      $head.parent.textBetween(from, to, '', (leaf) => leaf.type.spec.leafText?.(leaf) ?? '');
    return `${of(0, $head.parentOffset)}|${of($head.parentOffset, $head.parent.content.size)}`;
  }

  /** The whole as it would be printed. */
  printed(): string {
    return printText(printedDraft(this.desk.composition));
  }

  /** Kinds of the proposals in hand, in the order of their making. */
  get kinds(): readonly string[] {
    return [...this.desk.composition.papers.inHand.values()].map(({ kind }) => kind);
  }
}
