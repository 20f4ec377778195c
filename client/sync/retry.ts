/** When to try again. Spread out, because after a restart 300 readers come back in the same second (SPEC SY5). */

export interface Patience {
  /** Longest wait before the first attempt after a loss, in milliseconds. */
  readonly first: number;
  /** Longest wait of all. */
  readonly most: number;
  /** How long opening a socket may take. */
  readonly opening: number;
}

export const DEFAULT_PATIENCE: Patience = { first: 1_000, most: 15_000, opening: 20_000 };

/** Milliseconds before attempt `attempt` (0: the line was lost without the server having closed it). */
export function retryDelay(attempt: number, patience: Patience, random: () => number): number {
  const ceiling = Math.min(patience.most, patience.first * 2 ** Math.max(0, attempt - 1));
  return ceiling * (attempt <= 1 ? random() : 0.5 + random() / 2);
}
