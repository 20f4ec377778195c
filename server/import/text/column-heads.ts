/** The heads of columns: `想法 案文草案 来源`, `Concept | Draft text | Source`. */

/** The head of the column that holds the text itself. */
export const TEXT_HEADS =
  /^(?:案文|案文草案|文本|条文|拟议案文|(?:[Dd]raft |[Pp]roposed |[Nn]egotiating )?[Tt]ext|[Pp]rovisions?)$/;

/** The heads of a table with a text column, if this paragraph is one: `想法 案文草案 来源`. */
export function columnHeads(text: string): string[] | undefined {
  if (text.length > 60 || /[.。,，;；:：\d]|^No\b/.test(text)) return undefined;
  if (text.includes('\t')) return tabbedHeads(text.split('\t').map((head) => head.trim()));
  const tokens = text.split(/\s+/);
  for (let size = 1; size <= 2; size += 1) {
    for (let at = 0; at + size <= tokens.length; at += 1) {
      const head = tokens.slice(at, at + size).join(' ');
      if (!TEXT_HEADS.test(head)) continue;
      const longer = tokens.slice(at - 1, at + size).join(' ');
      if (size === 1 && at > 0 && TEXT_HEADS.test(longer)) continue;
      const heads = [tokens.slice(0, at).join(' '), head, tokens.slice(at + size).join(' ')].filter(
        (each) => each !== '',
      );
      return heads.length > 1 && heads.every((each) => each.length <= 24) ? heads : undefined;
    }
  }
  return undefined;
}

function tabbedHeads(heads: readonly string[]): string[] | undefined {
  const isTable = heads.length > 1 && heads.length <= 3 && heads.some((head) => TEXT_HEADS.test(head));
  return isTable && heads.every((head) => head !== '') ? [...heads] : undefined;
}
