/** Texts derived from issued ones (SPEC DV1 to DV3): where they come from, what they made of proposals, how they come back. */
import type { Facts } from '../shared/acts/facts.ts';
import { type Proposed, proposalsFrom } from '../shared/changes/proposals-from.ts';
import { readCoverage } from '../shared/draft/coverage.ts';
import type { HouseAct, Lineage } from '../shared/house/act.ts';
import { type OpenDraft, openDraft } from '../shared/proposals/open-draft.ts';
import { composedDraft } from '../shared/proposals/printed.ts';
import { docPath } from '../shared/protocol/messages.ts';
import type { DraftDocument } from '../shared/text/document.ts';
import { type Log, SERVER } from './log/log.ts';
import { replay } from './log/replay.ts';

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
  readonly coverage: ReturnType<typeof readCoverage>[number]['coverage'];
  /** Ids of parties that asked for it, where the reader may know. */
  readonly proponents: readonly string[];
}

/** What became in a derived text of every proposal on the text that it comes from. */
export async function coverageOf(
  log: Log,
  draft: string,
  lineage: Lineage,
  view: (facts: Facts) => Facts = (facts) => facts,
): Promise<readonly Covered[]> {
  const base = await replay(log, nameOf(lineage.draft), { upTo: lineage.seq });
  const facts = view(base.facts);
  const covered = readCoverage(composedDraft(base.ydoc), await textOf(log, draft));
  base.ydoc.destroy();
  return covered.map((each) => {
    const fact = facts[`proposal/${each.proposal}`];
    return { ...each, proponents: fact?.kind === 'proposal' ? fact.proponents : [] };
  });
}

/** What a working text asks of the draft that it comes from, as that stands now. */
export async function comingBack(
  log: Log,
  draft: string,
  lineage: Lineage,
  newId: () => string,
): Promise<Proposed> {
  const changed = await textOf(log, draft);
  const open: OpenDraft[] = [];
  for (const upTo of [lineage.seq, undefined]) {
    const { ydoc } = await replay(log, nameOf(lineage.draft), upTo === undefined ? {} : { upTo });
    open.push(openDraft(ydoc, SERVER));
  }
  const [base, present] = open as [OpenDraft, OpenDraft];
  const found = proposalsFrom({ base, present, changed, ids: 'lasting', newId });
  for (const { ydoc } of open) ydoc.destroy();
  return found;
}

/** The same, of one log. */
export const derivedIn = (log: Log) => ({
  lineage: (draft: string) => lineageOf(log, draft),
  coverage: (draft: string, lineage: Lineage, view: (facts: Facts) => Facts) =>
    coverageOf(log, draft, lineage, view),
  comingBack: (draft: string, lineage: Lineage, newId: () => string) =>
    comingBack(log, draft, lineage, newId),
});
export type Derived = ReturnType<typeof derivedIn>;

async function textOf(log: Log, draft: string): Promise<DraftDocument> {
  const { ydoc } = await replay(log, nameOf(draft));
  const document = composedDraft(ydoc);
  ydoc.destroy();
  return document;
}
