/** The place of a member, changed by the chair's side: role, party, head of delegation. */
import { UserCog } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { Membership } from '../../shared/house/membership.ts';
import { namesIn, type Party } from '../../shared/house/party.ts';
import type { Participant } from '../api.ts';
import { useText } from '../locales/i18n.ts';

export type Place = Pick<Membership, 'role' | 'party' | 'head'>;

interface PlaceMenuProps {
  readonly member: Participant;
  readonly parties: readonly Party[];
  readonly onPlace: (place: Place) => void;
}

interface Choice {
  readonly id: string;
  readonly name: string;
  readonly place: Place;
}

const OFFICES = ['chair', 'secretariat', 'observer'] as const;

export function PlaceMenu({ member, parties, onPlace }: PlaceMenuProps): ReactNode {
  const { t, language } = useText();
  const { party, head } = member;
  const choices: readonly Choice[] = [
    ...(party
      ? [
          {
            id: 'head',
            name: t(head ? 'people.no-head' : 'people.make-head'),
            place: { role: 'delegation', party, head: !head } as const,
          },
        ]
      : []),
    ...OFFICES.map(
      (role): Choice => ({ id: `role:${role}`, name: t(`role.${role}`), place: { role, head: false } }),
    ),
    ...parties.map(
      (each): Choice => ({
        id: `party:${each.id}`,
        name: namesIn(each, language).full,
        place: { role: 'delegation', party: each.id, head: false },
      }),
    ),
  ];
  const label = t('people.change', { name: member.name });
  return (
    <MenuTrigger>
      <Button className="icon-button" aria-label={label}>
        <UserCog size={18} aria-hidden />
      </Button>
      <Popover className="popover">
        <Menu
          aria-label={label}
          items={choices}
          onAction={(key) => {
            const choice = choices.find(({ id }) => id === key);
            if (choice) onPlace(choice.place);
          }}
        >
          {({ id, name }) => (
            <MenuItem id={id} className="option" textValue={name}>
              {name}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
