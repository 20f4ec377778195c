/**
 * The strip in which a decision stands before it is recorded: agreement as on the screen, or outcomes of points; what it
 * settles, each to be ticked, its fields, and what would happen. Enter records it, Escape leaves.
 */
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import type { ScreenItem } from '../../shared/acts/decisions/on-screen.ts';
import { targetOfDecided } from '../../shared/acts/decisions/request.ts';
import type { Target } from '../../shared/acts/facts.ts';
import { agreementAsOnScreen, type DecideRequest, decisionOn } from '../../shared/acts/reading/deciding.ts';
import { useText } from '../locales/i18n.ts';
import { targetWords } from './act-words.ts';
import { Trouble } from './controls.tsx';
import {
  DecisionFields,
  type DecisionWishes,
  partiesNamed,
  sittingIn,
  wishesAtFirst,
} from './decision-fields.tsx';
import { DecisionPreview, usePreview } from './decision-preview.tsx';
import { printKey } from './keys.ts';
import type { Negotiation } from './negotiation.ts';
import type { DecisionLine } from './point-choices.ts';

/** Ids of the button that records, which the second press of the key presses, and of the one that leaves. */
export const AGREE_BUTTON = 'agree-record';
const LEAVE_BUTTON = 'agree-leave';

interface StripProps {
  readonly negotiation: Negotiation;
  /** Who records it. */
  readonly recorder: string;
  /** Language of the draft. */
  readonly language: string;
  readonly onClose: () => void;
}

export function AgreeStrip(props: StripProps & { readonly unit: string }): ReactNode {
  const { t } = useText();
  const { negotiation, unit } = props;
  const [turned, setTurned] = useState<readonly Target[]>([]);
  const [wishes, setWishes] = useState(() => wishesAtFirst(negotiation.facts));
  const { parties } = negotiation;
  const awaiting = partiesNamed(parties, wishes.awaiting) ?? [];
  const { basis } = wishes;
  const draft = negotiation.draftBefore();
  const { plan, request } = agreementAsOnScreen(draft, { unit, turned, basis, awaiting });
  const turn = (on: Target): void =>
    setTurned((last) => (last.includes(on) ? last.filter((each) => each !== on) : [...last, on]));
  const isWhole = basis !== 'ad ref' || awaiting.length > 0;
  return (
    <Strip
      {...props}
      title={t('agree.at', { place: negotiation.place(unit) })}
      request={isWhole ? { ...request, ...sittingIn(wishes) } : undefined}
      wishes={wishes}
      onWishes={setWishes}
      agrees
      why={isWhole ? '' : t('agree.awaiting-who')}
    >
      {plan.items.length === 0 && <p className="hint">{t('agree.nothing')}</p>}
      <ul aria-label={t('agree.what')}>
        {plan.items.map((item) => (
          <Item key={item.on} item={item} negotiation={negotiation} onTurn={() => turn(item.on)} />
        ))}
      </ul>
    </Strip>
  );
}

interface DecideStripProps extends StripProps {
  readonly lines: readonly DecisionLine[];
  /** One of them is left out. */
  readonly onDrop: (line: DecisionLine) => void;
}

/** Outcomes of points, as one decision. */
export function DecideStrip(props: DecideStripProps): ReactNode {
  const { t } = useText();
  const { negotiation, lines, onDrop } = props;
  // What was added last is recorded by the next Enter, wherever the point was chosen.
  useEffect(() => {
    if (lines.length > 0) document.getElementById(AGREE_BUTTON)?.focus();
  }, [lines]);
  const [wishes, setWishes] = useState(() => wishesAtFirst(negotiation.facts));
  const outcomes = lines.map(({ decided }) => decided);
  const more = { basis: wishes.basis, ...sittingIn(wishes) };
  const request = decisionOn(negotiation.draftBefore(), outcomes, more);
  return (
    <Strip
      {...props}
      title={t('decide.title', { count: lines.length })}
      request={request}
      wishes={wishes}
      onWishes={setWishes}
      agrees={false}
      why=""
    >
      <ul aria-label={t('agree.what')}>
        {lines.map((line) => (
          <li key={targetOfDecided(line.decided)}>
            <Checkbox
              className="pick tick"
              isSelected
              isDisabled={lines.length === 1}
              onChange={() => onDrop(line)}
            >
              {line.words}
            </Checkbox>
          </li>
        ))}
      </ul>
      <p className="hint">{t('decide.more')}</p>
    </Strip>
  );
}

interface BodyProps extends StripProps {
  readonly title: string;
  /** Absent while something is missing that `why` names. */
  readonly request: DecideRequest | undefined;
  readonly why: string;
  readonly wishes: DecisionWishes;
  readonly onWishes: (wishes: DecisionWishes) => void;
  readonly agrees: boolean;
  readonly children: ReactNode;
}

function Strip(props: BodyProps): ReactNode {
  const { t } = useText();
  const { negotiation, request, onClose, title, why, children, wishes, onWishes, agrees } = props;
  const [busy, setBusy] = useState(false);
  const told = usePreview(negotiation, request, busy);
  // What is refused can only be left: the keyboard stands there, not on a button that cannot be pressed.
  const isRefused = typeof told === 'string';
  useEffect(() => {
    const { activeElement, body } = document;
    const isLost = activeElement === body || activeElement?.id === AGREE_BUTTON;
    if (isRefused && isLost) document.getElementById(LEAVE_BUTTON)?.focus();
  }, [isRefused]);
  const canRecord = request !== undefined && typeof told !== 'string' && !busy;
  const record = async (): Promise<void> => {
    if (!canRecord || !request) return;
    setBusy(true);
    const isDone = await negotiation.act([request]);
    setBusy(false);
    if (isDone) onClose();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return;
    if (event.key === 'Escape') onClose();
    const isField = event.target instanceof HTMLInputElement && event.target.type === 'text';
    if (event.key === 'Enter' && isField) void record();
  };
  return (
    <section className="agree-strip" aria-label={title} onKeyDown={press}>
      <h3>{title}</h3>
      {negotiation.trouble && <Trouble>{negotiation.trouble}</Trouble>}
      <div className="decision-sides">
        <div className="decision-what">{children}</div>
        <DecisionPreview told={told} negotiation={negotiation} language={props.language} />
      </div>
      <div className="panel-tools">
        <Button
          id={AGREE_BUTTON}
          className="button small primary"
          autoFocus
          isDisabled={!canRecord}
          onPress={() => void record()}
        >
          {t('agree.record')}
          <kbd>{agrees ? printKey('Alt-g') : 'Enter'}</kbd>
        </Button>
        <Button id={LEAVE_BUTTON} className="button small" onPress={onClose}>
          {t('agree.leave')}
          <kbd>{printKey('Escape')}</kbd>
        </Button>
        <DecisionFields
          wishes={wishes}
          onWishes={onWishes}
          recorder={props.recorder}
          parties={negotiation.parties}
          agrees={agrees}
        />
        {why && <span className="reason">{why}</span>}
        {agrees && <span className="hint">{t('agree.all-or-nothing')}</span>}
      </div>
    </section>
  );
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
