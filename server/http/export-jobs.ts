/** From the wish of a member to what is written (SPEC EX15, RD5, HI1): which state, which base, under which head. */
import { z } from 'zod';
import type { RevisionFact } from '../../shared/acts/facts.ts';
import { LONGEST_LEGEND, LONGEST_SENTENCE, LONGEST_SYMBOL, stampOf } from '../../shared/acts/issuing.ts';
import { isChairsSide, mayTake, takenText } from '../../shared/house/audience.ts';
import { PAPERS } from '../../shared/renditions/paper.ts';
import {
  COLUMNS,
  type Masthead,
  RENDITION_KINDS,
  type RenditionOptions,
} from '../../shared/renditions/rendition.ts';
import { dated } from '../../shared/renditions/vocabulary.ts';
import { comesBack, writeMark } from '../export/base-mark.ts';
import type { ExportJob, TextJob } from '../export/export.ts';
import { mastheadOf, revisionOf, revisionsIn } from '../export/revision.ts';
import { FORMATS } from '../export/write.ts';
import type { Entry } from './drafts.ts';
import { NotThere } from './edge.ts';
import type { Ports, SourceAt } from './ports.ts';
import { viewOf } from './told.ts';

const yes = z.enum(['', '1', 'true']).transform(() => true as const);
export const symbol = z.string().min(1).max(200);
const entryNumber = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 40);
export const WISH = z.object({
  as: z.enum(FORMATS),
  rendition: z.enum([...RENDITION_KINDS, 'redline']).default('bracketed'),
  paper: z.enum(PAPERS).default('a4'),
  /** Word: not in the body's own template, where the draft has one. */
  plain: yes.optional(),
  lineNumbers: yes.optional(),
  /** Preview: what would be printed above a text that is about to be issued. */
  sentence: z.string().max(LONGEST_SENTENCE).optional(),
  legend: z.string().max(LONGEST_LEGEND).optional(),
  symbol: z.string().max(LONGEST_SYMBOL).optional(),
  /** Shown in a frame of the page instead of kept as a file. */
  preview: yes.optional(),
  allowOpen: yes.optional(),
  /** Columns: which; with a Chair's text (id of its draft) beside the proposals. */
  columns: z.enum(COLUMNS).optional(),
  suggestion: z.string().max(64).optional(),
  running: yes.optional(),
  revision: symbol.optional(),
  /** The state after this entry of the record, or of this instant, instead of the present one. */
  seq: entryNumber.optional(),
  when: z.iso.datetime({ offset: true }).optional(),
  /** Redline: the symbol of the text it is compared with, or the entry after which that one stood. */
  base: symbol.optional(),
  baseSeq: entryNumber.optional(),
  /** Redline: whether changes bear the names of those who ask for them. */
  authors: z.enum(['neutral', 'parties']).default('neutral'),
});
export type Wish = z.output<typeof WISH>;

/** Between two issued texts a redline without names is what both of them are. */
export function textTaken({ rendition, revision, authors, baseSeq }: Wish) {
  const isIssued = revision !== undefined && baseSeq === undefined;
  return takenText(rendition === 'redline' && authors === 'neutral' ? 'bracketed' : rendition, isIssued);
}

/** What a changed copy of a Word file is known again by. */
function markOf({ secret }: Ports, { draft }: Entry, wish: Wish, seq: number): { readonly base?: string } {
  const { as, rendition, running } = wish;
  if (as !== 'docx' || !comesBack(rendition)) return {};
  return { base: writeMark(secret, { draft: draft.id, seq, rendition, running: running ?? false }) };
}

/** What is to be written; throws what an answer says where it cannot be. */
export async function jobOf(ports: Ports, entry: Entry, wish: Wish): Promise<ExportJob> {
  const { paper, lineNumbers = false, rendition, as: format } = wish;
  const { id } = entry.draft;
  const revision = await revisionAsked(ports, entry, wish.revision);
  const upTo = revision?.seq ?? (await pastAsked(ports, entry, wish));
  const view = viewOf(entry, ports.people.groups(id));
  const now = await ports.texts.source(id, ports.people.lookup.parties(id), upTo, view);
  const { source: state, meta, at, changed } = now;
  const masthead = { ...headOf(meta, at, revision), ...headToCome(entry, wish) };
  const mark = markOf(ports, entry, wish, upTo ?? changed);
  const template = format === 'docx' && !wish.plain ? ports.templates.fileOf(id) : undefined;
  const { chromium } = ports.config;
  const print = { paper, lineNumbers, chromium, ...mark, ...(template ? { template } : {}) };
  const shared = { state, format, print };
  if (rendition !== 'redline')
    return { of: 'text', ...shared, ...(await textWish(ports, entry, wish, { kind: rendition, masthead })) };
  const base = await baseAsked(ports, entry, wish);
  const byParty = wish.authors === 'parties';
  const { source: before, at: since } = await ports.texts.source(id, [], base.seq);
  return {
    of: 'redline',
    ...shared,
    before,
    options: {
      masthead,
      base: base.symbol ?? dated(meta.language, stampOf(since), true),
      ids: 'lasting',
      byParty,
    },
    authors: byParty ? 'parties' : { neutral: NEUTRAL },
  };
}

