/** What is about to be written, looked at first; in place of a clean text that is not possible yet, what is open (SPEC EX20). */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { PointRow } from '../../shared/renditions/rendition.ts';
import { useAsked } from '../asked.ts';
import { addressOf, type FileWish, OpenPoints, takeFile } from '../issued.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { Trouble } from './controls.tsx';
import { PreviewFrame } from './preview-frame.tsx';

interface PreviewProps {
  readonly draft: string;
  readonly wish: FileWish;
  /** Writes the text all the same, with what is open marked. */
  readonly onMark: () => void;
  readonly onGo: (block: string) => void;
}

export function Preview(props: PreviewProps): ReactNode {
  const { draft, wish } = props;
  if (wish.rendition === 'clean' && !wish.allowOpen) return <CleanPreview key={wish.revision} {...props} />;
  return <PreviewFrame address={addressOf(draft, wish, true)} />;
}

/** Asks first whether there is a clean text. */
function CleanPreview({ draft, wish, onMark, onGo }: PreviewProps): ReactNode {
  const { t } = useText();
  const html = { ...wish, as: 'html' } as const;
  const [asked] = useAsked(addressOf(draft, html), () => takeFile(draft, html, new AbortController().signal));
  if (asked.kind === 'there') return <PreviewFrame address={addressOf(draft, wish, true)} />;
  if (asked.kind === 'waiting')
    return (
      <div className="preview-frame">
        <p className="hint">{t('export.preview-coming')}</p>
      </div>
    );
  const { refusal } = asked;
  if (refusal instanceof OpenPoints)
    return <OpenPointsList points={refusal.points} onMark={onMark} onGo={onGo} />;
  return <Trouble>{sayCode(t, 'refusal', refusal.code)}</Trouble>;
}

interface OpenPointsListProps extends Pick<PreviewProps, 'onMark' | 'onGo'> {
  readonly points: readonly PointRow[];
}

function OpenPointsList({ points, onMark, onGo }: OpenPointsListProps): ReactNode {
  const { t } = useText();
  const title = t('export.open', { count: points.length });
  return (
    <section className="open-points" aria-label={title}>
      <h3>{title}</h3>
      <p>{t('export.open-what')}</p>
      <div className="panel-tools">
        <Button className="button small" onPress={onMark}>
          {t('export.mark-open')}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <ul tabIndex={0} aria-label={title}>
        {points.map(({ number, place, words, block }) => (
          <li key={`${number} ${block}`}>
            <Button className="open-point" onPress={() => onGo(block)}>
              <strong>{number}</strong>
              <span>
                {place && <span className="hint">{place} </span>}
                <span translate="no">{words}</span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
