/** What was read of a file, beside its source and the report: guesses are answered here, then it becomes a draft. */
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Answers } from '../../shared/house/import-record.ts';
import { api, type ImportResult } from '../api.ts';
import { refusalFrom } from '../asked.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { Trouble } from '../panels/controls.tsx';
import { DraftText } from '../reading/draft-text.tsx';
import { go, pathOf } from '../route.ts';
import { authorsOf, ChangeAuthors } from './import-authors.tsx';
import { ClaimedNames } from './import-names.tsx';
import { ImportReport } from './import-report.tsx';
import { type Created, ToldChanges } from './import-told.tsx';
import { SourceText, sourceLines } from './source-text.tsx';

interface ImportReviewProps {
  readonly first: ImportResult;
  readonly onAnother: () => void;
}

type Mapping = Readonly<Record<string, string>>;

/** The names with the party that each means, as the house remembers or the list has it. */
const mappingOf = ({ names }: ImportResult): Mapping =>
  Object.fromEntries(names.flatMap(({ name, party }) => (party ? [[name, party]] : [])));

export function ImportReview({ first, onAnother }: ImportReviewProps): ReactNode {
  const { t } = useText();
  const [result, setResult] = useState(first);
  const [mapping, setMapping] = useState(() => mappingOf(first));
  const [authors, setAuthors] = useState(() => authorsOf(first));
  const answers = useRef<Answers>({ one: {}, all: {} });
  const turn = useRef<Promise<void>>(Promise.resolve());
  const [isAsking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState('');
  const [pointed, setPointed] = useState<{ readonly line: number; readonly block?: string }>();
  const [created, setCreated] = useState<Created>();
  const lines = useMemo(() => sourceLines(result.text), [result.text]);

  /** Answers are sent one after the other; nothing is disabled meanwhile, so that the keyboard keeps its place. */
  const answer = async (given: Answers): Promise<void> => {
    const before = answers.current;
    answers.current = { one: { ...before.one, ...given.one }, all: { ...before.all, ...given.all } };
    setAsking(true);
    setTrouble('');
    turn.current = turn.current.then(async () => {
      try {
        setResult(await api.answerImport(result.import, answers.current));
      } catch (error) {
        answers.current = before;
        setTrouble(sayCode(t, 'refusal', refusalFrom(error).code));
      }
    });
    const mine = turn.current;
    await mine;
    if (mine === turn.current) setAsking(false);
  };
  const point = (line: number, block: string | undefined): void => {
    setPointed({ line, ...(block ? { block } : {}) });
    const frame = document.querySelector('.result');
    for (const each of frame?.querySelectorAll('.found') ?? []) each.classList.remove('found');
    const found = block ? frame?.querySelector(`[data-id="${CSS.escape(block)}"]`) : undefined;
    found?.classList.add('found');
    found?.scrollIntoView({ block: 'center' });
  };
  const { meta, blocks } = result.document;
  if (created) return <ToldChanges created={created} parties={result.parties} />;
  return (
    <>
      <CreateStrip
        result={result}
        mapping={mapping}
        authors={authors}
        isAsking={isAsking}
        onAnother={onAnother}
        onTold={setCreated}
      />
      {trouble && <Trouble>{trouble}</Trouble>}
      <div className="side-by-side" aria-busy={isAsking}>
        <section aria-label={t('import.source')}>
          <h2>{t('import.source')}</h2>
          <SourceText lines={lines} pointed={pointed?.line} />
        </section>
        <section aria-label={t('import.result')} className="result">
          <h2>{t('import.result')}</h2>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard */}
          <div className="scroll draft-frame" tabIndex={0}>
            <DraftText meta={meta} blocks={blocks} label={meta.title} />
          </div>
        </section>
        <section aria-label={t('import.report')} className="report">
          <h2>{t('import.report')}</h2>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard */}
          <div className="scroll" tabIndex={0}>
            <ChangeAuthors result={result} mapping={authors} onChange={setAuthors} />
            <ClaimedNames result={result} mapping={mapping} onChange={setMapping} />
            <ImportReport entries={result.report} onAnswer={(given) => void answer(given)} onPoint={point} />
          </div>
        </section>
      </div>
    </>
  );
}

interface CreateStripProps {
  readonly result: ImportResult;
  readonly mapping: Mapping;
  readonly authors: Mapping;
  readonly isAsking: boolean;
  readonly onAnother: () => void;
  /** The draft is there, and some changes of the file are no proposals on it. */
  readonly onTold: (created: Created) => void;
}

function CreateStrip({ result, mapping, authors, isAsking, onAnother, onTold }: CreateStripProps): ReactNode {
  const { t } = useText();
  const [trouble, setTrouble] = useState('');
  const asked = result.report.filter(({ weight }) => weight === 'doubt');
  const open = asked.filter(({ settled }) => !settled).length;
  const create = async (): Promise<void> => {
    try {
      const named = result.names.flatMap(({ name }) =>
        mapping[name] ? [[name, mapping[name]] as const] : [],
      );
      const { draft, told } = await api.createFromImport(result.import, Object.fromEntries(named), authors);
      if (told.length > 0) onTold({ draft: draft.id, told });
      else go(pathOf({ kind: 'draft', draft: draft.id }));
    } catch (error) {
      setTrouble(sayCode(t, 'refusal', refusalFrom(error).code));
    }
  };
  const { source, document, profile, form } = result;
  return (
    <div className="import-steps">
      <Button className="button primary" onPress={() => void create()} isDisabled={isAsking} autoFocus>
        {t('import.create')}
      </Button>
      <Button className="button" onPress={onAnother}>
        {t('import.another')}
      </Button>
      <p role="status">
        {t('import.read', {
          name: source.name,
          blocks: document.blocks.length,
          profile: sayCode(t, 'reading.profile', form === 'text' ? profile : form),
        })}{' '}
        {isAsking ? t('import.again') : open > 0 && t('import.open-doubts', { count: open })}
      </p>
      {trouble && <Trouble>{trouble}</Trouble>}
    </div>
  );
}
