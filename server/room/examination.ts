/** Looks at one update, struct by struct, against the document it is meant for (SPEC AD2 to AD6). */
import type { FrameRefusal } from '../../shared/protocol/messages.ts';
import type { CharId, DeleteRange, ReadUpdate, Struct } from '../../shared/protocol/update.ts';
import { wordsOfStruct } from '../../shared/protocol/update.ts';
import type { Authors } from '../log/authors.ts';
import {
  type Admitted,
  type Batch,
  keyOf,
  type PendingStruct,
  type Place,
  pendingAt,
  writeUpdate,
} from './batch.ts';
import { isAllowedFormat, isAllowedObject } from './content.ts';
import { type Budget, type Ground, isInPair, OutOfBudget } from './ground.ts';
import { type Limits, refuse, type WritingPolicy } from './limits.ts';

export type Admission =
  /** It changes the document; `cost` in units of about a microsecond of the room's time. */
  | { readonly kind: 'admitted'; readonly admitted: Admitted; readonly cost: number }
  /** It holds nothing the document does not have. */
  | { readonly kind: 'known'; readonly cost: number }
  /** It builds on something the document does not have: the client is asked for all it has. */
  | { readonly kind: 'gap' }
  | { readonly kind: 'refused'; readonly reason: FrameRefusal; readonly detail: string };

export interface AdmissionGround {
  readonly ground: Ground;
  readonly authors: Authors;
  /** What goes to the log with it, before it. */
  readonly batch: Batch;
  readonly policy: WritingPolicy;
  readonly limits: Limits;
}

/** One update under examination. */
export class Examination {
  private readonly fresh = new Map<number, PendingStruct[]>();
  private readonly lastChild = new Map<string, string>();
  private readonly budget: Budget;
  private examined = 0;

  constructor(
    private readonly read: ReadUpdate,
    private readonly account: string,
    private readonly on: AdmissionGround,
  ) {
    this.budget = { steps: on.limits.steps };
  }

  verdict(): Admission {
    if (!this.collect()) return { kind: 'gap' };
    for (const structs of this.fresh.values())
      for (const pending of structs) if (!this.examine(pending)) return { kind: 'gap' };
    if (this.read.deletes.some((range) => !this.isKnown(lastOf(range)))) return { kind: 'gap' };
    const deletes = this.read.deletes.filter((range) => this.deletes(range));
    const cost = this.cost();
    if (this.fresh.size === 0 && deletes.length === 0) return { kind: 'known', cost };
    return { kind: 'admitted', cost, admitted: this.admitted(deletes) };
  }

  /** Sorts out the structs that are new. False if something before them is missing. */
  private collect(): boolean {
    for (const { client, clock, end, structs } of this.read.sections) {
      const state = this.endOf(client);
      if (end <= state) continue;
      if (clock > state || structs.some(({ content }) => content.kind === 'skip')) return false;
      if (!this.on.authors.mayWriteAs(client, this.account))
        refuse('foreign-client-id', `client id ${client} is another account's`);
      if (structs.some(({ content }) => content.kind === 'other'))
        refuse('malformed', 'content no draft holds');
      const fresh = structs.filter((struct) => struct.clock + struct.length > state);
      if (!structs.every((struct) => struct.clock >= state || this.isHarmless(struct))) return false;
      this.fresh.set(
        client,
        fresh.map((struct) => ({ struct: cutTo(struct, state), bytes: this.read.bytes })),
      );
    }
    return true;
  }

  /** False if it builds on something missing. */
  private examine(pending: PendingStruct): boolean {
    const { struct } = pending;
    for (const neighbour of [struct.left, struct.right]) {
      if (!neighbour) continue;
      if (neighbour.client === struct.client && neighbour.clock >= struct.clock)
        refuse('malformed', 'a struct beside itself');
      if (!this.isKnown(neighbour)) return false;
    }
    const place = this.placeOf(pending);
    this.checkContent(struct, place);
    this.checkWhere(pending, place);
    this.examined += 1;
    return true;
  }

