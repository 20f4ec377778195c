/** All clients of one run, in one process: types at the given rates, notes every sight of every stroke by every reader. */
import { readFileSync } from 'node:fs';
import { DIALECTS } from './dialects.ts';
import { checkStrokes, strokesOf } from './draft.ts';
import type { Load, ServerName } from './loads.ts';
import { Wire } from './wire.ts';

export interface Order {
  readonly server: ServerName;
  readonly port: number;
  readonly baseFile: string;
  readonly load: Load;
  /** Seconds of typing before and while it is measured. */
  readonly warmUp: number;
  readonly seconds: number;
}

export interface Latencies {
  /** Sights of strokes by readers, and how many there should have been. */
  readonly seen: number;
  readonly expected: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface Outcome {
  readonly draft: Latencies;
  readonly screen: Latencies | undefined;
  /** Until the writer was told that its stroke is durable; only ours says so. */
  readonly acknowledged: Latencies | undefined;
  readonly closed: number;
  /** Milliseconds by which strokes left late, and share of one processor the crowd itself used: both must be small. */
  readonly late: number;
  readonly crowdCpu: number;
}

export type FromCrowd =
  | { readonly kind: 'measuring' }
  | { readonly kind: 'measured'; readonly outcome: Outcome };

interface Reader {
  readonly kind: 'draft' | 'screen';
  /** An editor does not wait for its own strokes. */
  readonly own: number | undefined;
  readonly seen: Uint8Array;
}

class Crowd {
  readonly #order: Order;
  readonly #strokes: number;
  readonly #frames: Buffer[][];
  readonly #sentAt: Float64Array;
  readonly #wires: Wire[] = [];
  readonly #samples = { draft: [] as number[], screen: [] as number[], acknowledged: [] as number[] };
  readonly #late: number[] = [];
  readonly #acked: number[];
  readonly #sent: number[];
  #missing = 0;
  #closed = 0;
  #from = Number.POSITIVE_INFINITY;
  #to = Number.POSITIVE_INFINITY;

  constructor(order: Order) {
    this.#order = order;
    const { rates } = order.load;
    this.#strokes = Math.ceil(Math.max(...rates) * (order.warmUp + order.seconds)) + 2;
    const base = readFileSync(order.baseFile);
    const strokes = strokesOf(base, rates.length, this.#strokes);
    checkStrokes(base, strokes);
    this.#frames = strokes.map((own) => own.map((update) => DIALECTS[order.server].update(update)));
    this.#sentAt = new Float64Array(rates.length * this.#strokes);
    this.#acked = rates.map(() => 0);
    this.#sent = rates.map(() => 0);
  }

  async run(): Promise<Outcome> {
    await this.#gather();
    const start = performance.now() + 500;
    this.#from = start + this.#order.warmUp * 1_000;
    this.#to = this.#from + this.#order.seconds * 1_000;
    const before = { cpu: process.cpuUsage() };
    const alive = setInterval(() => {
      for (const wire of this.#wires) wire.live();
    }, 10_000);
    await this.#type(start, () => {
      before.cpu = process.cpuUsage();
      process.send?.({ kind: 'measuring' } satisfies FromCrowd);
    });
    const { user, system } = process.cpuUsage(before.cpu);
    await this.#drain();
    clearInterval(alive);
    return this.#outcome((user + system) / (this.#order.seconds * 1e6));
  }

