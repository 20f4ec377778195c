/** The shapes of acts as they come from outside (SPEC AC1): checked here, then they are what the types say. */
import { z } from 'zod';
import type { ActRequest } from '../../shared/acts/act.ts';
import { STANCES, STATUSES } from '../../shared/acts/facts.ts';
import { LONGEST_LEGEND, LONGEST_SENTENCE, LONGEST_SYMBOL } from '../../shared/acts/issuing.ts';
import { PART_PHASES } from '../../shared/house/membership.ts';
import { PROPOSAL_KINDS, type Proposal } from '../../shared/proposals/proposal.ts';
import { BLOCK_KINDS } from '../../shared/text/element.ts';
import {
  AGREES,
  block,
  CHAIRS_ACTS,
  DECIDED,
  group,
  id,
  ids,
  party,
  remark,
  short,
  target,
} from './act-pieces.ts';

const anchor = z
  .strictObject({
    client: z.number().int().nonnegative().optional(),
    clock: z.number().int().nonnegative().optional(),
  })
  .refine(({ client, clock }) => (client === undefined) === (clock === undefined), 'is half an anchor');
const layer = z.enum(['text', 'words']);
const after = z.strictObject({ on: z.literal('after'), block: block.nullable() });
const place = z.discriminatedUnion('on', [
  z.strictObject({
    on: z.literal('gap'),
    layer,
    block,
    at: anchor,
    beside: z.strictObject({ proposal: id, side: z.enum(['before', 'after']) }).optional(),
  }),
  z.strictObject({ on: z.literal('range'), layer, block, first: anchor, last: anchor, covered: short }),
  z.strictObject({ on: z.literal('blocks'), blocks: z.array(block).min(1).max(100), covered: short }),
  after,
]);

/** Objects among words: which they are and what they hold is checked when the act is planned. */
const inline = z.union([
  z.strictObject({
    text: z.string().max(200_000),
    strong: z.literal(true).optional(),
    emphasis: z.literal(true).optional(),
  }),
  z.looseObject({ el: z.string().max(40) }),
]);
const proposal = z.strictObject({
  id,
  kind: z.enum(PROPOSAL_KINDS),
  place,
  link: id.optional(),
  target: after.optional(),
  blocks: z
    .array(
      z.strictObject({
        id,
        kind: z.enum(BLOCK_KINDS),
        attrs: z.looseObject({}),
        content: z.array(inline).max(20_000),
      }),
    )
    .max(300),
});

const forParty = { for: party.optional() };
const onProposal = { proposal: id, ...forParty };

export const ACT = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('table'), ...onProposal }),
  z.strictObject({
    act: z.literal('enter'),
    proposal: proposal.transform((value) => value as unknown as Proposal),
    ...forParty,
  }),
  z.strictObject({ act: z.literal('take-on-text'), proposals: ids }),
  z.strictObject({ act: z.literal('join'), ...onProposal }),
  z.strictObject({ act: z.literal('withdraw'), ...onProposal }),
  z.strictObject({ act: z.literal('take-up'), ...onProposal }),
  z.strictObject({
    act: z.literal('position'),
    on: target,
    stance: z.enum(STANCES).nullable(),
    audience: z.enum(['room', 'chair', 'group']),
    group: group.optional(),
    note: remark.optional(),
    ...forParty,
  }),
  z.strictObject({ act: z.literal('reason'), reason: remark, ...onProposal }),
  z.strictObject({ act: z.literal('floor'), unit: block.nullable() }),
  z.strictObject({
    act: z.literal('status'),
    units: z.array(block).max(2_000),
    status: z.enum(STATUSES),
    awaiting: z.array(party).max(500).optional(),
    until: block.optional(),
  }),
  z.strictObject({ act: z.literal('part-phase'), part: block, phase: z.enum(PART_PHASES).nullable() }),
  z.strictObject({
    act: z.literal('comment'),
    id,
    on: target,
    audience: z.enum(['all', 'group', 'chair']),
    group: group.optional(),
    words: remark,
    answers: id.optional(),
    ...forParty,
  }),
  z.strictObject({ act: z.literal('grant'), group: party, party, granted: z.boolean() }),
  z.strictObject({ act: z.literal('claim'), bracket: id, claimed: z.boolean(), ...forParty }),
  z.strictObject({ act: z.literal('tick'), ticked: z.boolean(), ...onProposal }),
  z.strictObject({
    act: z.literal('issue'),
    symbol: z.string().max(LONGEST_SYMBOL).optional(),
    sentence: z.string().max(LONGEST_SENTENCE).optional(),
    legend: z.string().max(LONGEST_LEGEND).optional(),
  }),
  z.strictObject({
    act: z.literal('decide'),
    outcomes: z.array(DECIDED).max(500),
    agrees: AGREES.optional(),
    seen: short.optional(),
    basis: short.optional(),
    presiding: short.optional(),
    meeting: short.optional(),
  }),
  ...CHAIRS_ACTS,
]) satisfies z.ZodType<ActRequest>;
