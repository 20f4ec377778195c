/** Resolves as soon as the condition holds; fails with the given words after `limit` milliseconds. */
export async function until(condition: () => unknown, what: string, limit = 8_000): Promise<void> {
  const end = performance.now() + limit;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`waited ${limit} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}
