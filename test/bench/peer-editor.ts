/** The peer of the editor bench: y-prosemirror over `doc > paragraph*` with bold and inline bracket atoms, as its manual shows. */
import { type Node, Schema } from 'prosemirror-model';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { prosemirrorToYXmlFragment, ySyncPlugin, yUndoPlugin } from 'y-prosemirror';
import * as Y from 'yjs';
import { type DraftDocument, isWords } from '../../shared/text/document.ts';

export const peerSchema = new Schema({
  nodes: {
    doc: { content: 'paragraph+' },
    paragraph: { content: 'inline*', attrs: { id: { default: '' } }, toDOM: () => ['p', 0] },
    text: { group: 'inline' },
    delimiter: {
      group: 'inline',
      inline: true,
      atom: true,
      selectable: false,
      attrs: { bracket: { default: '' }, glyph: { default: '[' } },
      toDOM: (node) => ['span', { class: 'delimiter' }, String(node.attrs.glyph)],
    },
  },
  marks: { strong: { toDOM: () => ['strong', 0] } },
});

/** The draft as the peer's document: a paragraph a block, brackets as atoms. */
export function peerDoc({ blocks }: DraftDocument): Node {
  const { nodes, marks } = peerSchema;
  return nodes.doc!.create(
    null,
    blocks.map(({ id, content }) =>
      nodes.paragraph!.create(
        { id },
        content.flatMap((inline) => {
          if (isWords(inline))
            return inline.text
              ? [peerSchema.text(inline.text, inline.strong ? [marks.strong!.create()] : [])]
              : [];
          if (inline.el !== 'bracket_open' && inline.el !== 'bracket_close') return [];
          return [nodes.delimiter!.create({ bracket: inline.id, glyph: inline.glyph })];
        }),
      ),
    ),
  );
}

export const fragmentOf = (ydoc: Y.Doc): Y.XmlFragment => ydoc.getXmlFragment('prosemirror');

export function createPeerDraft(document: DraftDocument): Y.Doc {
  const ydoc = new Y.Doc();
  ydoc.clientID = 1;
  prosemirrorToYXmlFragment(peerDoc(document), fragmentOf(ydoc));
  return ydoc;
}

export function createPeerView(mount: HTMLElement, ydoc: Y.Doc): EditorView {
  const state = EditorState.create({
    schema: peerSchema,
    plugins: [ySyncPlugin(fragmentOf(ydoc)), yUndoPlugin()],
  });
  return new EditorView(mount, { state });
}
