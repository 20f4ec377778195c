/** The chair's table in a test's own hands: a draft, its facts and its record, acts performed as the room performs them. */
import * as Y from 'yjs';
import { projectionOf } from '../../server/log/replay.ts';
import type { ActRequest } from '../../shared/acts/act.ts';
import { type Preview, previewAct, type Tried, tryOut } from '../../shared/acts/decisions/preview.ts';
import { type Facts, withChange } from '../../shared/acts/facts.ts';
import { bodyOf, type LoggedAct, loggedActIn } from '../../shared/acts/logged.ts';
import { perform } from '../../shared/acts/perform.ts';
import type { ActGround, Past, RefusedAct } from '../../shared/acts/planned.ts';
import { reduce } from '../../shared/acts/reduce.ts';
import { DEFAULT_RULES, type Membership } from '../../shared/house/membership.ts';
import { openDraft } from '../../shared/proposals/open-draft.ts';
import { composedDraft } from '../../shared/proposals/printed.ts';
import { hashWords } from '../../shared/proposals/proposal.ts';
import { spanOf, wordsBetween } from '../../shared/proposals/span.ts';
import { tabledIn } from '../../shared/proposals/table.ts';
import { printText } from '../../shared/renditions/text.ts';
import type { Block, DraftDocument, Inline } from '../../shared/text/document.ts';
import { createDraft, readDraft } from '../../shared/text/draft-doc.ts';
import { type Ask, Places, proposalOf } from './asks.ts';

const member = (role: Membership['role'], party?: string): Membership => ({
  account: party ?? role,
  draft: 'd',
  role,
  head: false,
  ...(party === undefined ? {} : { party }),
});
export const OPERATOR = member('secretariat');
export const delegate = (party: string): Membership => member('delegation', party);

interface Entry {
  readonly update: Uint8Array | undefined;
  readonly body: string;
  readonly at: number;
}

export class ChairsTable {
  readonly ydoc: Y.Doc;
  readonly draft;
  facts: Facts = {};
  readonly #base: Uint8Array;
  readonly #entries: Entry[] = [];

  constructor(document: DraftDocument) {
    this.ydoc = createDraft(document);
    this.#base = Y.encodeStateAsUpdate(this.ydoc);
    this.ydoc.clientID = 7;
    this.draft = openDraft(this.ydoc, 'server');
  }

  get seq(): number {
    return this.#entries.length;
  }

  /** The ground of the next act; `past` for a correction. */
  ground(request?: ActRequest): ActGround {
    const moment = { seq: this.seq + 1, at: 1_000 * (this.seq + 1) };
    const isParty = (party: string): boolean => /^[a-z]/.test(party) && party.length < 20;
    const past = request?.act === 'correct' ? this.past(request.decision) : undefined;
    const standing = { phase: 'open', rules: { ...DEFAULT_RULES } } as const;
    return { draft: this.draft, facts: this.facts, standing, isParty, moment, ...(past ? { past } : {}) };
  }

  past(seq: number): Past | undefined {
    return seq < 1 || seq > this.seq ? undefined : { before: this.replay(seq - 1), after: this.replay(seq) };
  }

  /** The record replayed up to an entry. */
  replay(upTo = this.seq): { ydoc: Y.Doc; facts: Facts } {
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, this.#base);
    let facts: Facts = {};
    this.#entries.slice(0, upTo).forEach(({ update, body, at }, index) => {
      if (update) Y.applyUpdate(ydoc, update);
      const act = loggedActIn(body);
      if (act) facts = withChange(facts, reduce(facts, act, { seq: index + 1, at }));
    });
    return { ydoc, facts };
  }

  /** The record as a restarted server has it: what a snapshot after an entry held, and the entries since. */
  replayFromSnapshot(at: number): { ydoc: Y.Doc; facts: Facts } {
    const then = this.replay(at);
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(then.ydoc));
    let facts = JSON.parse(JSON.stringify(then.facts)) as Facts;
    this.#entries.slice(at).forEach(({ update, body, at: time }, index) => {
      if (update) Y.applyUpdate(ydoc, update);
      const act = loggedActIn(body);
      if (act) facts = withChange(facts, reduce(facts, act, { seq: at + index + 1, at: time }));
    });
    return { ydoc, facts };
  }

  /** Does it; answers the number of the act, or the refusal. */
  try(request: ActRequest, by: Membership = OPERATOR): number | RefusedAct {
    const ground = this.ground(request);
    const plan = perform(ground, by, request);
    if ('refused' in plan) return plan;
    const before = Y.encodeStateVector(this.ydoc);
    let act: LoggedAct = plan.act;
    const deletes: Uint8Array[] = [];
    const note = (update: Uint8Array): unknown => deletes.push(update);
    this.ydoc.on('update', note);
    act = plan.write?.() ?? act;
    this.ydoc.off('update', note);
    const update = deletes.length > 0 ? Y.mergeUpdates(deletes) : undefined;
    if (before.length === 0) throw new Error('an empty draft');
    this.#entries.push({ update, body: bodyOf(act), at: ground.moment.at });
    this.facts = withChange(this.facts, reduce(this.facts, act, ground.moment));
    return this.seq;
  }

  /** Does it; throws when it is refused. */
  do(request: ActRequest, by: Membership = OPERATOR): number {
    const answer = this.try(request, by);
    if (typeof answer !== 'number')
      throw new Error(`${request.act} refused: ${answer.refused} ${answer.detail}`);
    return answer;
  }

  why(request: ActRequest, by: Membership = OPERATOR): string {
    const answer = this.try(request, by);
    return typeof answer === 'number' ? 'done' : answer.refused;
  }

  preview(request: ActRequest, by: Membership = OPERATOR): Preview | RefusedAct {
    return previewAct(this.ground(request), by, request);
  }

  tried(request: ActRequest, by: Membership = OPERATOR): Tried | RefusedAct {
    return tryOut(this.ground(request), by, request);
  }

  get places(): Places {
    return new Places(this.draft);
  }

  enter(ask: Ask, party?: string): number {
    return this.do({ act: 'enter', proposal: proposalOf(ask), ...(party ? { for: party } : {}) });
  }

  get document(): DraftDocument {
    return readDraft(this.ydoc);
  }

  /** The bracketed print, a line a paragraph. */
  get print(): string {
    return printText(composedDraft(this.ydoc), { bracketAlternatives: true }).trimEnd();
  }

  line(label: string): string {
    return (
      this.print
        .split('\n\n')
        .find((each) => each.startsWith(`${label}.`) || each.startsWith(`[${label}.`)) ?? ''
    );
  }

  id(label: string): string {
    return this.document.blocks.find(({ attrs }) => attrs.label === label)!.id;
  }

  /** What everyone reads and what is recorded, with places as they stand; not how it came about in bytes. */
  get state(): string {
    return stateOf(this.ydoc, this.facts);
  }
}

