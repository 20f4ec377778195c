/** One's own position on a proposal or a point of the text, said to the room or to the chair's side alone. */
import { type ReactNode, useState } from 'react';
import { Button, Radio, RadioGroup, ToggleButton } from 'react-aria-components';
import type { Target } from '../../shared/acts/facts.ts';
import { useText } from '../locales/i18n.ts';
import { printKey } from './keys.ts';
import type { Negotiation } from './negotiation.ts';
import { type ProposalAction, stanceActions } from './proposal-actions.ts';

export function Action({ action }: { readonly action: ProposalAction }): ReactNode {
  const can = action.can();
  const inner = (
    <>
      {action.label}
      {action.key && <kbd>{printKey(action.key)}</kbd>}
    </>
  );
  const className = action.isDanger ? 'button small danger' : 'button small';
  return (
    <span className="action">
      {action.isOn === undefined ? (
        <Button className={className} isDisabled={can !== true} onPress={() => action.run()}>
          {inner}
        </Button>
      ) : (
        <ToggleButton
          className={className}
          isSelected={action.isOn}
          isDisabled={can !== true}
          onChange={() => action.run()}
        >
          {inner}
        </ToggleButton>
      )}
      {can !== true && <span className="hint"> {can}</span>}
    </span>
  );
}

interface StanceChooserProps {
  readonly negotiation: Negotiation;
  readonly on: Target;
  /** The block that it stands in. */
  readonly block: string | undefined;
}

export function StanceChooser({ negotiation, on, block }: StanceChooserProps): ReactNode {
  const { t } = useText();
  const own = negotiation.facts[`position/${on}/${negotiation.actingFor}`];
  const [audience, setAudience] = useState<'room' | 'chair'>(
    own?.kind === 'position' ? own.audience : 'room',
  );
  const actions = stanceActions({ t, negotiation, on, block }, audience);
  const [first] = actions;
  if (!first) return null;
  const can = first.can();
  return (
    <fieldset className="section" aria-label={t('proposal.own-position')}>
      <h3>{t('proposal.own-position')}</h3>
      {can !== true && <p className="hint">{can}</p>}
      {can === true && (
        <>
          <RadioGroup
            className="panel-tools"
            aria-label={t('proposal.audience')}
            value={audience}
            onChange={(value) => setAudience(value as 'room' | 'chair')}
          >
            <Radio className="pick" value="room">
              {t('audience.room')}
            </Radio>
            <Radio className="pick" value="chair">
              {t('audience.chair')}
            </Radio>
          </RadioGroup>
          <div className="panel-tools">
            {actions.map((each) => (
              <Action key={each.id} action={each} />
            ))}
          </div>
        </>
      )}
    </fieldset>
  );
}
