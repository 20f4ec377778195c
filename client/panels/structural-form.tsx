/** What every act on the form of the text has: why, for whom, what would happen, and the button that records it. */
import { type ReactNode, useState } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import type { Preview } from '../../shared/acts/decisions/preview.ts';
import type { StructuralAct } from '../../shared/acts/structure/request.ts';
import { api } from '../api.ts';
import { refusalFrom } from '../asked.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { announce } from './announce.tsx';
import { Trouble } from './controls.tsx';
import { PartyField } from './party-field.tsx';
import type { StructureGround } from './structure.tsx';
import { StructurePreview } from './structure-preview.tsx';

interface StructuralFormProps {
  readonly ground: StructureGround;
  /** Undefined while something is missing; `why` then says what. */
  readonly request: StructuralAct | undefined;
  readonly why: string;
  /** Reads the caret or selection again. */
  readonly onAgain?: () => void;
  readonly children: ReactNode;
}

export function StructuralForm(props: StructuralFormProps): ReactNode {
  const { t } = useText();
  const { ground, request, why, onAgain, children } = props;
  const { negotiation } = ground;
  const [reason, setReason] = useState('');
  const [party, setParty] = useState('');
  const whole = request && {
    ...request,
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    ...(party === '' ? {} : { proponents: [party] }),
  };
  const { shown, trouble, look } = usePreview(ground.draft, whole);
  const record = (): void => void (whole && negotiation.act([whole]));
  return (
    <Form
      className="section"
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      {children}
      <Line label={t('structure.reason')} value={reason} onChange={setReason} />
      <PartyField
        negotiation={negotiation}
        party={party}
        onParty={setParty}
        label={t('structure.proponent')}
      />
      {!request && <p className="hint">{why}</p>}
      <div className="panel-tools">
        {onAgain && (
          <Button className="button small" onPress={onAgain}>
            {t('structure.at-caret')}
          </Button>
        )}
        <Button className="button small primary" type="submit" isDisabled={!request}>
          {t('structure.preview')}
        </Button>
      </div>
      {trouble && <Trouble>{trouble}</Trouble>}
      {shown && whole && (
        <>
          <StructurePreview preview={shown} negotiation={negotiation} />
          <Button className="button small primary" autoFocus onPress={record}>
            {t('structure.record')}
          </Button>
        </>
      )}
    </Form>
  );
}

interface Looked {
  /** What was looked at: another request has to be looked at anew. */
  readonly of: string;
  readonly preview?: Preview;
  readonly trouble?: string;
}

function usePreview(draft: string, request: StructuralAct | undefined) {
  const { t } = useText();
  const [looked, setLooked] = useState<Looked>();
  const of = JSON.stringify(request);
  const look = async (): Promise<void> => {
    if (!request) return;
    try {
      const told = await api.preview(draft, request);
      if (!('why' in told)) return setLooked({ of, preview: told });
      const trouble = sayCode(t, 'refusal', told.why);
      setLooked({ of, trouble });
      announce(trouble);
    } catch (error) {
      const trouble = sayCode(t, 'refusal', refusalFrom(error).code);
      setLooked({ of, trouble });
      announce(trouble);
    }
  };
  const current = looked?.of === of ? looked : undefined;
  return { shown: current?.preview, trouble: current?.trouble, look };
}

interface LineProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function Line({ label, value, onChange }: LineProps): ReactNode {
  return (
    <TextField className="field" value={value} onChange={onChange} maxLength={10_000}>
      <Label>{label}</Label>
      <Input autoComplete="off" spellCheck={false} translate="no" />
    </TextField>
  );
}
