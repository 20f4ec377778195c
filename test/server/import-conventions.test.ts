/** Drafts in the conventions of several houses, written for this project, against what was said of them by hand. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Imported, importText } from '../../server/import/import.ts';
import { markerOf, schemeOf } from '../../shared/draft/labels.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import { printText } from '../../shared/renditions/text.ts';
import { canon } from '../support/canon.ts';
import { truthOf } from '../support/conventions.ts';

const FOLDER = fileURLToPath(new URL('../../fixtures/conventions/', import.meta.url));
const names = readdirSync(FOLDER).filter((name) => /\.(?:txt|md)$/.test(name));
const read = (name: string) => readFileSync(FOLDER + name, 'utf8');

function imported(source: string): Imported {
  const result = importText(source);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}

/** How often each character that is no space stands in some texts. */
function counts(texts: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const text of texts)
    for (const character of text.replace(/\s/g, '')) found.set(character, (found.get(character) ?? 0) + 1);
  return found;
}

describe('IM5: drafts in the conventions of several houses', () => {
  it('there are twelve of them', () => {
    expect(names).toHaveLength(12);
  });

  it.each(names)('IM5: %s comes in as its truth says, block by block', (name) => {
    const truth = read(name.replace(/\.\w+$/, '.truth'))
      .trimEnd()
      .split('\n');
    expect(truthOf(imported(read(name))).map((line) => line.trimEnd())).toEqual(
      truth.map((line) => line.trimEnd()),
    );
  });

  it.each(names)(
    'IM4: every character of %s that is no space is in the draft or named in the report',
    (name) => {
      const { document, report } = imported(read(name));
      expect(report.filter(({ kind }) => kind === 'lost')).toEqual([]);
      const scheme = schemeOf(document.meta.language);
      const inDraft = counts(
        document.blocks.flatMap((block) => [markerOf(block, scheme), ...block.content.map(printedInline)]),
      );
      const named = counts(report.map(({ message }) => message));
      const isMarkdown = name.endsWith('.md');
      for (const [character, count] of counts([read(name)])) {
        const left = count - (inDraft.get(character) ?? 0);
        if (isMarkdown && /[#|*^:[\]-]/.test(character)) continue;
        expect(left, `"${character}"`).toBeLessThanOrEqual(named.get(character) ?? 0);
      }
    },
  );

  it.each(names)('RT1: %s printed as plain text and imported again is the same draft', (name) => {
    const { document } = imported(read(name));
    const again = imported(printText(document)).document;
    expect(canon(again, { weights: false })).toEqual(canon(document, { weights: false }));
  });
});

const lines = (source: string): readonly string[] => truthOf(imported(source));

describe('IM5: habits of typists', () => {
  it('IM5: a space left behind at the end of a line makes no extraction of a typed draft', () => {
    const source = `1. A. \n\n${Array.from({ length: 12 }, (_, at) => `${at + 2}. Words.`).join('\n\n')}\n\n14. B. \n`;
    const read = imported(source);
    expect([read.profile, read.document.blocks.length]).toEqual(['lines', 14]);
  });

  it('IM5: a line that hangs below another in the middle of a sentence goes on with it', () => {
    const source = '1. Wells are\ndeep.\n\n2. Ponds.\n\n3. Springs.\n\n4. Lakes.\n\n5. Seas.\n\n6. Rivers.\n';
    expect(lines(source)[0]).toBe('provision 1. | Wells are deep.');
    const { report } = imported(source);
    const apart = importText(source, { answers: { all: { joined: 'apart' } } });
    expect(report.some(({ question }) => question === 'joined')).toBe(true);
    expect(apart.ok && apart.value.document.blocks.length).toBe(7);
  });

  it('IM5: wordings within one paragraph are no blocks of their own', () => {
    expect(lines('2. [Option A: wells] [Option B: ponds]\n')).toEqual([
      'provision 2. | [Option A: wells] [Option B: ponds]',
    ]);
  });

  it('IM31: a paragraph that says nothing but what is asked leaves no empty bracket', () => {
    expect(lines('1. Wells.\n\n2. (EU: delete entire paragraph)\n')).toEqual(
      ['provision 1. | Wells.', 'provision 2. |', 'claim delete EU |'].map((line) =>
        line.replace(/\|$/, '| '),
      ),
    );
  });
});
