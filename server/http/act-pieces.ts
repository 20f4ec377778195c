/** The pieces that shapes of acts are made of, and those of the chair's table (SPEC AC1, DE1). */
import { z } from 'zod';
import type { DecidedPoint } from '../../shared/acts/decisions/request.ts';
import type { FromRecord, Target } from '../../shared/acts/facts.ts';

export const id = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[A-Za-z0-9_.:-]+$/, 'is not an id');
export const block = z.string().min(1).max(300);
export const party = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'is not a party');
/** A group of the body's list: the id of its party, or its name. */
export const group = z.string().min(1).max(200);
export const remark = z.string().max(10_000);
export const short = z.string().max(200);
export const ids = z.array(id).max(2_000);

export const target = z.custom<Target>(
  (value) =>
    typeof value === 'string' &&
    value.length <= 400 &&
    (value === 'draft' || /^(proposal|bracket|unit|set|choice):./.test(value)),
  'is nothing one can speak of',
);

/** What can be brought back. */
const fromRecord = z.custom<FromRecord>(
  (value) => typeof value === 'string' && value.length <= 400 && /^(proposal|unit|words):./.test(value),
  'is nothing that can be brought back',
);

const on = <What extends string>(what: What) =>
  z.custom<`${What}:${string}`>(
    (value) => typeof value === 'string' && value.length <= 400 && value.startsWith(`${what}:`),
    `is no ${what}`,
  );
const whole = z.number().int().nonnegative();

const POINT = z.union([
  z.strictObject({ on: on('bracket'), outcome: z.enum(['stays', 'goes', 'stays-in-brackets']) }),
  z.strictObject({ on: on('unit'), outcome: z.literal('goes') }),
  z.strictObject({ on: on('unit'), outcome: z.literal('substituted'), words: z.string().max(200_000) }),
  z.strictObject({ on: on('bracket'), outcome: z.literal('option'), option: whole.max(1_000) }),
  z.strictObject({ on: on('choice'), outcome: z.literal('option'), option: whole.max(1_000) }),
  z.strictObject({
    on: on('bracket'),
    outcome: z.literal('substituted'),
    words: z.string().max(200_000),
  }),
  z.strictObject({ on: target, outcome: z.literal('parked'), until: target.optional() }),
  z.strictObject({ on: on('set'), outcome: z.literal('stands'), stand: z.array(block).max(1_000) }),
]) satisfies z.ZodType<DecidedPoint>;

export const DECIDED = z.union([
  z.strictObject({
    proposal: id,
    outcome: z.enum(['taken', 'not-taken']),
    confirmed: z.literal(true).optional(),
  }),
  POINT,
]);

export const AGREES = z.strictObject({
  unit: block,
  status: z.enum(['agreed', 'agreed-ad-ref', 'agreed-in-group']),
  awaiting: z.array(party).max(500).optional(),
});

const forParty = { for: party.optional() };
const reasoned = { reason: remark.optional(), proponents: z.array(party).max(500).optional() };
const reference = z.strictObject({ block, offset: whole, from: short, to: short });

/** Acts of the chair's table. */
export const CHAIRS_ACTS = [
  z.strictObject({ act: z.literal('correct'), decision: whole }),
  z.strictObject({ act: z.literal('reopen'), unit: block, ...forParty }),
  z.strictObject({
    act: z.literal('bring-back'),
    what: fromRecord,
    covers: z.array(block).max(100).optional(),
    ...forParty,
  }),
  z.strictObject({ act: z.literal('confirm'), unit: block, ...forParty }),
  z.strictObject({
    act: z.literal('object'),
    decision: whole,
    stance: z.enum(['objects', 'reserves']),
    note: remark.optional(),
    ...forParty,
  }),
  z.strictObject({
    act: z.literal('meeting'),
    number: id,
    does: z.enum(['open', 'close']),
    part: block.optional(),
    presiding: short.optional(),
    operator: short.optional(),
  }),
  z.strictObject({
    act: z.literal('merge'),
    units: z.array(block).min(1).max(100),
    into: block,
    words: z.string().max(200_000).optional(),
    ...reasoned,
  }),
  z.strictObject({ act: z.literal('split'), block, offset: whole, label: short.optional(), ...reasoned }),
  z.strictObject({
    act: z.literal('move'),
    units: z.array(block).min(1).max(100),
    after: block.nullable(),
    ...reasoned,
  }),
  z.strictObject({
    act: z.literal('renumber'),
    labels: z.record(block, z.string().max(40)),
    references: z.array(reference).max(5_000),
    ...reasoned,
  }),
  z.strictObject({
    act: z.literal('editorial'),
    block,
    offset: whole,
    from: remark,
    to: remark,
    ...reasoned,
  }),
] as const;
