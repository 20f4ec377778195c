/** Import: a file is read, source and result stand side by side with every guess, then it becomes a draft. */
import { FileUp } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, DropZone, FileTrigger, isFileDropItem, Link } from 'react-aria-components';
import type { ImportResult } from '../api.ts';
import { refusalFrom } from '../asked.ts';
import { sayCode, saySaid, useText } from '../locales/i18n.ts';
import { Trouble } from '../panels/controls.tsx';
import { pathOf } from '../route.ts';
import { type ImportProgress, importFile } from '../sending.ts';
import { bringFontsFor } from '../theme/appearance.ts';
import { ImportReview } from './import-review.tsx';
import { AppearanceButtons, LanguageMenu } from './page-tools.tsx';

type Step =
  | { readonly kind: 'choose'; readonly trouble?: string }
  | { readonly kind: 'reading'; readonly name: string; readonly progress: ImportProgress }
  | { readonly kind: 'read'; readonly result: ImportResult };

export function ImportPage(): ReactNode {
  const { t } = useText();
  const [step, setStep] = useState<Step>({ kind: 'choose' });
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  useEffect(() => {
    document.title = t('import.title');
  }, [t]);
  const read = async (file: File): Promise<void> => {
    stop.current = new AbortController();
    const { name } = file;
    const tell = (progress: ImportProgress): void => setStep({ kind: 'reading', name, progress });
    tell({ kind: 'sending', share: 0 });
    try {
      const result = await importFile(file, tell, stop.current.signal);
      await bringFontsFor(result.document.meta.language);
      setStep({ kind: 'read', result });
    } catch (error) {
      const { code, message, said } = refusalFrom(error);
      const known = said ? saySaid(t, said) : sayCode(t, 'refusal', code);
      setStep({ kind: 'choose', trouble: known === code && message ? message : known });
    }
  };
  return (
    <main className={step.kind === 'read' ? 'plain-page whole' : 'plain-page broad'}>
      <header>
        <h1>{t('import.title')}</h1>
        <Link href={pathOf({ kind: 'drafts' })}>{t('drafts.title')}</Link>
        <LanguageMenu />
        <AppearanceButtons />
      </header>
      {step.kind === 'choose' && <ChooseFile trouble={step.trouble} onFile={(file) => void read(file)} />}
      {step.kind === 'reading' && <ReadingFile {...step} onStop={() => stop.current?.abort()} />}
      {step.kind === 'read' && (
        <ImportReview first={step.result} onAnother={() => setStep({ kind: 'choose' })} />
      )}
    </main>
  );
}

interface ChooseFileProps {
  readonly trouble?: string;
  readonly onFile: (file: File) => void;
}

function ChooseFile({ trouble, onFile }: ChooseFileProps): ReactNode {
  const { t } = useText();
  return (
    <>
      {trouble && <Trouble>{t('import.failed', { reason: trouble })}</Trouble>}
      <DropZone
        className="drop"
        aria-label={t('import.drop')}
        onDrop={async ({ items }) => {
          const item = items.find(isFileDropItem);
          if (item) onFile(await item.getFile());
        }}
      >
        <FileUp size={32} aria-hidden />
        <p>{t('import.drop')}</p>
        <FileTrigger onSelect={(files) => files?.[0] && onFile(files[0])}>
          <Button className="button primary">{t('import.choose')}</Button>
        </FileTrigger>
        <p className="hint">{t('import.what')}</p>
      </DropZone>
    </>
  );
}

interface ReadingFileProps {
  readonly name: string;
  readonly progress: ImportProgress;
  readonly onStop: () => void;
}

function ReadingFile({ name, progress: { kind, share }, onStop }: ReadingFileProps): ReactNode {
  const { t, language } = useText();
  const percent = new Intl.NumberFormat(language, { style: 'percent' }).format(share);
  const words = t(kind === 'sending' ? 'import.sending' : 'import.reading', { name });
  return (
    <div className="drop">
      <p role="status">{words}</p>
      <progress value={share} aria-label={words} />
      <p className="hint">{percent}</p>
      <Button className="button" onPress={onStop}>
        {t('import.stop')}
      </Button>
    </div>
  );
}
