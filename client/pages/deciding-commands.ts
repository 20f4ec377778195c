/** Commands of a decision: what can be recorded of the selected point, by number; correcting what was recorded last. */

import type { OpenPoint } from '../../shared/acts/reading/open-points.ts';
import { lastToCorrect } from '../../shared/acts/reading/record.ts';
import type { PageCommand } from '../panels/command.ts';
import { noMeetingYet } from '../panels/negotiation.ts';
import {
  type ChoiceGround,
  choicesOn,
  type DecisionLine,
  decidedWords,
  happensWords,
} from '../panels/point-choices.ts';
import { CORRECT_KEY, correctLast } from '../panels/recorded-line.tsx';

export interface DecidingGround extends ChoiceGround {
  readonly selected: OpenPoint | undefined;
  readonly onDecide: (lines: readonly DecisionLine[]) => void;
  /** Asks on the card of the point for what an outcome needs: other words, until what it waits. */
  readonly onAsk: (at: number) => void;
}

/** Outcomes that have a key: Alt-Shift-1 and so on, as they stand on the buttons. */
const MOST = 9;

export function decidingCommands(ground: DecidingGround): readonly PageCommand[] {
  return ground.negotiation.isChairs ? [...outcomeCommands(ground), correctCommand(ground)] : [];
}

function outcomeCommands(ground: DecidingGround): readonly PageCommand[] {
  const { t, selected, onDecide, onAsk } = ground;
  if (!selected) return [];
  return choicesOn(ground, selected)
    .slice(0, MOST)
    .map((choice, at): PageCommand => {
      const { decided, happens, name } = choice;
      const isAsking = !decided || happens === 'parked';
      return {
        id: `decide.${at + 1}`,
        label: t('decide.command', {
          number: selected.number,
          at: at + 1,
          what: happensWords(t, happens, name),
        }),
        group: 'act',
        key: `Alt-Shift-${at + 1}`,
        can: () => {
          const why = noMeetingYet(ground.negotiation);
          return why ? t(why) : true;
        },
        run: () =>
          isAsking ? onAsk(at + 1) : onDecide([{ words: decidedWords(t, selected, choice), decided }]),
      };
    });
}

function correctCommand({ t, negotiation }: DecidingGround): PageCommand {
  return {
    id: 'act.correct',
    label: t('do.correct'),
    group: 'act',
    key: CORRECT_KEY,
    can: () =>
      negotiation.isAwaiting() || lastToCorrect(negotiation.facts) !== undefined || t('recorded.nothing'),
    run: () => void correctLast(t, negotiation),
  };
}
