/** A meeting in a test's own hands: acts from the floor change table and facts, just as far as a reading of them needs. */

import type { ActRequest } from '../../shared/acts/act.ts';
import { CHAIR, type Facts, keyOf, type ProposalFact } from '../../shared/acts/facts.ts';
import type { FloorGround } from '../../shared/acts/floor/ground.ts';
import { readFloorLine } from '../../shared/acts/floor-line.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import type { Party } from '../../shared/house/party.ts';
import { Composition } from '../../shared/proposals/composition.ts';
import { printedDraft } from '../../shared/proposals/printed.ts';
import { hashWords, type Proposal, type TabledHead } from '../../shared/proposals/proposal.ts';
import { printText } from '../../shared/renditions/text.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { createDraft, tableOf } from '../../shared/text/draft-doc.ts';
import { removeRange, replaceRange } from '../../shared/text/edit.ts';
import { flatLength } from '../../shared/text/sequence.ts';

export const party = (id: string, en: string, zh: string, order: number): Party => ({
  id,
  order,
  groups: [],
  names: { en: { short: en, full: `Delegation of ${en}` }, zh: { short: zh, full: `${zh}代表团` } },
});

export const PARTIES: readonly Party[] = [
  party('brazil', 'Brazil', '巴西', 1),
  party('canada', 'Canada', '加拿大', 2),
  party('eu', 'EU', '欧盟', 3),
  party('g77', 'G77 and China', '77国集团和中国', 4),
  party('japan', 'Japan', '日本', 5),
  party('mexico', 'Mexico', '墨西哥', 6),
  party('norway', 'Norway', '挪威', 7),
  party('switzerland', 'Switzerland', '瑞士', 8),
  party('usa', 'USA', '美国', 9),
];

const wordsIn = ({ blocks }: Proposal): string =>
  blocks.map(({ content }) => content.map(printedInline).join('')).join('\n');

export class Meeting {
  readonly ydoc;
  facts: Facts = {};
  last: readonly ActRequest[] = [];
  private seq = 0;
  private ids = 0;

  constructor(document: DraftDocument) {
    this.ydoc = createDraft(document);
  }

  get composition(): Composition {
    return new Composition(this.ydoc);
  }

  ground(more: Partial<FloorGround> = {}): FloorGround {
    return {
      composition: this.composition,
      facts: this.facts,
      parties: PARTIES,
      last: this.last,
      newId: () => `n${++this.ids}`,
      ...more,
    };
  }

  read(line: string, more: Partial<FloorGround> = {}) {
    return readFloorLine(line, this.ground(more));
  }

  /** Reads a line and does what it asks; throws what is wrong with it. */
  say(line: string, more: Partial<FloorGround> = {}): readonly ActRequest[] {
    const reading = this.read(line, more);
    if (reading.kind !== 'acts') throw new Error(`${line}: ${JSON.stringify(reading)}`);
    for (const act of reading.acts) this.do(act);
    if (reading.acts.some(({ act }) => act !== 'floor')) this.last = reading.acts;
    return reading.acts;
  }

  block(label: string): string {
    return [...this.composition.papers.text.records()].find(({ attrs }) => attrs.label === label)!.id;
  }

  /** The printed line of a provision. */
  print(label: string): string {
    const text = printText(printedDraft(this.composition), { bracketAlternatives: true });
    return (
      text.split('\n\n').find((line) => line.startsWith(`${label}.`) || line.startsWith(`[${label}.`)) ?? ''
    );
  }

  proposal(id: string): ProposalFact {
    const fact = this.facts[`proposal/${id}`];
    if (fact?.kind !== 'proposal') throw new Error(`no proposal ${id}`);
    return fact;
  }

  private set(fact: Facts[string]): void {
    this.facts = { ...this.facts, [keyOf(fact)]: fact };
  }

