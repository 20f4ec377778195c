/** The operator's strip: what the screen shows to projector, observers and phones. */
import { Eye, EyeOff, Minus, Pause, Plus, ScreenShare } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Link, ToggleButton } from 'react-aria-components';
import { useText } from '../locales/i18n.ts';
import { IconButton } from '../panels/controls.tsx';
import { pathOf } from '../route.ts';
import type { ScreenControl } from './use-screen-control.ts';

interface ScreenStripProps {
  readonly draft: string;
  readonly control: ScreenControl;
  /** Block the operator's caret stands in. */
  readonly here: string | undefined;
  /** How that block is called: `12`, `Alt 10+11`. */
  readonly nameOf: (block: string) => string;
  /** The operator goes on writing. */
  readonly onDone: () => void;
}

const STEP = 1.15;
const within = (size: number): number => Math.min(4, Math.max(0.5, Math.round(size * 100) / 100));

export function ScreenStrip({ draft, control, here, nameOf, onDone }: ScreenStripProps): ReactNode {
  const { t } = useText();
  const { view, change, trouble } = control;
  const show = (): void => {
    change({ at: here });
    onDone();
  };
  return (
    <section className="screen-strip" aria-label={t('strip.title')}>
      <strong>{t('strip.title')}</strong>
      <span className="place">{view.at ? t('strip.at', { place: nameOf(view.at) }) : t('strip.start')}</span>
      {trouble && <span className="reason">{trouble}</span>}
      <Button className="button small" isDisabled={!here} onPress={show}>
        <ScreenShare size={15} aria-hidden />
        {t('strip.go')}
      </Button>
      <IconButton
        icon={Minus}
        label={t('strip.smaller')}
        onPress={() => change({ size: within(view.size / STEP) })}
      />
      <span>{Math.round(view.size * 100)}%</span>
      <IconButton
        icon={Plus}
        label={t('strip.larger')}
        onPress={() => change({ size: within(view.size * STEP) })}
      />
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
