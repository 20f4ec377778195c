/** The body's own Word template of a draft (SPEC TP5): sent by the chair's side, looked at apart, used by every Word file. */
import type { FastifyInstance } from 'fastify';
import { mayAdminister, mayTake } from '../../shared/house/audience.ts';
import { LARGEST_TEMPLATE } from '../export/template/package.ts';
import { lookApart } from '../export/template/worker.ts';
import { allowedEntry } from './drafts.ts';
import { sendPrivate, TooLarge } from './edge.ts';
import type { Ports } from './ports.ts';
import { sentFile, stoppedWith } from './sent-file.ts';

/** Templates that one account may send in a minute. */
const RATE = { config: { rateLimit: { max: 10, timeWindow: 60_000 } } } as const;

export function templateRoutes(app: FastifyInstance, { people, templates }: Ports): void {
  app.get('/api/drafts/:draft/template', async (request, reply) => {
    const { draft } = allowedEntry(request, people, (member, standing) =>
      mayTake(member, standing, 'working'),
    );
    return sendPrivate(reply, { template: templates.cardOf(draft.id) ?? null });
  });

  app.put('/api/drafts/:draft/template', RATE, async (request, reply) => {
    const { draft } = allowedEntry(request, people, mayAdminister);
    const { bytes, name } = await sentFile(request);
    if (bytes.length > LARGEST_TEMPLATE) throw new TooLarge('the template is too large');
    const looked = await lookApart(bytes, stoppedWith(reply));
    if (!looked.ok)
      return sendPrivate(reply.code(422), { error: `template-${looked.why}`, message: looked.message });
    const { fields, styles } = looked;
    return sendPrivate(reply, { template: templates.put(draft.id, name, bytes), fields, styles });
  });

  app.delete('/api/drafts/:draft/template', async (request, reply) => {
    const { draft } = allowedEntry(request, people, mayAdminister);
    templates.remove(draft.id);
    return reply.code(204).send();
  });
}
