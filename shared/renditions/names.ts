/** Who asks for what, printed after the words it is asked of: `[words (A, B: bracket)]`, `[old][new (A)]` (SPEC RN2). */
import { delimitersOf, pair } from '../draft/delimiters.ts';
import { readUnits } from '../draft/units.ts';
import { beforeSources } from '../text/cut.ts';
import { type Block, type DraftDocument, delimiterIn, type Inline } from '../text/document.ts';
import { type Asked, optionKey, type Requests } from './rendition.ts';
import { fill, type Vocabulary } from './vocabulary.ts';

/** `A, B: bracket; C: delete`; empty where nobody may be named. Words and alternatives say for themselves what is asked. */
export function requestsIn(asked: readonly Asked[], words: Vocabulary): string {
  const named = asked.filter(({ names }) => names.length > 0);
  return named.map(({ names, asks }) => names.join(words.comma) + verb(asks, words)).join(words.semicolon);
}

const verb = (asks: Asked['asks'], words: Vocabulary): string =>
  asks === 'bracket' || asks === 'delete' ? words.colon + words[asks] : '';

/** The requests between parentheses, with the space before them; empty where nobody may be named. */
export function attribution(asked: readonly Asked[], words: Vocabulary): string {
  const text = requestsIn(asked, words);
  return text === '' ? '' : fill(words.attribution, text);
}

/** The draft with its proponents printed in it, as remarks: they are no words of the text. */
export function withNames(document: DraftDocument, requests: Requests, words: Vocabulary): DraftDocument {
  if (Object.keys(requests).length === 0) return document;
  const named = (key: string): Inline[] => {
    const text = attribution(requests[key] ?? [], words);
    return text === '' ? [] : [{ el: 'remark', text }];
  };
  const options = new Map<string, number>();
  const blocks = document.blocks.map((block): Block => {
    const content = block.content.flatMap((each) => [...namesBefore(each, options, named), each]);
    return { ...block, content };
  });
  return withAlternatives({ ...document, blocks }, named);
}

type Named = (key: string) => Inline[];

/** What is printed before a slash or a closing delimiter: who asks for the option, then who asks for the bracket. */
function namesBefore(each: Inline, options: Map<string, number>, named: Named): readonly Inline[] {
  if (!('el' in each)) return [];
  if (each.el === 'option_break' && each.bracket !== undefined) {
    const option = options.get(each.bracket) ?? 0;
    options.set(each.bracket, option + 1);
    return named(optionKey(each.bracket, option));
  }
  if (each.el !== 'bracket_close') return [];
  return [...named(optionKey(each.id, options.get(each.id) ?? 0)), ...named(each.id)];
}

/** Names at the end of alternatives, within the brackets that stand around the whole of them. */
function withAlternatives(document: DraftDocument, named: Named): DraftDocument {
  const { pairs } = pair(delimitersOf(document));
  const opened = new Map(pairs.map(({ id, open }) => [id, open]));
  const blocks = [...document.blocks];
  for (const unit of readUnits(document).list) {
    const names = unit.block.kind === 'alternative' ? named(unit.id) : [];
    const last = blocks[unit.to - 1];
    if (names.length === 0 || !last) continue;
    const begins = (id: string) => {
      const open = opened.get(id);
      return open?.block === unit.from && isFirst(unit.block.content, open.at);
    };
    blocks[unit.to - 1] = { ...last, content: insertNames(last.content, names, begins) };
  }
  return { ...document, blocks };
}

const isFirst = (content: readonly Inline[], at: number): boolean =>
  content.slice(0, at).every((each) => delimiterIn(each)?.el === 'bracket_open');

function insertNames(
  content: readonly Inline[],
  names: readonly Inline[],
  begins: (id: string) => boolean,
): readonly Inline[] {
  const isTail = (each: Inline) => {
    if ('el' in each && each.el === 'attribution') return true;
    const delimiter = delimiterIn(each);
    return delimiter?.el === 'bracket_close' && begins(delimiter.id);
  };
  const end = content.findLastIndex((each) => !isTail(each)) + 1;
  if (end === content.length) return beforeSources(content, names);
  return [...content.slice(0, end), ...names, ...content.slice(end)];
}
