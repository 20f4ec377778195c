/** Takes the snapshots of one living document (SPEC LG5). They save time and nothing else: one that fails is said, no more. */
import { type Log, LogError, type Snapshot } from '../log/log.ts';
import { type SnapshotAfter, SnapshotClock } from './snapshot-clock.ts';

interface SnapshotPorts {
  readonly log: Log;
  /** Name of the document. */
  readonly doc: string;
  /** Entries written since the last snapshot. */
  readonly entries: number;
  readonly after: SnapshotAfter;
  /** The document as it stands after its last entry. */
  readonly stateNow: () => Omit<Snapshot, 'hash'>;
  readonly failed: (error: unknown) => void;
}

export class Snapshots {
  readonly #ports: SnapshotPorts;
  readonly #clock: SnapshotClock;
  #underWay: Promise<unknown> = Promise.resolve();

  constructor(ports: SnapshotPorts) {
    this.#ports = ports;
    this.#clock = new SnapshotClock(ports.after, ports.entries);
  }

  appended(entries: number, bytes: number): void {
    this.#clock.appended(entries, bytes);
  }

  /** Takes one if it is due. */
  consider(isBusy: boolean): void {
    if (this.#clock.isDue(isBusy)) this.#take();
  }

  /** Takes a last one if it is worth its writing. */
  async close(): Promise<void> {
    if (this.#clock.isWorthIt) this.#take();
    await this.settled();
  }

  /** Resolves when none is under way: what is deleted then has none afterwards. */
  async settled(): Promise<void> {
    await this.#underWay;
  }

  #take(): void {
    this.#clock.taken();
    const state = this.#ports.stateNow();
    this.#underWay = Promise.all([this.#underWay, this.#put(state).catch(this.#ports.failed)]);
  }

  async #put(state: Omit<Snapshot, 'hash'>): Promise<void> {
    const { log, doc } = this.#ports;
    const { seq } = state;
    const [last] = await log.read(doc, seq, 1);
    if (last?.seq !== seq)
      throw new LogError('corrupt', `entry ${seq} of ${doc} was acknowledged and is not in the log`, {
        doc,
        seq,
      });
    await log.putSnapshot(doc, { ...state, hash: last.hash });
  }
}
