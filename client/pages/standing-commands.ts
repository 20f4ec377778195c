/** Commands about where the provision and the part at the caret stand, and about whom one acts for. */
import type { PageCommand } from '../panels/command.ts';
import { phaseChoices, type StandingChoice, statusChoices } from '../panels/standing.ts';
import type { NegotiationCommandGround } from './negotiation-commands.ts';

export const standingCommands = (ground: NegotiationCommandGround): readonly PageCommand[] => [
  ...statusCommands(ground),
  ...phaseCommands(ground),
  ...actingCommands(ground),
];

/** The status of the provision at the caret. */
function statusCommands(ground: NegotiationCommandGround): readonly PageCommand[] {
  const { t, negotiation } = ground;
  const unit = (): string | undefined => negotiation.proposals?.unitAtCaret();
  return statusChoices(t, negotiation, '').map(({ id, label }) =>
    chosen(ground, {
      id,
      label: t('standing.of-provision', { status: label }),
      choice: () => {
        const at = unit();
        const choices = at === undefined ? [] : statusChoices(t, negotiation, at);
        return choices.find((each) => each.id === id);
      },
      nowhere: t('command.why.no-provision-here'),
    }),
  );
}

/** The phase of the part in which the caret stands. */
function phaseCommands(ground: NegotiationCommandGround): readonly PageCommand[] {
  const { t, negotiation } = ground;
  const part = (): string | undefined => {
    const unit = negotiation.proposals?.unitAtCaret();
    return unit === undefined ? undefined : negotiation.partOf(unit);
  };
  return phaseChoices(t, negotiation, '').map(({ id, label }) =>
    chosen(ground, {
      id: `part.${id}`,
      label: t('standing.of-part', { phase: label }),
      choice: () => {
        const at = part();
        const choices = at === undefined ? [] : phaseChoices(t, negotiation, at);
        return choices.find((each) => each.id === id);
      },
      nowhere: t('standing.no-part'),
    }),
  );
}

interface Chosen {
  readonly id: string;
  readonly label: string;
  readonly choice: () => StandingChoice | undefined;
  /** Why there is nothing to choose here. */
  readonly nowhere: string;
}

function chosen(
  { t, negotiation }: NegotiationCommandGround,
  { id, label, choice, nowhere }: Chosen,
): PageCommand {
  return {
    id,
    label,
    group: 'act',
    can: () => {
      if (!negotiation.isChairs) return t('refusal.not-the-chairs-side');
      return choice()?.can ?? nowhere;
    },
    run: () => {
      const found = choice();
      if (found) void negotiation.act([found.request]);
    },
  };
}

/** One's own party and each group that granted it; nothing where there is no choice. */
function actingCommands({ t, negotiation }: NegotiationCommandGround): readonly PageCommand[] {
  const { choices, actingFor, name, setActingFor } = negotiation;
  if (choices.length < 2) return [];
  return choices.map((party) => ({
    id: `acting.${party}`,
    label: t('acting.for', { name: name(party) }),
    group: 'act',
    can: () => party !== actingFor || t('refusal.nothing-changed'),
    run: () => setActingFor(party),
  }));
}
