/** The screen: a read-only stream for projector, observers and phones, and what the operator sets for it. */
import type { FastifyInstance } from 'fastify';
import { mayAdminister, mayFollowScreen } from '../../shared/house/audience.ts';
import { allowedEntry } from './drafts.ts';
import { checked, SHAPES, sendPrivate } from './edge.ts';
import type { Ports } from './ports.ts';

export function screenRoutes(app: FastifyInstance, { people, doors }: Ports): void {
  app.get('/screen/:draft', async (request, reply) => {
    const { member, draft } = allowedEntry(request, people, mayFollowScreen);
    for (const [name, header] of Object.entries(reply.getHeaders()))
      if (header !== undefined) reply.raw.setHeader(name, header);
    reply.hijack();
    await doors.attachScreen(draft.id, member, reply.raw);
  });

  app.get('/screen/:draft/view', async (request, reply) => {
    const { draft } = allowedEntry(request, people, mayAdminister);
    return sendPrivate(reply, await doors.screenView(draft.id));
  });

  app.put('/screen/:draft/view', async (request, reply) => {
    const { draft } = allowedEntry(request, people, mayAdminister);
    return sendPrivate(reply, await doors.setView(draft.id, checked(SHAPES.view, request.body)));
  });
}
