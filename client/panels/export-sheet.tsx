/** The export dialog: which text, in which form, looked at first; long writing can be stopped. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, Checkbox, ProgressBar } from 'react-aria-components';
import { refusalFrom } from '../asked.ts';
import { type FileWish, keepFile, OpenPoints, takeFile } from '../issued.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { announce } from './announce.tsx';
import { Sheet, Trouble } from './controls.tsx';
import {
  formatsOffered,
  kindsOffered,
  type Offer,
  rememberChoice,
  rememberedChoice,
} from './export-choices.ts';
import { ColumnsFields, PaperFields, RedlineFields } from './export-fields.tsx';
import { Preview } from './export-preview.tsx';
import { ChoiceField } from './fields.tsx';
import { TemplateField } from './template-field.tsx';

export interface ExportSheetProps {
  readonly draft: string;
  readonly offer: Offer;
  /** The issued text it was opened for. */
  readonly revision?: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onGo: (block: string) => void;
}

export function ExportSheet(props: ExportSheetProps): ReactNode {
  const { t } = useText();
  return (
    <Sheet title={t('export.title')} isOpen={props.isOpen} onClose={props.onClose} wide>
      <ExportForm {...props} />
    </Sheet>
  );
}

type Writing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'writing' }
  | { readonly kind: 'done'; readonly name: string }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'open'; readonly count: number }
  | { readonly kind: 'failed'; readonly code: string };

/** As it stands, in the list of texts. */
const NOW = '_now';

function ExportForm({ draft, offer, revision, onClose, onGo }: ExportSheetProps): ReactNode {
  const { t } = useText();
  const [chosen, setChosen] = useState<FileWish>(() => ({
    ...rememberedChoice(),
    ...(revision === undefined ? {} : { revision }),
  }));
  const { wish, kinds, texts } = possible(offer, chosen);
  const change = (part: Partial<FileWish>): void => setChosen((last) => ({ ...last, ...part }));
  const { writing, write, stop, settle } = useWriting(draft);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another wish is another file
  useEffect(() => settle(), [JSON.stringify(wish)]);
  if (kinds.length === 0) return <Trouble>{t('export.nothing')}</Trouble>;
  const isClean = wish.rendition === 'clean';
  return (
    <div className="export-sheet">
      <div className="export-form">
        <ChoiceField
          label={t('export.text')}
          choices={texts.map((id) => ({ id, name: id === NOW ? t('export.now') : id }))}
          value={wish.revision ?? NOW}
          onChange={(id) => change({ revision: id === NOW ? undefined : id })}
        />
        <ChoiceField
          label={t('export.rendition')}
          choices={kinds.map((id) => ({ id, name: t(`rendition.${id}`) }))}
          value={wish.rendition}
          onChange={(rendition) => change({ rendition })}
        />
        <p className="hint">{t(whatItIs(wish))}</p>
        {wish.rendition === 'redline' && <RedlineFields wish={wish} offer={offer} onChange={change} />}
        {wish.rendition === 'columns' && <ColumnsFields draft={draft} wish={wish} onChange={change} />}
        <ChoiceField
          label={t('export.format')}
          choices={formatsOffered(wish.rendition, wish.columns).map((id) => ({
            id,
            name: t(`format.${id}`),
          }))}
          value={wish.as}
          onChange={(as) => change({ as })}
        />
        <PaperFields wish={wish} onChange={change} />
        {wish.as === 'docx' && (
          <TemplateField draft={draft} member={offer.member} wish={wish} onChange={change} />
        )}
        {isClean && wish.allowOpen && (
          <Checkbox
            className="pick tick"
            autoFocus
            isSelected={wish.allowOpen ?? false}
            onChange={(allowOpen) => change({ allowOpen })}
          >
            {t('export.mark-open')}
          </Checkbox>
        )}
        <WritingState writing={writing} />
        <div className="panel-tools">
          {writing.kind === 'writing' ? (
            <Button className="button" onPress={stop}>
              {t('export.stop')}
            </Button>
          ) : (
            <Button className="button primary" onPress={() => void write(wish)}>
              {t('export.write')}
            </Button>
          )}
        </div>
      </div>
      <Preview
        draft={draft}
        wish={wish}
        onMark={() => change({ allowOpen: true })}
        onGo={(block) => {
          onClose();
          requestAnimationFrame(() => onGo(block));
        }}
      />
    </div>
  );
}

