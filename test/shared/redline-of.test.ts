/** Redlines between two texts: exact both ways, moves as moves, proposals as changes of those who ask (SPEC RD1 to RD4). */
import { describe, expect, it } from 'vitest';
import { draft } from '../../fixtures/build.ts';
import { nextRound } from '../../fixtures/next-round.ts';
import { randomDraft } from '../../fixtures/random-draft.ts';
import { markerOf, schemeOf } from '../../shared/draft/labels.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import { escaped } from '../../shared/renditions/markup.ts';
import type { RedlineBlock, RedlinePiece } from '../../shared/renditions/redline.ts';
import { writeRedlineHtml } from '../../shared/renditions/redline-html.ts';
import { redlineBlocks, redlineOf } from '../../shared/renditions/redline-of.ts';
import type { Asked } from '../../shared/renditions/rendition.ts';
import type { Block, DraftDocument } from '../../shared/text/document.ts';
import { seeded } from '../support/random.ts';
import { AT, hostileDraft } from '../support/renditions.ts';

const SEEDS = Array.from({ length: 40 }, (_, at) => at + 1);
const masthead = { title: 'R', at: AT };
const dense = (text: string) => text.replace(/\s+/g, '');

/** The lines of one side, delimiters, label, words and sources in order. */
function side(blocks: readonly RedlineBlock[], keep: 'gone' | 'new'): readonly string[] {
  const kept = ({ kind }: RedlinePiece) => kind === 'same' || kind === keep;
  const text = (pieces: readonly RedlinePiece[]) =>
    pieces
      .filter(kept)
      .flatMap(({ content }) => content.map(printedInline))
      .join('');
  return blocks
    .filter(({ kind }) => kind === 'same' || kind === keep)
    .map(({ kind, label = '', baseLabel = label, before = [], pieces }) =>
      dense(text(before) + (kind === 'same' && keep === 'gone' ? baseLabel : label) + text(pieces)),
    );
}

const isOutside = (each: Block['content'][number]) =>
  'el' in each && each.el === 'bracket_open' && each.outside === true;
const printedLine = (block: Block, { meta }: DraftDocument): string => {
  const { content } = block;
  const first = content.findIndex((each) => !isOutside(each));
  const cut = first < 0 ? content.length : first;
  const print = (list: Block['content']) =>
    list.map((each) => ('el' in each && each.el === 'attribution' ? each.raw : printedInline(each))).join('');
  return dense(
    print(content.slice(0, cut)) + markerOf(block, schemeOf(meta.language)) + print(content.slice(cut)),
  );
};
const lines = (document: DraftDocument) => document.blocks.map((block) => printedLine(block, document));

describe('RD1: a redline is exact', () => {
  it.each(SEEDS)('RD1: of draft %i and its next round, either text is found again, in its order', (seed) => {
    const before = randomDraft(seeded(seed));
    const { document: after } = nextRound(before, seeded(seed + 500), { ids: seed % 2 ? 'kept' : 'new' });
    const blocks = redlineBlocks(before, after, seed % 2 ? 'lasting' : 'apart');
    expect(side(blocks, 'gone')).toEqual(lines(before));
    expect(side(blocks, 'new')).toEqual(lines(after));
  });
});

const of = (notation: string): DraftDocument => draft({ title: '', language: 'en', dir: 'ltr' }, notation);

describe('RD2: moves', () => {
  it('RD2: a provision that moved is gone from where it stood and new where it stands, and marked so', () => {
    const before = of(
      '1. Rivers are shared by all.\n2. Lakes are kept for those to come.\n3. Seas are free and open.',
    );
    const [one, two, three] = before.blocks as [Block, Block, Block];
    const blocks = redlineBlocks(before, { ...before, blocks: [two, three, one] }, 'lasting');
    expect(blocks.map(({ kind, moved, label }) => [kind, moved, label])).toEqual([
      ['gone', 'away', '1.'],
      ['same', undefined, '2.'],
      ['same', undefined, '3.'],
      ['new', 'here', '1.'],
    ]);
  });
});

