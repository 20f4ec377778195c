/** What differs between two texts, counted: words, places, brackets, statuses and sources each apart (SPEC CP9). */
import type { ReactNode } from 'react';
import { type Comparison, isDifferent } from '../../shared/compare/comparison.ts';
import { useText } from '../locales/i18n.ts';

export function ComparedCounts({ comparison }: { readonly comparison: Comparison }): ReactNode {
  const { t } = useText();
  if (!isDifferent(comparison)) return <p role="status">{t('compare.same')}</p>;
  const groups = countedIn(comparison)
    .map(({ about, counted }) => ({ about, counted: counted.filter(([, count]) => count > 0) }))
    .filter(({ counted }) => counted.length > 0);
  return (
    <ul className="compared-counts" aria-label={t('compare.counts')}>
      {groups.map(({ about, counted }) => (
        <li key={about} data-about={about}>
          <strong>{t(`compare.about.${about}`)}</strong>{' '}
          {counted.map(([name, count]) => t(`compare.count.${name}`, { count })).join(' · ')}
        </li>
      ))}
    </ul>
  );
}

/** Paragraphs that carry no number (headings, notes) count with those that do. */
function countedIn({ counts: { units, others, brackets, sources, statuses } }: Comparison) {
  const both = (name: keyof typeof units): number => units[name] + others[name];
  return [
    {
      about: 'words',
      counted: [
        ['reworded', both('reworded')],
        ['new', both('new')],
        ['gone', both('gone')],
      ],
    },
    {
      about: 'places',
      counted: [
        ['moved', both('moved')],
        ['renumbered', both('renumbered')],
      ],
    },
    {
      about: 'brackets',
      counted: [
        ['lifted', brackets.lifted],
        ['brackets', brackets.added + brackets.new],
        ['with-words', brackets.gone],
        ['otherwise', brackets.extent + brackets.kind],
      ],
    },
    { about: 'statuses', counted: [['statuses', statuses]] },
    {
      about: 'sources',
      counted: [
        ['sources-gone', sources.gone],
        ['sources-new', sources.new],
      ],
    },
  ] as const satisfies readonly {
    readonly about: string;
    readonly counted: readonly (readonly [string, number])[];
  }[];
}
