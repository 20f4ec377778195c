/**
 * One negotiation by the dice (SPEC HA1 to HA3, AC1 to AC12): three parties of two accounts, an operator and a chair at one
 * desk, an observer before the screen. They type, act, lose their lines and attack; then all is compared and judged.
 */
import * as Y from 'yjs';
import { SERVER } from '../../server/log/log.ts';
import { MemoryLog } from '../../server/log/memory-log.ts';
import { Room } from '../../server/room/room.ts';
import { DEFAULT_RULES, type HouseRules } from '../../shared/house/membership.ts';
import { createDraft } from '../../shared/text/draft-doc.ts';
import { DRAFT, People } from '../support/hall.ts';
import { type Random, seeded } from '../support/random.ts';
import { Alphabet } from './chars.ts';
import { requestOf } from './negotiation-acts.ts';
import { attack } from './negotiation-attacks.ts';
import { ACCOUNTS } from './negotiation-cast.ts';
import { type Door, Gallery } from './negotiation-line.ts';
import { judge } from './negotiation-oracle.ts';
import { Person } from './negotiation-person.ts';
import { charsIn, Secrets } from './negotiation-secrets.ts';
import { edit, firstDraft } from './negotiation-typing.ts';
import { settled, TurnClock } from './turn-clock.ts';

export interface NegotiationResult {
  readonly seed: number;
  readonly acts: number;
  readonly refused: number;
  readonly diverged: number;
  readonly leaked: number;
  readonly lost: number;
  readonly notes: readonly string[];
}

/** Runs the negotiation of this seed. */
export async function runNegotiation(seed: number, { turns = 70 } = {}): Promise<NegotiationResult> {
  const clock = new TurnClock().start();
  const trial = new Trial(seed, clock);
  try {
    await trial.open();
    for (let turn = 0; turn < turns; turn += 1) await trial.turn();
    return await trial.finish();
  } finally {
    clock.stop();
  }
}

class Trial {
  private readonly dice: Random;
  private readonly alphabet = new Alphabet();
  private readonly log = new MemoryLog();
  private readonly people = new People();
  private readonly secrets = new Secrets();
  private readonly persons = ACCOUNTS.map((account, at) => new Person(account, 11 + at));
  /** What each side typed, and has not deleted itself. */
  private readonly typed = new Map<string, string>();
  private readonly heard: (readonly [account: string, bytes: Buffer])[] = [];
  private readonly notes: string[] = [];
  private room!: Room;
  private gallery: Gallery | undefined;
  private read = 0;
  private acts = 0;
  private refused = 0;
  private clients = 100;

  constructor(
    private readonly seed: number,
    private readonly clock: TurnClock,
  ) {
    this.dice = seeded(seed);
  }

  async open(): Promise<void> {
    const draft = firstDraft(this.dice, this.alphabet);
    this.secrets.tell(JSON.stringify(draft));
    const update = Y.encodeStateAsUpdate(createDraft(draft));
    await this.log.append(`draft/${DRAFT}`, [{ at: 0, user: SERVER, kind: 'create', update }]);
    this.house();
    this.begin();
    for (const person of this.persons) {
      await person.connect(this.door);
      await settled();
      person.open();
    }
    await this.watch();
  }

  async turn(): Promise<void> {
    const { dice } = this;
    const person = dice.pick(this.persons);
    const roll = dice.int(0, 99);
    if (roll < 58) this.type(person);
    else if (roll < 82) await this.act(person);
    else if (roll < 88) await this.line(person);
    else if (roll < 93) await this.attack(person);
    else if (roll < 96) this.house();
    else if (roll < 97) await this.restart();
    else await this.clock.pass(dice.int(10, 100));
    for (const each of this.persons) if (dice.chance(0.5)) each.send(dice);
    await settled();
    await this.listen();
  }

  async finish(): Promise<NegotiationResult> {
    const { dice } = this;
    this.people.stand({ phase: 'open' });
    for (let round = 0; round < 3; round += 1) {
      for (const person of this.persons) {
        person.isHeldBack = false;
        if (!person.isOnline) await person.connect(this.door);
        person.send(dice);
        await settled();
      }
      await this.clock.pass(200);
    }
    await this.listen();
    const { log, room, persons, typed } = this;
    const verdict = await judge({ log, room, persons, typed });
    const notes = [...this.notes, ...verdict];
    const count = (kind: string): number => notes.filter((note) => note.startsWith(kind)).length;
    for (const person of persons) person.leave();
    await room.close();
    const { seed, acts, refused } = this;
    return {
      seed,
      acts,
      refused,
      diverged: count('diverged'),
      leaked: count('leaked'),
      lost: count('lost'),
      notes,
    };
  }

