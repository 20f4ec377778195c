/** Random redlines of random drafts, with the two texts that they are to settle into. */
import { randomDraft } from '../../fixtures/random-draft.ts';
import { markerOf, schemeOf } from '../../shared/draft/labels.ts';
import type { Redline, RedlineBlock, RedlinePiece } from '../../shared/renditions/redline.ts';
import { piecesOf } from '../../shared/renditions/sheet.ts';
import { type Block, type Inline, isWords } from '../../shared/text/document.ts';
import type { Random } from './random.ts';
import { AT } from './renditions.ts';

export interface RandomRedline {
  readonly redline: Redline;
  /** Paragraphs of the base text and of the new one. */
  readonly base: readonly string[];
  readonly fresh: readonly string[];
}

const PARTIES = ['Alder', 'Birch', 'Cedar'];

export function randomRedline(random: Random): RandomRedline {
  const { meta, blocks } = randomDraft(random, { most: 4 });
  const scheme = schemeOf(meta.language);
  const printed = blocks.filter(
    ({ kind, content }) => kind !== 'row' && content.some((each) => piecesOf([each]).length > 0),
  );
  const red = printed.map((block) => blockOf(block, markerOf(block, scheme), random));
  const masthead = { title: 'Redline', symbol: 'SR/CONF/2/L.1', at: AT };
  return {
    redline: { language: meta.language, dir: meta.dir, masthead, blocks: red },
    base: red.filter(({ kind }) => kind !== 'new').map((each) => textOf(each, 'gone')),
    fresh: red.filter(({ kind }) => kind !== 'gone').map((each) => textOf(each, 'new')),
  };
}

function blockOf({ content, kind }: Block, label: string, random: Random): RedlineBlock {
  const style = kind === 'paragraph' || kind === 'note' || kind === 'row' ? 'plain' : kind;
  const by = someOf(random);
  const frame = { style, level: 0, ...(label === '' ? {} : { label }), by } as const;
  if (random.chance(0.15)) return { ...frame, kind: 'new', pieces: [{ kind: 'new', content, by }] };
  if (random.chance(0.15)) return { ...frame, kind: 'gone', pieces: [{ kind: 'gone', content, by }] };
  const renumbered = label !== '' && random.chance(0.1) ? { baseLabel: `${label}x` } : {};
  return { ...frame, ...renumbered, kind: 'same', pieces: content.flatMap((each) => cut(each, random)) };
}

const someOf = (random: Random) => random.shuffle(PARTIES).slice(0, random.int(1, 3));

/** Words are cut anywhere but within a character; each stretch is kept, gone, new or replaced. */
function cut(inline: Inline, random: Random): readonly RedlinePiece[] {
  if (!isWords(inline)) return [piece(random.chance(0.2) ? 'gone' : 'same', [inline], random)];
  const characters = Array.from(inline.text);
  const pieces: RedlinePiece[] = [];
  while (characters.length > 0) {
    const text = characters.splice(0, random.int(3, 40)).join('');
    const words = [{ ...inline, text }];
    const chance = random.next();
    if (chance < 0.65) pieces.push(piece('same', words, random));
    else if (chance < 0.8) pieces.push(piece('gone', words, random));
    else
      pieces.push(piece('gone', words, random), piece('new', [{ ...inline, text: `${text} anew` }], random));
  }
  return pieces;
}

const piece = (kind: RedlinePiece['kind'], content: readonly Inline[], random: Random): RedlinePiece =>
  kind === 'same' ? { kind, content } : { kind, content, by: someOf(random) };

function textOf({ label = '', baseLabel, pieces, kind }: RedlineBlock, keep: 'new' | 'gone'): string {
  const own = kind === 'same' && keep === 'gone' ? (baseLabel ?? label) : label;
  const words = pieces
    .filter((each) => each.kind === 'same' || each.kind === keep)
    .flatMap(({ content }) => piecesOf(content).map(({ text }) => text));
  return `${own === '' ? '' : `${own}\t`}${words.join('')}`;
}
