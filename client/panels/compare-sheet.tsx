/** Any two issued texts, or one and the draft as it stands: what became of it, counted, gone through by key, taken away. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import { isDifferent } from '../../shared/compare/comparison.ts';
import { useAsked } from '../asked.ts';
import { compareTexts } from '../issued.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { ComparedCounts } from './compared-counts.tsx';
import { ComparisonView, type Layout } from './comparison-view.tsx';
import { Nothing, Sheet, Trouble } from './controls.tsx';
import { ChoiceField } from './fields.tsx';
import { printKey } from './keys.ts';
import { TakeComparison } from './take-comparison.tsx';

export interface Compared {
  readonly from: string;
  /** Absent: the draft as it stands. */
  readonly to?: string;
}

interface CompareSheetProps {
  readonly draft: string;
  readonly revisions: readonly string[];
  /** Whether one may see the draft as it stands. */
  readonly mayNow: boolean;
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
  mayNow,
  compared,
  onCompare,
}: CompareSheetProps & { readonly compared: Compared }): ReactNode {
  const { t } = useText();
  const [layout, setLayout] = useState<Layout>('inline');
  const [isWhole, setWhole] = useState(false);
  const { from, to } = compared;
  const [asked] = useAsked(`${draft} ${from} ${to ?? ''}`, () => compareTexts(draft, from, to));
  const { body, at, step } = useSteps();
  const symbols = revisions.map((id) => ({ id, name: id }));
  const now = t('export.now');
  return (
    <section className="compare-sheet" aria-label={t('compare.title')}>
      <div className="compare-form">
        <ChoiceField
          label={t('compare.from')}
          choices={symbols}
          value={from}
          onChange={(id) => onCompare({ ...compared, from: id })}
        />
        <ChoiceField
          label={t('compare.to')}
          choices={[...(mayNow ? [{ id: NOW, name: now }] : []), ...symbols]}
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
          <ComparedCounts comparison={asked.value} />
          {isDifferent(asked.value) && (
            <div className="panel-tools">
              <Button className="button small" onPress={() => step(-1)}>
                {t('compare.previous')} <kbd>{printKey('Shift-F8')}</kbd>
              </Button>
              <Button className="button small" onPress={() => step(1)}>
                {t('compare.next')} <kbd>{printKey('F8')}</kbd>
              </Button>
              <span role="status">{at && t('compare.at', at)}</span>
              <Checkbox className="pick tick" isSelected={!isWhole} onChange={(only) => setWhole(!only)}>
                {t('compare.only-changed')}
              </Checkbox>
            </div>
          )}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
          <section className="compare-scroll" ref={body} tabIndex={0} aria-label={t('compare.changes')}>
            <ComparisonView
              comparison={asked.value}
              layout={layout}
              isWhole={isWhole || !isDifferent(asked.value)}
              heads={[from, to ?? now]}
            />
          </section>
        </>
      )}
    </section>
  );
}

/** Goes from change to change by key, as the page does from point to point. */
function useSteps() {
  const body = useRef<HTMLElement>(null);
  const [at, setAt] = useState<{ readonly at: number; readonly count: number }>();
  const step = (direction: 1 | -1): void => {
    const all = [...(body.current?.querySelectorAll<HTMLElement>('[data-change]') ?? [])];
    const last = all.findIndex((each) => each.hasAttribute('data-here'));
    const from = last < 0 && direction < 0 ? 0 : last;
    const index = (from + direction + all.length) % all.length;
    for (const each of all) each.toggleAttribute('data-here', each === all[index]);
    all[index]?.focus({ preventScroll: true });
    all[index]?.scrollIntoView({ block: 'center' });
    setAt(all.length === 0 ? undefined : { at: index + 1, count: all.length });
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'F8') return;
      event.preventDefault();
      // Behind the dialog the same key goes from point to point.
      event.stopPropagation();
      step(event.shiftKey ? -1 : 1);
    };
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  });
  return { body, at, step };
}
