/** A text is issued: symbol or stamp, what it is, how to read it; looked at as it will stand, then done for good. */
import { type ReactNode, useEffect, useState } from 'react';
import { Button, FieldError, Form, Input, Label, TextArea, TextField } from 'react-aria-components';
import { LONGEST_LEGEND, LONGEST_SENTENCE, LONGEST_SYMBOL } from '../../shared/acts/issuing.ts';
import { addressOf } from '../issued.ts';
import { useText } from '../locales/i18n.ts';
import { announce } from './announce.tsx';
import { Sheet, Trouble } from './controls.tsx';
import type { Negotiation } from './negotiation.ts';
import { PreviewFrame } from './preview-frame.tsx';
import { revisionsIn } from './revisions.tsx';

interface IssueSheetProps {
  readonly draft: string;
  readonly negotiation: Negotiation;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onIssued: () => void;
}

export function IssueSheet(props: IssueSheetProps): ReactNode {
  const { t } = useText();
  return (
    <Sheet title={t('issue.title')} isOpen={props.isOpen} onClose={props.onClose} wide>
      <IssueForm {...props} />
    </Sheet>
  );
}

interface Said {
  readonly symbol: string;
  readonly sentence: string;
  readonly legend: string;
}

function IssueForm({ draft, negotiation, onClose, onIssued }: IssueSheetProps): ReactNode {
  const { t } = useText();
  const { clearTrouble } = negotiation;
  useEffect(() => clearTrouble(), [clearTrouble]);
  const given = revisionsIn(negotiation.facts).map(({ symbol }) => symbol);
  const next = symbolAfter(given[0]);
  const [said, setSaid] = useState<Said>({ symbol: '', sentence: '', legend: '' });
  const [looked, setLooked] = useState(said);
  const [busy, setBusy] = useState(false);
  const isTaken = given.some((symbol) => isSame(symbol, said.symbol));
  const change = (part: Partial<Said>): void => setSaid((last) => ({ ...last, ...part }));
  const issue = async (): Promise<void> => {
    if (busy || isTaken) return;
    setBusy(true);
    const isDone = await negotiation.act([{ act: 'issue', ...filled(said) }]);
    setBusy(false);
    if (!isDone) return;
    onClose();
    onIssued();
    announce(t('issue.done', { symbol: said.symbol.trim() }));
  };
  return (
    <div className="export-sheet">
      <Form
        className="export-form"
        onSubmit={(event) => {
          event.preventDefault();
          void issue();
        }}
      >
        {negotiation.trouble && <Trouble>{negotiation.trouble}</Trouble>}
        <TextField
          className="field"
          autoFocus
          value={said.symbol}
          onChange={(symbol) => change({ symbol })}
          onBlur={() => setLooked(said)}
          maxLength={LONGEST_SYMBOL}
          isInvalid={isTaken}
        >
          <Label>{t('issue.symbol')}</Label>
          <Input autoComplete="off" spellCheck={false} translate="no" />
          <FieldError className="field-error">{t('refusal.symbol-taken')}</FieldError>
        </TextField>
        {next !== undefined && said.symbol === '' && (
          <Button
            className="button small"
            onPress={() => {
              change({ symbol: next });
              setLooked({ ...said, symbol: next });
            }}
          >
            {t('issue.next', { symbol: next })}
          </Button>
        )}
        <p className="hint">{t('issue.symbol-what')}</p>
        <LongField
          label={t('issue.sentence')}
          value={said.sentence}
          most={LONGEST_SENTENCE}
          onChange={(sentence) => change({ sentence })}
          onLeave={() => setLooked(said)}
        />
        <LongField
          label={t('issue.legend')}
          value={said.legend}
          most={LONGEST_LEGEND}
          onChange={(legend) => change({ legend })}
          onLeave={() => setLooked(said)}
        />
        <p className="hint">{t('issue.for-good')}</p>
        <Button className="button primary" type="submit" isDisabled={busy}>
          {t('issue.do')}
        </Button>
      </Form>
      <PreviewFrame address={previewOf(draft, looked)} />
    </div>
  );
}

const isSame = (given: string, said: string): boolean => given.toLowerCase() === said.trim().toLowerCase();

/** `…/Rev.3` after `…/Rev.2`; undefined where the last symbol says nothing of the kind. */
function symbolAfter(last: string | undefined): string | undefined {
  const [, stem, number] = /^(.*Rev\.\s?)(\d{1,4})$/i.exec(last ?? '') ?? [];
  return number === undefined ? undefined : `${stem}${Number(number) + 1}`;
}

/** What was written, without what was left empty. */
const filled = (said: Said): Partial<Said> =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value.trim() !== ''));

function previewOf(draft: string, said: Said): string {
  const plain = addressOf(draft, { as: 'html', rendition: 'bracketed', paper: 'a4' }, true);
  const head = new URLSearchParams(filled(said) as Record<string, string>);
  return head.size === 0 ? plain : `${plain}&${head}`;
}

interface LongFieldProps {
  readonly label: string;
  readonly value: string;
  readonly most: number;
  readonly onChange: (value: string) => void;
  readonly onLeave: () => void;
}

function LongField({ label, value, most, onChange, onLeave }: LongFieldProps): ReactNode {
  return (
    <TextField className="field" value={value} onChange={onChange} onBlur={onLeave} maxLength={most}>
      <Label>{label}</Label>
      <TextArea rows={2} spellCheck={false} translate="no" />
    </TextField>
  );
}
