/** Which words a merger loses (SPEC SU2): those of the provisions merged that the one that stays does not hold. */

const WORD = /[\p{sc=Han}]|[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu;

/** Runs of words of `before`, each as often as the result lacks it, in order. */
export function wordsLost(before: readonly string[], after: string): readonly string[] {
  const left = new Map<string, number>();
  for (const [word] of after.matchAll(WORD)) {
    const key = word.toLowerCase();
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  return before.flatMap((text) => runsLost(text, left));
}

function runsLost(text: string, left: Map<string, number>): readonly string[] {
  const runs: string[] = [];
  let [from, to] = [-1, -1];
  const end = (): void => {
    if (from >= 0) runs.push(text.slice(from, to));
    from = -1;
  };
  for (const match of text.matchAll(WORD)) {
    const key = match[0].toLowerCase();
    const count = left.get(key) ?? 0;
    if (count > 0) {
      left.set(key, count - 1);
      end();
      continue;
    }
    if (from < 0) from = match.index;
    to = match.index + match[0].length;
  }
  end();
  return runs;
}
