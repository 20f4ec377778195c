/**
 * Options of real drafts, counted in the raw files by the names of the options alone and in the imported drafts.
 *
 * What is counted: a **set** is the options that compete for one place; it begins where an option is called 1, I or A. A
 * **paragraph** is what holds words or a remark of its own; items of a list and the options within an option are none. A set
 * **holds several paragraphs** when one of its options does. By this count the Paris text has 61 sets, 21 of them with
 * several paragraphs.
 */
import { existsSync, readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { importBytes } from '../../server/import/any.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import type { Block, DraftDocument } from '../../shared/text/document.ts';

const folder = new URL('../../../shared/drafts/', import.meta.url);
const isHere = existsSync(folder);
if (!isHere)
  console.warn(`SKIPPED: ${folder.pathname} is not here, the options of real drafts were NOT counted.`);

const read = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, folder)));

async function imported(name: string): Promise<DraftDocument> {
  const result = await importBytes(read(name));
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value.document;
}

const isOption = ({ kind, attrs }: Block): boolean =>
  kind === 'alternative' && /^Option/.test(attrs.label ?? '');
const hasWords = ({ content }: Block): boolean => /[\p{L}\p{N}]/u.test(content.map(printedInline).join(''));

/** The sets of a draft: for each the most paragraphs that an option of it holds. */
function setsOf({ blocks }: DraftDocument): readonly number[] {
  const sets = new Map<string, number>();
  for (const option of blocks.filter(isOption)) {
    const own = blocks.filter(({ kind, attrs }) => attrs.run === option.id && kind !== 'item');
    const paragraphs = [option, ...own.filter(({ kind }) => kind !== 'alternative')].filter(hasWords).length;
    const set = option.attrs.covers?.[0] ?? option.id;
    sets.set(set, Math.max(sets.get(set) ?? 0, paragraphs));
  }
  return [...sets.values()];
}
const several = (sets: readonly number[]): number => sets.filter((count) => count > 1).length;

const isFirst = (name: string): boolean => /^(?:1|I|A|a)$/.test(name);

/**
 * Numbered options (1, 2 …) whose end is printed: by the next option of their set, or by `{End of options}`. Their paragraphs are
 * all numbered ones up to there, items and those of the options within them included. Counted in the markup alone.
 */
