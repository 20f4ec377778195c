/** Where the words of a draft come from, read from its record (SPEC PV1, PV2): since when, by which act, of whose asking. */
import type { Facts } from '../../shared/acts/facts.ts';
import { type LoggedAct, loggedActIn } from '../../shared/acts/logged.ts';
import { proposalFact } from '../../shared/acts/planned.ts';
import type { AskedToGo, Origin, ProvisionProvenance, WordsSince } from '../../shared/acts/provenance.ts';
import { openDraft } from '../../shared/proposals/open-draft.ts';
import { strikes } from '../../shared/proposals/proposal.ts';
import { spanOf, wordsBetween } from '../../shared/proposals/span.ts';
import { tabledIn } from '../../shared/proposals/table.ts';
import { unitOf, unitPlaces } from '../../shared/proposals/units.ts';
import { readUpdate } from '../../shared/protocol/update.ts';
import { type Anchor, elementIds } from '../../shared/text/anchor.ts';
import type { BlockIndex, BlockPlace } from '../../shared/text/block-index.ts';
import { type BlockRecord, contentStart } from '../../shared/text/sequence.ts';
import { type Entry, type Log, LogError, SERVER } from './log.ts';
import { ADMITTED, replay } from './replay.ts';

/** Of each provision with this label, or of every one; items and runs of alternatives stand with theirs. */
export const provenanceOf = (
  log: Log,
  doc: string,
  label?: string,
): Promise<readonly ProvisionProvenance[]> =>
  provenanceIn(log, doc, ({ attrs }) => label === undefined || attrs.label === label);

/** Of one provision or other block of the text; undefined when there is none. */
export const provenanceOfUnit = async (
  log: Log,
  doc: string,
  unit: string,
): Promise<ProvisionProvenance | undefined> => (await provenanceIn(log, doc, ({ id }) => id === unit))[0];

async function provenanceIn(
  log: Log,
  doc: string,
  isWanted: (head: BlockRecord) => boolean,
): Promise<readonly ProvisionProvenance[]> {
  const { ydoc, facts } = await replay(log, doc);
  const written = await Written.read(log, doc);
  const draft = openDraft(ydoc, SERVER);
  const heads = [...draft.text.records()].filter((head) => unitOf(draft.text, head.id) === head.id);
  return heads.filter(isWanted).map(({ id, attrs }) => ({
    id,
    label: attrs.label ?? '',
    runs: unitPlaces(draft.text, id).flatMap((place) => runsOf(draft.text, written, facts, place)),
    askedToGo: askedToGo(draft, facts, id),
  }));
}

function runsOf(
  text: BlockIndex,
  written: Written,
  facts: Facts,
  { flat, record }: BlockPlace,
): readonly WordsSince[] {
  const base = flat + contentStart(record);
  const ids = elementIds(text, base, base + record.size);
  const runs: WordsSince[] = [];
  let from = 0;
  for (let to = 1; to <= ids.length; to += 1) {
    if (to < ids.length && written.sameOrigin(ids[from]!, ids[to]!)) continue;
    const origin = written.originOf(ids[from]!, facts);
    const words = wordsBetween(text, base + from, base + to);
    if (origin && words !== '') runs.push({ words, block: record.id, from, to, origin });
    from = to;
  }
  return runs;
}

function askedToGo(draft: ReturnType<typeof openDraft>, facts: Facts, unit: string): AskedToGo[] {
  const places = unitPlaces(draft.text, unit);
  const [first, last] = [places[0]!, places.at(-1)!];
  const end = last.flat + contentStart(last.record) + last.record.size;
  return [...tabledIn(draft.ydoc).values()].flatMap(({ id, kind, place }) => {
    const span = strikes(kind) ? spanOf(draft, place) : undefined;
    const fact = proposalFact(facts, id);
    if (!fact || span?.layer !== 'text' || span.to <= first.flat || span.from >= end) return [];
    const words = wordsBetween(draft.text, Math.max(span.from, first.flat), Math.min(span.to, end));
    return [{ words, proposal: id, proponents: fact.proponents, seq: fact.tabled }];
  });
}

/** What each entry wrote: runs of ids by client, in order of their clocks. */
class Written {
  private readonly runs = new Map<
    number,
    { readonly clock: number; readonly end: number; readonly entry: Entry }[]
  >();
  private readonly acts = new Map<number, LoggedAct>();

  static async read(log: Log, doc: string): Promise<Written> {
    const written = new Written();
    for (let next = 1; ; ) {
      const page = await log.read(doc, next);
      if (page.length === 0) return written;
      for (const entry of page) written.add(entry);
      next = page.at(-1)!.seq + 1;
    }
  }

  private add(entry: Entry): void {
    const act = entry.kind === 'act' ? loggedActIn(entry.body) : undefined;
    if (act) this.acts.set(entry.seq, act);
    if (!entry.update) return;
    for (const { client, clock, end } of readUpdate(entry.update, ADMITTED).sections) {
      const known = this.runs.get(client) ?? [];
      const from = Math.max(clock, known.at(-1)?.end ?? 0);
      if (from < end) known.push({ clock: from, end, entry });
      this.runs.set(client, known);
    }
  }

  private entryOf({ client, clock }: Anchor): Entry | undefined {
    return this.runs
      .get(client ?? -1)
      ?.find((run) => clock !== undefined && clock >= run.clock && clock < run.end)?.entry;
  }

  sameOrigin(a: Anchor, b: Anchor): boolean {
    const entry = this.entryOf(a);
    return (
      entry === this.entryOf(b) && this.outcomeOf(entry, a)?.proposal === this.outcomeOf(entry, b)?.proposal
    );
  }

  /** The outcome of a decision that brought this element; of one that took several proposals, the one whose words they are. */
  private outcomeOf(entry: Entry | undefined, { client, clock }: Anchor) {
    const decided = this.acts.get(entry?.seq ?? 0)?.changes.find((change) => change.act === 'decide');
    if (decided?.act !== 'decide') return undefined;
    const taken = decided.outcomes.flatMap((each) =>
      'proposal' in each && each.outcome === 'taken' ? [each] : [],
    );
    const exact = taken.find(
      ({ became }) =>
        became?.first.client === client && clock! >= became!.first.clock! && clock! <= became!.last.clock!,
    );
    const rest = taken.filter(({ became, content }) => !became && content.blocks.length > 0);
    return exact ?? (rest.length === 1 ? rest[0] : undefined);
  }

  originOf(id: Anchor, facts: Facts): Origin | undefined {
    const entry = this.entryOf(id);
    if (!entry) return undefined;
    const { seq, at, user, kind, actingFor } = entry;
    if (kind === 'create') return { seq, at, by: 'created', proponents: [] };
    if (kind === 'typing') {
      const who = actingFor === undefined ? { account: user } : {};
      return { seq, at, by: 'typed', proponents: actingFor === undefined ? [] : [actingFor], ...who };
    }
    if (kind === 'mend') return { seq, at, by: 'mended', proponents: [] };
    const outcome = this.outcomeOf(entry, id);
    const fact = outcome && proposalFact(facts, outcome.proposal);
    const named = outcome ? { proposal: outcome.proposal } : {};
    return { seq, at, by: 'decided', proponents: fact?.proponents ?? [], ...named };
  }
}

/** The document of a draft; throws when the log holds none. */
export async function draftDocument(log: Log, draft: string): Promise<string> {
  const doc = draft.startsWith('draft/') ? draft : `draft/${draft}`;
  if ((await log.head(doc)).seq === 0) throw new LogError('io', `the log has no draft ${draft}`, { doc });
  return doc;
}
