/** A small menu beside a heading or provision of the outline: its phase, or its status. */
import { ListFilter } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { StandingChoice } from './standing.ts';

interface StandingMenuProps {
  readonly label: string;
  readonly choices: readonly StandingChoice[];
  readonly onChoose: (choice: StandingChoice) => void;
}

export function StandingMenu({ label, choices, onChoose }: StandingMenuProps): ReactNode {
  const now = choices.filter(({ isNow }) => isNow).map(({ id }) => id);
  const barred = choices.filter(({ can, isNow }) => can !== true && !isNow).map(({ id }) => id);
  return (
    <MenuTrigger>
      <Button className="standing-button" aria-label={label}>
        <ListFilter size={13} aria-hidden />
      </Button>
      <Popover className="popover">
        <Menu
          aria-label={label}
          selectionMode="single"
          selectedKeys={now}
          disabledKeys={barred}
          onAction={(key) => {
            const choice = choices.find(({ id }) => id === key);
            if (choice && !choice.isNow) onChoose(choice);
          }}
        >
          {choices.map(({ id, label: name }) => (
            <MenuItem key={id} id={id} className="option" textValue={name}>
              {name}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