describe('RD3: proposals as changes', () => {
  const base = of('1. Parties shall act soon.');
  const proposed = (notation: string, asks: readonly (Asked | readonly Asked[])[]) => {
    const after = of(notation);
    const ids = after.blocks.flatMap(({ content }) =>
      content.flatMap((each) => ('el' in each && each.el === 'bracket_open' ? [each.id] : [])),
    );
    const askedBy = new Map(ids.map((id, at) => [id, asks[at] as Asked]));
    const options = { masthead, ids: 'lasting', byParty: true } as const;
    return redlineOf({ document: base }, { document: after, askedBy }, options).blocks;
  };
  const shown = (blocks: readonly RedlineBlock[]) =>
    blocks.map(({ pieces }) =>
      pieces
        .map(({ kind, content, by = [] }) => {
          const text = content.map(printedInline).join('');
          if (kind === 'same') return text;
          return `${kind === 'gone' ? '-' : '+'}{${text}|${by.join()}}`;
        })
        .join(''),
    );

  it('RD3: new words are an insertion of those who ask', () => {
    const blocks = proposed('1. Parties shall act [very ]soon.', [{ names: ['A', 'B'], asks: 'words' }]);
    expect(shown(blocks)).toEqual(['Parties shall act +{very |A,B}soon.']);
  });

  it('RD3: a deletion asked for is a deletion of all who ask', () => {
    const blocks = proposed('1. Parties shall act[ soon].', [{ names: ['A', 'B'], asks: 'delete' }]);
    expect(shown(blocks)).toEqual(['Parties shall act-{ soon|A,B}.']);
  });

  it('RD3: other words are both, of those who ask for them', () => {
    const blocks = proposed('1. Parties [shall][should] act soon.', [
      { names: [], asks: 'delete' },
      { names: ['A'], asks: 'words' },
    ]);
    expect(shown(blocks)).toEqual(['Parties -{shall|A}+{should|A} act soon.']);
  });

  it('RD3: a request for brackets stays brackets; what the base text had stays as it was', () => {
    const blocks = proposed('1. Parties [shall] act soon.', [{ names: ['A'], asks: 'bracket' }]);
    expect(shown(blocks)).toEqual(['Parties +{[|}shall+{]|} act soon.']);
  });
});

describe('RD4: a redline as HTML', () => {
  it('RD4: no name where authors are neutral; whatever the texts hold, nothing is asked of anybody', () => {
    const before = hostileDraft();
    const after = nextRound(before, seeded(7), { ids: 'kept' }).document;
    const redline = redlineOf({ document: before }, { document: after }, { masthead, ids: 'lasting' });
    const html = writeRedlineHtml(redline, { paper: 'a4', authors: { neutral: 'x' } });
    expect(html.includes(escaped("default-src 'none'"))).toBe(true);
    const tags = html.match(/<[a-z][^>]*>/gi) ?? [];
    const asking = tags.filter((tag) =>
      /^<(?:script|img|link|iframe)|\s(?:on\w+|src|href|style)=/i.test(tag),
    );
    expect([tags.length > 20, asking]).toEqual([true, []]);
  });

  it('EX12: a part before all provisions stays on the page of the title; a later one begins a page', () => {
    const text = '@title Rivers\n@p As of May.\n@part Annex 1\n1. One.\n@part Annex 2\n2. Two.';
    const redline = redlineOf(
      { document: of(text) },
      { document: of(`${text}\n3. Three.`) },
      { masthead, ids: 'apart' },
    );
    const html = writeRedlineHtml(redline, { paper: 'a4', authors: { neutral: 'x' } });
    expect(html.match(/<h2[^>]*class="part[^"]*"/g)).toEqual(['<h2 class="part first"', '<h2 class="part"']);
  });
});
