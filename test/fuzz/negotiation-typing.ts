/** What hands do at a keyboard, by the dice, and the draft before them. */
import type { DraftDocument } from '../../shared/text/document.ts';
import type { Random } from '../support/random.ts';
import type { Alphabet } from './chars.ts';
import type { Person } from './negotiation-person.ts';

/** A part with provisions, some with items, words of one character each. */
export function firstDraft(dice: Random, alphabet: Alphabet): DraftDocument {
  const blocks: DraftDocument['blocks'][number][] = [
    { id: 'part', kind: 'part', attrs: { label: 'I' }, content: [{ text: alphabet.word(2) }] },
  ];
  for (let at = 1, most = dice.int(2, 5); at <= most; at += 1) {
    const content = dice.chance(0.1) ? [] : [{ text: alphabet.word(dice.int(1, 8)) }];
    blocks.push({ id: `b${at}`, kind: 'provision', attrs: { label: String(at) }, content });
    for (let item = dice.chance(0.25) ? dice.int(1, 2) : 0; item > 0; item -= 1)
      blocks.push({
        id: `b${at}.${item}`,
        kind: 'item',
        attrs: { level: 1 },
        content: [{ text: alphabet.word(3) }],
      });
  }
  return { schema: 1, meta: { title: 'Fuzz', language: 'en', dir: 'ltr' }, blocks };
}

/** One thing somebody does at the keyboard; `word` gives characters that nobody wrote before. */
export function edit(person: Person, dice: Random, word: (length: number) => string): void {
  const { editor } = person;
  if (dice.chance(0.7) && !person.selectAt(dice, dice.chance(0.3) ? 12 : 0)) return;
  const roll = dice.int(0, 99);
  if (roll < 40) editor.type(word(dice.int(1, 3)));
  else if (roll < 52) editor.back(dice.int(1, 3));
  else if (roll < 60) editor.del(dice.int(1, 2));
  else if (roll < 66) editor.enter();
  else if (roll < 71) editor.paste(...Array.from({ length: dice.int(1, 3) }, () => word(2)));
  else if (roll < 77) editor.bracket();
  else if (roll < 81) editor.run('alternative');
  else if (roll < 85) editor.run('new-provision');
  else if (roll < 87) editor.run('move', String(dice.int(1, 4)));
  else if (roll < 88) editor.run('merge', String(dice.int(1, 4)));
  else if (roll < 90) editor.run('placeholder', word(1));
  else if (roll < 91) editor.run('keep');
  else if (roll < 92) editor.run('delete-provision');
  else if (roll < 93) editor.run('strong');
  else if (roll < 98) editor.run('undo');
  else editor.run('redo');
}
