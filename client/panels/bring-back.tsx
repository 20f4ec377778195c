/** Something of the record that can be asked for again; words whose place is gone can be copied (SPEC DE15, DE18). */
import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { placeOfWent, wentFact } from '../../shared/acts/decisions/went.ts';
import type { FromRecord } from '../../shared/acts/facts.ts';
import { printed } from '../../shared/proposals/span.ts';
import { useText } from '../locales/i18n.ts';
import { announce } from './announce.tsx';
import type { Negotiation } from './negotiation.ts';
import { putOnClipboard } from './to-clipboard.ts';

/** That it was asked for: the chair's side has it on the text at once, a delegation's may wait in the queue. */
export function IsBack({ negotiation: { isChairs } }: Pick<BringBackProps, 'negotiation'>): ReactNode {
  const { t } = useText();
  return <span className="chip">{t(isChairs ? 'earlier.is-back' : 'earlier.is-asked')}</span>;
}

interface BringBackProps {
  readonly negotiation: Negotiation;
  readonly what: FromRecord;
  readonly label: string;
  /** What is heard, where the label does not say which. */
  readonly heard?: string;
  readonly onPress: () => void;
}

export function BringBack({ negotiation, what, label, heard, onPress }: BringBackProps): ReactNode {
  const { facts, proposals } = negotiation;
  const went = wentFact(facts, what);
  if (went && proposals && !placeOfWent(proposals.composition.papers, went))
    return <Placeless words={printed(went.words).trim()} />;
  return (
    <Button className="button small" onPress={onPress} {...(heard ? { 'aria-label': heard } : {})}>
      {label}
    </Button>
  );
}

/** The place of these words is gone: they can be taken elsewhere by hand. */
function Placeless({ words }: { readonly words: string }): ReactNode {
  const { t } = useText();
  const [said, setSaid] = useState<'copy.done' | 'copy.failed'>();
  const copy = async (): Promise<void> => {
    const how = (await putOnClipboard(words)) ? 'copy.done' : 'copy.failed';
    setSaid(how);
    announce(t(how));
  };
  return (
    <span className="hint">
      {t('earlier.place-gone', { words })}{' '}
      <Button
        className="button small"
        aria-label={t('earlier.copy-words', { words })}
        onPress={() => void copy()}
      >
        {t('earlier.copy')}
      </Button>{' '}
      {said && t(said)}
    </span>
  );
}
