/** The first `limit` UTF-16 units of a text, with `…` when it goes on; never half a surrogate pair. */
export function excerpt(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, splitsPair(text, limit - 1) ? limit - 2 : limit - 1)}…`;
}

/** The last `limit` UTF-16 units of a text, with `…` when something went before; never half a surrogate pair. */
export function tail(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const from = text.length - limit + 1;
  return `…${text.slice(splitsPair(text, from) ? from + 1 : from)}`;
}

/** True when a cut at `at` would leave half a character on either side. */
export function splitsPair(text: string, at: number): boolean {
  return isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
