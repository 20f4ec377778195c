/** My drafts: where one begins. */
import { FilePlus2, FileUp } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Button, Form, Input, Label, Link, TextField } from 'react-aria-components';
import { mayTake } from '../../shared/house/audience.ts';
import { api, type MyDraft } from '../api.ts';
import { refusalFrom, useAsked } from '../asked.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { Nothing, Sheet, Trouble } from '../panels/controls.tsx';
import { forgetAnswers } from '../remembered.ts';
import { go, pathOf } from '../route.ts';
import { wipeDevice } from '../sync/database.ts';
import { AppearanceButtons, LanguageMenu, SignOutButton } from './page-tools.tsx';

/** Nothing of the person stays on the device. */
async function leaveDevice(account: string): Promise<void> {
  forgetAnswers();
  await wipeDevice(account);
}

export function DraftsPage(): ReactNode {
  const { t } = useText();
  const [asked] = useAsked('drafts', async () => ({ ...(await api.me()), drafts: await api.drafts() }));
  const [creating, setCreating] = useState(false);
  useEffect(() => {
    document.title = t('product.name');
  }, [t]);
  return (
    <main className="plain-page">
      <header>
        <h1>{t('drafts.title')}</h1>
        {asked.kind === 'there' && asked.value.mayCreate && (
          <NewDraftButtons onCreate={() => setCreating(true)} />
        )}
        <LanguageMenu />
        <AppearanceButtons />
        {asked.kind === 'there' && <SignOutButton beforehand={() => leaveDevice(asked.value.account.id)} />}
      </header>
      {asked.kind === 'waiting' && <p className="opening">{t('page.opening')}</p>}
      {asked.kind === 'refused' &&
        (asked.refusal.status === 401 ? (
          <Nothing>{t('drafts.signed-out')}</Nothing>
        ) : (
          <Trouble>{sayCode(t, 'refusal', asked.refusal.code)}</Trouble>
        ))}
      {asked.kind === 'there' && <DraftCards drafts={asked.value.drafts} name={asked.value.account.name} />}
      <NewDraftSheet isOpen={creating} onClose={() => setCreating(false)} />
    </main>
  );
}

function NewDraftButtons({ onCreate }: { readonly onCreate: () => void }): ReactNode {
  const { t } = useText();
  return (
    <>
      <Button className="button primary" onPress={() => go(pathOf({ kind: 'import' }))}>
        <FileUp size={16} aria-hidden />
        {t('drafts.import')}
      </Button>
      <Button className="button" onPress={onCreate}>
        <FilePlus2 size={16} aria-hidden />
        {t('drafts.new')}
      </Button>
    </>
  );
}

function DraftCards({
  drafts,
  name,
}: {
  readonly drafts: readonly MyDraft[];
  readonly name: string;
}): ReactNode {
  const { t } = useText();
  if (drafts.length === 0) return <Nothing>{t('drafts.empty')}</Nothing>;
  return (
    <>
      <p className="hint">{t('drafts.for', { name })}</p>
      <ul className="draft-cards">
        {drafts.map((each) => (
          <li key={each.draft.id}>
            <DraftCardLink {...each} />
            <IssuedLink {...each} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** An observer's way into a draft is its screen. */
const placeFor = ({ draft, member }: MyDraft): string =>
  pathOf({ kind: member.role === 'observer' ? 'screen' : 'draft', draft: draft.id });

function DraftCardLink(mine: MyDraft): ReactNode {
  const { t, language } = useText();
  const { draft, member } = mine;
  const created = new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(draft.created);
  return (
    <Link className="draft-card" href={placeFor(mine)}>
      <span className="draft-title" lang={draft.language} dir={draft.dir}>
        {draft.title}
      </span>
      <span className="facts">
        {draft.symbol && <span>{draft.symbol}</span>}
        <span className={`chip ${draft.phase}`}>{t(`phase.${draft.phase}`)}</span>
        <span>{t(`role.${member.role}`)}</span>
        <span>{created}</span>
      </span>
    </Link>
  );
}

/** The way of those who get nothing but issued texts; for the others they stand in the draft as well. */
function IssuedLink({ draft, member }: MyDraft): ReactNode {
  const { t } = useText();
  if (!mayTake(member, draft, 'issued').may) return null;
  return (
    <Link
      className="issued-link"
      href={pathOf({ kind: 'issued', draft: draft.id })}
      aria-label={t('issued.list-of', { title: draft.title })}
    >
      {t('issued.list')}
    </Link>
  );
}

function NewDraftSheet({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { t, language } = useText();
  const [trouble, setTrouble] = useState('');
  const create = async (form: FormData): Promise<void> => {
    try {
      const draft = await api.createEmpty(String(form.get('title')), String(form.get('language')));
      go(pathOf({ kind: 'draft', draft: draft.id }));
    } catch (error) {
      setTrouble(sayCode(t, 'refusal', refusalFrom(error).code));
    }
  };
  return (
    <Sheet title={t('drafts.new')} isOpen={isOpen} onClose={onClose}>
      <Form
        className="picks"
        onSubmit={(event) => {
          event.preventDefault();
          void create(new FormData(event.currentTarget));
        }}
      >
        <TextField className="field" name="title" isRequired autoFocus maxLength={100}>
          <Label>{t('drafts.new-title')}</Label>
          <Input />
        </TextField>
        <TextField className="field" name="language" isRequired defaultValue={language} maxLength={12}>
          <Label>{t('drafts.new-language')}</Label>
          <Input />
        </TextField>
        {trouble && <Trouble>{trouble}</Trouble>}
        <Button className="button primary" type="submit">
          {t('drafts.create')}
        </Button>
      </Form>
    </Sheet>
  );
}
