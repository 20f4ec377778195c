/** What is drawn on the composition: drawn anew only where it reads otherwise, and the same as drawn all at once. */
import { EditorState } from 'prosemirror-state';
import type { DecorationSet } from 'prosemirror-view';
import { expect, test } from 'vitest';
import { LIGHT } from '../../client/editor/bracket-marks.ts';
import { DRAW, type Drawing, proposalMarks } from '../../client/editor/proposing/marks.ts';
import { PARAGRAPH_TEN } from '../../fixtures/paragraph-ten.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import { createDraft } from '../../shared/text/draft-doc.ts';
import { bracketRange, liftBracket, replaceRange } from '../../shared/text/edit.ts';
import { contentStart } from '../../shared/text/sequence.ts';
import { Delegate } from '../support/delegate.ts';
import { type Random, seeded } from '../support/random.ts';

const drawn = (marks: DecorationSet): readonly string[] =>
  marks
    .find()
    .map((mark) =>
      JSON.stringify([mark.from, mark.to, (mark as unknown as { type: { attrs?: unknown } }).type.attrs]),
    )
    .sort();

test.each([1, 2, 3, 4, 5, 6, 7, 8])('BR4, ED14: drawn step by step is drawn all at once, seed %i', (seed) => {
  const random = seeded(seed);
  const draft = createDraft(PARAGRAPH_TEN);
  const anna = new Delegate(draft, 'a');
  const marks = proposalMarks(anna.desk);
  anna.state = anna.desk.createState([marks]);
  let drawing: Drawing = { names: new Map(), classes: new Map() };
  for (let step = 0; step < 60; step += 1) {
    const what = random.int(0, 5);
    if (what === 0) drawing = { ...drawing, names: namesOf(anna, random) };
    else if (what === 1)
      drawing = { ...drawing, classes: new Map([[random.pick(['b3', 'b4', 'b5']), ['floor']]]) };
    else if (what === 2) bracketOrLift(draft, random, step);
    else typeSomewhere(anna, random);
    anna.desk.show(anna.state.tr.setMeta(DRAW, drawing).setMeta(LIGHT, null));
    const fresh = proposalMarks(anna.desk);
    const all = EditorState.create({ doc: anna.state.doc, plugins: [fresh] });
    const now = all.apply(all.tr.setMeta(DRAW, drawing));
    expect(drawn(marks.getState(anna.state)!.marks), `step ${step}`).toEqual(
      drawn(fresh.getState(now)!.marks),
    );
  }
});

const namesOf = (anna: Delegate, random: Random): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...anna.hand.getMap('proposals').keys()].map((id) => [id, [random.pick(['EU', 'Japan', 'Kenya'])]]),
  );

function typeSomewhere(anna: Delegate, random: Random): void {
  const block = random.pick(['b3', 'b4']);
  const shown = anna.shown(block);
  const [from, to] = [random.int(0, shown.length), random.int(0, shown.length)].sort((a, b) => a - b);
  anna.at(block, `${shown.slice(0, from)}|${shown.slice(from, to)}|${shown.slice(to)}`);
  if (random.chance(0.3)) anna.back(1);
  else anna.type('q');
}

/** An act puts brackets over words of the text, also from one provision into the next, writes, or lifts a bracket. */
function bracketOrLift(ydoc: ReturnType<typeof createDraft>, random: Random, step: number): void {
  const desk = { ydoc, index: BlockIndex.of(ydoc), origin: 'act' };
  const at = (id: string): number => {
    const { flat, record } = desk.index.placeOf(id)!;
    return flat + contentStart(record) + random.int(0, record.size);
  };
  if (random.chance(0.4) && liftBracket(desk, `k${random.int(0, step)}`)) return;
  if (random.chance(0.5)) {
    const place = at('b3');
    replaceRange(desk, place, place, [{ text: 'w' }]);
    return;
  }
  const [from, to] = [at(random.pick(['b3', 'b4'])), at(random.pick(['b3', 'b4']))].sort((a, b) => a - b);
  bracketRange(desk, from!, to!, { id: `k${step}`, kind: 'contested', glyphs: ['[', ']'] });
}
