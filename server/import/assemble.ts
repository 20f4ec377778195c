/** Entries become the blocks of a draft: ids, inline content, covers, runs, forms. */

import { markerOf, schemeOf } from '../../shared/draft/labels.ts';
import { titleIn } from '../../shared/draft/title.ts';
import type { Claim } from '../../shared/house/import-record.ts';
import { said } from '../../shared/house/import-said.ts';
import {
  type Block,
  type DraftDocument,
  type Inline,
  isWords,
  type Words,
} from '../../shared/text/document.ts';
import type { BlockAttrs, InlineObject, ProvisionForm } from '../../shared/text/element.ts';
import { classify, pairBrackets } from './brackets.ts';
import { readClaims } from './claims.ts';
import { formOf } from './forms.ts';
import { type Locate, Locator, lengthOf, type Stretch } from './locate.ts';
import { placeNotes, referNotes } from './notes.ts';
import { type Delimiter, isDelimiter, isTaken, readTokens, type Tokens } from './tokens.ts';
import type { Entry, Place, Work } from './work.ts';

export interface Assembled {
  readonly document: DraftDocument;
  /** Where each block stood in the source. */
  readonly places: ReadonlyMap<string, Place>;
  /** What the source says that parties ask. */
  readonly claims: readonly Claim[];
  readonly locate: Locate;
}

/** Makes the draft of an import. */
export function assemble(work: Work): Assembled {
  placeNotes(work);
  name(work.entries);
  const tokens = new Map(work.entries.map((entry) => [entry, readTokens(entry)] as const));
  pairBrackets(work.entries, tokens, work.report);
  const claims = readClaims(work, tokens);
  classify(work.entries, tokens, work.report);
  referNotes(work, tokens);
  resolveCovers(work);
  const located = new Locator();
  const blocks = work.entries.map((entry) => block(entry, tokens.get(entry), work, located));
  return {
    document: { schema: 1, meta: meta(work, blocks), blocks },
    places: new Map(work.entries.map(({ id, line, column }) => [id, { line, column }])),
    claims,
    locate: located.locate,
  };
}

function name(entries: readonly Entry[]): void {
  let part = 0;
  entries.forEach((entry, index) => {
    entry.next = entries[index + 1];
    if (entry.kind !== 'part') entry.id = `b${index + 1}`;
    else if (entry.id !== 'cover') entry.id = `part-${++part}`;
  });
}

/** A title that the file does not say is that of the text as the draft has it: names that left the text are not in it. */
function meta(work: Work, blocks: readonly Block[]): DraftDocument['meta'] {
  return {
    title: work.title || titleIn(blocks),
    language: work.language,
    dir: /^(?:ar|he|fa|ur)/.test(work.language) ? 'rtl' : 'ltr',
  };
}

function block(entry: Entry, tokens: Tokens | undefined, work: Work, located: Locator): Block {
  const content = tokens ? contentOf(entry, tokens, located) : [];
  const form = entry.kind === 'provision' ? formOf(entry, content, work) : undefined;
  return {
    id: entry.id,
    kind: entry.kind,
    attrs: housed(entry, attrsOf(entry, form), work.language),
    content,
  };
}

/** A marker that the house prints for this label anyway is not kept. */
function housed(entry: Entry, attrs: BlockAttrs, language: string): BlockAttrs {
  const { marker, ...bare } = attrs;
  if (marker === undefined) return attrs;
  const house = markerOf({ id: '', kind: entry.kind, attrs: bare, content: [] }, schemeOf(language));
  return house === marker ? bare : attrs;
}

function attrsOf(entry: Entry, form: ProvisionForm | undefined): BlockAttrs {
  return {
    ...entry.attrs,
    ...(form && form !== 'paragraph' ? { form } : {}),
    ...(entry.run ? { run: entry.run.id } : {}),
    ...(entry.kind === 'alternative' ? { covers: (entry.coversEntries ?? []).map(({ id }) => id) } : {}),
  };
}

function contentOf(entry: Entry, { flow, cuts }: Tokens, located: Locator): Inline[] {
  const out: Inline[] = [];
  const stretches: Stretch[] = [];
  let at = 0;
  let length = 0;
  const words = (to: number) => {
    for (const each of flow.words(at, to)) push(out, plainIn(entry, each));
    if (to > at) stretches.push({ from: at, to, at: length, length: to - at });
    length += Math.max(to - at, 0);
  };
  for (const cut of cuts) {
    if (cut.at < at) continue;
    words(cut.at);
    at = cut.at + cut.length;
    if (!isTaken(cut.is)) out.push(isDelimiter(cut.is) ? delimiter(cut.is) : cut.is);
    stretches.push({ from: cut.at, to: at, at: length, length: isTaken(cut.is) ? 0 : 1 });
    length += isTaken(cut.is) ? 0 : 1;
  }
  words(flow.text.length);
  const sources = entry.sources.map(({ raw }): InlineObject => ({ el: 'attribution', raw }));
  const [first] = out;
  const lead = first && isWords(first) ? first.text.length - first.text.trimStart().length : 0;
  const content = trimmed(out);
  located.add(entry.id, flow, stretches, { lead, length: lengthOf(content) });
  return [...content, ...sources];
}

