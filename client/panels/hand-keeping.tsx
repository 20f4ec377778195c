/** Where our hand is kept: on the server, or on this device alone; and its deletion, after it was said what goes. */
import { type ReactNode, useState } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import type { RefusalReason } from '../../shared/house/audience.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { Trouble } from './controls.tsx';

export interface HandKeeping {
  /** Nothing of it is sent. */
  readonly stays: boolean;
  /** The device may keep words at all. */
  readonly mayStay: boolean;
  readonly setStays: (stays: boolean) => void;
  /** Deletes it with its log, here and on the server. */
  readonly forget: () => Promise<void>;
  readonly whyNotForget: RefusalReason | undefined;
  /** Why it could not be deleted; empty when nothing failed. */
  readonly trouble: string;
}

export function HandKeepingSection({ keeping }: { readonly keeping: HandKeeping }): ReactNode {
  const { t } = useText();
  const { stays, mayStay, setStays } = keeping;
  return (
    <section className="section" aria-label={t('hand.keeping')}>
      <h3>{t('hand.keeping')}</h3>
      {keeping.trouble && <Trouble>{keeping.trouble}</Trouble>}
      <Checkbox className="pick tick" isSelected={stays} isDisabled={!mayStay} onChange={setStays}>
        {t('hand.stay')}
      </Checkbox>
      <p className="hint">{t(mayStay ? 'hand.stay-what' : 'hand.stay-not')}</p>
      <Forgetting keeping={keeping} />
    </section>
  );
}

/** Asked once more before it is done. */
function Forgetting({ keeping }: { readonly keeping: HandKeeping }): ReactNode {
  const { t } = useText();
  const [asked, setAsked] = useState(false);
  const { whyNotForget, forget } = keeping;
  if (!asked)
    return (
      <>
        <Button
          className="button small danger"
          isDisabled={whyNotForget !== undefined}
          onPress={() => setAsked(true)}
        >
          {t('hand.forget')}
        </Button>
        {whyNotForget && <span className="hint"> {sayCode(t, 'refusal', whyNotForget)}</span>}
      </>
    );
  return (
    <div role="alertdialog" aria-label={t('hand.forget')} aria-describedby="hand-forget-what">
      <p id="hand-forget-what" className="reason">
        {t('hand.forget-what')}
      </p>
      <div className="panel-tools">
        <Button
          className="button small danger"
          autoFocus
          onPress={() => {
            setAsked(false);
            void forget();
          }}
        >
          {t('hand.forget-sure')}
        </Button>
        <Button className="button small" onPress={() => setAsked(false)}>
          {t('hand.forget-not')}
        </Button>
      </div>
    </div>
  );
}

/** Above the bottom line while the hand stays: what that means, and the way to send it. */
export function StaysBar({ keeping }: { readonly keeping: HandKeeping }): ReactNode {
  const { t } = useText();
  return (
    <>
      <span>{t('hand.stays')}</span>
      <Button className="button small" onPress={() => keeping.setStays(false)}>
        {t('hand.send')}
      </Button>
    </>
  );
}
