/** Agreed text: what is agreed stands plain, everything else between brackets (SPEC RN7). */
import { readBrackets } from '../draft/brackets.ts';
import { readUnits, type Unit } from '../draft/units.ts';
import { beforeSources } from '../text/cut.ts';
import type { Block, DraftDocument, Inline } from '../text/document.ts';
import { cleanBlock } from './clean.ts';
import { printOnce } from './print-once.ts';
import type { DraftState, RenditionOptions, Status } from './rendition.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Agreed provisions lose sources and remarks; every other provision stands between brackets, once. */
export function agreedText(state: DraftState, _options: RenditionOptions, words: Vocabulary): DraftDocument {
  const { document } = printOnce(state);
  const units = readUnits(document);
  const statusOf = (id: string) => state.statuses?.get(id) ?? 'not-considered';
  const bracketed = enclosed(document, (id) => isAgreed(statusOf(id)));
  const blocks = [...document.blocks];
  for (const unit of units.list) {
    const status = statusOf(unit.id);
    if (isAgreed(status)) plain(blocks, unit, status, words);
    else if (!bracketed.has(unit.id)) bracket(blocks, unit);
  }
  return { ...document, blocks };
}

const isAgreed = (status: Status): boolean => status === 'agreed' || status === 'agreed-ad-ref';

/** Provisions that a bracket stands around already, be it of one or of several of which none is agreed. */
function enclosed(document: DraftDocument, agreed: (id: string) => boolean): ReadonlySet<string> {
  const around = readBrackets(document).pairs.filter(
    ({ extent, provisions }) => extent === 'provision' && !provisions.some(agreed),
  );
  return new Set(around.flatMap(({ provisions }) => provisions));
}

/** Agreed ad referendum is said: its capital has not spoken. */
function plain(blocks: Block[], { from, to }: Unit, status: Status, words: Vocabulary): void {
  for (let at = from; at < to; at++) edit(blocks, at, (block) => cleanBlock(block).content);
  if (status !== 'agreed-ad-ref') return;
  const remark: Inline = { el: 'remark', text: `{${words.adRef}}` };
  edit(blocks, to - 1, ({ content }) => beforeSources(content, [{ text: ' ' }, remark]));
}

function bracket(blocks: Block[], { id, from, to }: Unit): void {
  const open: Inline = {
    el: 'bracket_open',
    id: `agreed:${id}`,
    kind: 'contested',
    glyph: '[',
    outside: true,
  };
  const close: Inline = { el: 'bracket_close', id: `agreed:${id}`, glyph: ']' };
  edit(blocks, from, ({ content }) => [open, ...content]);
  edit(blocks, to - 1, ({ content }) => beforeSources(content, [close]));
}

function edit(blocks: Block[], at: number, change: (block: Block) => readonly Inline[]): void {
  const block = blocks[at];
  if (block) blocks[at] = { ...block, content: change(block) };
}
