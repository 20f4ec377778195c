/** One's own position on a proposal or a point of the text, said to the room or to the chair's side alone. */
import { type ReactNode, useState } from 'react';
import { Button, Radio, RadioGroup, ToggleButton } from 'react-aria-components';
import type { Target } from '../../shared/acts/facts.ts';
import { positionOf } from '../../shared/acts/reading/support.ts';
import { useText } from '../locales/i18n.ts';
import { printKey } from './keys.ts';
import type { Negotiation } from './negotiation.ts';
import { type ProposalAction, type SaidTo, stanceActions } from './proposal-actions.ts';

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

/** The choice of a group, beside `room` and `chair`. */
const DISSENT = 'group:';

/** One's own position, said to the room, to the chair's side alone, or as a dissent from a group that one speaks with. */
export function StanceChooser({ negotiation, on, block }: StanceChooserProps): ReactNode {
  const { t } = useText();
  const own = positionOf(negotiation.facts, on, negotiation.actingFor);
  const [audience, setAudience] = useState<string>(own?.audience ?? 'room');
  const actions = stanceActions({ t, negotiation, on, block }, saidTo(audience));
  const [first] = actions;
  if (!first) return null;
  const can = first.can();
  const audiences = [
    ['room', t('audience.room')],
    ['chair', t('audience.chair')],
    ...negotiation.groups.map((group) => [
      `${DISSENT}${group}`,
      t('audience.dissent', { group: negotiation.name(group) }),
    ]),
  ] as const;
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
            onChange={setAudience}
          >
            {audiences.map(([value, label]) => (
              <Radio key={value} className="pick" value={value!}>
                {label}
              </Radio>
            ))}
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

const saidTo = (audience: string): SaidTo => {
  if (audience.startsWith(DISSENT)) return { group: audience.slice(DISSENT.length) };
  return audience === 'chair' ? 'chair' : 'room';
};
