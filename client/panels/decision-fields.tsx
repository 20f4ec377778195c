/** On what an agreement rests, who is awaited, in which meeting, who presides, who records: the fields of a decision. */
import type { ReactNode } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import type { Facts } from '../../shared/acts/facts.ts';
import { matchParty } from '../../shared/acts/floor/parties.ts';
import { openMeetings } from '../../shared/acts/meetings.ts';
import { BASES, type Basis } from '../../shared/acts/reading/deciding.ts';
import type { Party } from '../../shared/house/party.ts';
import { useText } from '../locales/i18n.ts';
import { ChoiceField } from './fields.tsx';

export interface DecisionWishes {
  readonly basis: Basis;
  /** Names of the parties awaited as they were typed. */
  readonly awaiting: string;
  readonly meeting: string;
  readonly presiding: string;
}

/** As the open meeting says. */
export function wishesAtFirst(facts: Facts): DecisionWishes {
  const [sits] = openMeetings(facts);
  return {
    basis: 'no objection',
    awaiting: '',
    meeting: sits?.number ?? '',
    presiding: sits?.presiding ?? '',
  };
}

/** The parties that are named, by id; undefined when a name is on no list, or of several. */
export function partiesNamed(parties: readonly Party[], written: string): readonly string[] | undefined {
  const names = written
    .split(/[,，、;；]/u)
    .map((each) => each.trim())
    .filter((each) => each !== '');
  const found = names.map((name) => matchParty(parties, name));
  return found.every((match) => match.kind === 'one')
    ? [...new Set(found.flatMap((match) => (match.kind === 'one' ? [match.party] : [])))]
    : undefined;
}

/** What a request carries of them. */
export const sittingIn = ({ meeting, presiding }: DecisionWishes) => ({
  ...(meeting.trim() === '' ? {} : { meeting: meeting.trim() }),
  ...(presiding.trim() === '' ? {} : { presiding: presiding.trim() }),
});

interface DecisionFieldsProps {
  readonly wishes: DecisionWishes;
  readonly onWishes: (wishes: DecisionWishes) => void;
  readonly recorder: string;
  readonly parties: readonly Party[];
  /** A provision is agreed with it, so that parties can be awaited. */
  readonly agrees: boolean;
}

export function DecisionFields({
  wishes,
  onWishes,
  recorder,
  parties,
  agrees,
}: DecisionFieldsProps): ReactNode {
  const { t } = useText();
  const set = (part: Partial<DecisionWishes>): void => onWishes({ ...wishes, ...part });
  const named = partiesNamed(parties, wishes.awaiting);
  return (
    <div className="decision-fields">
      <ChoiceField
        label={t('agree.basis')}
        choices={BASES.map((id) => ({ id, name: t(`agree.basis.${id}`) }))}
        value={wishes.basis}
        onChange={(basis) => set({ basis })}
      />
      {agrees && wishes.basis === 'ad ref' && (
        <TextField
          className="field"
          value={wishes.awaiting}
          onChange={(awaiting) => set({ awaiting })}
          isInvalid={named === undefined || named.length === 0}
          autoFocus
        >
          <Label>{t('agree.awaiting')}</Label>
          <Input autoComplete="off" spellCheck={false} translate="no" placeholder={t('agree.awaiting-who')} />
        </TextField>
      )}
      <Said label={t('agree.meeting')} value={wishes.meeting} onChange={(meeting) => set({ meeting })} />
      <Said
        label={t('agree.presiding')}
        value={wishes.presiding}
        onChange={(presiding) => set({ presiding })}
      />
      <p className="hint">{t('agree.recorder', { name: recorder })}</p>
    </div>
  );
}

interface SaidProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Said({ label, value, onChange }: SaidProps): ReactNode {
  return (
    <TextField className="field short" value={value} onChange={onChange} maxLength={80}>
      <Label>{label}</Label>
      <Input autoComplete="off" spellCheck={false} translate="no" />
    </TextField>
  );
}
