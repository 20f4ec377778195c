/** A small button with a few things to do. */
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';

interface SmallMenuProps {
  readonly label: string;
  /** What is heard. */
  readonly name: string;
  readonly choices: readonly { readonly id: string; readonly name: string; readonly run: () => void }[];
}

export function SmallMenu({ label, name, choices }: SmallMenuProps): ReactNode {
  return (
    <MenuTrigger>
      <Button className="button small" aria-label={name}>
        {label}
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className="popover">
        <Menu aria-label={name} onAction={(key) => choices.find(({ id }) => id === key)?.run()}>
          {choices.map(({ id, name: said }) => (
            <MenuItem key={id} id={id} className="option" textValue={said}>
              {said}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
