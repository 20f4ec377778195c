/** Drafts: which are mine, what one is to me, its beginning, its phase, rules and parties. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  isChairsSide,
  mayAdminister,
  mayDraft,
  mayFollowScreen,
  mayManageDelegation,
  mayReadDraft,
  maySeeMembers,
  type Standing,
  type Verdict,
} from '../../shared/house/audience.ts';
import type { Membership } from '../../shared/house/membership.ts';
import type { Account, DraftRecord } from '../people/lookup.ts';
import { LARGEST_LIST, readParties } from '../people/parties-csv.ts';
import type { People } from '../people/people.ts';
import { BadRequest, checked, Refused, SHAPES, sendPrivate, value } from './edge.ts';
import type { Ports } from './ports.ts';
import { signedIn, signOut } from './session.ts';

/** A member's way into a draft: who asks, as what, and how the draft stands. */
export interface Entry {
  readonly account: Account;
  readonly member: Membership;
  readonly draft: DraftRecord;
}

/** Who asks for which draft; throws Refused as if there were none where the one who asks takes no part. */
export function entryOf(request: FastifyRequest, people: People): Entry {
  const account = signedIn(request);
  const { draft: id } = checked(SHAPES.draft, request.params);
  const draft = people.lookup.draft(id);
  const member = people.memberOf(account.id, id);
  if (!draft || !member) throw new Refused('unknown-draft');
  return { account, member, draft };
}

/** The same, for those who pass a rule of the house. */
export function allowedEntry(
  request: FastifyRequest,
  people: People,
  rule: (member: Membership, standing: Standing) => Verdict,
): Entry {
  const entry = entryOf(request, people);
  const verdict = rule(entry.member, entry.draft);
  if (!verdict.may) throw new Refused(verdict.why);
  return entry;
}

/** Everything that the house decides for this member, so that the page asks nobody else. */
const rightsOf = (member: Membership, standing: Standing) => ({
  readDraft: mayReadDraft(member, standing),
  followScreen: mayFollowScreen(member, standing),
  draft: mayDraft(member, standing),
  seeMembers: maySeeMembers(member, standing),
  administer: mayAdminister(member),
  manageDelegation: mayManageDelegation(member, member.party ?? ''),
});

const isVisible = (member: Membership | undefined, draft: DraftRecord): boolean =>
  mayReadDraft(member, draft).may || mayFollowScreen(member, draft).may;

export function draftRoutes(app: FastifyInstance, ports: Ports): void {
  const { people, texts } = ports;
  const { lookup } = people;

  app.get('/api/me', async (request, reply) => {
    const account = signedIn(request);
    return sendPrivate(reply, { account, mayCreate: mayCreate(people, account) });
  });

  app.post('/api/me/sign-out', async (request, reply) => {
    signOut(request, reply, ports);
    if (request.account) await ports.doors.dismiss(request.account.id);
    return reply.code(204).send();
  });

  app.get('/api/drafts', async (request, reply) => {
    const account = signedIn(request);
    const mine = lookup.draftsOf(account.id).flatMap((draft) => {
      const member = people.memberOf(account.id, draft.id);
      return isVisible(member, draft) ? [{ draft, member }] : [];
    });
    return sendPrivate(reply, { drafts: mine });
  });

  app.get('/api/drafts/:draft', async (request, reply) => {
    const { account, member, draft } = entryOf(request, people);
    const rights = rightsOf(member, draft);
    if (!isVisible(member, draft)) return sendPrivate(reply, { account, member, rights });
    const party = member.party === undefined ? undefined : lookup.party(draft.id, member.party);
    return sendPrivate(reply, { draft, account, member, party, rights });
  });

  app.get('/api/drafts/:draft/base', async (request, reply) => {
    const { draft } = allowedEntry(request, people, mayReadDraft);
    return sendPrivate(reply, await texts.base(draft.id));
  });

  app.put('/api/drafts/:draft/phase', async (request, reply) => {
    const { account, draft } = entryOf(request, people);
    const { phase } = checked(SHAPES.phase, request.body);
    value(await people.setPhase(account, draft.id, phase));
    return sendPrivate(reply, { draft: lookup.draft(draft.id) });
  });

  app.put('/api/drafts/:draft/rules', async (request, reply) => {
    const { account, draft } = entryOf(request, people);
    value(await people.setRules(account, draft.id, checked(SHAPES.rules, request.body)));
    return sendPrivate(reply, { draft: lookup.draft(draft.id) });
  });

  app.get('/api/drafts/:draft/parties', async (request, reply) => {
    const { draft } = allowedEntry(request, people, maySeeMembers);
    return sendPrivate(reply, { parties: lookup.parties(draft.id) });
  });

  app.addContentTypeParser('text/csv', { parseAs: 'string', bodyLimit: LARGEST_LIST }, (_, body, taken) =>
    taken(null, body),
  );
  app.put('/api/drafts/:draft/parties', async (request, reply) => {
    const { account, draft } = entryOf(request, people);
    if (typeof request.body !== 'string') throw new BadRequest('body: is not text/csv');
    const list = readParties(request.body);
    if (!list.read) return reply.code(400).send({ error: 'party-list', faults: list.faults });
    value(await people.setParties(account, draft.id, list.parties));
    return sendPrivate(reply, { parties: list.parties });
  });
}

/** Who is on the chair's side of some draft may begin another (PE4). */
export const mayCreate = (people: People, { id }: Account): boolean =>
  people.lookup.draftsOf(id).some((draft) => {
    const member = people.memberOf(id, draft.id);
    return member !== undefined && isChairsSide(member);
  });
