/** A text as it would leave the room, to look at: nothing in it runs, and it asks for nothing. */
import { type ReactNode, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { refusalOf } from '../api.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { Trouble } from './controls.tsx';

type Shown =
  | { readonly kind: 'coming' }
  | { readonly kind: 'there' }
  | { readonly kind: 'refused'; readonly code: string };

/** One address a frame: another is another frame. */
export function PreviewFrame({ address }: { readonly address: string }): ReactNode {
  const [turn, setTurn] = useState(0);
  const around = useRef<HTMLDivElement>(null);
  const again = (): void => {
    around.current?.focus();
    setTurn(turn + 1);
  };
  return (
    <div className="preview-frame" ref={around} tabIndex={-1}>
      <Frame key={`${address} ${turn}`} address={address} onAgain={again} />
    </div>
  );
}

function Frame({ address, onAgain }: { readonly address: string; readonly onAgain: () => void }): ReactNode {
  const { t } = useText();
  const [shown, setShown] = useState<Shown>({ kind: 'coming' });
  const look = async (): Promise<void> => setShown(await resultOf(address));
  if (shown.kind === 'refused')
    return (
      <>
        <Trouble>{sayCode(t, 'refusal', shown.code)}</Trouble>
        <Button className="button small" onPress={onAgain}>
          {t('issued.again')}
        </Button>
      </>
    );
  return (
    <>
      {shown.kind === 'coming' && <p className="hint">{t('export.preview-coming')}</p>}
      <iframe
        src={address}
        title={t('export.preview')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard, at one stop
        tabIndex={0}
        sandbox=""
        referrerPolicy="no-referrer"
        onLoad={() => void look()}
      />
    </>
  );
}

/** What came into a frame that nobody may look into: the browser knows how its request ended. */
async function resultOf(address: string): Promise<Shown> {
  const [path = ''] = new URL(address, location.href).href.split('#');
  const entry = performance
    .getEntriesByType('resource')
    .findLast(({ name }) => name.split('#')[0] === path) as PerformanceResourceTiming | undefined;
  const status = entry?.responseStatus ?? 200;
  if (status === 200) return { kind: 'there' };
  const response = await fetch(address, { credentials: 'same-origin' }).catch(() => undefined);
  if (!response) return { kind: 'refused', code: 'no-line' };
  return response.ok ? { kind: 'there' } : { kind: 'refused', code: (await refusalOf(response)).code };
}
