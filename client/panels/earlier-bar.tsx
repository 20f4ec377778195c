/** Tells a delegation that words were changed on which it said something: what it said stands on the earlier ones (SPEC MD11). */
import { MessageSquareWarning, X } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import type { PositionFact } from '../../shared/acts/facts.ts';
import { openPositionsOf, readSaid, type Said } from '../../shared/acts/reading/said.ts';
import { useText } from '../locales/i18n.ts';
import { targetWords } from './act-words.ts';
import { IconButton } from './controls.tsx';
import { forWhom, type Negotiation } from './negotiation.ts';

interface EarlierBarProps {
  readonly negotiation: Negotiation;
  readonly onOpen: (proposal: string) => void;
}

/** What the party one acts for said of open things; nothing before there is a text. */
export function useSaid({ facts, proposals, actingFor }: Negotiation): readonly Said[] {
  // The page is drawn at every key; what was said changes with the record alone, the words it is said of with every act.
  const positions = useMemo(
    () => (actingFor === undefined ? [] : openPositionsOf(facts, actingFor)),
    [facts, actingFor],
  );
  const text = proposals?.composition.papers.text;
  return text ? readSaid(facts, text, positions) : [];
}

export const proposalOf = ({ on }: PositionFact): string | undefined =>
  on.startsWith('proposal:') ? on.slice('proposal:'.length) : undefined;

export function EarlierBar({ negotiation, onOpen }: EarlierBarProps): ReactNode {
  const { t } = useText();
  const [put, setPut] = useState<ReadonlySet<string>>(new Set());
  const keyOf = ({ on }: PositionFact): string => `${on} ${targetWords(t, negotiation, on)}`;
  const said = useSaid(negotiation);
  const changed = negotiation.isChairs
    ? []
    : said.filter(({ position, earlier }) => earlier && !put.has(keyOf(position)));
  const [first] = changed;
  if (!first) return null;
  const { on, stance, audience, group, note } = first.position;
  const proposal = proposalOf(first.position);
  const again = (): void =>
    void negotiation.act([
      {
        act: 'position',
        on,
        stance,
        audience,
        ...(group === undefined ? {} : { group }),
        ...(note === undefined ? {} : { note }),
        ...forWhom(negotiation),
      },
    ]);
  return (
    <section className="hand-bar earlier" aria-label={t('earlier-bar.title')} role="status">
      <MessageSquareWarning size={15} aria-hidden />
      <span>
        {t('earlier-bar.is', {
          what: targetWords(t, negotiation, on),
          stance: t(`stance.${stance}`),
          count: changed.length,
        })}
      </span>
      <Button className="button small" onPress={again}>
        {t('earlier-bar.again')}
      </Button>
      {proposal !== undefined && (
        <Button className="button small" onPress={() => onOpen(proposal)}>
          {t('earlier-bar.show')}
        </Button>
      )}
      <IconButton
        icon={X}
        label={t('page.close')}
        onPress={() => setPut(new Set([...put, keyOf(first.position)]))}
      />
    </section>
  );
}
