/** Words that could not go into the text: kept here until they are copied or put away. */
import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { useText } from '../locales/i18n.ts';
import type { KeptWords } from '../sync/kept-words.ts';
import { Nothing } from './controls.tsx';

interface KeptPanelProps {
  readonly kept: readonly KeptWords[];
  readonly onCopy: (text: string) => Promise<boolean>;
  readonly onDismiss: (id: string) => void;
  readonly onGo: (block: string) => void;
}

export function KeptPanel({ kept, onCopy, onDismiss, onGo }: KeptPanelProps): ReactNode {
  const { t } = useText();
  if (kept.length === 0) return <Nothing>{t('kept.empty')}</Nothing>;
  return (
    <div className="panel-body">
      <p className="hint">{t('kept.what')}</p>
      {kept.map((words) => (
        <KeptCard key={words.id} words={words} onCopy={onCopy} onDismiss={onDismiss} onGo={onGo} />
      ))}
    </div>
  );
}

function KeptCard({
  words,
  onCopy,
  onDismiss,
  onGo,
}: Omit<KeptPanelProps, 'kept'> & { readonly words: KeptWords }): ReactNode {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  const { id, kind, block, label, text } = words;
  return (
    <section className="section">
      <h3>{t(`kept.${kind}`, { place: label ?? '–' })}</h3>
      <p className="kept-words">{text}</p>
      <div className="panel-tools">
        <Button className="button small" onPress={() => void onCopy(text).then(setCopied)}>
          {copied ? t('copy.done') : t('kept.copy')}
        </Button>
        {block && !words.isNewBlock && (
          <Button className="button small" onPress={() => onGo(block)}>
            {t('kept.go')}
          </Button>
        )}
        <Button className="button small danger" onPress={() => onDismiss(id)}>
          {t('kept.dismiss')}
        </Button>
      </div>
    </section>
  );
}
