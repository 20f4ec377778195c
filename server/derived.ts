/** Texts derived from issued ones (SPEC DV1 to DV3): where they come from, what they made of proposals, how they come back. */
import type { Facts } from '../shared/acts/facts.ts';
import { type CoveredProposal, readCoverage } from '../shared/draft/coverage.ts';
import type { HouseAct, Lineage } from '../shared/house/act.ts';
import { composedDraft } from '../shared/proposals/printed.ts';
import { docPath } from '../shared/protocol/messages.ts';
import type { DraftDocument } from '../shared/text/document.ts';
import type { ChangesFound, ChangesJob } from './changes/changes.ts';
import { changesApart } from './changes/worker.ts';
import type { Log } from './log/log.ts';
import { replay } from './log/replay.ts';
import { recordedUpdate } from './texts.ts';

const nameOf = (draft: string): string => docPath({ kind: 'draft', draft });

/** The issued text that a draft was derived from; undefined for one that was not. */
export async function lineageOf(log: Log, draft: string): Promise<Lineage | undefined> {
  const [first] = await log.read(nameOf(draft), 1, 1);
  const act = first?.body === undefined ? undefined : (JSON.parse(first.body) as HouseAct);
  return act?.kind === 'create-draft' ? act.lineage : undefined;
}

export interface Covered {
  readonly proposal: string;
  readonly asks: 'words' | 'delete';
  readonly words: string;
  readonly unit: string;
  /** Words that came in at its place, where they are not its own. */
  readonly now?: string;
  readonly coverage: CoveredProposal['coverage'];
  /** Ids of parties that asked for it, where the reader may know. */
  readonly proponents: readonly string[];
  /** Set right by hand: what is read from the words, and when it was (milliseconds since 1970). */
  readonly judged?: { readonly read: CoveredProposal['coverage']; readonly at: number };
}

/** What became in a derived text, now or after entry `upTo`, of every proposal on the text that it comes from. */
export async function coverageOf(
  log: Log,
  draft: string,
  lineage: Lineage,
  view: (facts: Facts) => Facts = (facts) => facts,
  upTo?: number,
): Promise<readonly Covered[]> {
  const base = await replay(log, nameOf(lineage.draft), { upTo: lineage.seq });
  const facts = view(base.facts);
  const derived = await replay(log, nameOf(draft), upTo === undefined ? {} : { upTo });
  const covered = readCoverage(composedDraft(base.ydoc), composedDraft(derived.ydoc));
  base.ydoc.destroy();
  derived.ydoc.destroy();
  return covered.map((each) => {
    const fact = facts[`proposal/${each.proposal}`];
    const proponents = fact?.kind === 'proposal' ? fact.proponents : [];
    return { ...each, ...judgedIn(derived.facts, each), proponents };
  });
}

/** What a person made of what was read from the words. */
function judgedIn(
  facts: Facts,
  { proposal, coverage: read }: CoveredProposal,
): Pick<Covered, 'coverage' | 'judged'> {
  const fact = facts[`coverage/${proposal}`];
  if (fact?.kind !== 'coverage') return { coverage: read };
  return { coverage: fact.coverage, judged: { read, at: fact.at } };
}

/** What a working text asks of the draft that it comes from, as that stands now. */
export async function comingBack(
  log: Log,
  draft: string,
  lineage: Lineage,
  signal?: AbortSignal,
): Promise<ChangesFound> {
  const job: ChangesJob = {
    base: await recordedUpdate(log, lineage.draft, lineage.seq),
    present: await recordedUpdate(log, lineage.draft),
    changed: await textOf(log, draft),
    reading: { by: 'data' },
    ids: 'lasting',
  };
  return changesApart(job, signal);
}

/** The same, of one log. */
export const derivedIn = (log: Log) => ({
  lineage: (draft: string) => lineageOf(log, draft),
  coverage: (draft: string, lineage: Lineage, view: (facts: Facts) => Facts, upTo?: number) =>
    coverageOf(log, draft, lineage, view, upTo),
  comingBack: (draft: string, lineage: Lineage, signal?: AbortSignal) =>
    comingBack(log, draft, lineage, signal),
});
export type Derived = ReturnType<typeof derivedIn>;

async function textOf(log: Log, draft: string): Promise<DraftDocument> {
  const { ydoc } = await replay(log, nameOf(draft));
  const document = composedDraft(ydoc);
  ydoc.destroy();
  return document;
}