function exactOptionsIn(xml: string): readonly (readonly [string, number])[] {
  const body = xml.replace(/<w:tbl>.*?<\/w:tbl>/gs, '');
  const paragraphs = [...body.matchAll(/<w:p [^>]*>(.*?)<\/w:p>/gs)].map(([, inner = '']) => ({
    text: [...inner.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
      .map((each) => each[1])
      .join('')
      .trim(),
    level: /<w:ilvl w:val="(\d)"\/><w:numId w:val="[1-9]/.exec(inner)?.[1] ?? '',
    isHead: /<w:pStyle w:val="(?:RegH1G|RegHChG)"/.test(inner),
  }));
  const found: [string, number][] = [];
  let open: [string, number] | undefined;
  for (const { text, level, isHead } of paragraphs.filter((each) => each.text !== '')) {
    const option = /^\[?Option (\d+)/.exec(text)?.[1];
    const goesOn = option !== undefined && Number(option) > Number(open?.[0]);
    if (open && (goesOn || /^\{End of options\}/.test(text))) found.push(open);
    if (option !== undefined) open = [option, 0];
    else if (isHead || /^[01]$/.test(level) || /^\{End of options/.test(text)) open = undefined;
    else if (open && /^[567]$/.test(level) && !/^Option/.test(text)) open[1] += 1;
  }
  return found;
}

/** The same in the draft: options with a later one in their set, or with such a remark after them. */
function exactOptionsOf(blocks: readonly Block[]): readonly (readonly [string, number])[] {
  const numbered = blocks.filter((block) => isOption(block) && /^Option \d/.test(block.attrs.label ?? ''));
  const setOf = ({ id, attrs }: Block): string => attrs.covers?.[0] ?? id;
  const within = (id: string): readonly Block[] =>
    blocks.filter(({ attrs }) => attrs.run === id).flatMap((each) => [each, ...within(each.id)]);
  return numbered.flatMap((option): [string, number][] => {
    const own = within(option.id);
    const isLast = numbered.findLast((each) => setOf(each) === setOf(option)) === option;
    const next = blocks[blocks.indexOf(own.at(-1) ?? option) + 1];
    const isClosed = /^\{End of options\}/.test((next?.content ?? []).map(printedInline).join(''));
    const paragraphs = own.filter((each) => !isOption(each) && hasWords(each) && !isRemark(each));
    return isLast && !isClosed ? [] : [[/\d+/.exec(option.attrs.label ?? '')![0], paragraphs.length]];
  });
}
const isRemark = ({ content }: Block): boolean =>
  content.every((each) => 'el' in each && each.el === 'remark');

describe.skipIf(!isHere)('IM6: options of real drafts', () => {
  it('IM6: the Paris text has 153 options in 61 sets, 21 of which hold several paragraphs', async () => {
    const name = 'paris-agreement-2015-10-23.txt';
    const raw = new TextDecoder().decode(read(name));
    const names = [...raw.matchAll(/^\s*(?:\d+\. )?(?:\*\*)?Option ?(\w+)/gm)].map(([, each = '']) => each);
    const document = await imported(name);
    expect(document.blocks.filter(isOption)).toHaveLength(names.length);
    const sets = setsOf(document);
    expect([names.length, names.filter(isFirst).length, sets.length]).toEqual([153, 61, 61]);
    expect(several(sets)).toBe(21);
  });

  it('IM6: the Word file has 89 options outside of tables, in 32 sets, 27 of which hold several paragraphs', async () => {
    const name = 'unfccc-art6.2-sbsta61-draft-2024-11-14.docx';
    const xml = new TextDecoder().decode(unzipSync(read(name))['word/document.xml']);
    const paragraphs = [
      ...xml.replace(/<w:tbl>.*?<\/w:tbl>/gs, '').matchAll(/<w:p [^>]*>(.*?)<\/w:p>/gs),
    ].map(([, inner = '']) =>
      [...inner.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((each) => each[1]).join(''),
    );
    const names = paragraphs.flatMap((text) => /^\s*\[?Option (\w+)/.exec(text)?.[1] ?? []);
    const document = await imported(name);
    expect(document.blocks.filter(isOption)).toHaveLength(names.length);
    const sets = setsOf(document);
    expect([names.length, names.filter(isFirst).length, sets.length]).toEqual([89, 32, 32]);
    expect(several(sets)).toBe(27);
  });

  it('IM6: the Word file has 50 options whose end is printed, 30 of which hold several paragraphs', async () => {
    const name = 'unfccc-art6.2-sbsta61-draft-2024-11-14.docx';
    const xml = new TextDecoder().decode(unzipSync(read(name))['word/document.xml']);
    const counted = exactOptionsIn(xml);
    const { blocks } = await imported(name);
    const found = exactOptionsOf(blocks);
    expect([counted.length, several(counted.map(([, count]) => count))]).toEqual([50, 30]);
    expect(found).toEqual(counted);
  });

  it('IM5: 73 remarks in braces and 14 notes of the Word file are in the draft', async () => {
    const { blocks } = await imported('unfccc-art6.2-sbsta61-draft-2024-11-14.docx');
    const remarks = blocks.flatMap(({ content }) =>
      content.flatMap((each) => ('el' in each && each.el === 'remark' ? [each.text] : [])),
    );
    expect(remarks.join('').match(/\{/g)).toHaveLength(73);
    expect(
      blocks.filter(({ kind, attrs }) => kind === 'note' && /^\d+$/.test(attrs.label ?? '')),
    ).toHaveLength(14);
  });
});
