/** A person of a negotiation: the real editor over the draft and the own side's hand, on lines that fail. */
import { TextSelection } from 'prosemirror-state';
import * as Y from 'yjs';
import { drawnOf } from '../../client/editor/proposing/desk.ts';
import { DESK, type Facts } from '../../shared/acts/facts.ts';
import { Composition } from '../../shared/proposals/composition.ts';
import { wordsOf } from '../../shared/text/document.ts';
import { textOf, withoutFormatCleanup } from '../../shared/text/draft-doc.ts';
import { nodeOfRecord } from '../../shared/text/schema.ts';
import { Delegate } from '../support/delegate.ts';
import { DRAFT } from '../support/hall.ts';
import type { Random } from '../support/random.ts';
import { below } from './chars.ts';
import { type Door, Line } from './negotiation-line.ts';

export const sideOf = (account: string): string =>
  account === 'chair' || account === 'secretariat' ? DESK : account.split('-')[0]!;

export class Person {
  readonly draft = withoutFormatCleanup(new Y.Doc());
  readonly hand = withoutFormatCleanup(new Y.Doc());
  readonly side: string;
  editor!: Delegate;
  /** True while what was typed waits here though the line stands. */
  isHeldBack = false;
  private lines: { readonly draft: Line; readonly hand: Line } | undefined;
  private outbox: Uint8Array[] = [];
  private ids = 0;

  constructor(
    readonly account: string,
    readonly client: number,
  ) {
    this.side = sideOf(account);
    this.hand.clientID = client;
    this.hand.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server') this.outbox.push(update);
    });
  }

  get facts(): Facts {
    return this.lines?.draft.facts ?? {};
  }

  get isOnline(): boolean {
    return this.lines?.draft.isOpen === true && this.lines.hand.isOpen;
  }

  /** The line comes back: both papers are asked for and offered. */
  async connect(door: Door): Promise<void> {
    this.leave();
    const { account, side } = this;
    const draft = await Line.enter(door, account, { kind: 'draft', draft: DRAFT }, this.draft);
    this.outbox = [];
    const name = { kind: 'hand', draft: DRAFT, party: side } as const;
    const hand = await Line.enter(door, account, name, this.hand);
    if (draft && hand) this.lines = { draft, hand };
  }

  /** Begins the editor on the papers as they are. */
  open(): void {
    const more = {
      newId: () => `i${this.client}.${this.ids++}`,
      isOurs: (id: string) => {
        const fact = this.facts[`proposal/${id}`];
        return fact?.kind === 'proposal' && fact.proponents.includes(this.side);
      },
    };
    this.editor = new Delegate(this.draft, '', more, this.hand);
  }

  leave(): void {
    this.lines?.draft.leave();
    this.lines?.hand.leave();
    this.lines = undefined;
  }

  /** Sends what was typed; some lines bring it in another order, or twice. */
  send(dice: Random): void {
    if (!this.isOnline || this.isHeldBack) return;
    const all = this.outbox.splice(0);
    const updates = dice.chance(0.15) ? dice.shuffle(all) : all;
    for (const update of updates) this.lines!.hand.say(2, update);
    if (updates[0] && dice.chance(0.05)) this.lines!.hand.say(2, updates[0]);
  }

  /** The own side's characters as this person holds them: the hand, shown or not, and what is ours on the table alone. */
  get ownWords(): string[] {
    const { desk } = this.editor;
    const { tabled, inHand } = desk.composition.papers;
    const ours = [...tabled.keys()].filter((id) => !inHand.has(id) && desk.isOurs(id));
    const words = ours.flatMap((id) => desk.composition.papers.shown(id)?.records ?? []);
    return [...textOf(this.hand).toString(), ...words.flatMap(({ content }) => [...wordsOf(content)])];
  }

  selectAt(dice: Random, span: number): boolean {
    const { desk, state } = this.editor;
    const size = state.doc.content.size;
    const from = below(dice, size);
    const to = Math.min(size, from + below(dice, span + 1));
    const selection = TextSelection.between(state.doc.resolve(from), state.doc.resolve(to));
    if (!(selection instanceof TextSelection) || !selection.$from.parent.inlineContent) return false;
    const { $from, $to } = selection;
    for (const $pos of [$from, $to])
      if (splitsPair($pos.nodeBefore?.text, $pos.nodeAfter?.text)) return false;
    desk.dispatch(state.tr.setSelection(selection));
    return true;
  }

  /** What is wrong with what this person sees. */
  fault(): string | undefined {
    const { desk, state } = this.editor;
    if (this.lines?.hand.refusal) return `honest typing was refused: ${this.lines.hand.refusal}`;
    const kept = desk.composition.blocks();
    const fresh = new Composition(this.draft, this.hand).blocks();
    const differs = fresh.findIndex((block, at) => JSON.stringify(block) !== JSON.stringify(kept[at]));
    if (differs >= 0 || kept.length !== fresh.length)
      return `composition differs from a fresh one at ${fresh[differs]?.id}`;
    const shown: unknown[] = [];
    state.doc.descendants((node) => {
      if (node.type.name === 'chunk') return true;
      shown.push(node.toJSON());
      return false;
    });
    const wanted = kept.map((block) => nodeOfRecord(drawnOf(block)).toJSON());
    const other = wanted.findIndex((node, at) => plain(node) !== plain(shown[at]));
    return other < 0 && wanted.length === shown.length
      ? undefined
      : `view differs from the composition at ${kept[other]?.id ?? 'the end'}`;
  }
}

/** The same text for the same data, in whatever order its fields were said. */
const plain = (data: unknown): string =>
  JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

const splitsPair = (before: string | undefined, after: string | undefined): boolean =>
  /[\ud800-\udbff]$/.test(before ?? '') && /^[\udc00-\udfff]/.test(after ?? '');
