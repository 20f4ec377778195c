/** Structural acts as they are asked for (SPEC SU1 to SU6). */

/** Why it is done, and for whom: kept in the trace. */
interface Reasoned {
  readonly reason?: string;
  readonly proponents?: readonly string[];
}

/** A reference in the text that is to be adapted to new numbers, as it was ticked. */
export interface TickedReference {
  /** Block, and offset of the reference's first character in its content (UTF-16 units; an object counts one). */
  readonly block: string;
  readonly offset: number;
  /** The words as they stand, and as they are to read. */
  readonly from: string;
  readonly to: string;
}

export type StructuralAct =
  /** The words of provisions are added to another; they then are gone. */
  | ({
      readonly act: 'merge';
      readonly units: readonly string[];
      readonly into: string;
      /** The wording of both; absent: their words one after the other. */
      readonly words?: string;
    } & Reasoned)
  /** A provision becomes two at a place in one of its blocks; the new one has the id `new`. */
  | ({
      readonly act: 'split';
      readonly block: string;
      readonly offset: number;
      readonly label?: string;
    } & Reasoned)
  | ({ readonly act: 'move'; readonly units: readonly string[]; readonly after: string | null } & Reasoned)
  /** New labels by id, and the references that were ticked. */
  | ({
      readonly act: 'renumber';
      readonly labels: Readonly<Record<string, string>>;
      readonly references: readonly TickedReference[];
    } & Reasoned)
  /** A correction that changes no meaning: at once, listed, open to objection. */
  | ({
      readonly act: 'editorial';
      readonly block: string;
      readonly offset: number;
      readonly from: string;
      readonly to: string;
    } & Reasoned);
