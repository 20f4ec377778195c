/** Import: a file is read, source and result stand side by side with every guess, then it becomes a draft. */
import { FileUp } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, DropZone, FileTrigger, isFileDropItem, Link } from 'react-aria-components';
import { api, type ImportResult, importFile } from '../api.ts';
import { refusalFrom } from '../asked.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { Trouble } from '../panels/controls.tsx';
import { DraftText } from '../reading/draft-text.tsx';
import { go, pathOf } from '../route.ts';
import { bringFontsFor } from '../theme/appearance.ts';
import { ImportReport } from './import-report.tsx';
import { AppearanceButtons, LanguageMenu } from './page-tools.tsx';
import { readSource, SourceText } from './source-text.tsx';

type Step =
  | { readonly kind: 'choose'; readonly trouble?: string }
  | { readonly kind: 'reading'; readonly name: string; readonly sent: number }
  | { readonly kind: 'read'; readonly result: ImportResult; readonly source: readonly string[] };

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
    setStep({ kind: 'reading', name: file.name, sent: 0 });
    try {
      const sent = (share: number): void => setStep({ kind: 'reading', name: file.name, sent: share });
      const result = await importFile(file, sent, stop.current.signal);
      await bringFontsFor(result.document.meta.language);
      setStep({ kind: 'read', result, source: await readSource(file) });
    } catch (error) {
      const { code, message } = refusalFrom(error);
      const said = sayCode(t, 'refusal', code);
      setStep({ kind: 'choose', trouble: said === code && message ? message : said });
    }
  };
  return (
    <main className="plain-page broad">
      <header>
        <h1>{t('import.title')}</h1>
        <Link href={pathOf({ kind: 'drafts' })}>{t('drafts.title')}</Link>
        <LanguageMenu />
        <AppearanceButtons />
      </header>
      {step.kind === 'choose' && <ChooseFile trouble={step.trouble} onFile={(file) => void read(file)} />}
      {step.kind === 'reading' && <ReadingFile {...step} onStop={() => stop.current?.abort()} />}
      {step.kind === 'read' && (
        <ReadFile result={step.result} source={step.source} onAnother={() => setStep({ kind: 'choose' })} />
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
  readonly sent: number;
  readonly onStop: () => void;
}

function ReadingFile({ name, sent, onStop }: ReadingFileProps): ReactNode {
  const { t } = useText();
  const words = sent < 1 ? t('import.sending', { name }) : t('import.reading', { name });
  return (
    <div className="drop" role="status">
      <p>{words}</p>
      {sent < 1 ? <progress value={sent} aria-label={words} /> : <progress aria-label={words} />}
      <Button className="button" onPress={onStop}>
        {t('import.stop')}
      </Button>
    </div>
  );
}

interface ReadFileProps {
  readonly result: ImportResult;
  readonly source: readonly string[];
  readonly onAnother: () => void;
}

function ReadFile({ result, source, onAnother }: ReadFileProps): ReactNode {
  const { t } = useText();
  const [line, setLine] = useState<number>();
  const { meta, blocks } = result.document;
  const point = (at: number, block: string | undefined): void => {
    setLine(at);
    if (block)
      document.querySelector(`.result [data-id="${CSS.escape(block)}"]`)?.scrollIntoView({ block: 'center' });
  };
  return (
    <>
      <CreateStrip result={result} onAnother={onAnother} />
      <div className="side-by-side">
        <section aria-label={t('import.source')}>
          <h2>{t('import.source')}</h2>
          <SourceText lines={source} pointed={line} />
        </section>
        <section aria-label={t('import.result')} className="result">
          <h2>{t('import.result')}</h2>
          <div className="scroll draft-frame" tabIndex={-1}>
            <DraftText meta={meta} blocks={blocks} label={meta.title} />
          </div>
        </section>
      </div>
      <ImportReport entries={result.report} onPoint={point} />
    </>
  );
}

function CreateStrip({ result, onAnother }: Omit<ReadFileProps, 'source'>): ReactNode {
  const { t } = useText();
  const [trouble, setTrouble] = useState('');
  const create = async (): Promise<void> => {
    try {
      const draft = await api.createFromImport(result.import);
      go(pathOf({ kind: 'draft', draft: draft.id }));
    } catch (error) {
      setTrouble(sayCode(t, 'refusal', refusalFrom(error).code));
    }
  };
  return (
    <div className="import-steps">
      <p>
        {t('import.read', {
          name: result.source.name,
          blocks: result.document.blocks.length,
          profile: result.profile,
        })}
      </p>
      <Button className="button primary" onPress={() => void create()} autoFocus>
        {t('import.create')}
      </Button>
      <Button className="button" onPress={onAnother}>
        {t('import.another')}
      </Button>
      {trouble && <Trouble>{trouble}</Trouble>}
    </div>
  );
}
