/** The operator's strip: what the screen shows to projector, observers and phones. */
import { Eye, EyeOff, Minus, Pause, Plus, ScreenShare, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Link, ToggleButton } from 'react-aria-components';
import { useText } from '../locales/i18n.ts';
import { IconButton } from '../panels/controls.tsx';
import { MeetingChip } from '../panels/meeting-chip.tsx';
import type { Negotiation } from '../panels/negotiation.ts';
import { pathOf } from '../route.ts';
import { nextSize, type ScreenControl } from './use-screen-control.ts';

interface ScreenStripProps {
  readonly draft: string;
  readonly control: ScreenControl;
  /** Block the operator's caret stands in. */
  readonly here: string | undefined;
  /** How that block is called: `12`, `Alt 10+11`. */
  readonly nameOf: (block: string) => string;
  readonly negotiation: Negotiation;
  readonly onMeeting: () => void;
  /** The operator goes on writing. */
  readonly onDone: () => void;
}

export function ScreenStrip({
  draft,
  control,
  here,
  nameOf,
  negotiation,
  onMeeting,
  onDone,
}: ScreenStripProps): ReactNode {
  const { t } = useText();
  const { view, change, trouble } = control;
  const show = (): void => {
    change({ at: here });
    onDone();
  };
  return (
    <section className="screen-strip" aria-label={t('strip.title')}>
      <strong>{t('strip.title')}</strong>
      <MeetingChip negotiation={negotiation} onOpen={onMeeting} />
      <span className="place">{view.at ? t('strip.at', { place: nameOf(view.at) }) : t('strip.start')}</span>
      {trouble && <span className="reason">{trouble}</span>}
      <Button className="button small" isDisabled={!here} onPress={show}>
        <ScreenShare size={15} aria-hidden />
        {t('strip.go')}
      </Button>
      <IconButton
        icon={Minus}
        label={t('strip.smaller')}
        onPress={() => change({ size: nextSize(view.size, -1) })}
      />
      <span>{Math.round(view.size * 100)}%</span>
      <IconButton
        icon={Plus}
        label={t('strip.larger')}
        onPress={() => change({ size: nextSize(view.size, 1) })}
      />
      <ToggleButton className="button small" isSelected={view.names} onChange={(names) => change({ names })}>
        <Users size={15} aria-hidden />
        {t('strip.names')}
      </ToggleButton>
      <ToggleButton className="button small" isSelected={view.hold} onChange={(hold) => change({ hold })}>
        <Pause size={15} aria-hidden />
        {t('strip.hold')}
      </ToggleButton>
      <ToggleButton className="button small" isSelected={view.blank} onChange={(blank) => change({ blank })}>
        {view.blank ? <EyeOff size={15} aria-hidden /> : <Eye size={15} aria-hidden />}
        {t('strip.blank')}
      </ToggleButton>
      <Link className="button small" href={pathOf({ kind: 'screen', draft })} target="_blank">
        {t('strip.open')}
      </Link>
    </section>
  );
}
