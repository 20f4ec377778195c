/** Any two issued texts, or one and the draft as it stands: what became of it, counted, gone through by key, taken away. */
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { type Comparison, isDifferent } from '../../shared/compare/comparison.ts';
import { useAsked } from '../asked.ts';
import { compareTexts, type Format, keepFile, takeFile } from '../issued.ts';
import { type Say, sayCode, useText } from '../locales/i18n.ts';
import { announce } from './announce.tsx';
import { ComparisonView, type Layout } from './comparison-view.tsx';
import { Nothing, Sheet, Trouble } from './controls.tsx';
import { ChoiceField } from './fields.tsx';
import { printKey } from './keys.ts';

export interface Compared {
  readonly from: string;
  /** Absent: the draft as it stands. */
  readonly to?: string;
}

interface CompareSheetProps {
  readonly draft: string;
  readonly revisions: readonly string[];
  readonly compared: Compared | undefined;
  readonly onCompare: (compared: Compared) => void;
  readonly onClose: () => void;
}

export function CompareSheet(props: CompareSheetProps): ReactNode {
  const { t } = useText();
  const { compared, onClose } = props;
  return (
    <Sheet title={t('compare.title')} isOpen={compared !== undefined} onClose={onClose} wide>
      {compared && <CompareBody {...props} compared={compared} />}
    </Sheet>
  );
}

const NOW = '_now';

function CompareBody({
  draft,
  revisions,
  compared,
  onCompare,
}: CompareSheetProps & { readonly compared: Compared }): ReactNode {
  const { t } = useText();
  const [layout, setLayout] = useState<Layout>('inline');
  const { from, to } = compared;
  const [asked] = useAsked(`${draft} ${from} ${to ?? ''}`, () => compareTexts(draft, from, to));
  const { body, step, onKeyDown } = useSteps();
  return (
    <section className="compare-sheet" aria-label={t('compare.title')} onKeyDown={onKeyDown}>
      <div className="compare-form">
        <ChoiceField
          label={t('compare.from')}
          choices={revisions.map((id) => ({ id, name: id }))}
          value={from}
          onChange={(id) => onCompare({ ...compared, from: id })}
        />
        <ChoiceField
          label={t('compare.to')}
          choices={[{ id: NOW, name: t('export.now') }, ...revisions.map((id) => ({ id, name: id }))]}
          value={to ?? NOW}
          onChange={(id) => onCompare({ from, ...(id === NOW ? {} : { to: id }) })}
        />
        <ChoiceField
          label={t('compare.layout')}
          choices={(['inline', 'sides'] as const).map((id) => ({ id, name: t(`compare.layout.${id}`) }))}
          value={layout}
          onChange={setLayout}
        />
        <TakeComparison draft={draft} compared={compared} />
      </div>
      {asked.kind === 'waiting' && <Nothing>{t('compare.coming')}</Nothing>}
      {asked.kind === 'refused' && <Trouble>{sayCode(t, 'refusal', asked.refusal.code)}</Trouble>}
      {asked.kind === 'there' && (
        <>
          <p className="counts">{countWords(t, asked.value)}</p>
          <div className="panel-tools">
            <Button className="button small" onPress={() => step(-1)}>
              {t('compare.previous')} <kbd>{printKey('Shift-F8')}</kbd>
            </Button>
            <Button className="button small" onPress={() => step(1)}>
              {t('compare.next')} <kbd>F8</kbd>
            </Button>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
          <section className="compare-scroll" ref={body} tabIndex={0} aria-label={t('compare.changes')}>
            <ComparisonView comparison={asked.value} layout={layout} />
          </section>
        </>
      )}
    </section>
  );
}

/** Goes from change to change by key, as the page does from point to point. */
function useSteps() {
  const body = useRef<HTMLElement>(null);
  const step = (direction: 1 | -1): void => {
    const all = [...(body.current?.querySelectorAll<HTMLElement>('[data-change]') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = all[(at + direction + all.length) % all.length] ?? all[0];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'F8') return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  };
  return { body, step, onKeyDown };
}

/** Words apart from brackets: a bracket that was lifted changed no text. */
function countWords(t: Say, comparison: Comparison): string {
  if (!isDifferent(comparison)) return t('compare.same');
  const { units, brackets } = comparison.counts;
  const counted = [
    ['reworded', units.reworded],
    ['new', units.new],
    ['gone', units.gone],
    ['moved', units.moved],
    ['renumbered', units.renumbered],
    ['lifted', brackets.lifted],
    ['brackets', brackets.added + brackets.new],
  ] as const;
  return counted
    .filter(([, count]) => count > 0)
    .map(([name, count]) => t(`compare.count.${name}`, { count }))
    .join(' · ');
}

function TakeComparison({
  draft,
  compared,
}: {
  readonly draft: string;
  readonly compared: Compared;
}): ReactNode {
  const { t } = useText();
  const [busy, setBusy] = useState(false);
  const take = async (as: Format): Promise<void> => {
    setBusy(true);
    const { from, to } = compared;
    const wish = {
      as,
      rendition: 'redline',
      paper: 'a4',
      base: from,
      ...(to ? { revision: to } : {}),
    } as const;
    try {
      const file = await takeFile(draft, wish, new AbortController().signal);
      keepFile(file);
      announce(t('export.done', { name: file.name }));
    } catch {
      announce(t('refusal.export-failed'));
    }
    setBusy(false);
  };
  return (
    <div className="panel-tools">
      {(['docx', 'html'] as const).map((as) => (
        <Button key={as} className="button small" isDisabled={busy} onPress={() => void take(as)}>
          {t('compare.take', { format: t(`format.${as}`) })}
        </Button>
      ))}
    </div>
  );
}
