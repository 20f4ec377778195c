/** What would happen, before it is recorded: words before and after compared, and everything that goes with them. */
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { ActRequest } from '../../shared/acts/act.ts';
import type { Preview } from '../../shared/acts/decisions/preview.ts';
import { compareWords } from '../../shared/compare/words.ts';
import { excerpt } from '../../shared/draft/excerpt.ts';
import { useText } from '../locales/i18n.ts';
import { targetWords } from './act-words.ts';
import { Trouble } from './controls.tsx';
import type { Negotiation } from './negotiation.ts';

/** Milliseconds without another wish before the server is asked. */
const QUIET = 120;

/**
 * The preview of an act, asked anew when the act or the words it is about are others; not while it is being recorded. A
 * sentence says why it would be refused.
 */
export function usePreview(
  negotiation: Negotiation,
  request: ActRequest | undefined,
  isRecording: boolean,
): Preview | string | undefined {
  const [told, setTold] = useState<Preview | string>();
  const { preview } = negotiation;
  const key = request && JSON.stringify(request);
  useEffect(() => {
    if (isRecording) return;
    if (key === undefined) return setTold(undefined);
    let isOver = false;
    const ask = (): void =>
      void preview(JSON.parse(key) as ActRequest).then((answer) => isOver || setTold(answer));
    const timer = setTimeout(ask, QUIET);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [key, preview, isRecording]);
  return told;
}

/** Provisions and lines shown at most; the rest is counted. */
const MOST = 20;

interface PreviewProps {
  readonly told: Preview | string | undefined;
  readonly negotiation: Negotiation;
  readonly language: string;
}

export function DecisionPreview({ told, negotiation, language }: PreviewProps): ReactNode {
  const { t } = useText();
  if (told === undefined) return <p className="hint">{t('preview.asking')}</p>;
  if (typeof told === 'string') return <Trouble>{told}</Trouble>;
  const { provisions } = told;
  return (
    <section className="preview" aria-label={t('preview.title')}>
      {provisions.length === 0 && <p className="hint">{t('preview.same-words')}</p>}
      {provisions.slice(0, MOST).map((each) => (
        <Provision key={each.unit} {...each} language={language} />
      ))}
      {provisions.length > MOST && (
        <p className="hint">{t('preview.more', { count: provisions.length - MOST })}</p>
      )}
      <Consequences told={told} negotiation={negotiation} />
    </section>
  );
}

function Provision({
  label,
  before,
  after,
  language,
}: Preview['provisions'][number] & { readonly language: string }): ReactNode {
  const { t } = useText();
  const pieces = useMemo(() => compareWords(before ?? '', after ?? '', language), [before, after, language]);
  return (
    <p className="in-context compared" lang={language}>
      {label && <b>{label}. </b>}
      {pieces.map(({ kind, text }, at) => {
        const Tag = kind === 'gone' ? 'del' : kind === 'new' ? 'ins' : 'span';
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one comparison, replaced as a whole
        return <Tag key={at}>{text}</Tag>;
      })}
      {after === undefined && <span className="hint"> {t('preview.gone')}</span>}
    </p>
  );
}

/** Everything else that comes with it, a line a kind. */
function Consequences({
  told,
  negotiation,
}: Omit<PreviewProps, 'told' | 'language'> & { readonly told: Preview }): ReactNode {
  const { t } = useText();
  const { name, place } = negotiation;
  const quoted = (words: string): string => `“${excerpt(words.replace(/\s+/g, ' ').trim(), 60)}”`;
  const lines: readonly (readonly [string, readonly string[]])[] = [
    [t('preview.left'), told.left.map(({ words }) => `[${excerpt(words, 60)}]`)],
    [
      t('preview.moot'),
      told.moot.map(({ on, words }) => (words ? quoted(words) : targetWords(t, negotiation, on))),
    ],
    [
      t('preview.overridden'),
      told.overridden.map(
        ({ party, stance, on }) =>
          `${name(party)} ${t(`stance.${stance}`)}: ${targetWords(t, negotiation, on)}`,
      ),
    ],
    [t('preview.labels'), told.labels.map(({ before, after }) => `${before} → ${after}`)],
    [
      t('preview.statuses'),
      told.statuses.map(
        ({ unit, before, after }) => `${place(unit)}: ${t(`status.${before}`)} → ${t(`status.${after}`)}`,
      ),
    ],
  ];
  const said = lines.filter(([, all]) => all.length > 0);
  if (said.length === 0) return null;
  return (
    <dl className="facts-list">
      {said.map(([what, all]) => (
        <div key={what} className="fact-row">
          <dt>{what}</dt>
          <dd>
            {all.slice(0, MOST).join(' · ')}
            {all.length > MOST && ` · ${t('preview.more', { count: all.length - MOST })}`}
          </dd>
        </div>
      ))}
    </dl>
  );
}
