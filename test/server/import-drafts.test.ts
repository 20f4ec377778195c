/**
 * Options of real drafts, counted in the raw files by the names of the options alone and in the imported drafts.
 *
 * What is counted: an option's extent is **exact** when its name, with a figure, begins a paragraph of its own (not behind the
 * number of one) and its end is printed: by the next name with a higher figure, or by `{End of options}`. Its paragraphs are all
 * up to there, items and its first words included. By this one definition 50 options of the Word file are exact, 30 of which
 * hold several paragraphs, and 61 of the Paris text, 21 of which do: 51 of 111.
 *
 * Apart from that, a **set** is the options that compete for one place; it begins where an option is called 1, I or A.
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

/** An option with its figure and how many paragraphs it holds. */
type Exact = readonly [figure: string, paragraphs: number];

const NAMED = /^\[?(?:\*\*)?Option ?(\d+)(?!\w)(.*)/;
const hasLetters = (text: string): boolean => /[\p{L}\p{N}]/u.test(text.replace(/\{[^}]*\}/g, ''));

/** The exact options among the paragraphs of a raw file: nothing but the names tells them. */
function exactOptionsIn(paragraphs: readonly string[]): readonly Exact[] {
  const found: Exact[] = [];
  let open: [string, number] | undefined;
  for (const text of paragraphs) {
    const [, figure, words = ''] = NAMED.exec(text) ?? [];
    const ends = text.startsWith('{End of options}');
    if (open && (ends || Number(figure) > Number(open[0]))) found.push(open);
    if (figure !== undefined) open = [figure, hasLetters(words) ? 1 : 0];
    else if (ends) open = undefined;
    else if (open) open[1] += 1;
  }
  return found;
}

/** The same in the draft: options with a later one in their set, or with such a remark after them. */
function exactOptionsOf(blocks: readonly Block[]): readonly Exact[] {
  const isNumber = (block: Block | undefined): boolean =>
    (block?.kind === 'provision' || block?.kind === 'item') && !hasWords(block);
  const isOwn = (at: number): boolean => !isNumber(blocks[at - 1]);
  const numbered = blocks.filter(
    (block, at) => isOption(block) && /^Option \d/.test(block.attrs.label ?? '') && isOwn(at),
  );
  const setOf = ({ id, attrs }: Block): string => attrs.covers?.[0] ?? id;
  const within = (id: string): readonly Block[] =>
    blocks.filter(({ attrs }) => attrs.run === id).flatMap((each) => [each, ...within(each.id)]);
  return numbered.flatMap((option): Exact[] => {
    const own = within(option.id);
    const isLast = numbered.findLast((each) => setOf(each) === setOf(option)) === option;
    const next = blocks[blocks.indexOf(own.at(-1) ?? option) + 1];
    const isClosed = /^\{End of options\}/.test((next?.content ?? []).map(printedInline).join(''));
    const isOuter = own.some((each) => numbered.includes(each));
    const paragraphs =
      own.filter((each) => isOption(each) || hasWords(each)).length + Number(hasText(option));
    return (isLast && !isClosed) || isOuter ? [] : [[/\d+/.exec(option.attrs.label!)![0], paragraphs]];
  });
}
const hasText = ({ content }: Block): boolean => hasLetters(content.map(printedInline).join(''));

/** The paragraphs of a Word file outside of tables, as text. */
const paragraphsOf = (xml: string): readonly string[] =>
  [...xml.replace(/<w:tbl>.*?<\/w:tbl>/gs, '').matchAll(/<w:p [^>]*>(.*?)<\/w:p>/gs)]
    .map(([, inner = '']) =>
      [...inner.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((each) => each[1]).join(''),
    )
    .map((text) => text.trim())
    .filter((text) => text !== '');
const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
const xmlOf = (name: string): string => new TextDecoder().decode(unzipSync(read(name))['word/document.xml']);

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
    const paragraphs = paragraphsOf(xmlOf(name));
    const names = paragraphs.flatMap((text) => /^\s*\[?Option (\w+)/.exec(text)?.[1] ?? []);
    const document = await imported(name);
    expect(document.blocks.filter(isOption)).toHaveLength(names.length);
    const sets = setsOf(document);
    expect([names.length, names.filter(isFirst).length, sets.length]).toEqual([89, 32, 32]);
    expect(several(sets)).toBe(27);
  });

  it.each([
    ['paris-agreement-2015-10-23.txt', 61, 21],
    ['unfccc-art6.2-sbsta61-draft-2024-11-14.docx', 50, 30],
  ])(
    'IM6: %s has %i options whose extent is exact, %i of which hold several paragraphs',
    async (name, all, some) => {
      const isWord = name.endsWith('.docx');
      const counted = exactOptionsIn(
        isWord ? paragraphsOf(xmlOf(name)) : linesOf(new TextDecoder().decode(read(name))),
      );
      const { blocks } = await imported(name);
      expect([counted.length, several(counted.map(([, count]) => count))]).toEqual([all, some]);
      expect(exactOptionsOf(blocks)).toEqual(counted);
    },
  );

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
