/** The sample drafts of a new house, and the links by which one joins them. */
import { SAMPLES, type Sample } from '../fixtures/samples.ts';
import { DEFAULT_RULES, type HouseRules, type Role } from '../shared/house/membership.ts';
import { sampleParties } from './people/default-parties.ts';
import type { Invitations } from './people/invitations.ts';
import { draftOf } from './people/new-draft.ts';
import { type People, THE_SERVER } from './people/people.ts';
import { tokenFrom } from './people/secret.ts';

/** One line of the start: who joins, by which link. */
export interface JoinLine {
  readonly name: string;
  readonly url: string;
}

interface Seat {
  readonly name: string;
  readonly role: Role;
  readonly party?: string;
}

const SEATS: readonly Seat[] = [
  { name: 'Chair', role: 'chair' },
  { name: 'Secretariat', role: 'secretariat' },
  { name: 'Alder', role: 'delegation', party: 'alder' },
  { name: 'Birch', role: 'delegation', party: 'birch' },
  { name: 'Cedar', role: 'delegation', party: 'cedar' },
  { name: 'Observer', role: 'observer' },
];

/** The base of the script from the floor is negotiated as it says: the operator calls what is tabled. */
const rulesOf = (name: Sample['name']): HouseRules =>
  name === 'paragraph-10' ? { ...DEFAULT_RULES, intake: 'called' } : DEFAULT_RULES;
const A_YEAR = 365 * 24 * 3_600_000;

/** Creates every sample draft, open, with seats that several browsers may take by the same link. */
export async function createSamples(people: People, invitations: Invitations, secret: string): Promise<void> {
  const parties = sampleParties();
  // The first sample is created last, so that it heads the list of drafts.
  for (const { name, document } of [...SAMPLES].reverse()) {
    const draft = await people.createDraft(THE_SERVER, {
      ...draftOf(document),
      phase: 'open',
      rules: rulesOf(name),
      parties,
    });
    for (const { name: seat, role, party } of SEATS) {
      const issued = await invitations.invite(THE_SERVER, draft, {
        role,
        party,
        head: role === 'delegation',
        label: seat,
        lasts: A_YEAR,
        reusable: true,
        token: tokenFrom(secret, seat),
      });
      if (!issued.done) throw new Error(`sample seat ${seat}: ${issued.why}`);
    }
  }
}

/** The links of the sample seats that can still be used; the same at every start, made from the server's secret. */
export const sampleLinks = (invitations: Invitations, secret: string, origin: string): readonly JoinLine[] =>
  SEATS.flatMap(({ name }) => {
    const token = tokenFrom(secret, name);
    return invitations.look(token).done ? [{ name, url: `${origin}/join/${token}` }] : [];
  });
