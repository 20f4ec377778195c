/** Who takes part: members and invitations; the chair's side changes everybody, a head of delegation its colleagues. */
import { UserMinus, UserPlus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { namesIn, type Party } from '../../shared/house/party.ts';
import { api, type DraftEntry, type InvitationRecord, type MemberList, type Participant } from '../api.ts';
import { refusalFrom, useAsked } from '../asked.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { announce } from './announce.tsx';
import { IconButton, Nothing, Trouble } from './controls.tsx';
import { Grants } from './grants.tsx';
import { InviteForm } from './invite-form.tsx';
import type { Negotiation } from './negotiation.ts';
import { type Place, PlaceMenu } from './place-menu.tsx';

interface PeoplePanelProps {
  readonly draft: string;
  readonly entry: DraftEntry;
  readonly negotiation: Negotiation;
}

/** A person's place in words: delegation of which party, head, or the role. */
export function usePlaceWords(
  parties: readonly Party[],
): (place: Pick<Participant, 'role' | 'party' | 'head'>) => string {
  const { t, language } = useText();
  return ({ role, party, head }) => {
    const listed = parties.find(({ id }) => id === party);
    const name = listed ? namesIn(listed, language).full : party;
    const place = name ?? t(`role.${role}`);
    return head ? `${place} · ${t('people.head')}` : place;
  };
}

export function PeoplePanel({ draft, entry, negotiation }: PeoplePanelProps): ReactNode {
  const { t } = useText();
  const [asked, again] = useAsked(draft, async () => ({
    ...(await api.members(draft)),
    parties: await api.parties(draft),
  }));
  const [inviting, setInviting] = useState(false);
  const [trouble, setTrouble] = useState('');
  const act = (work: Promise<unknown>): void => {
    setTrouble('');
    work.then(again, (error: unknown) => setTrouble(sayCode(t, 'refusal', refusalFrom(error).code)));
  };
  if (asked.kind === 'waiting') return <Nothing>{t('page.opening')}</Nothing>;
  if (asked.kind === 'refused') return <Trouble>{sayCode(t, 'refusal', asked.refusal.code)}</Trouble>;
  const mayInvite = entry.rights.administer.may || entry.rights.manageDelegation.may;
  return (
    <div className="panel-body">
      {trouble && <Trouble>{trouble}</Trouble>}
      {mayInvite && (
        <Button className="button" onPress={() => setInviting(!inviting)} aria-expanded={inviting}>
          <UserPlus size={16} aria-hidden />
          {t('people.invite')}
        </Button>
      )}
      {inviting && <InviteForm draft={draft} entry={entry} parties={asked.value.parties} onInvited={again} />}
      <Members
        list={asked.value}
        parties={asked.value.parties}
        entry={entry}
        onRemove={(id) => act(api.removeMember(draft, id))}
        onPlace={(id, place) => act(api.changeMember(draft, id, place))}
      />
      <Invitations
        invitations={asked.value.invitations}
        parties={asked.value.parties}
        onRevoke={(id) => act(api.revoke(draft, id))}
      />
      <Grants negotiation={negotiation} />
    </div>
  );
}

interface MembersProps {
  readonly list: MemberList;
  readonly parties: readonly Party[];
  readonly entry: DraftEntry;
  readonly onRemove: (account: string) => void;
  readonly onPlace: (account: string, place: Place) => void;
}

/** May this reader take that member out? The server decides; this only spares a button that would be refused. */
function mayRemove({ rights, member }: DraftEntry, other: Participant): boolean {
  if (other.account === member.account) return false;
  return (
    rights.administer.may || (rights.manageDelegation.may && other.party === member.party && !other.head)
  );
}

function Members({ list, parties, entry, onRemove, onPlace }: MembersProps): ReactNode {
  const { t } = useText();
  const placeWords = usePlaceWords(parties);
  return (
    <section>
      <h3>{t('people.members', { count: list.members.length })}</h3>
      <ul className="people">
        {list.members.map((member) => (
          <li key={member.account} className="person">
            <span>
              {member.name}
              {member.account === entry.account.id && <span className="hint"> {t('people.you')}</span>}
            </span>
            <span className="role">{placeWords(member)}</span>
            {mayRemove(entry, member) && (
              <span className="actions">
                {entry.rights.administer.may && (
                  <PlaceMenu
                    member={member}
                    parties={parties}
                    onPlace={(place) => onPlace(member.account, place)}
                  />
                )}
                <IconButton
                  icon={UserMinus}
                  label={t('people.remove', { name: member.name })}
                  onPress={() => {
                    onRemove(member.account);
                    announce(t('people.removed', { name: member.name }));
                  }}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface InvitationsProps {
  readonly invitations: readonly InvitationRecord[];
  readonly parties: readonly Party[];
  readonly onRevoke: (id: string) => void;
}

function Invitations({ invitations, parties, onRevoke }: InvitationsProps): ReactNode {
  const { t, language } = useText();
  const placeWords = usePlaceWords(parties);
  const open = invitations.filter(
    ({ revoked, redeemed, reusable }) => !revoked && (reusable || redeemed === 0),
  );
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  if (open.length === 0) return null;
  return (
    <section>
      <h3>{t('people.invitations', { count: open.length })}</h3>
      <ul className="people">
        {open.map((invitation) => (
          <li key={invitation.id} className="person">
            <span>{invitation.label}</span>
            <span className="role">
              {placeWords(invitation)} · {t('people.until', { date: date.format(invitation.expires) })}
            </span>
            <span className="actions">
              <Button className="button small danger" onPress={() => onRevoke(invitation.id)}>
                {t('people.revoke')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
