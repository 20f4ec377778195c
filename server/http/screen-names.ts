/** Names for the screen (SPEC SC7): asked for apart, by members who may read the draft, so that the stream itself never holds one. */
import type { FastifyInstance } from 'fastify';
import { namesByProposal } from '../../shared/acts/reading/names.ts';
import { mayReadDraft } from '../../shared/house/audience.ts';
import { allowedEntry } from './drafts.ts';
import { sendPrivate } from './edge.ts';
import type { Ports } from './ports.ts';
import { viewOf } from './told.ts';

export function screenNameRoutes(app: FastifyInstance, { people, doors, texts }: Ports): void {
  app.get('/screen/:draft/names', async (request, reply) => {
    const entry = allowedEntry(request, people, mayReadDraft);
    const { draft } = entry;
    const { names, blank } = await doors.screenView(draft.id);
    // While they are off, nobody is told any by way of the screen.
    if (!names || blank) return sendPrivate(reply, { names: {} });
    const parties = people.lookup.parties(draft.id);
    const facts = viewOf(entry, people.groups(draft.id))(await texts.facts(draft.id));
    const all = namesByProposal(facts, parties, draft.language);
    return sendPrivate(reply, { names: Object.fromEntries(all) });
  });
}
