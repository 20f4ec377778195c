/**
 * What the names in imported files mean (SPEC IM39): which party a printed name is, whose requests an author's changes become.
 * Remembered for all who sit on the chair's side of a draft with who said so; it stands in no draft and in no record.
 */
import type { Database } from '../log/sqlite-file.ts';

/** `name`: printed beside words. `author`: of tracked changes. */
export type Named = 'name' | 'author';

export class Meanings {
  readonly #remember;
  readonly #of;

  constructor(
    private readonly database: Database,
    private readonly clock: () => number,
  ) {
    this.#remember = database.prepare(
      'INSERT OR REPLACE INTO meaning (account, kind, name, means, at) VALUES (?, ?, ?, ?, ?)',
    );
    this.#of = database.prepare<[string, string, string, string], { readonly means: string }>(
      `SELECT means FROM meaning WHERE kind = ? AND name = ? AND (account = ? OR account IN (
         SELECT other.account FROM member AS own JOIN member AS other ON own.draft = other.draft
         WHERE own.account = ? AND own.role IN ('chair', 'secretariat') AND other.role IN ('chair', 'secretariat')
       )) ORDER BY at DESC LIMIT 1`,
    );
  }

  /** What a name was last said to mean by this account or those it sits with: a party's id, or what becomes of changes. */
  of(account: string, kind: Named, name: string): string | undefined {
    return this.#of.get(kind, name, account, account)?.means;
  }

  /** Colours mean something else in each file. */
  remember(account: string, kind: Named, mapping: Readonly<Record<string, string>>): void {
    const at = this.clock();
    this.database.transaction(() => {
      for (const [name, means] of Object.entries(mapping))
        if (!name.startsWith('#')) this.#remember.run(account, kind, name, means, at);
    })();
  }
}
