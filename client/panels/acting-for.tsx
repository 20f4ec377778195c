/** Whom one acts for, where a group has granted it to one's party; otherwise nothing is to be chosen. */
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useText } from '../locales/i18n.ts';
import type { Negotiation } from './negotiation.ts';

export function ActingFor({ negotiation }: { readonly negotiation: Negotiation }): ReactNode {
  const { t } = useText();
  const { choices, actingFor, name, setActingFor } = negotiation;
  if (actingFor === undefined || choices.length < 2) return null;
  return (
    <MenuTrigger>
      <Button className="acting-button" aria-label={t('acting.for', { name: name(actingFor) })}>
        {name(actingFor)}
        <ChevronDown size={13} aria-hidden />
      </Button>
      <Popover className="popover">
        <Menu
          aria-label={t('acting.choose')}
          selectionMode="single"
          selectedKeys={[actingFor]}
          onAction={(key) => setActingFor(String(key))}
        >
          {choices.map((id) => (
            <MenuItem key={id} id={id} className="option" textValue={name(id)}>
              {name(id)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
