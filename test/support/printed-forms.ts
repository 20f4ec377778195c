/** A draft on which everything of the table of printed forms stands, asked for by real acts, and the base it was asked on. */
import { draft } from '../../fixtures/build.ts';
import { stateOfDraft } from '../../server/export/draft-state.ts';
import { CHAIR } from '../../shared/acts/facts.ts';
import type { Party } from '../../shared/house/party.ts';
import type { DraftState } from '../../shared/renditions/rendition.ts';
import { type Ask, proposalOf } from './asks.ts';
import { Sitting } from './sitting.ts';

const named = (id: string, order: number): Party => {
  const short = id[0]!.toUpperCase() + id.slice(1);
  return { id, order, groups: [], names: { en: { short, full: short } } };
};
export const PARTIES: readonly Party[] = ['alder', 'birch', 'cedar'].map(named);

const TEXT = `1. Rivers shall be clean waters.
2. Springs are kept.
3. Lakes shall rest for ever.
4. Ponds shall live.
5. Mires [=grow|stay] where they are.
6. Wells [?number of wells] are counted, [ ] of them.
7. Seas are wide.
8. Coasts are long.
9. Tides come {see the annex} and go.
10. Isles stay.
11. Deltas end.
12. Capes stand.
[13. Straits bind.]
14. Bays are calm.`;

/** The sitting with the text alone. */
function opened(): { sitting: Sitting; id: (label: string) => string } {
  const { blocks } = draft({ title: '', language: 'en', dir: 'ltr' }, TEXT);
  const id = (label: string): string => blocks.find(({ attrs }) => attrs.label === label)!.id;
  return { sitting: new Sitting(...blocks), id };
}

export interface Forms {
  readonly base: DraftState;
  readonly state: DraftState;
  readonly sitting: Sitting;
}

export function printedForms(): Forms {
  const { sitting, id } = opened();
  const base = stateOfDraft(sitting.draft.ydoc, sitting.facts, PARTIES);
  const done = (refusal: string | undefined): void => {
    if (refusal !== undefined) throw new Error(refusal);
  };
  const enter = (party: string, ask: Omit<Ask, 'id'>, name: string): void =>
    done(
      sitting.act('secretariat', { act: 'enter', proposal: proposalOf({ id: name, ...ask }), for: party }),
    );
  const join = (party: string, proposal: string): void =>
    done(sitting.act('secretariat', { act: 'join', proposal, for: party }));
  const range = (label: string, words: string) => sitting.at.range(id(label), words);
  enter('alder', { kind: 'bracket', place: range('1', 'clean') }, 'contested');
  join('birch', 'contested');
  enter('alder', { kind: 'insertion', place: sitting.at.after(id('2'), 'are'), words: ' always' }, 'new');
  enter('alder', { kind: 'deletion', place: range('3', ' for ever') }, 'gone');
  join('birch', 'gone');
  enter('alder', { kind: 'replacement', place: range('4', 'shall'), words: 'should' }, 'other');
  enter('cedar', { kind: 'option', place: sitting.at.after(id('5'), 'stay'), words: 'remain' }, 'option');
  const alternative = [
    { id: 'alt.w', kind: 'alternative', elements: [{ text: 'Waters are deep.' }] },
  ] as const;
  enter(
    'alder',
    { kind: 'alternative', place: sitting.at.units(id('7'), id('8')), blocks: alternative },
    'alt',
  );
  enter(
    'alder',
    { kind: 'move', place: sitting.at.units(id('10')), target: { on: 'after', block: id('12') } },
    'move',
  );
  enter(
    'birch',
    { kind: 'merge', place: sitting.at.units(id('11')), target: { on: 'after', block: id('12') } },
    'merge',
  );
  enter('cedar', { kind: 'bracket', place: sitting.at.units(id('12')) }, 'whole');
  enter(
    'birch',
    { kind: 'placeholder', place: sitting.at.after(id('14'), 'calm'), words: 'names of bays' },
    'to-come',
  );
  const fresh = [{ id: 'fresh.w', kind: 'provision', elements: [{ text: 'Falls roar.' }] }] as const;
  enter('cedar', { kind: 'provision', place: { on: 'after', block: id('13') }, blocks: fresh }, 'fresh');
  done(
    sitting.act('secretariat', {
      act: 'enter',
      proposal: proposalOf({ id: 'chairs', kind: 'replacement', place: range('4', 'live'), words: 'thrive' }),
      for: CHAIR,
    }),
  );
  done(sitting.act('secretariat', { act: 'status', units: [id('14')], status: 'agreed' } as never));
  return { base, state: stateOfDraft(sitting.draft.ydoc, sitting.facts, PARTIES), sitting };
}
