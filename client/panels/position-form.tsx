/** A position is stated: on what, by whom, which, why, and to whom it is said. */
import { type ReactNode, useState } from 'react';
import { Button, Form, Input, Label, Radio, RadioGroup, TextField } from 'react-aria-components';
import { type PositionFact, STANCES, type Stance, type Target } from '../../shared/acts/facts.ts';
import { randomId } from '../editor/editor.ts';
import { type Say, useText } from '../locales/i18n.ts';
import { targetWords } from './act-words.ts';
import { announce } from './announce.tsx';
import { ChoiceField } from './fields.tsx';
import type { Negotiation } from './negotiation.ts';
import { writeNote } from './notes.ts';
import { actsFor, PartyField } from './party-field.tsx';

/** To the room, to the chair's side, as a dissent from a group, or kept among the own delegation. */
type Audience = 'room' | 'chair' | `group:${string}` | 'delegation';

const saidTo = (audience: Exclude<Audience, 'delegation'>): Pick<PositionFact, 'audience' | 'group'> =>
  audience === 'room' || audience === 'chair'
    ? { audience }
    : { audience: 'group', group: audience.slice('group:'.length) };

const audienceFrom = ({ audience, group }: PositionFact): Audience =>
  audience === 'group' ? `group:${group}` : audience;

interface PositionFormProps {
  readonly negotiation: Negotiation;
  readonly targets: readonly Target[];
  readonly on: Target;
  readonly onTarget: (on: Target) => void;
  /** A position as it stands, which is put right. */
  readonly correcting: PositionFact | undefined;
  readonly person: string;
  readonly onDone: () => void;
}

export function PositionForm(props: PositionFormProps): ReactNode {
  const { t } = useText();
  const { negotiation, targets, on, onTarget, correcting, onDone } = props;
  const { isChairs, own } = negotiation;
  const [party, setParty] = useState(correcting?.party ?? '');
  const [stance, setStance] = useState<Stance | ''>(correcting?.stance ?? '');
  const [note, setNote] = useState(correcting?.note ?? '');
  const [audience, setAudience] = useState<Audience>(correcting ? audienceFrom(correcting) : 'room');
  const hand = isChairs ? undefined : negotiation.proposals?.hand;
  const groups = isChairs ? [] : negotiation.groups.map((group) => `group:${group}` as const);
  const audiences: readonly Audience[] = [
    'room',
    'chair',
    ...groups,
    ...(hand ? (['delegation'] as const) : []),
  ];
  const isReady = stance !== '' && (!isChairs || party !== '');
  const said = note.trim() === '' ? {} : { note: note.trim() };
  const whom =
    correcting && !isChairs && correcting.party !== own
      ? { for: correcting.party }
      : actsFor(negotiation, party);
  const state = async (): Promise<void> => {
    if (stance === '') return;
    if (audience === 'delegation') {
      if (!hand) return;
      const kept = { id: randomId(), on, words: note.trim(), by: props.person, at: Date.now(), stance };
      writeNote(hand.ydoc, kept, hand.origin);
      announce(t('positions.kept'));
    } else if (
      !(await negotiation.act([{ act: 'position', on, stance, ...saidTo(audience), ...said, ...whom }]))
    )
      return;
    setStance('');
    setNote('');
    onDone();
  };
  return (
    <Form
      className="section"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void state();
      }}
    >
      <ChoiceField<string>
        label={t('positions.on')}
        choices={targets.map((id) => ({ id, name: targetWords(t, negotiation, id) }))}
        value={on}
        onChange={(id) => onTarget(id as Target)}
      />
      {on === 'draft' && <p className="hint">{t('positions.general')}</p>}
      <PartyField negotiation={negotiation} party={party} onParty={setParty} label={t('positions.party')} />
      {isChairs && <p className="hint">{t('positions.recorded-what')}</p>}
      <RadioGroup
        className="picks"
        aria-label={t('positions.stance')}
        // Null, not empty: else no button of the group is reached by Tab.
        value={stance === '' ? null : stance}
        onChange={(value) => setStance(value as Stance)}
      >
        {STANCES.map((each) => (
          <Radio key={each} className="pick" value={each}>
            {t(`stance.${each}`)}
          </Radio>
        ))}
      </RadioGroup>
      <TextField className="field" value={note} onChange={setNote} maxLength={2000}>
        <Label>{t('positions.note')}</Label>
        <Input autoComplete="off" spellCheck={false} translate="no" />
      </TextField>
      <RadioGroup
        className="picks"
        aria-label={t('proposal.audience')}
        value={audience}
        onChange={(value) => setAudience(value as Audience)}
      >
        {audiences.map((each) => (
          <Radio key={each} className="pick" value={each}>
            {audienceWords(t, negotiation, each)}
          </Radio>
        ))}
      </RadioGroup>
      <Button className="button small primary" type="submit" isDisabled={!isReady}>
        {t(correcting ? 'positions.correct' : 'positions.state')}
      </Button>
    </Form>
  );
}

function audienceWords(t: Say, { name }: Negotiation, audience: Audience): string {
  if (audience === 'room' || audience === 'chair' || audience === 'delegation')
    return t(`audience.${audience}`);
  return t('audience.dissent', { group: name(audience.slice('group:'.length)) });
}
