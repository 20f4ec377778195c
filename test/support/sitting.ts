/** A sitting without server or sockets: acts planned, written and reduced on one draft. */
import type { ActRequest } from '../../shared/acts/act.ts';
import type { Facts, ProposalFact } from '../../shared/acts/facts.ts';
import { withChange } from '../../shared/acts/facts.ts';
import type { LoggedAct } from '../../shared/acts/logged.ts';
import { perform } from '../../shared/acts/perform.ts';
import { reduce } from '../../shared/acts/reduce.ts';
import {
  DEFAULT_RULES,
  type HouseRules,
  type Membership,
  type Phase,
} from '../../shared/house/membership.ts';
import { type OpenDraft, openDraft } from '../../shared/proposals/open-draft.ts';
import type { Proposal } from '../../shared/proposals/proposal.ts';
import type { Block, DraftDocument } from '../../shared/text/document.ts';
import { createDraft, readDraft } from '../../shared/text/draft-doc.ts';
import { type Ask, Places, printOf, proposalOf } from './asks.ts';

/** Blocks of a draft: `10` is a provision with this label, `10a` an item; the id is the label. */
export const provision = (
  label: string,
  ...content: readonly (string | Block['content'][number])[]
): Block => ({
  id: `p${label}`,
  kind: 'provision',
  attrs: { label },
  content: content.map((each) => (typeof each === 'string' ? { text: each } : each)),
});
export const item = (id: string, text: string): Block => ({
  id,
  kind: 'item',
  attrs: { label: id, level: 1 },
  content: [{ text }],
});
export const block = (id: string, kind: Block['kind'], text: string): Block => ({
  id,
  kind,
  attrs: {},
  content: [{ text }],
});
export const draftOf = (...blocks: readonly Block[]): DraftDocument => ({
  schema: 1,
  meta: { title: 'Draft', language: 'en', dir: 'ltr' },
  blocks,
});

export const memberOf = (who: string): Membership => ({
  account: who,
  draft: 'd1',
  ...(who === 'chair' || who === 'secretariat' || who === 'observer'
    ? { role: who }
    : { role: 'delegation', party: who }),
  head: false,
});

export class Sitting {
  readonly draft: OpenDraft;
  facts: Facts = {};
  seq = 1;
  readonly log: LoggedAct[] = [];
  phase: Phase = 'open';
  rules: HouseRules = DEFAULT_RULES;

  constructor(...blocks: readonly Block[]) {
    this.draft = openDraft(createDraft(draftOf(...blocks)), 'act');
    this.draft.ydoc.clientID = 2;
  }

  get at(): Places {
    return new Places(this.draft);
  }

  /** Places in the words of tabled proposals. */
  get onTable(): Places {
    return new Places(this.draft, 'words');
  }

  /** Does it and returns nothing, or the reason of the refusal. */
  act(who: string, request: ActRequest, fromHand?: Proposal): string | undefined {
    const moment = { seq: this.seq + 1, at: this.seq * 1_000 };
    const isParty = (party: string): boolean => /^[a-z]/.test(party) && party !== 'nobody';
    const standing = { phase: this.phase, rules: this.rules };
    const ground = { draft: this.draft, facts: this.facts, moment, standing, isParty };
    const plan = perform(ground, memberOf(who), request, fromHand);
    if ('refused' in plan) return plan.refused;
    const act = JSON.parse(JSON.stringify(plan.write?.() ?? plan.act)) as LoggedAct;
    this.log.push(act);
    this.facts = withChange(this.facts, reduce(this.facts, act, moment));
    this.seq += 1;
    return undefined;
  }

  /** Tables from the hand of a party. */
  table(who: string, ask: Ask): string | undefined {
    return this.act(who, { act: 'table', proposal: ask.id }, proposalOf(ask));
  }

  enter(party: string, ask: Ask): string | undefined {
    return this.act('secretariat', { act: 'enter', proposal: proposalOf(ask), for: party });
  }

  /** Decides on proposals: `+id` is taken, `-id` is not. */
  decide(...outcomes: readonly string[]): string | undefined {
    return this.act('secretariat', {
      act: 'decide',
      outcomes: outcomes.map((each) => ({
        proposal: each.slice(1),
        outcome: each.startsWith('+') ? 'taken' : 'not-taken',
      })),
    });
  }

  fact(id: string): ProposalFact {
    const fact = this.facts[`proposal/${id}`];
    if (fact?.kind !== 'proposal') throw new Error(`no fact about ${id}`);
    return fact;
  }

  get document(): DraftDocument {
    return readDraft(this.draft.ydoc);
  }

  /** The text, a line a block. */
  get text(): string {
    return printOf(this.document);
  }

  /** Labels and words, a line a block: `10 words`. */
  get numbered(): readonly string[] {
    return this.document.blocks.map((each) => `${each.attrs.label ?? each.kind} ${printOf(draftOf(each))}`);
  }
}
