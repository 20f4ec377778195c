import { SEED_CLIENT } from '../../shared/text/draft-doc.ts';
import { SERVER } from './log.ts';

/** Client id under which the server itself writes in every document. */
export const SERVER_CLIENT = 2;

/** Client ids nobody else may use. */
const RESERVED: readonly (readonly [number, string])[] = [
  [SEED_CLIENT, SERVER],
  [SERVER_CLIENT, SERVER],
];

/**
 * Which account every Yjs client id of one document belongs to (SPEC AD4). Authorship of words comes from here, never from
 * what a client says of itself; it is rebuilt from the log's entries, whose `user` the server wrote.
 */
export class Authors {
  readonly #accounts = new Map<number, string>();

  constructor(known: Iterable<readonly [number, string]> = []) {
    for (const [client, account] of [...known, ...RESERVED]) this.#accounts.set(client, account);
  }

  /** Reads what `toJSON` wrote. */
  static parse(text: string): Authors {
    const byAccount = JSON.parse(text) as Record<string, readonly number[]>;
    return new Authors(
      Object.entries(byAccount).flatMap(([account, clients]) =>
        clients.map((client): [number, string] => [client, account]),
      ),
    );
  }

  accountOf(client: number): string | undefined {
    return this.#accounts.get(client);
  }

  /** True when the client id is free or already this account's. */
  mayWriteAs(client: number, account: string): boolean {
    const known = this.#accounts.get(client);
    return known === undefined || known === account;
  }

  /** Records that the client id is the account's; the first who wrote keeps it. */
  claim(client: number, account: string): void {
    if (!this.#accounts.has(client)) this.#accounts.set(client, account);
  }

  /** True when both say the same of every client id. */
  isSameAs(other: Authors): boolean {
    return (
      this.size === other.size &&
      [...this.#accounts].every(([client, account]) => other.accountOf(client) === account)
    );
  }

  get size(): number {
    return this.#accounts.size;
  }

  /** Client ids by account, as JSON text. */
  toJSON(): string {
    const byAccount: Record<string, number[]> = {};
    for (const [client, account] of this.#accounts) (byAccount[account] ??= []).push(client);
    return JSON.stringify(byAccount);
  }
}
