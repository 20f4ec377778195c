/**
 * The intent oracle: what was inserted and never deleted is there exactly once, in its place. It knows nothing of Yjs; it
 * only watches, at each person's own screen, what one act added and took away. A character that was deleted and brought
 * back by undo may stand once for each person who brought it back, and its order among words typed meanwhile is open.
 */

interface Birth {
  /** The neighbours on the writer's screen. */
  readonly left: string | undefined;
  readonly right: string | undefined;
  /** Id of the block the character was typed into, where no act of that trial parts or joins blocks. */
  readonly block: string | undefined;
}

export interface Verdict {
  lost: number;
  duplicated: number;
  misplaced: number;
  readonly notes: string[];
}

export class Oracle {
  private readonly births = new Map<string, Birth>();
  private readonly deleted = new Set<string>();
  private readonly restored = new Map<string, number>();

  /** Notes what one act, or the arrival of others' acts, did to one screen. */
  watch(
    before: readonly string[],
    screen: readonly (readonly [char: string, block: string])[],
    isArrival = false,
  ): void {
    const after = screen.map(([char]) => char);
    const was = countsOf(before);
    const is = countsOf(after);
    if (!isArrival) for (const char of was.keys()) if (!is.has(char)) this.deleted.add(char);
    for (const [i, char] of after.entries()) {
      if (!this.births.has(char))
        this.births.set(char, { left: after[i - 1], right: after[i + 1], block: screen[i]![1] });
      else if (!isArrival) this.restore(char, (is.get(char) ?? 0) - (was.get(char) ?? 0));
    }
  }

  private restore(char: string, more: number): void {
    if (more > 0) this.restored.set(char, (this.restored.get(char) ?? 0) + more);
  }

  /** Judges the text on which all agree. */
  judge(chars: readonly string[], blockOf: (char: string) => string | undefined, isCalm: boolean): Verdict {
    const verdict: Verdict = { lost: 0, duplicated: 0, misplaced: 0, notes: [] };
    const places = new Map<string, number[]>();
    for (const [i, char] of chars.entries()) places.set(char, [...(places.get(char) ?? []), i]);
    for (const [char, birth] of this.births)
      this.judgeChar(char, birth, places, verdict, isCalm ? blockOf : undefined);
    for (const char of places.keys())
      if (!this.births.has(char)) note(verdict, 'misplaced', `${char} was never written`);
    return verdict;
  }

  private judgeChar(
    char: string,
    birth: Birth,
    places: Map<string, number[]>,
    verdict: Verdict,
    blockOf: ((char: string) => string | undefined) | undefined,
  ): void {
    const found = places.get(char) ?? [];
    const restores = this.restored.get(char) ?? 0;
    if (found.length === 0 && !this.deleted.has(char)) note(verdict, 'lost', `${char} is gone`);
    if (found.length > 1 && found.length > Math.max(1, restores))
      note(verdict, 'duplicated', `${char} stands ${found.length} times`);
    if (found.length === 1 && this.deleted.has(char) && restores === 0)
      note(verdict, 'duplicated', `${char} came back`);
    if (found.length !== 1) return;
    for (const [neighbour, side] of [
      [birth.left, -1],
      [birth.right, 1],
    ] as const) {
      const there = neighbour === undefined ? [] : (places.get(neighbour) ?? []);
      if (this.deleted.has(char) || this.deleted.has(neighbour ?? '')) continue;
      if (there.length === 1 && Math.sign(there[0]! - found[0]!) !== side)
        note(verdict, 'misplaced', `${char} left its place beside ${neighbour}`);
    }
    if (blockOf && birth.block && !this.deleted.has(char) && blockOf(char) !== birth.block)
      note(verdict, 'misplaced', `${char} was typed into ${birth.block}, stands in ${blockOf(char)}`);
  }
}

function countsOf(chars: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const char of chars) counts.set(char, (counts.get(char) ?? 0) + 1);
  return counts;
}

function note(verdict: Verdict, kind: 'lost' | 'duplicated' | 'misplaced', text: string): void {
  verdict[kind] += 1;
  verdict.notes.push(`${kind}: ${text}`);
}
