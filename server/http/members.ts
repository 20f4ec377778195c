/** Members and invitations of a draft. What the one who asks may not see is not in the answer. */
import type { FastifyInstance } from 'fastify';
import { maySeeMembers } from '../../shared/house/audience.ts';
import { allowedEntry, entryOf } from './drafts.ts';
import { checked, SHAPES, sendPrivate, value } from './edge.ts';
import type { Ports } from './ports.ts';

const DAY = 24 * 3_600_000;

export function memberRoutes(app: FastifyInstance, { people, invitations, config }: Ports): void {
  const { lookup } = people;

  app.get('/api/drafts/:draft/members', async (request, reply) => {
    const { account, draft } = allowedEntry(request, people, maySeeMembers);
    const issued = lookup
      .invitations(draft.id)
      .filter((invitation) => people.mayGive(account, draft.id, invitation).may);
    return sendPrivate(reply, { members: lookup.members(draft.id), invitations: issued });
  });

  app.patch('/api/drafts/:draft/members/:account', async (request, reply) => {
    const { account: by, draft } = entryOf(request, people);
    const { account } = checked(SHAPES.member, request.params);
    value(await people.changeMember(by, draft.id, account, checked(SHAPES.place, request.body)));
    return sendPrivate(reply, { member: people.memberOf(account, draft.id) });
  });

  app.delete('/api/drafts/:draft/members/:account', async (request, reply) => {
    const { account: by, draft } = entryOf(request, people);
    const { account } = checked(SHAPES.member, request.params);
    value(await people.removeMember(by, draft.id, account));
    return reply.code(204).send();
  });

  app.post('/api/drafts/:draft/invitations', async (request, reply) => {
    const { account, draft } = entryOf(request, people);
    const { days, ...wish } = checked(SHAPES.invite, request.body);
    const { id, token } = value(await invitations.invite(account, draft.id, { ...wish, lasts: days * DAY }));
    const invitation = lookup.invitations(draft.id).find((found) => found.id === id);
    return sendPrivate(reply.code(201), { invitation, url: `${config.origin}/join/${token}` });
  });

  app.delete('/api/drafts/:draft/invitations/:invitation', async (request, reply) => {
    const { account, draft } = entryOf(request, people);
    const { invitation } = checked(SHAPES.invitation, request.params);
    value(await invitations.revoke(account, draft.id, invitation));
    return reply.code(204).send();
  });
}
