/** With which groups parties speak, by the body's list. */
import { expect, test } from 'vitest';
import { sampleParties } from '../../server/people/default-parties.ts';
import { groupsIn } from '../../shared/house/groups.ts';

test('PA5: a group that is a party of the list is known by all its names, any other as the list writes it', () => {
  const groups = groupsIn(sampleParties());
  expect(groups.get('alder')).toEqual(['upland-group']);
  expect(groups.get('birch')).toEqual(['upland-group', 'Lake Group']);
  expect(groups.get('larch')).toEqual([]);
});
