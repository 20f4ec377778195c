/** What the record says of blocks, as names the style sheet knows: the floor, and the status of provisions. */
import type { Facts, Status, StatusFact } from '../../shared/acts/facts.ts';

/** Classes by id of block: `on-the-floor`, `status-agreed-ad-ref`. */
export function blockClasses(facts: Facts): ReadonlyMap<string, readonly string[]> {
  const classes = new Map<string, string[]>();
  const add = (block: string, name: string): void => {
    classes.set(block, [...(classes.get(block) ?? []), name]);
  };
  for (const fact of Object.values(facts)) {
    if (fact.kind === 'floor') add(fact.unit, 'on-the-floor');
    else if (fact.kind === 'status') add(fact.unit, `status-${fact.status}`);
  }
  return classes;
}

/** What the outline shows beside a heading or provision. */
export interface OutlineMark {
  readonly status?: Status;
  /** The status in words, with the parties that are awaited. */
  readonly said?: string;
  /** Phase of a part, where it differs from the draft's. */
  readonly phase?: string;
  readonly isOnFloor?: boolean;
}

export function outlineMarks(
  facts: Facts,
  words: (fact: StatusFact) => string,
): ReadonlyMap<string, OutlineMark> {
  const marks = new Map<string, OutlineMark>();
  const add = (block: string, mark: OutlineMark): void => {
    marks.set(block, { ...marks.get(block), ...mark });
  };
  for (const fact of Object.values(facts)) {
    if (fact.kind === 'floor') add(fact.unit, { isOnFloor: true });
    else if (fact.kind === 'status') add(fact.unit, { status: fact.status, said: words(fact) });
    else if (fact.kind === 'part-phase') add(fact.part, { phase: fact.phase });
  }
  return marks;
}
