import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { SAMPLES } from '../../fixtures/samples.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import { createDraft, readDraft, textOf } from '../../shared/text/draft-doc.ts';
import { isMalformed, mend } from '../../shared/text/mend.ts';

const FOLDER = 'fixtures/recorded';
const recorded = readdirSync(FOLDER).filter((name) => name.endsWith('.update'));

describe('DD4: stored drafts can be read for ever', () => {
  it('has recordings', () => expect(recorded).toContain('schema-1.update'));

  it.each(recorded)('%s reads as it did', (name) => {
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, readFileSync(`${FOLDER}/${name}`));
    expect(readDraft(ydoc)).toEqual(
      JSON.parse(readFileSync(`${FOLDER}/${name.replace('.update', '.json')}`, 'utf8')),
    );
    for (let i = 0; i < 5 && mend(ydoc, () => `m${i}`); i += 1);
    expect(isMalformed(BlockIndex.of(ydoc))).toBe(false);
  });
});

describe('DD1: data to room and back', () => {
  it.each(SAMPLES)('$name, byte for byte', ({ document }) => {
    expect(readDraft(createDraft(document))).toEqual(JSON.parse(JSON.stringify(document)));
    expect(Y.encodeStateAsUpdate(createDraft(document))).toEqual(
      Y.encodeStateAsUpdate(createDraft(document)),
    );
  });
});

describe('TX4: what a version does not know', () => {
  it('is shown as unknown, kept, and goes through an edit beside it unharmed', () => {
    const ydoc = createDraft(SAMPLES[0]!.document);
    const text = textOf(ydoc);
    const at = BlockIndex.of(ydoc).placeIn(0, 1)!.flat + 2;
    text.insertEmbed(at, { el: 'seal', by: 'a later version' });
    text.insertEmbed(at, { el: 'start', id: 'x', kind: 'annex-of-tomorrow', shape: 'round' });
    const content = readDraft(ydoc).blocks.flatMap((block) => block.content);
    expect(content).toContainEqual({ el: 'unknown', raw: { el: 'seal', by: 'a later version' } });
    expect(readDraft(ydoc).blocks.find(({ id }) => id === 'x')).toMatchObject({
      kind: 'paragraph',
      attrs: { shape: 'round' },
    });
    mend(ydoc, () => 'm');
    expect(JSON.stringify(textOf(ydoc).toDelta())).toContain('a later version');
  });
});
