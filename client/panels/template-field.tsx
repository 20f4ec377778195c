/** The body's own Word template in the export dialog (SPEC TP5): which one there is, whether to write in it, another in its place. */
import { type ReactNode, useEffect, useState } from 'react';
import { Button, Checkbox, FileTrigger } from 'react-aria-components';
import { isChairsSide } from '../../shared/house/audience.ts';
import type { Membership } from '../../shared/house/membership.ts';
import { refusalFrom } from '../asked.ts';
import { type FileWish, removeTemplate, sendTemplate, type Template, templateOf } from '../issued.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { announce } from './announce.tsx';
import { Trouble } from './controls.tsx';

interface TemplateFieldProps {
  readonly draft: string;
  readonly member: Membership;
  readonly wish: FileWish;
  readonly onChange: (part: Partial<FileWish>) => void;
}

interface Fault {
  readonly code: string;
  /** What the server says of the place, in English. */
  readonly detail: string;
}

/** Nothing where there is none and the reader may send none. */
export function TemplateField({ draft, member, wish, onChange }: TemplateFieldProps): ReactNode {
  const { t } = useText();
  const { template, fault, isBusy, send, remove } = useTemplate(draft);
  const maySend = isChairsSide(member);
  if (!template && !maySend) return null;
  return (
    <fieldset className="template-field" aria-busy={isBusy}>
      {template && (
        <Checkbox
          className="pick tick"
          isSelected={!wish.plain}
          onChange={(isUsed) => onChange({ plain: isUsed ? undefined : true })}
        >
          {t('template.use', { name: template.name })}
        </Checkbox>
      )}
      {fault && (
        <>
          <Trouble>{sayCode(t, 'refusal', fault.code)}</Trouble>
          {/^template-(?:unsafe|field|broken)$/.test(fault.code) && (
            <p className="hint" lang="en">
              {fault.detail}
            </p>
          )}
        </>
      )}
      {maySend && (
        <div className="panel-tools">
          <FileTrigger
            acceptedFileTypes={['.docx', '.dotx']}
            onSelect={(files) => files?.[0] && void send(files[0])}
          >
            <Button className="button small" isDisabled={isBusy}>
              {t(template ? 'template.another' : 'template.send')}
            </Button>
          </FileTrigger>
          {template && (
            <Button className="button small" isDisabled={isBusy} onPress={() => void remove()}>
              {t('template.remove')}
            </Button>
          )}
        </div>
      )}
      {maySend && !template && <p className="hint">{t('template.what', { text: '{{text}}' })}</p>}
    </fieldset>
  );
}

function useTemplate(draft: string) {
  const { t } = useText();
  const [template, setTemplate] = useState<Template>();
  const [fault, setFault] = useState<Fault>();
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    let isWanted = true;
    templateOf(draft).then(
      (found) => isWanted && setTemplate(found),
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [draft]);
  const doing = async (
    work: () => Promise<Template | undefined>,
    said: 'template.sent' | 'template.removed',
  ): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      setTemplate(await work());
      announce(t(said));
    } catch (error) {
      const { code, message } = refusalFrom(error);
      setFault({ code, detail: message });
    } finally {
      setBusy(false);
    }
  };
  return {
    template,
    fault,
    isBusy,
    send: (file: File) => doing(() => sendTemplate(draft, file), 'template.sent'),
    remove: () => doing(() => removeTemplate(draft).then(() => undefined), 'template.removed'),
  };
}
