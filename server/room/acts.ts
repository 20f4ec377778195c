/** The acts of one draft (SPEC AC1 to AC10): planned in turn, executed on the draft, the hands tidied after. */
import type { ActAnswer, ActRequest } from '../../shared/acts/act.ts';
import { type Preview, previewAct } from '../../shared/acts/decisions/preview.ts';
import { DESK, type Facts } from '../../shared/acts/facts.ts';
import { planMirror } from '../../shared/acts/mirroring.ts';
import { perform } from '../../shared/acts/perform.ts';
import type { ActGround, Past, Plan, RefusedAct } from '../../shared/acts/planned.ts';
import type { Moment } from '../../shared/acts/reduce.ts';
import { mayAct } from '../../shared/acts/rights.ts';
import { isChairsSide, type Standing } from '../../shared/house/audience.ts';
import type { Membership } from '../../shared/house/membership.ts';
import { proposalIn } from '../../shared/proposals/hand.ts';
import { type OpenDraft, openDraft } from '../../shared/proposals/open-draft.ts';
import type { Proposal } from '../../shared/proposals/proposal.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import { issuedHash } from '../export/revision.ts';
import { LogError, SERVER } from '../log/log.ts';
import { Allowance } from './allowance.ts';
import type { Acted } from './document-ports.ts';
import type { MirroredBy } from './hand-mirror.ts';
import { dropFrom, tidy } from './hand-tidying.ts';
import type { LiveDocument } from './live-document.ts';
import type { Logger } from './logger.ts';

export interface ActsPorts {
  readonly draft: string;
  readonly document: LiveDocument;
  readonly memberOf: (account: string) => Membership | undefined;
  readonly standing: () => Standing;
  readonly isParty: (party: string) => boolean;
  /** The hand of a party, opened if need be; of those that are open now. */
  readonly hand: (party: string) => Promise<LiveDocument>;
  readonly openHands: () => Promise<readonly (readonly [string, LiveDocument])[]>;
  /** The record just before this entry and just after it; undefined when there is no such entry. */
  readonly pastOf: (seq: number) => Promise<Past | undefined>;
  readonly logger: Logger;
  /** A new id, for what stays in hand of a proposal that ended. */
  readonly newId: () => string;
}

/** A proposal as a hand held it when it was tabled. */
interface FromHand {
  readonly hand: LiveDocument;
  readonly proposal: Proposal | undefined;
}

export type Previewed = Preview | RefusedAct;

export class Acts {
  readonly #ports: ActsPorts;
  readonly #draft: OpenDraft & { readonly close: () => void };
  readonly #allowance = new Allowance();

  constructor(ports: ActsPorts) {
    this.#ports = ports;
    this.#draft = openDraft(ports.document.ydoc, SERVER);
  }

  get facts(): Facts {
    return this.#ports.document.facts;
  }

  /** Does what an account asks for, or says why not. */
  async perform(account: string, request: ActRequest): Promise<ActAnswer> {
    const answer = this.#allowance.take(account)
      ? await this.#perform(account, request)
      : ({ done: false, why: 'too-many' } as const);
    if (!answer.done) this.#say(account, request, answer.why, answer.detail);
    return answer;
  }

