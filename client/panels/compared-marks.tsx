/** What differs in a block, each thing apart: words, brackets, status, sources, notes, type (SPEC CP9). */
import type { ReactNode } from 'react';
import type { BlockComparison, BracketChange, Changed, GoneAndNew } from '../../shared/compare/comparison.ts';
import { type Say, sayCode, useText } from '../locales/i18n.ts';

/** Words of a bracket that are shown, in UTF-16 units. */
const LONGEST = 70;

export function ComparedMarks({ block }: { readonly block: BlockComparison }): ReactNode {
  const { t, language } = useText();
  const said = saidOf(t, block, language);
  if (said.length === 0) return null;
  return (
    <ul className="compared-marks" lang={language}>
      {said.map(({ about, words }) => (
        <li key={`${about} ${words}`} data-about={about}>
          {words}
        </li>
      ))}
    </ul>
  );
}

interface Said {
  readonly about: 'words' | 'brackets' | 'status' | 'sources' | 'notes' | 'remarks' | 'type' | 'covers';
  readonly words: string;
}

function saidOf(t: Say, { kind, differences }: BlockComparison, language: string): readonly Said[] {
  const { words, brackets, sources, notes, remarks, formats, covers, status } = differences;
  const only = kind === 'changed' || kind === 'moved';
  return [
    ...(only && words ? [{ about: 'words', words: t('compare.words') } as const] : []),
    ...brackets.map((change) => ({ about: 'brackets' as const, words: bracketWords(t, change, language) })),
    ...(status ? [{ about: 'status' as const, words: statusWords(t, status) }] : []),
    ...listed(sources, 'sources', (side, source) => t(`compare.source-${side}`, { source })),
    ...listed(notes, 'notes', (side, note) => t(`compare.note-${side}`, { note })),
    ...listed(remarks, 'remarks', (side, words) => t(`compare.remark-${side}`, { words })),
    ...(covers ? listed(covers, 'covers', (side, label) => t(`compare.covers-${side}`, { label })) : []),
    ...formats.map(({ text }) => ({
      about: 'type' as const,
      words: t('compare.type', { words: wholeWords(text, language) }),
    })),
  ];
}

const listed = (
  { gone, new: added }: GoneAndNew,
  about: Said['about'],
  say: (side: 'gone' | 'new', what: string) => string,
): readonly Said[] => [
  ...gone.map((each) => ({ about, words: say('gone', each) })),
  ...added.map((each) => ({ about, words: say('new', each) })),
];

function bracketWords(t: Say, { change, before, after }: BracketChange, language: string): string {
  return t(`compare.bracket.${change}`, { words: wholeWords((after ?? before)?.text ?? '', language) });
}

function statusWords(t: Say, { before, after }: Changed<string>): string {
  const name = (status: string | undefined): string => sayCode(t, 'status', status ?? 'not-considered');
  return t('compare.status', { before: name(before), after: name(after) });
}

/** The beginning of a text, never half a word. */
function wholeWords(text: string, language: string): string {
  if (text.length <= LONGEST) return text.trim();
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    if (index + segment.length > LONGEST) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end || LONGEST).trim()} …`;
}
