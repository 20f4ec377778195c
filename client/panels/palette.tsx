/** The palette: every command with its key, and of those not possible now the reason. */
import { type ReactNode, useState } from 'react';
import {
  Autocomplete,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  TextField,
  useFilter,
} from 'react-aria-components';
import { useText } from '../locales/i18n.ts';
import { announce } from './announce.tsx';
import { COMMAND_GROUPS, type PageCommand } from './command.ts';
import { Sheet } from './controls.tsx';
import { printKey } from './keys.ts';

interface PaletteProps {
  readonly commands: readonly PageCommand[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function Palette({ commands, isOpen, onClose }: PaletteProps): ReactNode {
  const { t } = useText();
  return (
    <Sheet title={t('palette.title')} isOpen={isOpen} onClose={onClose}>
      <PaletteList commands={commands} onClose={onClose} />
    </Sheet>
  );
}

function PaletteList({ commands, onClose }: Omit<PaletteProps, 'isOpen'>): ReactNode {
  const { t } = useText();
  const { contains } = useFilter({ sensitivity: 'base' });
  const [reason, setReason] = useState('');
  const choose = (command: PageCommand): void => {
    const can = command.can();
    if (can !== true) {
      setReason(can);
      announce(can);
      return;
    }
    onClose();
    // The dialog gives the focus back first; a command may then move it on.
    requestAnimationFrame(() => command.run());
  };
  return (
    <Autocomplete filter={contains} onInputChange={() => setReason('')}>
      <TextField className="search" aria-label={t('palette.find')} autoFocus>
        <Input placeholder={t('palette.find')} />
      </TextField>
      {reason && <p className="reason">{reason}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <div className="palette-scroll" tabIndex={0}>
        <Menu
          className="palette-list"
          aria-label={t('palette.title')}
          renderEmptyState={() => t('palette.none')}
        >
          {COMMAND_GROUPS.map((group) => ({
            group,
            members: commands.filter((command) => command.group === group),
          }))
            .filter(({ members }) => members.length > 0)
            .map(({ group, members }) => (
              <MenuSection key={group}>
                <Header>{t(`group.${group}`)}</Header>
                {members.map((command) => (
                  <PaletteItem key={command.id} command={command} onChoose={() => choose(command)} />
                ))}
              </MenuSection>
            ))}
        </Menu>
      </div>
    </Autocomplete>
  );
}

function PaletteItem({
  command,
  onChoose,
}: {
  readonly command: PageCommand;
  readonly onChoose: () => void;
}): ReactNode {
  const can = command.can();
  return (
    <MenuItem
      id={command.id}
      className={can === true ? 'palette-item' : 'palette-item impossible'}
      textValue={command.label}
      shouldCloseOnSelect={false}
      onAction={onChoose}
    >
      <span className="palette-label">{command.label}</span>
      {can !== true && <span className="palette-why">{can}</span>}
      {command.key && <kbd>{printKey(command.key)}</kbd>}
    </MenuItem>
  );
}