  async #perform(account: string, request: ActRequest): Promise<ActAnswer> {
    const member = this.#ports.memberOf(account);
    const fromHand = request.act === 'table' ? await this.#fromHand(member, request) : undefined;
    const past = await this.#pastOf(member, request);
    let plan: Plan | undefined;
    try {
      const seq = await this.#ports.document.act((moment) => {
        // Asked again: the member may have lost its place while others acted.
        const ground = { ...this.#ground(moment), ...past };
        plan = perform(ground, this.#ports.memberOf(account), request, fromHand?.proposal);
        return 'refused' in plan ? undefined : { user: account, ...plan };
      });
      if (seq !== undefined) {
        await this.#forget(fromHand, plan);
        return { done: true, seq };
      }
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      return { done: false, why: 'storage', detail: error.code };
    }
    if (!plan || !('refused' in plan)) return { done: false, why: 'nothing-changed' };
    const { refused: why, ...more } = plan;
    return { done: false, why, ...more };
  }

  /** What an act would do, as this account may see it, or why it is refused; nothing is done (DE10). */
  async preview(account: string, request: ActRequest): Promise<Previewed> {
    if (!this.#allowance.take(account)) return { refused: 'too-many' };
    const member = this.#ports.memberOf(account);
    const fromHand = request.act === 'table' ? await this.#fromHand(member, request) : undefined;
    const past = await this.#pastOf(member, request);
    const { document } = this.#ports;
    if (document.isAhead) await document.settled();
    const moment = { seq: document.seq + 1, at: 0 };
    return previewAct({ ...this.#ground(moment), ...past }, member, request, fromHand?.proposal);
  }

  /** The states around the act that is to be corrected. */
  async #pastOf(member: Membership | undefined, request: ActRequest): Promise<{ past?: Past }> {
    if (request.act !== 'correct' || !member || !isChairsSide(member)) return {};
    const past = await this.#ports.pastOf(request.decision);
    return past ? { past } : {};
  }

  #ground(moment: Moment): ActGround {
    const { standing, isParty, document } = this.#ports;
    return {
      draft: this.#draft,
      facts: document.facts,
      standing: standing(),
      isParty,
      moment,
      issuedHash: (revision) => issuedHash(document.ydoc, revision),
    };
  }

  /** The proposal as the hand of the acting party holds it, once all that its accounts sent is durable. */
  async #fromHand(
    member: Membership | undefined,
    request: Extract<ActRequest, { act: 'table' }>,
  ): Promise<FromHand | undefined> {
    const { standing, isParty, document } = this.#ports;
    const verdict = mayAct(member, request, document.facts, { standing: standing(), isParty });
    if (!verdict.may || !member) return undefined;
    const hand = await this.#ports.hand(isChairsSide(member) ? DESK : verdict.for);
    await hand.settled();
    const index = BlockIndex.of(hand.ydoc);
    return { hand, proposal: proposalIn({ ydoc: hand.ydoc, index, origin: SERVER }, request.proposal) };
  }

  /** Brings the table to what a hand holds, where the house tables live. */
  async mirror(by: MirroredBy, changed: readonly Proposal[], held: ReadonlySet<string>): Promise<void> {
    await this.#ports.document.act((moment) => {
      if (this.#ports.standing().rules.intake !== 'live') return undefined;
      const plan = planMirror(this.#ground(moment), by, changed, held);
      return plan && { user: by.account, ...plan };
    });
  }

  /** A party's hand ends and another begins; throws a `LogError` when that could not be recorded. */
  async forgetHand(party: string, account: string): Promise<void> {
    const change = { act: 'forget-hand' } as const;
    const act = { kind: 'negotiation', for: party, recorded: false, changes: [change] } as const;
    await this.#ports.document.act(() => ({ user: account, act }));
  }

  /** What joined another proposal instead need not be held twice. */
  async #forget(from: FromHand | undefined, plan: Plan | undefined): Promise<void> {
    if (from?.proposal && plan && 'act' in plan && plan.done === from.proposal.id)
      await dropFrom(from.hand, from.proposal);
  }

  /** After an act: what ended or was withdrawn leaves the hands that are open. Others are tidied when they are opened. */
  async tidyHands({ change }: Acted): Promise<void> {
    const isEnd = Object.values(change.set).some(
      (fact) => fact.kind === 'proposal' && (fact.ended !== undefined || fact.withdrew.length > 0),
    );
    if (!isEnd) return;
    for (const [party, hand] of await this.#ports.openHands())
      await tidy(hand, party, this.facts, this.#ports.newId);
  }

  close(): void {
    this.#draft.close();
  }

  #say(account: string, request: ActRequest, why: string, detail: string | undefined): void {
    if (!this.#allowance.maySpeak(account)) return;
    const { draft, logger } = this.#ports;
    logger.warn(
      { draft, account, act: request.act, why, ...(detail ? { detail } : {}) },
      'an act was refused',
    );
  }
}
