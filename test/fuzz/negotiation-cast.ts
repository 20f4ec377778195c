/** Who takes part in a trial. */
export const SIDES = ['qaland', 'qbland', 'qcland'] as const;
export const ACCOUNTS = [
  ...SIDES.flatMap((side) => [`${side}-1`, `${side}-2`]),
  'secretariat',
  'chair',
] as const;
