/** The report of an import: every guess, repair and doubt; a person looks at the doubts first. */
import { type ReactNode, useMemo, useState } from 'react';
import { ListBox, ListBoxItem, ListLayout, ToggleButton, Virtualizer } from 'react-aria-components';
import type { ReportEntry } from '../api.ts';
import { useText } from '../locales/i18n.ts';
import { Nothing } from '../panels/controls.tsx';

const WEIGHTS = ['doubt', 'guess', 'repair'] as const;

interface ImportReportProps {
  readonly entries: readonly ReportEntry[];
  readonly onPoint: (line: number, block: string | undefined) => void;
}

export function ImportReport({ entries, onPoint }: ImportReportProps): ReactNode {
  const { t } = useText();
  const [weight, setWeight] = useState<ReportEntry['weight']>();
  const shown = useMemo(
    () =>
      entries
        .map((entry, at) => ({ ...entry, id: String(at) }))
        .filter((entry) => !weight || entry.weight === weight)
        .sort((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight)),
    [entries, weight],
  );
  if (entries.length === 0) return <Nothing>{t('import.no-report')}</Nothing>;
  return (
    <section aria-label={t('import.report')}>
      <div className="import-steps">
        <h2>{t('import.report')}</h2>
        {WEIGHTS.map((each) => (
          <ToggleButton
            key={each}
            className="button small"
            isSelected={weight === each}
            onChange={(on) => setWeight(on ? each : undefined)}
          >
            {t(`weight.${each}`)} {entries.filter((entry) => entry.weight === each).length}
          </ToggleButton>
        ))}
      </div>
      <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowHeight: 36 }}>
        <ListBox
          className="found report"
          aria-label={t('import.report')}
          items={shown}
          onAction={(key) => {
            const entry = shown.find(({ id }) => id === key);
            if (entry) onPoint(entry.line, entry.block);
          }}
        >
          {(entry) => (
            <ListBoxItem id={entry.id} className="found-item" textValue={entry.message}>
              <span className={`weight ${entry.weight}`}>{t(`weight.${entry.weight}`)}</span>
              <span className="tree-label">{entry.line}</span>
              <span lang="en">{entry.message}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Virtualizer>
    </section>
  );
}