/** Headings are bold by themselves: the format says nothing there. */
const plainIn = (entry: Entry, words: Words): Words =>
  entry.kind === 'title' ||
  entry.kind === 'chapter' ||
  entry.kind === 'part' ||
  (entry.kind === 'row' && entry.attrs.head)
    ? { text: words.text, ...(words.emphasis ? { emphasis: true as const } : {}) }
    : words;

function push(out: Inline[], words: Words): void {
  const last = out.at(-1);
  const same =
    last &&
    'text' in last &&
    !('el' in last) &&
    last.strong === words.strong &&
    last.emphasis === words.emphasis;
  if (same) out[out.length - 1] = { ...last, text: last.text + words.text };
  else if (words.text !== '') out.push(words);
}

/** Without spaces at either end of the block. */
function trimmed(content: Inline[]): Inline[] {
  const edit = (index: number, cut: (text: string) => string) => {
    const each = content[index];
    if (!each || 'el' in each) return;
    const text = cut(each.text);
    if (text === '') content.splice(index, 1);
    else content[index] = { ...each, text };
  };
  if (content.length > 0) edit(content.length - 1, (text) => text.trimEnd());
  if (content.length > 0) edit(0, (text) => text.trimStart());
  return content;
}

function delimiter(is: Delimiter): InlineObject {
  if (is.side === 'close') return { el: 'bracket_close', id: is.id, glyph: is.glyph };
  const { id, kind, glyph } = is;
  return {
    el: 'bracket_open',
    id,
    kind,
    ...(is.link ? { link: is.link } : {}),
    glyph,
    ...(is.outside ? { outside: true } : {}),
  };
}

/** Labels that alternatives name become the entries that bear them, in the same part. */
function resolveCovers(work: Work): void {
  let labels: Bearers = new Map();
  let waiting: Standing[] = [];
  let chapter = 0;
  const settle = () => {
    for (const standing of waiting) cover(standing, labels, work);
    waiting = [];
    labels = new Map();
  };
  work.entries.forEach((entry, at) => {
    if (entry.kind === 'part') settle();
    if (entry.kind === 'part' || entry.kind === 'chapter') chapter += 1;
    if (entry.coversLabels) waiting.push({ entry, at, chapter });
    const { label } = entry.attrs;
    if ((entry.kind === 'provision' || entry.kind === 'alternative') && label !== undefined) {
      const bearers = labels.get(key(label));
      if (bearers) bearers.push({ entry, at, chapter });
      else labels.set(key(label), [{ entry, at, chapter }]);
    }
  });
  settle();
}

interface Standing {
  readonly entry: Entry;
  readonly at: number;
  /** Count of the headings before it. */
  readonly chapter: number;
}
/** All that bear a label, in order. */
type Bearers = Map<string, Standing[]>;

/** Where numbers begin anew in every article or option: of the same chapter, a provision, the nearest before, then after. */
function bearerOf(bearers: readonly Standing[] | undefined, from: Standing): Entry | undefined {
  const rank = ({ entry, at, chapter }: Standing): readonly number[] => [
    Number(chapter !== from.chapter),
    Number(entry.kind !== 'provision'),
    Number(at > from.at),
    Math.abs(at - from.at),
  ];
  const order = (a: readonly number[], b: readonly number[]): number => {
    const at = a.findIndex((each, index) => each !== b[index]);
    return at < 0 ? 0 : a[at]! - b[at]!;
  };
  let best: { entry: Entry; rank: readonly number[] } | undefined;
  for (const each of bearers ?? []) {
    const found = { entry: each.entry, rank: rank(each) };
    if (each.entry !== from.entry && (!best || order(found.rank, best.rank) < 0)) best = found;
  }
  return best?.entry;
}

const key = (label: string): string => label.replace(/\s/g, '').toLowerCase();

/** `Alternative 2 to paragraph 5` means OP 5 where paragraphs are called so. */
const inResolutions = (label: string): readonly string[] => [`op${label}`, `article${label}`];

function cover(from: Standing, labels: Bearers, work: Work): void {
  const { entry } = from;
  const names = entry.coversLabels ?? [];
  entry.coversEntries = names.flatMap((label) => {
    const known = [key(label), ...inResolutions(key(label))];
    const [found] = known.flatMap((each) => bearerOf(labels.get(each), from) ?? []);
    if (found) return [found];
    work.report.add(
      'dangling-cover',
      'doubt',
      entry,
      said('cover-dangling', { marker: entry.attrs.marker ?? entry.attrs.label ?? '', label }),
    );
    return [];
  });
}
