/** A text is begun from an issued one: what that means, and what it is called; then one is in it (SPEC DV1). */
import { type ReactNode, useState } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import { refusalFrom } from '../asked.ts';
import { deriveFrom, type Lineage } from '../issued.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { go, pathOf } from '../route.ts';
import { Sheet, Trouble } from './controls.tsx';

/** The issued text that another is begun from. */
export interface Deriving {
  readonly symbol: string;
  readonly as: Lineage['as'];
}

interface DeriveSheetProps {
  readonly draft: string;
  readonly title: string;
  readonly deriving: Deriving | undefined;
  readonly onClose: () => void;
}

export function DeriveSheet({ deriving, ...props }: DeriveSheetProps): ReactNode {
  const { t } = useText();
  const title = deriving ? t(`derived.${deriving.as}`) : '';
  return (
    <Sheet title={title} isOpen={deriving !== undefined} onClose={props.onClose}>
      {deriving && <DeriveForm {...props} deriving={deriving} />}
    </Sheet>
  );
}

function DeriveForm({
  draft,
  title,
  deriving: { symbol, as },
}: DeriveSheetProps & { readonly deriving: Deriving }): ReactNode {
  const { t } = useText();
  const [named, setNamed] = useState(t(`derived.named.${as}`, { title }));
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');
  const begin = async (): Promise<void> => {
    setBusy(true);
    try {
      go(pathOf({ kind: 'draft', draft: await deriveFrom(draft, symbol, as, named.trim()) }));
    } catch (error) {
      setTrouble(sayCode(t, 'refusal', refusalFrom(error).code));
      setBusy(false);
    }
  };
  return (
    <Form
      className="picks"
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
      }}
    >
      <p>{t(`derived.what.${as}`, { symbol })}</p>
      <TextField className="field" value={named} onChange={setNamed} isRequired autoFocus maxLength={500}>
        <Label>{t('derived.title')}</Label>
        <Input autoComplete="off" spellCheck={false} translate="no" />
      </TextField>
      {trouble && <Trouble>{trouble}</Trouble>}
      <Button className="button primary" type="submit" isDisabled={busy}>
        {t('derived.begin')}
      </Button>
    </Form>
  );
}