  /** Yjs looks for the neighbours of structs it has already, and cuts there, though it does not use them. */
  private isHarmless({ left, right }: Struct): boolean {
    const isKnown = (!left || this.isKnown(left)) && (!right || this.isKnown(right));
    if (isKnown) this.checkPairs(left, right);
    return isKnown;
  }

  private endOf(client: number): number {
    return this.on.batch.endOf(client) ?? this.on.ground.stateOf(client);
  }

  private isKnown({ client, clock }: CharId): boolean {
    return clock < this.endOf(client) || pendingAt(this.fresh, { client, clock }) !== undefined;
  }

  private pendingAt(id: CharId): PendingStruct | undefined {
    if (id.clock < this.on.ground.stateOf(id.client)) return undefined;
    return pendingAt(this.fresh, id) ?? pendingAt(this.on.batch.pending, id);
  }

  /** Follows neighbours until one is placed. */
  private placeOf(pending: PendingStruct): Place {
    const path: PendingStruct[] = [];
    let at: PendingStruct | undefined = pending;
    let place: Place | undefined;
    while (at && !(place = at.place)) {
      path.push(at);
      if (path.length > this.on.batch.size + this.on.limits.structs)
        refuse('malformed', 'structs in a circle');
      const { struct }: PendingStruct = at;
      if (struct.root !== undefined || struct.isNested) {
        place = this.rootOf(struct);
        break;
      }
      const next: CharId = (struct.left ?? struct.right)!;
      at = this.pendingAt(next);
      if (!at) place = this.on.ground.placeOf(next) ?? refuse('malformed', 'a neighbour in no root');
    }
    for (const each of path) each.place = place;
    return place!;
  }

  private rootOf({ root, isNested, key }: Struct): Place {
    const { sequence, maps } = this.on.policy;
    if (isNested || root === undefined) return refuse('malformed', 'a struct in no root');
    if (root !== sequence && !maps.includes(root)) return refuse('unknown-root', `root ${root}`);
    return key === undefined ? { root } : { root, key };
  }

  private checkContent({ content }: Struct, { root, key }: Place): void {
    const { sequence, maps, serverKeys } = this.on.policy;
    const isSequence = root === sequence;
    if (!isSequence && !maps.includes(root)) refuse('unknown-root', `root ${root}`);
    if (isSequence !== (key === undefined)) refuse('malformed', `key ${key} in ${root}`);
    if (key !== undefined && serverKeys.includes(key)) refuse('malformed', `key ${key} is the server's`);
    if (!(isSequence ? isSequenceContent(content) : isMapContent(content)))
      refuse('malformed', `content of kind ${content.kind} in ${root}`);
  }

  /** Counts the steps to the struct's place as Yjs would take them, and checks that it is one. */
  private checkWhere(pending: PendingStruct, place: Place): void {
    const { left, right, client, clock } = pending.struct;
    this.checkPairs(left, right);
    const siblings = left ? keyOf(left) : `${place.root}/${place.key ?? ''}`;
    const before = this.lastChild.get(siblings) ?? this.on.batch.lastChildOf(siblings);
    if (before !== undefined && !(right && before === keyOf(right)))
      this.take(this.on.batch.size + this.examined);
    this.lastChild.set(siblings, keyOf({ client, clock }));
    // To the right of something not applied yet, only such structs can stand in the way, and those are counted above.
    if (left && this.pendingAt(left)) return;
    const base = this.rightBase(right);
    if (!this.on.ground.walk(left, base, place, this.budget))
      refuse('malformed', 'neighbours in the wrong order');
  }

  private checkPairs(left: CharId | undefined, right: CharId | undefined): void {
    if ((left && this.cutsPair(left, 'after')) || (right && this.cutsPair(right, 'before')))
      refuse('malformed', 'half a character');
  }

