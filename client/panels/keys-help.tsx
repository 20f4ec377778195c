/** All keys on one sheet. */
import type { ReactNode } from 'react';
import { useText } from '../locales/i18n.ts';
import { COMMAND_GROUPS, type CommandGroup, type PageCommand } from './command.ts';
import { Sheet } from './controls.tsx';
import { FloorForms } from './floor-forms.tsx';
import { printKey } from './keys.ts';
import type { Negotiation } from './negotiation.ts';

interface KeysHelpProps {
  readonly commands: readonly PageCommand[];
  readonly negotiation: Negotiation;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function KeysHelp({ commands, negotiation, isOpen, onClose }: KeysHelpProps): ReactNode {
  const { t } = useText();
  const keyed = commands.filter(({ key }) => key !== undefined);
  return (
    <Sheet title={t('keys.title')} isOpen={isOpen} onClose={onClose} wide>
      <div className="keys-help">
        {COMMAND_GROUPS.filter((group) => keyed.some((command) => command.group === group)).map((group) => (
          <KeysOf key={group} group={group} commands={keyed.filter((command) => command.group === group)} />
        ))}
      </div>
      <p className="hint">{t('keys.brackets')}</p>
      {negotiation.isChairs && (
        <>
          <h3>{t('floor.forms')}</h3>
          <FloorForms negotiation={negotiation} />
        </>
      )}
    </Sheet>
  );
}

function KeysOf({
  group,
  commands,
}: {
  readonly group: CommandGroup;
  readonly commands: readonly PageCommand[];
}): ReactNode {
  const { t } = useText();
  return (
    <section>
      <h3>{t(`group.${group}`)}</h3>
      <dl>
        {commands.map(({ id, label, key }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>
              <kbd>{printKey(key ?? '')}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
