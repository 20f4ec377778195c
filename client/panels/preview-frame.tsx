/** A text as it would leave the room, to look at: nothing in it runs, and it asks for nothing. */
import { type ReactNode, useState } from 'react';
import { useText } from '../locales/i18n.ts';

export function PreviewFrame({ address }: { readonly address: string }): ReactNode {
  const { t } = useText();
  const [shown, setShown] = useState<string>();
  return (
    <div className="preview-frame" aria-busy={shown !== address}>
      {shown !== address && <p className="hint">{t('export.preview-coming')}</p>}
      <iframe
        key={address}
        src={address}
        title={t('export.preview')}
        sandbox=""
        referrerPolicy="no-referrer"
        onLoad={() => setShown(address)}
      />
    </div>
  );
}