  private get door(): Door {
    const { room, people } = this;
    return { room, people, sent: (account, bytes) => this.heard.push([account, bytes]) };
  }

  private begin(): void {
    const say = (_facts: object, message: string): void => {
      if (!message.includes('refused')) this.notes.push(`diverged: the room said: ${message}`);
    };
    const logger = { info: () => {}, warn: say, error: say };
    const { log, people: members } = this;
    const document = { clock: () => 1_000, snapshotAfter: { entries: 20, bytes: 1e9 } };
    let ids = 0;
    this.room = new Room(DRAFT, { log, members, logger, newId: () => `m${this.clients}.${ids++}`, document });
    const { room } = this;
    members.onChange(({ account }) => void room.review(account));
  }

  private async watch(): Promise<void> {
    this.gallery?.end();
    this.gallery = new Gallery((bytes) => this.heard.push(['observer', bytes]));
    await (await this.room.screen()).attach('observer', this.gallery as never);
  }

  private house(): void {
    const { dice } = this;
    const intake = dice.pick<HouseRules['intake']>(['live', 'tabled', 'tabled', 'called']);
    const names = dice.pick<HouseRules['names']>(['members', 'members', 'own-party', 'nobody']);
    const phase = dice.pick(['open', 'open', 'open', 'open', 'closed', 'reading', 'frozen'] as const);
    this.people.stand({ phase, rules: { ...DEFAULT_RULES, intake, names } });
  }

  private type(person: Person): void {
    const before = person.ownWords;
    try {
      edit(person, this.dice, (length) => {
        const word = this.alphabet.word(length);
        this.secrets.keep(word, person.side);
        return word;
      });
    } catch (error) {
      this.notes.push(`diverged: ${person.account} typed: ${error instanceof Error ? error.stack : error}`);
    }
    const now = new Set(person.ownWords);
    for (const char of before) if (!now.has(char)) this.typed.delete(char);
    const was = new Set(before);
    // What comes to light on the table because the hand let go of it was not typed now.
    const inHand = new Set(charsIn(person.hand.getText('text').toString()));
    for (const char of now) if (!was.has(char) && inHand.has(char)) this.typed.set(char, person.side);
  }

  private async act(person: Person): Promise<void> {
    const { dice } = this;
    const remark = (): string => {
      const words = this.alphabet.word(2);
      this.secrets.keep(words, person.side);
      return words;
    };
    const units = [...person.editor.desk.composition.papers.text.records()];
    const blocks = units.flatMap(({ id, kind }) => (kind === 'provision' ? [id] : []));
    const request = requestOf(person, { dice, facts: person.facts, remark, blocks });
    if (!request) return;
    if (request.act === 'table' || dice.chance(0.5)) person.send(dice);
    try {
      const answer = await this.room.perform(person.account, request);
      this.heard.push([person.account, Buffer.from(JSON.stringify(answer))]);
      if (answer.done) this.acts += 1;
      else this.refused += 1;
    } catch (error) {
      this.notes.push(`diverged: ${request.act}: ${error instanceof Error ? error.stack : error}`);
    }
  }

  private async line(person: Person): Promise<void> {
    if (this.dice.chance(0.4)) person.isHeldBack = !person.isHeldBack;
    else if (person.isOnline) person.leave();
    else await person.connect(this.door);
  }

  private async attack(person: Person): Promise<void> {
    const junk = (): string => {
      const words = this.alphabet.word(2);
      this.secrets.keep(words, person.side);
      return words;
    };
    const { dice, door } = this;
    const line = await attack({ dice, door, person, junk, clientId: () => this.clients++ });
    await settled();
    if (!line || line.refusal) this.refused += 1;
  }

  /** The server stops and starts again on its log. */
  private async restart(): Promise<void> {
    await this.room.close();
    this.begin();
    for (const person of this.persons) if (this.dice.chance(0.8)) await person.connect(this.door);
    await settled();
    await this.watch();
  }

  /** First what the record makes known, then what was sent. */
  private async listen(): Promise<void> {
    for (const entry of await this.log.read(`draft/${DRAFT}`, this.read + 1)) {
      this.read = entry.seq;
      if (entry.kind === 'typing')
        this.notes.push(`leaked: ${entry.user} wrote the draft, entry ${entry.seq}`);
      this.secrets.follow(entry);
    }
    for (const [account, bytes] of this.heard.splice(0)) this.secrets.heard(account, bytes);
    this.notes.push(...this.secrets.take());
  }
}
