/** Agreement as on the screen: what goes, what is taken, what stays open, each to be ticked; recorded as one decision. */
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import type { AsOnScreen, ScreenItem } from '../../shared/acts/decisions/on-screen.ts';
import type { Target } from '../../shared/acts/facts.ts';
import { agreementAsOnScreen, type DecideRequest, draftBefore } from '../../shared/acts/reading/deciding.ts';
import { useText } from '../locales/i18n.ts';
import { targetWords } from './act-words.ts';
import { Trouble } from './controls.tsx';
import { printKey } from './keys.ts';
import type { Negotiation } from './negotiation.ts';

/** Id of the button that records, which the second press of the key presses. */
export const AGREE_BUTTON = 'agree-record';

interface AgreeStripProps {
  readonly negotiation: Negotiation;
  /** The provision that is to be agreed. */
  readonly unit: string;
  readonly onClose: () => void;
}

export function AgreeStrip({ negotiation, unit, onClose }: AgreeStripProps): ReactNode {
  const { t } = useText();
  const [turned, setTurned] = useState<readonly Target[]>([]);
  const [busy, setBusy] = useState(false);
  const read = planOf(negotiation, unit, turned);
  if (!read) return null;
  const { plan, request } = read;
  const turn = (on: Target): void =>
    setTurned((last) => (last.includes(on) ? last.filter((each) => each !== on) : [...last, on]));
  const record = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const isDone = await negotiation.act([request]);
    setBusy(false);
    if (isDone) onClose();
  };
  const leave = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
  };
  return (
    <section className="agree-strip" aria-label={t('agree.title')} onKeyDown={leave}>
      <h3>{t('agree.at', { place: negotiation.place(unit) })}</h3>
      {negotiation.trouble && <Trouble>{negotiation.trouble}</Trouble>}
      {plan.items.length === 0 && <p className="hint">{t('agree.nothing')}</p>}
      <ul aria-label={t('agree.what')}>
        {plan.items.map((item) => (
          <Item key={item.on} item={item} negotiation={negotiation} onTurn={() => turn(item.on)} />
        ))}
      </ul>
      <div className="panel-tools">
        <Button id={AGREE_BUTTON} className="button small primary" autoFocus onPress={() => void record()}>
          {t('agree.record')}
          <kbd>{printKey('Alt-g')}</kbd>
        </Button>
        <Button className="button small" onPress={onClose}>
          {t('agree.leave')}
        </Button>
        <span className="hint">{t('agree.all-or-nothing')}</span>
      </div>
    </section>
  );
}

function planOf(
  { proposals }: Negotiation,
  unit: string,
  turned: readonly Target[],
): { readonly plan: AsOnScreen; readonly request: DecideRequest } | undefined {
  if (!proposals) return undefined;
  const draft = draftBefore(proposals.composition);
  return agreementAsOnScreen(draft, { unit, turned, basis: 'no objection', awaiting: [] });
}

interface ItemProps {
  readonly item: ScreenItem;
  readonly negotiation: Negotiation;
  readonly onTurn: () => void;
}

/** Ticked: it is settled by the decision. */
function Item({ item, negotiation, onTurn }: ItemProps): ReactNode {
  const { t } = useText();
  const { on, fate, words, isFree } = item;
  const said = on.startsWith('proposal:') ? targetWords(t, negotiation, on) : words;
  return (
    <li>
      <Checkbox
        className="pick tick"
        isSelected={fate === 'taken' || fate === 'lifted' || fate === 'retires'}
        isDisabled={!isFree}
        onChange={onTurn}
      >
        <span className="fate">{t(`agree.${fate}`)}</span> {said}
      </Checkbox>
    </li>
  );
}
