/** Where the words of a provision come from, on demand (SPEC PV1 to PV3): to those who read the draft, names as the house lets. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { provenanceTold } from '../../shared/acts/provenance.ts';
import { grantsIn } from '../../shared/acts/rights.ts';
import { audienceOf } from '../../shared/acts/view.ts';
import { mayReadDraft } from '../../shared/house/audience.ts';
import { block } from './act-pieces.ts';
import { allowedEntry } from './drafts.ts';
import { checked, NotThere, Refused, sendPrivate } from './edge.ts';
import type { Ports } from './ports.ts';

/** The record is read from a snapshot on for each answer. */
const RATE = { config: { rateLimit: { max: 60, timeWindow: 60_000 } } } as const;
const WISH = z.object({ unit: block });

export function provenanceRoutes(app: FastifyInstance, { people, texts }: Ports): void {
  app.get('/api/drafts/:draft/provenance', RATE, async (request, reply) => {
    const { member, draft } = allowedEntry(request, people, mayReadDraft);
    const { unit } = checked(WISH, request.query);
    const standing = {
      ...draft,
      groups: people.groups(draft.id),
      grants: grantsIn(await texts.facts(draft.id)),
    };
    const audience = audienceOf(member, standing);
    if (!audience) throw new Refused('not-a-member');
    const found = await texts.provenance(draft.id, unit);
    if (!found) throw new NotThere('unknown-target', 'There is no such provision.');
    return sendPrivate(
      reply,
      provenanceTold(audience, found, (account) => people.nameOf(account)),
    );
  });
}
