/** An imported draft in the words of the truths beside `fixtures/conventions`: a line for each block, then what stands in it. */
import type { Imported } from '../../server/import/import.ts';
import { markerOf, schemeOf } from '../../shared/draft/labels.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import type { Block, Inline } from '../../shared/text/document.ts';

/** `> kind marker relation covers | words`; a dot after the kind for each level below the first. */
export function truthOf({ document, claims }: Imported): readonly string[] {
  const { blocks, meta } = document;
  const scheme = schemeOf(meta.language);
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const lineOf = (block: Block): string => {
    const { kind, attrs } = block;
    const covered = (attrs.covers ?? []).map((id) => byId.get(id)?.attrs.label ?? '?').join('+');
    const says = [
      `${kind}${kind === 'item' ? '.'.repeat((attrs.level ?? 1) - 1) : ''}`,
      attrs.head ? 'head' : '',
      kind === 'note' ? (attrs.label ?? '') : markerOf(block, scheme),
      attrs.relation ?? '',
      covered,
    ].filter((each) => each !== '');
    return `${attrs.run ? '> ' : ''}${says.join(' ')} | ${wordsIn(block.content)}`;
  };
  const objects = blocks.flatMap(({ content }) => content);
  const choices = blocks.flatMap(({ content }) =>
    content.flatMap((each) =>
      'el' in each && each.el === 'bracket_open' && each.kind === 'choice' ? [quoted(content, each.id)] : [],
    ),
  );
  return [
    ...blocks.map(lineOf),
    ...claims
      .filter(({ accepted }) => accepted)
      .map(({ asks, parties, block, bracket }) => {
        const content = byId.get(block)?.content ?? [];
        const about = bracket === undefined ? wordsIn(content) : quoted(content, bracket);
        return `claim ${[asks, parties.join(', ')].filter((each) => each !== '').join(' ')} | ${about}`;
      }),
    ...choices.map((words) => `choice | ${words}`),
    ...objects.flatMap((each) => ('el' in each && each.el === 'remark' ? [`remark | ${each.text}`] : [])),
  ];
}

const wordsIn = (content: readonly Inline[]): string =>
  content
    .map((each) => ('el' in each && each.el === 'cell_break' ? ' ¦ ' : printedInline(each)))
    .join('')
    .trim();

/** The words of a bracket with its delimiters, within one block. */
function quoted(content: readonly Inline[], id: string): string {
  const at = (el: string) =>
    content.findIndex((each) => 'el' in each && each.el === el && 'id' in each && each.id === id);
  return wordsIn(content.slice(at('bracket_open'), at('bracket_close') + 1));
}