const whatItIs = ({ rendition, columns }: FileWish) =>
  rendition === 'columns' && columns === 'proposals'
    ? ('rendition.what.proposals' as const)
    : (`rendition.what.${rendition}` as const);

/** What was chosen as far as it is offered, and what else is. */
function possible(offer: Offer, chosen: FileWish) {
  const now = kindsOffered(offer, undefined).length > 0 ? [NOW] : [];
  const texts = [...now, ...offer.revisions];
  const revision = texts.includes(chosen.revision ?? NOW)
    ? chosen.revision
    : texts.find((each) => each !== NOW);
  const kinds = kindsOffered(offer, revision);
  const rendition = kinds.includes(chosen.rendition) ? chosen.rendition : (kinds[0] ?? 'bracketed');
  const columns = rendition === 'columns' ? chosen.columns : undefined;
  const formats = formatsOffered(rendition, columns);
  const as = formats.includes(chosen.as) ? chosen.as : (formats[0] ?? 'docx');
  const bases = offer.revisions.filter((each) => each !== revision);
  const base = bases.includes(chosen.base ?? '') ? chosen.base : bases[0];
  const wish: FileWish = {
    ...chosen,
    as,
    rendition,
    revision,
    base: rendition === 'redline' ? base : undefined,
    authors: rendition === 'redline' ? chosen.authors : undefined,
    allowOpen: rendition === 'clean' ? chosen.allowOpen : undefined,
    columns,
    suggestion: columns === 'proposals' ? chosen.suggestion : undefined,
  };
  return { wish, kinds, texts };
}

/** How a writing ended that gave no file. */
function endOf(error: unknown): Writing {
  if (error instanceof OpenPoints) return { kind: 'open', count: error.points.length };
  const { code } = refusalFrom(error);
  return code === 'stopped' ? { kind: 'stopped' } : { kind: 'failed', code };
}

function useWriting(draft: string) {
  const { t } = useText();
  const [writing, setWriting] = useState<Writing>({ kind: 'idle' });
  const ending = useRef<AbortController>(undefined);
  useEffect(() => () => ending.current?.abort(), []);
  const write = async (wish: FileWish): Promise<void> => {
    rememberChoice(wish);
    ending.current = new AbortController();
    setWriting({ kind: 'writing' });
    announce(t('export.writing'));
    try {
      const file = await takeFile(draft, wish, ending.current.signal);
      keepFile(file);
      setWriting({ kind: 'done', name: file.name });
      announce(t('export.done', { name: file.name }));
    } catch (error) {
      setWriting(endOf(error));
    }
  };
  const stop = (): void => ending.current?.abort();
  const settle = (): void => setWriting((last) => (last.kind === 'writing' ? last : { kind: 'idle' }));
  return { writing, write, stop, settle };
}

function WritingState({ writing }: { readonly writing: Writing }): ReactNode {
  const { t } = useText();
  switch (writing.kind) {
    case 'idle':
      return null;
    case 'writing':
      return (
        <ProgressBar className="progress" isIndeterminate aria-label={t('export.writing')}>
          {t('export.writing')}
          <span className="progress-bar" aria-hidden="true" />
        </ProgressBar>
      );
    case 'done':
      return <p role="status">{t('export.done', { name: writing.name })}</p>;
    case 'stopped':
      return <p role="status">{t('export.stopped')}</p>;
    case 'failed':
      return (
        <Trouble>
          {sayCode(t, 'refusal', writing.code)} {t('export.not-written')}
        </Trouble>
      );
    case 'open':
      return <Trouble>{t('export.open', { count: writing.count })}</Trouble>;
    default:
      return writing satisfies never;
  }
}
