/** In the bottom line: what is on the floor, to go there, and whether this page goes along. */
import { LocateFixed } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import { useText } from '../locales/i18n.ts';

interface FloorPlaceProps {
  /** How the provision on the floor is called; absent: nothing is. */
  readonly place: string | undefined;
  readonly isFollowing: boolean;
  readonly onGo: () => void;
  readonly onFollow: (isOn: boolean) => void;
}

export function FloorPlace({ place, isFollowing, onGo, onFollow }: FloorPlaceProps): ReactNode {
  const { t } = useText();
  return (
    <>
      {place !== undefined && (
        <Button className="link-button" onPress={onGo}>
          {t('floor.at', { place })}
        </Button>
      )}
      {(place !== undefined || isFollowing) && (
        <ToggleButton className="link-button follow" isSelected={isFollowing} onChange={onFollow}>
          <LocateFixed size={13} aria-hidden />
          {t(isFollowing ? 'follow.on' : 'follow.off')}
        </ToggleButton>
      )}
    </>
  );
}
