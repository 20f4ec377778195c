/** One trial: several people edit one draft through partitions, reloads and input methods; then all is merged and judged. */
import * as Y from 'yjs';
import type { DraftDocument } from '../../shared/text/document.ts';
import { type Random, seeded } from '../support/random.ts';
import { Alphabet, below } from './chars.ts';
import { Oracle, type Verdict } from './oracle.ts';
import { CHAPEAU, type Person, type World } from './world.ts';

export interface TrialResult extends Verdict {
  readonly seed: number;
  diverged: number;
}

export interface TrialOptions {
  readonly clients: number;
  readonly acts: number;
  /** The editor under trial; ours unless said. */
  readonly world?: World;
}

/** Runs the trial of this seed. */
export function runTrial(seed: number, { clients, acts, world = CHAPEAU }: TrialOptions): TrialResult {
  const trial = new Trial(seed, clients, world);
  for (let i = 0; i < acts; i += 1) trial.step();
  return trial.finish();
}

class Trial {
  private readonly dice: Random;
  private readonly alphabet = new Alphabet();
  private readonly oracle = new Oracle();
  private readonly server: Y.Doc;
  private readonly people: Person[];
  /** A calm trial parts and joins no block, so that each character's block can be judged too. */
  private readonly isCalm: boolean;
  private mends = 0;
  private reloads = 0;
  private readonly faults: string[] = [];

  constructor(
    private readonly seed: number,
    clients: number,
    private readonly world: World,
  ) {
    this.dice = seeded(seed);
    this.isCalm = this.dice.chance(0.4);
    this.server = world.create(this.draft());
    this.server.clientID = 2;
    const bytes = Y.encodeStateAsUpdate(this.server);
    this.people = Array.from({ length: clients }, (_, i) => world.person(`p${i}`, bytes, 10 + i));
    this.oracle.watch([], this.people[0]!.onScreen());
  }

  step(): void {
    const { dice } = this;
    const i = below(dice, this.people.length);
    if (dice.chance(0.06)) this.people[i]!.isOnline = !this.people[i]!.isOnline;
    if (dice.chance(0.02)) this.reload(i);
    if (dice.chance(0.05)) this.mendServer();
    this.act(this.people[i]!);
    if (dice.chance(0.5)) this.sync(dice.pick(this.people));
  }

  finish(): TrialResult {
    for (const person of this.people) this.stopComposing(person);
    for (const person of this.people) person.isOnline = true;
    for (let round = 0; round < 3; round += 1) {
      for (const person of this.people) this.sync(person);
      for (let i = 0; i < 5 && this.mendServer(); i += 1);
    }
    const first = this.people[0]!;
    const blocks = new Map(first.onScreen());
    const verdict = this.oracle.judge(charsOn(first), (char) => blocks.get(char), this.isCalm);
    return { ...verdict, ...this.divergence(verdict.notes), seed: this.seed };
  }

  private draft(): DraftDocument {
    const count = 2 + below(this.dice, 5);
    const blocks = Array.from({ length: count }, (_, i) => ({
      id: `b${i}`,
      kind: this.dice.chance(0.2) ? ('item' as const) : ('provision' as const),
      attrs: { label: String(i + 1) },
      content: this.dice.chance(0.15)
        ? []
        : [
            {
              text: this.alphabet.word(1 + below(this.dice, 9)),
              ...(this.dice.chance(0.3) ? { strong: true as const } : {}),
            },
            { text: this.alphabet.word(2) },
          ],
    }));
    return { schema: 1, meta: { title: 'Fuzz', language: 'zh', dir: 'ltr' }, blocks };
  }

  private act(person: Person): void {
    const before = charsOn(person);
    if (person.isComposing) this.compose(person);
    else this.edit(person);
    this.watch(person, before);
    const fault = person.isHolding ? undefined : person.fault();
    if (fault) this.faults.push(`${person.name}: ${fault}`);
  }

  private watch(person: Person, before: readonly string[], isArrival = false): void {
    this.oracle.watch(before, person.onScreen(), isArrival);
  }

  private compose(person: Person): void {
    if (this.dice.chance(0.4)) person.endComposing();
    else person.type(this.alphabet.word(1));
  }

  private edit(person: Person): void {
    const { dice, alphabet } = this;
    if (!person.selectAt(dice, dice.chance(0.3) && !this.isCalm ? 20 : 0)) return;
    const roll = below(dice, this.isCalm ? 60 : 100);
    if (roll < 25) person.type(alphabet.word(1 + below(dice, 3)));
    else if (roll < 30) person.startComposing();
    else if (roll < 36) person.key('[');
    else if (roll < 40) person.run('lift');
    else if (roll < 44) person.run('new-provision');
    else if (roll < 48) this.spanBracket(person);
    else if (roll < 52) person.run('label', String(below(dice, 30)));
    else if (roll < 56) this.format(person);
    else if (roll < 60) person.run('source', 'C1A2');
    else if (roll < 66) person.key('Backspace');
    else if (roll < 72) person.key('Delete');
    else if (roll < 79) person.run('split');
    else if (roll < 84)
      person.paste(`${alphabet.word(2)}\n${alphabet.word(1)}[${alphabet.word(2)}]\n${alphabet.word(1)}`);
    else if (roll < 87) person.run('delete-block');
    else if (roll < 94) person.run('undo');
    else if (roll < 97) person.run('redo');
    else person.run('alternative');
  }

  private spanBracket(person: Person): void {
    if (person.selectAt(this.dice, 25)) person.run('bracket');
  }

  private format(person: Person): void {
    if (person.selectAt(this.dice, 8)) person.run(this.dice.chance(0.5) ? 'strong' : 'emphasis');
  }

  private sync(person: Person): void {
    if (!person.isOnline) return;
    Y.applyUpdate(this.server, Y.encodeStateAsUpdate(person.ydoc, Y.encodeStateVector(this.server)), 'net');
    const before = charsOn(person);
    Y.applyUpdate(person.ydoc, Y.encodeStateAsUpdate(this.server, Y.encodeStateVector(person.ydoc)), 'net');
    this.watch(person, before, true);
    if (this.dice.chance(0.05)) Y.applyUpdate(person.ydoc, Y.encodeStateAsUpdate(this.server), 'again');
  }

  private mendServer(): boolean {
    return this.world.mend(this.server, () => `m${this.mends++}`);
  }

  /** The page is reloaded: what its store holds is what it had; undo is forgotten. */
  private reload(i: number): void {
    const old = this.people[i]!;
    if (old.isComposing) {
      this.stopComposing(old);
    }
    this.reloads += 1;
    const next = this.world.person(old.name, Y.encodeStateAsUpdate(old.ydoc), 1000 + this.reloads);
    next.isOnline = old.isOnline;
    old.close();
    this.people[i] = next;
  }

  private stopComposing(person: Person): void {
    const before = charsOn(person);
    person.endComposing();
    this.watch(person, before);
  }

  private divergence(notes: string[]): { diverged: number } {
    const wanted = this.world.canon(this.server);
    for (const person of this.people) {
      const fault =
        this.world.canon(person.ydoc) === wanted ? person.fault() : 'text differs from the server';
      if (fault) this.faults.push(`${person.name}: ${fault}`);
    }
    this.faults.push(...this.world.faults(this.server));
    const diverged = this.faults.length;
    notes.push(...this.faults.map((fault) => `diverged: ${fault}`));
    return { diverged };
  }
}

const charsOn = (person: Person): string[] => person.onScreen().map(([char]) => char);