/** A Chair's text is shown beside the proposals to those who may read it where it is. */
async function textWish(
  ports: Ports,
  { account }: Entry,
  { suggestion: asked, allowOpen, running, columns }: Wish,
  base: Pick<RenditionOptions, 'kind' | 'masthead'>,
): Promise<Pick<TextJob, 'options' | 'suggestion'>> {
  const options = { ...base, allowOpen, running, columns };
  if (asked === undefined || columns !== 'proposals') return { options };
  const draft = ports.people.lookup.draft(asked);
  const member = draft && ports.people.memberOf(account.id, asked);
  if (!draft || !mayTake(member, draft, 'working').may)
    throw new NotThere('unknown-draft', 'There is no such text that you may read.');
  return { options, suggestion: (await ports.texts.source(asked, [])).source };
}

/** The head of a text that the chair's side is about to issue, as it looks at it. */
function headToCome({ member }: Entry, { preview, symbol, sentence, legend }: Wish): Partial<Masthead> {
  if (!preview || !isChairsSide(member)) return {};
  return {
    ...(symbol === undefined ? {} : { symbol }),
    ...(sentence === undefined ? {} : { status: sentence }),
    ...(legend === undefined ? {} : { legend }),
  };
}

/** The entry after which a past state stood; undefined for the present. */
async function pastAsked(ports: Ports, entry: Entry, { seq, when }: Wish): Promise<number | undefined> {
  if (seq === undefined && when === undefined) return undefined;
  const asked = seq ?? (await ports.texts.seqAt(entry.draft.id, Date.parse(when!)));
  await mustHaveBeenOpen(ports, entry, asked);
  return asked;
}

/** What a draft was in preparation, its members never see (HI2). */
async function mustHaveBeenOpen({ texts }: Ports, { draft, member }: Entry, seq: number): Promise<void> {
  const { opened = Number.POSITIVE_INFINITY, moments } = await texts.history(draft.id);
  const first = isChairsSide(member) ? (moments[0]?.seq ?? 1) : opened;
  if (seq < first) throw new NotThere('no-such-state', 'There is no state of this draft so early.');
}

/** Who changed what nobody is named for. */
const NEUTRAL = 'Chapeau';

/** The revision of that symbol, or the state after that entry; by default the last revision. */
async function baseAsked(
  ports: Ports,
  entry: Entry,
  { base, baseSeq }: Wish,
): Promise<{ readonly seq: number; readonly symbol?: string }> {
  if (baseSeq !== undefined) {
    await mustHaveBeenOpen(ports, entry, baseSeq);
    return { seq: baseSeq };
  }
  const found =
    base === undefined
      ? revisionsIn(await ports.texts.facts(entry.draft.id))[0]
      : await revisionAsked(ports, entry, base);
  if (!found)
    throw new NotThere('no-revision', 'No text was issued yet that this one could be compared with.');
  return found;
}

/** The revision of that symbol; undefined when none was asked for. */
export async function revisionAsked(
  { texts }: Ports,
  { draft }: Entry,
  asked: string | undefined,
): Promise<RevisionFact | undefined> {
  if (asked === undefined) return undefined;
  const found = revisionOf(await texts.facts(draft.id), asked);
  if (!found) throw new NotThere('unknown-revision', `No text was issued as "${asked}".`);
  return found;
}

/** The draft of a revision, or as it stands now, without names. */
export async function issuedAt(ports: Ports, entry: Entry, asked: string | undefined) {
  const revision = await revisionAsked(ports, entry, asked);
  return (await ports.texts.source(entry.draft.id, [], revision?.seq)).source;
}

/** The date of an issued text is its own; that of any other, of its last change. */
function headOf(meta: SourceAt['meta'], at: number, revision: RevisionFact | undefined): Masthead {
  if (revision) return mastheadOf(meta.title, revision);
  const { symbol: own, title } = meta;
  return { ...(own === undefined ? {} : { symbol: own }), title, at: stampOf(at) };
}
