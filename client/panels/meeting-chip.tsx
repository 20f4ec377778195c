/** The meeting that sits, in a few words: for the bar and the strip. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { openMeetings } from '../../shared/acts/meetings.ts';
import { useText } from '../locales/i18n.ts';
import type { Negotiation } from './negotiation.ts';

interface MeetingChipProps {
  readonly negotiation: Negotiation;
  readonly onOpen: () => void;
}

export function MeetingChip({ negotiation, onOpen }: MeetingChipProps): ReactNode {
  const { t } = useText();
  return openMeetings(negotiation.facts).map(({ number, part, presiding }) => {
    const name = t('meeting.name', { number });
    const about = [name, part === undefined ? '' : negotiation.place(part), presiding ?? ''];
    return (
      <Button
        key={number}
        className="chip open meeting"
        aria-label={about.filter(Boolean).join(', ')}
        onPress={onOpen}
      >
        {name}
      </Button>
    );
  });
}
