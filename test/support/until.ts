/**
 * Resolves as soon as the condition holds (a promised one is waited for); fails with the given words, or the condition
 * itself, after `limit` milliseconds.
 */
export async function until(
  condition: () => unknown,
  what: string = String(condition),
  limit = 8_000,
): Promise<void> {
  const end = performance.now() + limit;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited ${limit} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}