  private do(act: ActRequest): void {
    this.seq += 1;
    const { seq } = this;
    const by = ('for' in act && act.for) || CHAIR;
    switch (act.act) {
      case 'floor':
        if (act.unit !== null) this.set({ kind: 'floor', unit: act.unit, seq });
        break;
      case 'enter':
        this.enter(act.proposal, by);
        break;
      case 'join':
        this.change(act.proposal, (fact) => ({ ...fact, proponents: [...fact.proponents, by] }));
        break;
      case 'withdraw':
        this.withdraw(act.proposal, by);
        break;
      case 'take-up':
        this.takeUp(act.proposal, by);
        break;
      case 'position': {
        const { on, stance, audience } = act;
        const wording = on.startsWith('proposal:')
          ? this.proposal(on.slice(9)).wordings.at(-1)!.hash
          : undefined;
        if (stance)
          this.set({
            kind: 'position',
            party: by,
            on,
            stance,
            audience,
            seq,
            recorded: true,
            ...(wording ? { wording } : {}),
          });
        break;
      }
      default:
        throw new Error(`the meeting does not know ${act.act}`);
    }
  }

  private change(id: string, work: (fact: ProposalFact) => ProposalFact): void {
    this.set(work(this.proposal(id)));
  }

  private enter(proposal: Proposal, by: string): void {
    const known = this.facts[`proposal/${proposal.id}`];
    const before = known?.kind === 'proposal' ? known : undefined;
    const words = wordsIn(proposal);
    const wording = {
      number: (before?.wordings.length ?? 0) + 1,
      words,
      hash: hashWords(words),
      seq: this.seq,
    };
    const { place } = proposal;
    const unit = place.on === 'blocks' ? place.blocks[0] : place.on === 'after' ? place.block : place.block;
    this.takeFromTable(proposal.id);
    this.table(proposal);
    this.set({
      kind: 'proposal',
      id: proposal.id,
      asks: proposal.kind,
      fate: 'on-text',
      proponents: before?.proponents ?? [by],
      withdrew: before?.withdrew ?? [],
      wordings: [...(before?.wordings ?? []), wording],
      tabled: before?.tabled ?? this.seq,
      at: 0,
      ...(unit ? { unit } : {}),
    });
  }

  private table({ blocks, ...head }: Proposal): void {
    const tabled: TabledHead = { ...head, state: 'on-text', order: this.seq, wording: 1 };
    tableOf(this.ydoc).set(head.id, tabled);
    const index = BlockIndex.of(this.ydoc, 'words');
    const elements = blocks.flatMap(({ id, kind, attrs, content }) => [
      { el: 'start', id, kind, ...attrs, of: head.id } as const,
      ...content,
      { el: 'end', id } as const,
    ]);
    replaceRange({ ydoc: this.ydoc, index, origin: this }, index.length, index.length, elements as never);
  }

  private takeFromTable(id: string): void {
    tableOf(this.ydoc).delete(id);
    for (const record of [...BlockIndex.of(this.ydoc, 'words').records()].filter(
      ({ attrs }) => attrs.of === id,
    )) {
      const index = BlockIndex.of(this.ydoc, 'words');
      const { flat } = index.placeOf(record.id)!;
      removeRange({ ydoc: this.ydoc, index, origin: this }, flat, flat + flatLength(record));
    }
  }

  private withdraw(id: string, by: string): void {
    const fact = this.proposal(id);
    const proponents = fact.proponents.filter((each) => each !== by);
    const left = { ...fact, proponents, withdrew: [...fact.withdrew, by] };
    if (proponents.length > 0) {
      this.set(left);
      return;
    }
    const { state: _, order: __, wording: ___, ...head } = tableOf(this.ydoc).get(id) as TabledHead;
    const blocks = [...BlockIndex.of(this.ydoc, 'words').records()]
      .filter(({ attrs }) => attrs.of === id)
      .map(({ attrs: { of: ____, ...attrs }, ...block }) => ({
        id: block.id,
        kind: block.kind,
        attrs,
        content: block.content,
      }));
    this.takeFromTable(id);
    this.set({ ...left, fate: 'withdrawn', ended: this.seq, content: { ...head, blocks } });
  }

  private takeUp(id: string, by: string): void {
    const { content, ended: _, ...fact } = this.proposal(id);
    if (content) this.table(content);
    this.set({ ...fact, fate: 'on-text', proponents: [...fact.proponents, by] });
  }
}
