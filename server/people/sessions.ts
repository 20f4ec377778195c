/** Sessions: a browser that redeemed an invitation is an account until it signs out or two weeks have gone. */
import type { Database } from '../log/sqlite-file.ts';
import type { Account } from './lookup.ts';
import { hashOf, newToken } from './secret.ts';

/** How long a session lasts, in milliseconds. */
export const SESSION_LENGTH = 14 * 24 * 3_600_000;

export class Sessions {
  readonly #clock: () => number;
  readonly #insert;
  readonly #find;
  readonly #end;
  readonly #prune;

  constructor(database: Database, clock: () => number) {
    this.#clock = clock;
    this.#insert = database.prepare('INSERT INTO session (hash, account, expires) VALUES (?, ?, ?)');
    this.#find = database.prepare<[string, number], Account>(
      'SELECT id, name FROM session JOIN account ON id = account WHERE hash = ? AND expires > ?',
    );
    this.#end = database.prepare('DELETE FROM session WHERE hash = ?');
    this.#prune = database.prepare('DELETE FROM session WHERE expires <= ?');
  }

  /** Starts a session and returns its token, which is kept nowhere but in the browser. */
  start(account: string): string {
    const token = newToken();
    this.#prune.run(this.#clock());
    this.#insert.run(hashOf(token), account, this.#clock() + SESSION_LENGTH);
    return token;
  }

  /** Whose session it is; undefined for a token that is unknown, ended or expired. */
  accountOf(token: string): Account | undefined {
    return this.#find.get(hashOf(token), this.#clock());
  }

  end(token: string): void {
    this.#end.run(hashOf(token));
  }
}