  private cutsPair(id: CharId, side: 'before' | 'after'): boolean {
    const pending = this.pendingAt(id);
    if (!pending) return this.on.ground.cutsPair(id, side);
    const { content, clock, length } = pending.struct;
    const offset = id.clock - clock + (side === 'after' ? 1 : 0);
    if (content.kind !== 'words' || offset === 0 || offset === length) return false;
    return isInPair(wordsOfStruct(pending.bytes, content).slice(-length), offset);
  }

  /** The nearest applied neighbour to the right of a place whose right neighbour may itself not be applied. */
  private rightBase(right: CharId | undefined): CharId | undefined {
    const path: PendingStruct[] = [];
    let at = right;
    for (let pending = at && this.pendingAt(at); pending; pending = at && this.pendingAt(at)) {
      if (pending.rightBase !== undefined) {
        at = pending.rightBase ?? undefined;
        break;
      }
      path.push(pending);
      if (path.length > this.on.batch.size + this.on.limits.structs)
        refuse('malformed', 'structs in a circle');
      at = pending.struct.right;
    }
    for (const each of path) each.rightBase = at ?? null;
    return at;
  }

  /** Does the range delete anything that is still there? Refuses to delete what is the server's. */
  private deletes(range: DeleteRange): boolean {
    const { client, clock, length } = range;
    const isApplied = clock + length <= this.on.ground.stateOf(client);
    const does = this.on.ground.deletion(range, (place) => this.isWritable(place), this.budget);
    if (does === 'forbidden') refuse('malformed', "deletes what is the server's");
    if (does === 'nothing' && isApplied) return false;
    if (this.cutsPair({ client, clock }, 'before') || this.cutsPair(lastOf(range), 'after'))
      refuse('malformed', 'half a character');
    return true;
  }

  private isWritable(place: Place | undefined): boolean {
    const { sequence, maps, serverKeys } = this.on.policy;
    if (!place || (place.key !== undefined && serverKeys.includes(place.key))) return false;
    return place.root === sequence || maps.includes(place.root);
  }

  private take(steps: number): void {
    this.budget.steps -= steps;
    if (this.budget.steps < 0) throw new OutOfBudget();
  }

  private cost(): number {
    const steps = this.on.limits.steps - this.budget.steps;
    return 20 + this.examined * 3 + this.read.deletes.length + (steps >> 3) + (this.read.bytes.length >> 7);
  }

  private admitted(deletes: readonly DeleteRange[]): Admitted {
    const { read, fresh, lastChild } = this;
    const sections = read.sections.filter(({ client }) => fresh.has(client));
    const isWhole = deletes.length === read.deletes.length && sections.length === read.sections.length;
    const update = isWhole
      ? read.bytes
      : writeUpdate(
          sections.map((section) => [{ section, bytes: read.bytes }]),
          deletes,
        );
    return { update, read: { ...read, sections }, deletes, pending: fresh, lastChild };
  }
}

/** The part of a struct that is not known yet; Yjs puts it beside the part that is. */
function cutTo(struct: Struct, state: number): Struct {
  const known = state - struct.clock;
  if (known <= 0) return struct;
  const { client, length, content } = struct;
  return {
    client,
    clock: state,
    length: length - known,
    left: { client, clock: state - 1 },
    right: struct.right,
    content,
  };
}

const lastOf = ({ client, clock, length }: DeleteRange): CharId => ({ client, clock: clock + length - 1 });

function isSequenceContent(content: Struct['content']): boolean {
  switch (content.kind) {
    case 'words':
    case 'deleted':
      return true;
    case 'object':
      return isAllowedObject(content.value);
    case 'format':
      return isAllowedFormat(content.key, content.value);
    default:
      return false;
  }
}

/** Values said one after the other under one key: Yjs joins those that an undo may still bring back into one struct. */
const isMapContent = (content: Struct['content']): boolean =>
  content.kind === 'deleted' || (content.kind === 'values' && content.count >= 1);