  async #gather(): Promise<void> {
    const { load } = this.#order;
    const dialect = DIALECTS[this.#order.server];
    const kinds: Reader['kind'][] = [
      ...load.rates.map(() => 'draft' as const),
      ...Array.from({ length: load.readers }, () => 'draft' as const),
      ...Array.from({ length: load.onScreen }, () =>
        dialect.screen ? ('screen' as const) : ('draft' as const),
      ),
    ];
    for (let at = 0; at < kinds.length; at += 10) {
      await Promise.all(kinds.slice(at, at + 10).map((kind, more) => this.#join(kind, at + more)));
    }
  }

  async #join(kind: Reader['kind'], client: number): Promise<void> {
    const { server, port, load, baseFile } = this.#order;
    const dialect = DIALECTS[server];
    const own = client < load.rates.length ? client : undefined;
    const reader: Reader = { kind, own, seen: new Uint8Array(load.rates.length * this.#strokes) };
    const seen = (editor: number, seq: number, at: number): void => this.#see(reader, editor, seq, at);
    const wire =
      kind === 'screen' && dialect.screen
        ? await Wire.events(port, dialect.screen(client), seen)
        : await Wire.webSocket(port, dialect.path(client), seen);
    this.#wires[client] = wire;
    wire.onClose = () => {
      this.#closed += 1;
    };
    if (own !== undefined && server === 'chapeau') wire.onBytes = (bytes, at) => this.#hear(own, bytes, at);
    if (kind === 'draft') for (const frame of dialect.opening) wire.send(frame);
    await wire.received(readFileSync(baseFile).length * 0.8);
  }

  #see({ kind, own, seen }: Reader, editor: number, seq: number, at: number): void {
    if (editor === own) return;
    const stroke = editor * this.#strokes + seq;
    if (seen[stroke] === 1) return;
    seen[stroke] = 1;
    this.#missing -= 1;
    const sentAt = this.#sentAt[stroke]!;
    if (sentAt >= this.#from && sentAt < this.#to) this.#samples[kind].push(at - sentAt);
  }

  /** Ours acknowledges counts of frames; an editor here sends nothing but strokes. */
  #hear(editor: number, bytes: Buffer, at: number): void {
    const said = /"kind":"(?:ack|refused)","count":(\d+)[^}]*\}/g;
    for (const [whole, count] of bytes.toString('latin1').matchAll(said)) {
      if (whole.includes('refused')) throw new Error(`refused: ${whole}`);
      for (let seq = this.#acked[editor]!; seq < Number(count); seq += 1) {
        const sentAt = this.#sentAt[editor * this.#strokes + seq]!;
        if (sentAt >= this.#from && sentAt < this.#to) this.#samples.acknowledged.push(at - sentAt);
      }
      this.#acked[editor] = Number(count);
    }
  }

  /** Strokes leave at even distances, each editor at a phase of its own. */
  async #type(start: number, onMeasuring: () => void): Promise<void> {
    const { rates } = this.#order.load;
    const next = rates.map((rate, editor) => start + (1_000 / rate) * ((editor * 0.618) % 1));
    let isMeasuring = false;
    for (;;) {
      const now = performance.now();
      if (now >= this.#to) return;
      if (!isMeasuring && now >= this.#from) {
        isMeasuring = true;
        onMeasuring();
      }
      next.forEach((due, editor) => {
        if (due > now || due >= this.#to) return;
        this.#stroke(editor, due);
        next[editor] = due + 1_000 / rates[editor]!;
      });
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  #stroke(editor: number, due: number): void {
    const seq = this.#sent[editor]!;
    const frame = this.#frames[editor]?.[seq];
    if (!frame) return;
    this.#sent[editor] = seq + 1;
    const now = performance.now();
    this.#sentAt[editor * this.#strokes + seq] = now;
    if (now >= this.#from) this.#late.push(now - due);
    this.#missing += this.#wires.length - 1;
    this.#wires[editor]!.send(frame);
  }

  /** Until everybody has seen everything, or ten seconds passed. */
  async #drain(): Promise<void> {
    const end = performance.now() + 10_000;
    while (this.#missing > 0 && performance.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 5));
    for (const wire of this.#wires) wire.close();
  }

  #outcome(crowdCpu: number): Outcome {
    const { load, server } = this.#order;
    const strokes = this.#sentAt.filter((at) => at >= this.#from && at < this.#to).length;
    const onScreen = DIALECTS[server].screen ? load.onScreen : 0;
    const onDraft = load.rates.length + load.readers + load.onScreen - onScreen;
    const { draft, screen, acknowledged } = this.#samples;
    return {
      draft: latencies(draft, strokes * (onDraft - 1)),
      screen: onScreen > 0 ? latencies(screen, strokes * onScreen) : undefined,
      acknowledged: server === 'chapeau' ? latencies(acknowledged, strokes) : undefined,
      closed: this.#closed,
      late: latencies(this.#late, strokes).p99,
      crowdCpu,
    };
  }
}

function latencies(samples: readonly number[], expected: number): Latencies {
  const sorted = Float64Array.from(samples).sort();
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { seen: sorted.length, expected, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

process.on('disconnect', () => process.exit(1));
const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const outcome = await new Crowd(order).run();
process.send?.({ kind: 'measured', outcome } satisfies FromCrowd, () => process.exit(0));
