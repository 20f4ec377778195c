/** An invitation: whom, as what, how long. The link is shown once, since only its hash is kept. */
import { type ReactNode, useState } from 'react';
import { Button, Checkbox, Form, Input, Label, TextField } from 'react-aria-components';
import { ROLES, type Role } from '../../shared/house/membership.ts';
import { namesIn, type Party } from '../../shared/house/party.ts';
import { api, type DraftEntry } from '../api.ts';
import { refusalFrom } from '../asked.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { Trouble } from './controls.tsx';
import { ChoiceField } from './fields.tsx';

interface InviteFormProps {
  readonly draft: string;
  readonly entry: DraftEntry;
  readonly parties: readonly Party[];
  readonly onInvited: () => void;
}

interface Wish {
  readonly label: string;
  readonly role: Role;
  readonly party: string;
  readonly head: boolean;
  readonly reusable: boolean;
  readonly days: string;
}

const DAYS = ['1', '3', '14', '60'] as const;

export function InviteForm({ draft, entry, parties, onInvited }: InviteFormProps): ReactNode {
  const { t } = useText();
  const administers = entry.rights.administer.may;
  const [wish, setWish] = useState<Wish>({
    label: '',
    role: 'delegation',
    party: entry.member.party ?? parties[0]?.id ?? '',
    head: false,
    reusable: false,
    days: '14',
  });
  const [answer, setAnswer] = useState<{ readonly url?: string; readonly trouble?: string }>({});
  const change = (part: Partial<Wish>): void => setWish((last) => ({ ...last, ...part }));
  const invite = async (): Promise<void> => {
    const { label, role, party, head, reusable, days } = wish;
    const place = role === 'delegation' ? { role, party, head } : { role, head: false };
    try {
      const { url } = await api.invite(draft, { ...place, label, reusable, days: Number(days) });
      setAnswer({ url });
      change({ label: '' });
      onInvited();
    } catch (error) {
      setAnswer({ trouble: sayCode(t, 'refusal', refusalFrom(error).code) });
    }
  };
  return (
    <Form
      className="section"
      onSubmit={(event) => {
        event.preventDefault();
        void invite();
      }}
    >
      <TextField
        className="field"
        value={wish.label}
        onChange={(label) => change({ label })}
        isRequired
        maxLength={100}
      >
        <Label>{t('invite.label')}</Label>
        <Input autoComplete="off" />
      </TextField>
      {administers && <PlaceFields wish={wish} parties={parties} onChange={change} />}
      <ChoiceField
        label={t('invite.lasts')}
        choices={DAYS.map((id) => ({ id, name: t('invite.days', { count: Number(id) }) }))}
        value={wish.days as (typeof DAYS)[number]}
        onChange={(days) => change({ days })}
      />
      <Checkbox
        className="pick tick"
        isSelected={wish.reusable}
        onChange={(reusable) => change({ reusable })}
      >
        {t('invite.reusable')}
      </Checkbox>
      <Button className="button primary" type="submit">
        {t('invite.make')}
      </Button>
      {answer.trouble && <Trouble>{answer.trouble}</Trouble>}
      {answer.url && <LinkOut url={answer.url} />}
    </Form>
  );
}

interface PlaceFieldsProps {
  readonly wish: Wish;
  readonly parties: readonly Party[];
  readonly onChange: (part: Partial<Wish>) => void;
}

function PlaceFields({ wish, parties, onChange }: PlaceFieldsProps): ReactNode {
  const { t, language } = useText();
  return (
    <>
      <ChoiceField
        label={t('invite.role')}
        choices={ROLES.map((id) => ({ id, name: t(`role.${id}`) }))}
        value={wish.role}
        onChange={(role) => onChange({ role })}
      />
      {wish.role === 'delegation' && (
        <>
          <ChoiceField
            label={t('invite.party')}
            choices={parties.map((party) => ({ id: party.id, name: namesIn(party, language).full }))}
            value={wish.party}
            onChange={(party) => onChange({ party })}
          />
          <Checkbox className="pick tick" isSelected={wish.head} onChange={(head) => onChange({ head })}>
            {t('people.head')}
          </Checkbox>
        </>
      )}
    </>
  );
}

function LinkOut({ url }: { readonly url: string }): ReactNode {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  return (
    <div role="status">
      <p className="hint">{t('invite.once')}</p>
      <p className="link-out">{url}</p>
      <Button
        className="button small"
        onPress={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))}
      >
        {copied ? t('copy.done') : t('invite.copy')}
      </Button>
    </div>
  );
}
