/** Acts on a draft, and the end of a hand. Who may do what is decided where they are planned, in `shared/acts`. */
import type { FastifyInstance } from 'fastify';
import type { ActAnswer, ActRefusal } from '../../shared/acts/act.ts';
import { DESK } from '../../shared/acts/facts.ts';
import { isChairsSide, mayReadDraft } from '../../shared/house/audience.ts';
import { ACT } from './act-shapes.ts';
import { allowedEntry, entryOf } from './drafts.ts';
import { checked, Refused, sendPrivate } from './edge.ts';
import type { Ports } from './ports.ts';

/** Bytes of one act: a large alternative entered from the floor. */
const LARGEST_ACT = 2_000_000;

export function actRoutes(app: FastifyInstance, { people, doors }: Ports): void {
  app.post('/api/drafts/:draft/acts', { bodyLimit: LARGEST_ACT }, async (request, reply) => {
    const { account, draft } = entryOf(request, people);
    const answer = await doors.perform(draft.id, account.id, checked(ACT, request.body));
    return sendPrivate(reply.code(statusOf(answer)), answer.done ? answer : { error: answer.why, ...answer });
  });

  app.post('/api/drafts/:draft/acts/preview', { bodyLimit: LARGEST_ACT }, async (request, reply) => {
    const { account, draft } = entryOf(request, people);
    const preview = await doors.preview(draft.id, account.id, checked(ACT, request.body));
    if (!('refused' in preview)) return sendPrivate(reply, preview);
    const { refused: why, ...more } = preview;
    const answer = { done: false, why, ...more } as const;
    return sendPrivate(reply.code(statusOf(answer)), { error: why, ...answer });
  });

  app.delete('/api/drafts/:draft/hand', async (request, reply) => {
    const { account, member, draft } = allowedEntry(request, people, mayReadDraft);
    const party = isChairsSide(member) ? DESK : member.party;
    if (party === undefined) throw new Refused('not-your-hand');
    if (party !== DESK && !member.head) throw new Refused('not-head-of-delegation');
    await doors.forgetHand(draft.id, party, account.id);
    return reply.code(204).send();
  });
}

/** Not allowed, not there, or at odds with how things stand now. */
export function statusOf(answer: ActAnswer): number {
  if (answer.done) return 200;
  if (answer.why === 'storage') return 503;
  if (answer.why === 'too-many') return 429;
  if (answer.why.startsWith('unknown-')) return 404;
  return FORBIDDEN.has(answer.why) ? 403 : 409;
}

const FORBIDDEN: ReadonlySet<ActRefusal> = new Set<ActRefusal>([
  'not-a-member',
  'preparing',
  'observers-see-the-screen',
  'observers-see-nothing',
  'not-your-part',
  'not-acting-for',
  'not-the-operator',
  'not-a-proponent',
]);
