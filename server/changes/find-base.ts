/** Which state of a draft a file was made of (SPEC RT7): as its own mark says, as was chosen, or the one it is most like. */
import type { Facts, RevisionFact } from '../../shared/acts/facts.ts';
import { stampOf } from '../../shared/acts/issuing.ts';
import type { Party } from '../../shared/house/party.ts';
import { type DraftDocument, wordsOf } from '../../shared/text/document.ts';
import type { BaseMark } from '../export/base-mark.ts';
import type { ExportJob } from '../export/export.ts';
import { mastheadOf, revisionsIn } from '../export/revision.ts';
import type { StateAt, Texts } from '../http/ports.ts';

/** `known`: by the file's own mark. `chosen`: by whom it is for. `likely`: it is like no other state as much. */
export interface FoundBase {
  readonly how: 'known' | 'chosen' | 'likely';
  readonly seq: number;
  /** Symbol of the issued text; absent for any other state. */
  readonly symbol?: string;
  readonly stateAt: StateAt;
  readonly mark?: BaseMark;
}

/** Newest revisions that an unmarked file is compared with. */
const MOST_LOOKED_AT = 12;
/** Below this share of equal lines a file is no copy of the draft. */
const LEAST_ALIKE = 0.25;

export class BaseFinder {
  constructor(
    private readonly texts: Texts,
    private readonly draft: string,
    /** The body's list: a text may print who asks for what. */
    private readonly parties: readonly Party[],
    /** What of the record the one who sent the file is told. */
    private readonly view: (facts: Facts) => Facts,
  ) {}

  /** Of a file with a mark; the mark was signed by this server. */
  async known(mark: BaseMark): Promise<FoundBase> {
    const { seq } = mark;
    const revision = (await this.revisions()).find((each) => each.seq === seq);
    const stateAt = await this.texts.state(this.draft, this.parties, seq, this.view);
    return { how: 'known', seq, stateAt, mark, ...(revision ? { symbol: revision.symbol } : {}) };
  }

  /** A revision by its symbol; the draft as it stands for an empty one. Undefined when there is none of that symbol. */
  async chosen(symbol: string): Promise<FoundBase | undefined> {
    if (symbol === '') return this.#now('chosen');
    const revision = (await this.revisions()).find((each) => each.symbol === symbol);
    return revision && this.#of(revision, 'chosen');
  }

  /** The state that has most of the lines of `text`; undefined when none has many. */
  async likely(text: DraftDocument): Promise<FoundBase | undefined> {
    const candidates = [
      await this.#now('likely'),
      ...(
        await Promise.all(
          (await this.revisions()).slice(-MOST_LOOKED_AT).map((revision) => this.#of(revision, 'likely')),
        )
      ).reverse(),
    ];
    const lines = linesOf(text);
    let best: { readonly base: FoundBase; readonly alike: number } | undefined;
    for (const base of candidates) {
      const alike = shareOf(lines, linesOf(base.stateAt.state.document));
      if (!best || alike > best.alike) best = { base, alike };
    }
    return best && best.alike >= LEAST_ALIKE ? best.base : undefined;
  }

  /** In the order in which they were issued. */
  async revisions(): Promise<readonly RevisionFact[]> {
    return [...revisionsIn(await this.texts.facts(this.draft))].sort((a, b) => a.seq - b.seq);
  }

  async #now(how: FoundBase['how']): Promise<FoundBase> {
    const stateAt = await this.texts.state(this.draft, this.parties, undefined, this.view);
    return { how, seq: stateAt.seq, stateAt };
  }

  async #of({ seq, symbol }: RevisionFact, how: FoundBase['how']): Promise<FoundBase> {
    return { how, seq, symbol, stateAt: await this.texts.state(this.draft, this.parties, seq, this.view) };
  }

  /** How the base is printed again, as the file was. */
  async printing({ stateAt, mark, seq }: FoundBase, format: 'docx' | 'txt'): Promise<ExportJob> {
    const { state, at } = stateAt;
    const revision = (await this.revisions()).find((each) => each.seq === seq);
    const { title, symbol } = state.document.meta;
    const masthead = revision
      ? mastheadOf(title, revision)
      : { title, at: stampOf(at), ...(symbol === undefined ? {} : { symbol }) };
    const options = {
      kind: mark?.rendition ?? 'bracketed',
      masthead,
      ...(mark?.running ? { running: true as const } : {}),
      ...(mark?.rendition === 'clean' ? { allowOpen: true as const } : {}),
    };
    return { of: 'text', state, options, format, print: { paper: 'a4' } };
  }
}

const linesOf = ({ blocks }: DraftDocument): readonly string[] =>
  blocks.flatMap(({ content }) => {
    const line = wordsOf(content).replace(/\s+/g, ' ').trim();
    return line.length > 3 ? [line] : [];
  });

/** Share of the draft's lines that the file has word for word, weighed by their length. */
function shareOf(file: readonly string[], draft: readonly string[]): number {
  const has = new Set(file);
  const weigh = (lines: readonly string[]): number => lines.reduce((sum, { length }) => sum + length, 0);
  return weigh(draft.filter((line) => has.has(line))) / Math.max(1, weigh(draft));
}