/** Text, table, where each proposal stands, facts: two drafts of one state read the same. */
export function stateOf(ydoc: Y.Doc, facts: Facts, ignore: readonly string[] = []): string {
  const draft = openDraft(ydoc, 'test');
  draft.close();
  const table = [...tabledIn(ydoc).values()].map(({ place, ...head }) => {
    const span = spanOf(draft, place);
    const index = span?.layer === 'words' ? draft.words : draft.text;
    return { ...head, span, words: span && hashWords(wordsBetween(index, span.from, span.to)) };
  });
  const words = [...draft.words.records()].map(({ id, kind, attrs, content }) => ({
    id,
    kind,
    attrs,
    content,
  }));
  words.sort((a, b) => (a.id < b.id ? -1 : 1));
  const kept = Object.entries(facts).filter(([key]) => !ignore.includes(key));
  return JSON.stringify({
    text: readDraft(ydoc).blocks.map(sorted),
    words: words.map(sorted),
    table,
    facts: Object.fromEntries(
      kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, fact]) => [key, sorted(fact)]),
    ),
  });
}

const sorted = <T extends object>(value: T): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, each: unknown) =>
      typeof each === 'object' && each !== null && !Array.isArray(each)
        ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
        : each,
    ),
  );

export { projectionOf };

/** `shall [establish|choice:a/b] …`: words with brackets named by their words; ids are given in order. */
export function inlineOf(words: string, stem: string, open: string[] = []): readonly Inline[] {
  let count = 0;
  return words.split(/([[\]/])/u).flatMap((text): Inline[] => {
    if (text === '[') {
      const id = `${stem}${(count += 1)}`;
      open.push(id);
      return [{ el: 'bracket_open', id, kind: 'contested', glyph: '[' }];
    }
    if (text === ']') return [{ el: 'bracket_close', id: open.pop()!, glyph: ']' }];
    if (text === '/')
      return [{ el: 'option_break', glyph: '/', ...(open.length > 0 ? { bracket: open.at(-1)! } : {}) }];
    return text === '' ? [] : [{ text }];
  });
}

/** A draft of one chapter: `10: words`, `(a): an item`, `~10+11: an alternative to 10 and 11`, `10?: a placeholder`. */
export function draftFrom(...lines: readonly string[]): DraftDocument {
  const blocks: Block[] = [];
  const ids = new Map(lines.map((line, at) => [line.split(':')[0]!.replace('?', ''), `u${at}`]));
  const open: string[] = [];
  for (const line of lines) {
    const [, mark = '', rest = ''] = /^([^:]*): ?(.*)$/su.exec(line) ?? [];
    const id = `u${blocks.length}`;
    const content = inlineOf(rest, `${id}b`, open);
    if (mark.startsWith('(')) blocks.push({ id, kind: 'item', attrs: { label: mark.slice(1, -1) }, content });
    else if (mark.startsWith('~')) {
      const label = mark.slice(1);
      const covers = label
        .replace(/[A-Z]$/u, '')
        .split('+')
        .map((each) => ids.get(each)!);
      blocks.push({ id, kind: 'alternative', attrs: { label, covers, relation: 'replaces' }, content });
    } else {
      const label = mark.replace('?', '');
      const form = mark.endsWith('?') ? { form: 'placeholder' as const } : {};
      blocks.push({ id, kind: 'provision', attrs: { label, ...form }, content });
    }
  }
  return { schema: 1, meta: { title: 'Draft', language: 'en', dir: 'ltr' }, blocks };
}
