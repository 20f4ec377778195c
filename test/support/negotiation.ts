/** A negotiation in a real room: parties with hands, an operator, observers; what each asks for as a test says it. */
import { type Log, SERVER } from '../../server/log/log.ts';
import type { DocumentOptions } from '../../server/room/document-ports.ts';
import type { ActAnswer, ActRequest } from '../../shared/acts/act.ts';
import { DESK, type Facts, type ProposalFact } from '../../shared/acts/facts.ts';
import { DEFAULT_RULES, type HouseRules } from '../../shared/house/membership.ts';
import { type Hand, writeProposal } from '../../shared/proposals/hand.ts';
import { openDraft } from '../../shared/proposals/open-draft.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { readDraft } from '../../shared/text/draft-doc.ts';
import { type Ask, Places, printOf, proposalOf } from './asks.ts';
import { DRAFT, Hall } from './hall.ts';
import type { RawClient } from './raw-client.ts';

export class Negotiation {
  private constructor(readonly hall: Hall) {}

  static async open(
    words: readonly string[],
    rules: Partial<HouseRules> = {},
    options: { log?: Log; document?: DocumentOptions; draft?: DraftDocument } = {},
  ): Promise<Negotiation> {
    const hall = await Hall.open(words, options);
    hall.people.stand({ phase: 'open', rules: { ...DEFAULT_RULES, ...rules } });
    return new Negotiation(hall);
  }

  /** The draft as the server has it, to find places in; read anew each time. */
  async places(): Promise<Places> {
    const { ydoc } = await this.hall.document();
    const draft = openDraft(ydoc, 'test');
    draft.close();
    return new Places(draft);
  }

  async act(account: string, request: ActRequest): Promise<ActAnswer> {
    return this.hall.rooms.perform(DRAFT, account, request);
  }

  /** Enters from the floor, for a party. */
  enter(ask: Ask, party?: string): Promise<ActAnswer> {
    return this.act('secretariat', {
      act: 'enter',
      proposal: proposalOf(ask),
      ...(party ? { for: party } : {}),
    });
  }

  /** The hand of the account's party, open for typing. */
  hand(account: string): Promise<RawClient> {
    const party = account === 'secretariat' || account === 'chair' ? DESK : account.split('-')[0]!;
    return this.hall.enter(account, `hand/${DRAFT}/${party}`);
  }

  /** Writes into the hand and tables it. */
  async table(hand: RawClient, account: string, ask: Ask, more: { for?: string } = {}): Promise<ActAnswer> {
    await write(hand, ask);
    return this.act(account, { act: 'table', proposal: ask.id, ...more });
  }

  async facts(): Promise<Facts> {
    return (await this.hall.document()).facts;
  }

  async fact(id: string): Promise<ProposalFact> {
    const fact = (await this.facts())[`proposal/${id}`];
    if (fact?.kind !== 'proposal') throw new Error(`no fact about ${id}`);
    return fact;
  }

  /** The words of the text, a line a block; brackets as characters. */
  async text(): Promise<string> {
    return printOf(readDraft((await this.hall.document()).ydoc));
  }

  close(): Promise<void> {
    return this.hall.close();
  }
}

/** Writes a proposal into a hand, as the page does, and waits until it is kept. */
export async function write(hand: RawClient, ask: Ask): Promise<void> {
  const { blocks, ...head } = proposalOf(ask);
  await edit(hand, (open) =>
    writeProposal(
      open,
      head,
      blocks.map(({ id, kind, attrs, content }) => ({ id, kind, attrs, elements: content })),
    ),
  );
}

/** Does something in a hand and waits until it is kept. */
export async function edit(hand: RawClient, work: (open: Hand) => void): Promise<void> {
  await hand.change((ydoc) => {
    const index = BlockIndex.of(ydoc);
    const follow = (transaction: Parameters<BlockIndex['update']>[0]): unknown => index.update(transaction);
    ydoc.on('afterTransaction', follow);
    work({ ydoc, index, origin: SERVER });
    ydoc.off('afterTransaction', follow);
  });
}
