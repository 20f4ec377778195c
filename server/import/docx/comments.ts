/** Comments with their threads. They are a delegation's own affair: nothing here goes into a draft or a report. */
import type { DocxComment } from './content.ts';
import { child, childrenOf, type Element } from './xml.ts';

/** All comments in order of the file; replies are known from the extended part, when there is one. */
export function readComments(
  root: Element | undefined,
  extended: Element | undefined,
): readonly DocxComment[] {
  const comments = childrenOf(root, 'w:comment');
  const byParagraph = new Map(
    comments.flatMap((comment) =>
      childrenOf(comment, 'w:p').map(
        (each) => [each.attrs['w14:paraId'] ?? '', comment.attrs['w:id'] ?? ''] as const,
      ),
    ),
  );
  const threads = new Map(
    childrenOf(extended, 'w15:commentEx').map((each) => [each.attrs['w15:paraId'] ?? '', each]),
  );
  return comments.map((comment): DocxComment => {
    const { attrs } = comment;
    const last = childrenOf(comment, 'w:p').at(-1)?.attrs['w14:paraId'] ?? '';
    const thread = threads.get(last);
    const replyTo = byParagraph.get(thread?.attrs['w15:paraIdParent'] ?? '-');
    return {
      id: attrs['w:id'] ?? '',
      author: attrs['w:author'] ?? '',
      ...(attrs['w:initials'] ? { initials: attrs['w:initials'] } : {}),
      ...(attrs['w:date'] ? { at: attrs['w:date'] } : {}),
      ...(replyTo === undefined ? {} : { replyTo }),
      done: /^(?:1|true)$/.test(thread?.attrs['w15:done'] ?? ''),
      text: childrenOf(comment, 'w:p').map(textIn).join('\n'),
    };
  });
}

function textIn(element: Element): string {
  if (element.name === 'w:t') return element.children.filter((node) => typeof node === 'string').join('');
  if (element.name === 'w:tab') return '\t';
  if (element.name === 'w:br') return '\n';
  return element.children.map((node) => (typeof node === 'string' ? '' : textIn(node))).join('');
}

/** The title that the file's properties name. */
export const titleIn = (core: Element | undefined): string | undefined => {
  const title = child(core, 'dc:title')
    ?.children.filter((node) => typeof node === 'string')
    .join('')
    .trim();
  return title === '' ? undefined : title;
};

/** Properties that somebody gave the file, those that are texts. */
export function propertiesIn(custom: Element | undefined): ReadonlyMap<string, string> {
  const properties = (custom?.children ?? []).flatMap((node) => (typeof node === 'string' ? [] : [node]));
  return new Map(
    properties.flatMap((property) => {
      const text = child(property, 'vt:lpwstr')?.children.filter((node) => typeof node === 'string');
      const name = property.attrs.name;
      return text && name !== undefined ? [[name, text.join('')] as const] : [];
    }),
  );
}
