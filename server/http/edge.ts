/** Where what comes from outside is checked, and how what is refused is said. */
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { RefusalReason } from '../../shared/house/audience.ts';
import { DEFAULT_RULES, type HouseRules, PHASES, ROLES } from '../../shared/house/membership.ts';
import type { Outcome } from '../people/people.ts';

/** The body or address of a request is not what it should be; `message` names the place. */
export class BadRequest extends Error {
  readonly statusCode = 400;
}

/** More was sent than is read. */
export class TooLarge extends Error {
  readonly statusCode = 413;
}

/** What is asked is refused by the house; the reason is a key of the catalogues. */
export class Refused extends Error {
  readonly statusCode: number;
  constructor(readonly why: RefusalReason) {
    super(why);
    this.statusCode = why.startsWith('unknown-') || why === 'not-a-member' ? 404 : 403;
  }
}

/** What is asked for is not there; `code` is a key of the catalogues. */
export class NotThere extends Error {
  readonly statusCode = 404;
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Nobody is signed in. */
export class SignedOut extends Error {
  readonly statusCode = 401;
}

/** The value as the schema has it; throws BadRequest with the path of the first fault. */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new BadRequest(`${issue?.path.join('.') || 'body'}: ${issue?.message}`);
}

/** The value of what was done; throws Refused with the reason why not. */
export function value<T>(outcome: Outcome<T>): T {
  if (!outcome.done) throw new Refused(outcome.why);
  return outcome.value;
}

/** Sends an answer that no cache may keep. */
export const sendPrivate = (reply: FastifyReply, body: unknown): FastifyReply =>
  reply.header('cache-control', 'no-store').send(body);

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'is not an id');
const name = z.string().trim().max(100);
const title = z.string().trim().min(1).max(500);

const ruleSchema = z.strictObject({
  drafting: z.enum(['record-keeper', 'everything-live']),
  intake: z.enum(['live', 'tabled', 'called']),
  observers: z.enum(['screen', 'nothing']),
  cursors: z.enum(['own-party', 'everyone']),
  statistics: z.enum(['chair', 'members']),
  colours: z.enum(['marks', 'white-yellow-green']),
  names: z.enum(['members', 'own-party', 'nobody']),
}) satisfies z.ZodType<HouseRules>;
ruleSchema.parse(DEFAULT_RULES);

const answers = z
  .record(z.string().max(200), z.string().max(40))
  .refine((given) => Object.keys(given).length <= 20_000, 'holds too many answers');

const place = { role: z.enum(ROLES), party: id.optional(), head: z.boolean().default(false) };

/** Shapes of what the routes take. */
export const SHAPES = {
  draft: z.object({ draft: id }),
  member: z.object({ draft: id, account: id }),
  invitation: z.object({ draft: id, invitation: id }),
  token: z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{20,64}$/) }),
  redeem: z.object({ name: name.default('') }).nullish(),
  place: z.strictObject(place),
  invite: z.strictObject({
    ...place,
    label: name.min(1),
    days: z.number().int().min(1).max(90).default(14),
    reusable: z.boolean().default(false),
  }),
  phase: z.strictObject({ phase: z.enum(PHASES) }),
  rules: ruleSchema.partial(),
  /** What is not said stays as it is. */
  view: z.strictObject({
    at: id.optional(),
    size: z.number().min(0.5).max(4).optional(),
    names: z.boolean().optional(),
    hold: z.boolean().optional(),
    blank: z.boolean().optional(),
  }),
  import: z.object({ import: id }),
  ticket: z.object({ ticket: id.optional() }),
  /** So many decisions are more than a report lists. */
  answers: z.strictObject({ one: answers.default({}), all: answers.default({}) }),
  newDraft: z.union([
    z.strictObject({
      import: id,
      title: title.optional(),
      mapping: z.record(z.string().max(200), id).optional(),
      authors: z.record(z.string().max(200), id).optional(),
    }),
    z.strictObject({ title, language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/) }),
  ]),
} as const;
