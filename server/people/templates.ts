/** The Word templates of bodies, one a draft (SPEC TP5). Kept beside the log: a template is the look of a text, no word of it. */
import { createHash } from 'node:crypto';
import type { Database } from '../log/sqlite-file.ts';

export interface TemplateCard {
  /** Name of the file as it was sent. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

interface Row extends TemplateCard {
  readonly file: Uint8Array;
}

export class Templates {
  readonly #find;
  readonly #card;
  readonly #put;
  readonly #remove;
  readonly #copy;

  constructor(
    database: Database,
    private readonly clock: () => number,
  ) {
    this.#find = database.prepare<[string], Pick<Row, 'file'>>('SELECT file FROM template WHERE draft = ?');
    this.#card = database.prepare<[string], TemplateCard>(
      'SELECT name, length(file) AS bytes, sha256, at FROM template WHERE draft = ?',
    );
    this.#put = database.prepare(
      'INSERT OR REPLACE INTO template (draft, name, sha256, at, file) VALUES (?, ?, ?, ?, ?)',
    );
    this.#remove = database.prepare('DELETE FROM template WHERE draft = ?');
    this.#copy = database.prepare(
      'INSERT OR REPLACE INTO template (draft, name, sha256, at, file) SELECT ?, name, sha256, at, file FROM template WHERE draft = ?',
    );
  }

  /** The bytes of the draft's template; undefined where it has none. */
  fileOf(draft: string): Uint8Array | undefined {
    const file = this.#find.get(draft)?.file;
    return file && new Uint8Array(file);
  }

  cardOf(draft: string): TemplateCard | undefined {
    return this.#card.get(draft);
  }

  put(draft: string, name: string, file: Uint8Array): TemplateCard {
    const sha256 = createHash('sha256').update(file).digest('hex');
    this.#put.run(draft, name.slice(0, LONGEST_NAME), sha256, this.clock(), Buffer.from(file));
    return this.cardOf(draft)!;
  }

  remove(draft: string): void {
    this.#remove.run(draft);
  }

  /** A draft that is derived from another is printed like it. */
  inherit(draft: string, from: string): void {
    this.#copy.run(draft, from);
  }
}

const LONGEST_NAME = 200;
