import { get, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { ScreenChanges } from '../../server/room/screen-changes.ts';
import { DEFAULT_SCREEN, type ScreenEvent } from '../../shared/protocol/screen.ts';
import type { BlockChange } from '../../shared/text/block-index.ts';
import { type Block, wordsOf } from '../../shared/text/document.ts';
import { metaOf, readDraft } from '../../shared/text/draft-doc.ts';
import { DRAFT, Hall } from '../support/hall.ts';
import { seeded } from '../support/random.ts';
import { until } from '../support/until.ts';

/** Follows the screen as a page would, and keeps every byte. */
class Viewer {
  bytes = '';
  isEnded = false;
  readonly #response: IncomingMessage;

  private constructor(response: IncomingMessage) {
    this.#response = response;
    response.setEncoding('utf8');
    response.on('data', (data: string) => {
      this.bytes += data;
    });
    response.on('close', () => {
      this.isEnded = true;
    });
    response.on('error', () => {});
  }

  static async follow(hall: Hall, account: string): Promise<Viewer> {
    const response = await new Promise<IncomingMessage>((resolve) => get(hall.screenUrl(account), resolve));
    const viewer = new Viewer(response);
    await until(() => viewer.events.length > 0);
    return viewer;
  }

  get type(): string | undefined {
    return this.#response.headers['content-type'];
  }

  get events(): readonly ScreenEvent[] {
    const whole = this.bytes.slice(0, this.bytes.lastIndexOf('\n\n') + 2);
    const data = whole.split('\n\n').filter((part) => part.startsWith('data: '));
    return data.map((part) => JSON.parse(part.slice(6)) as ScreenEvent);
  }

  /** The draft as the events add up. */
  get blocks(): readonly Block[] {
    let blocks: Block[] = [];
    for (const event of this.events) {
      if (event.kind === 'text') blocks = [...event.blocks];
      if (event.kind === 'patch')
        for (const { at, remove, insert } of event.changes) blocks.splice(at, remove, ...insert);
    }
    return blocks;
  }

  get words(): readonly string[] {
    return this.blocks.map(({ content }) => wordsOf(content));
  }

  leave(): void {
    this.#response.destroy();
  }
}

let hall: Hall;
afterEach(() => hall?.close());

describe('the screen', () => {
  test('SC1: an observer gets the text first, then what changes, as server-sent events', async () => {
    hall = await Hall.open(['Recalling', 'Decides']);
    const viewer = await Viewer.follow(hall, 'observer');
    expect(viewer.type).toContain('text/event-stream');
    expect(viewer.events[0]).toMatchObject({
      kind: 'text',
      meta: { title: 'Draft declaration' },
      view: DEFAULT_SCREEN,
    });
    const ann = await hall.enter('aa-1');
    ann.type((text) => text.insert(1, 'now '));
    await until(() => viewer.words[0] === 'now Recalling');
    expect(viewer.events.map(({ kind }) => kind)).toEqual(['text', 'patch']);
    expect(viewer.words).toEqual(['now Recalling', 'Decides']);
  });

  test('SC2: fast typing reaches the screen in few patches', async () => {
    hall = await Hall.open(['Recalling', 'Decides']);
    const viewer = await Viewer.follow(hall, 'observer');
    const ann = await hall.enter('aa-1');
    const since = performance.now();
    for (let typed = 1; typed <= 100; typed += 1) {
      ann.type((text) => text.insert(1, 'x'));
      await until(() => ann.acknowledged === typed);
    }
    await until(() => viewer.words[0] === `${'x'.repeat(100)}Recalling`);
    const patches = viewer.events.filter(({ kind }) => kind === 'patch');
    // A first one at once, then one for each thirty milliseconds that it took.
    expect(patches.length).toBeLessThan(3 + (performance.now() - since) / 25);
    expect(patches.length).toBeLessThan(100);
    for (const patch of patches) if (patch.kind === 'patch') expect(patch.changes.length).toBe(1);
  });

  for (const seed of [1, 2, 3])
    test(`SC2: whatever is typed, the patches add up to the draft, for early and late viewers (seed ${seed})`, async () => {
      console.info(`seed ${seed}`);
      const random = seeded(seed);
      hall = await Hall.open(['one', 'two', 'three', 'four']);
      const ann = await hall.enter('aa-1');
      const viewers = [await Viewer.follow(hall, 'observer')];
      for (let edit = 1; edit <= 60; edit += 1) {
        ann.type((text) => {
          const at = random.int(0, text.length - 1);
          const kind = random.int(0, 3);
          if (kind === 0) text.delete(at, Math.min(3, text.length - at));
          else if (kind === 1) text.insertEmbed(at, { el: 'start', id: `n${edit}`, kind: 'paragraph' });
          else text.insert(at, ' words ');
        });
        if (edit % 15 === 0) viewers.push(await Viewer.follow(hall, 'observer'));
        await until(() => ann.acknowledged === edit);
      }
      const { ydoc } = await hall.document();
      const now = () => JSON.stringify(readDraft(ydoc).blocks);
      await until(() => viewers.every(({ blocks }) => JSON.stringify(blocks) === now()));
    });

  test('SC3: no name of a party or person is in its bytes', async () => {
    hall = await Hall.open(['Recalling']);
    const viewer = await Viewer.follow(hall, 'observer');
    const [ann, operator] = [await hall.enter('northland-1'), await hall.enter('secretariat')];
    ann.carets({ 7: { cursor: {} } });
    operator.carets({ 8: { cursor: {} } });
    ann.type((text) => text.insert(1, 'now '));
    await until(() => viewer.words[0] === 'now Recalling');
    for (const name of ['northland', 'secretariat', 'Name of']) expect(viewer.bytes).not.toContain(name);
  });

  test('SC4: who may not follow gets a reason and no word', async () => {
    hall = await Hall.open(['secret words']);
    expect((await Viewer.follow(hall, 'stranger')).events).toEqual([{ kind: 'closed', why: 'not-a-member' }]);
    hall.people.stand({ phase: 'preparing' });
    const viewer = await Viewer.follow(hall, 'observer');
    expect(viewer.events).toEqual([{ kind: 'closed', why: 'preparing' }]);
    expect(viewer.bytes).not.toContain('secret');
    expect((await Viewer.follow(hall, 'chair')).words).toEqual(['secret words']);
  });

  test('SC4: a role that is withdrawn, and a draft that goes into preparation, end the stream within a second', async () => {
    hall = await Hall.open(['Recalling']);
    const [one, two] = [await Viewer.follow(hall, 'observer-1'), await Viewer.follow(hall, 'observer-2')];
    const ann = await hall.enter('chair');
    hall.people.remove('observer-1');
    await until(() => one.isEnded);
    expect(one.events.at(-1)).toEqual({ kind: 'closed', why: 'not-a-member' });
    hall.people.stand({ phase: 'preparing' });
    await until(() => two.isEnded);
    expect(two.events.at(-1)).toEqual({ kind: 'closed', why: 'preparing' });
    ann.type((text) => text.insert(1, 'afterwards '));
    await until(() => ann.acknowledged === 1);
    expect(one.bytes + two.bytes).not.toContain('afterwards');
  });

  test('SC5: a held screen gets no word, nor does who comes meanwhile; let go, it shows the text as it stands', async () => {
    hall = await Hall.open(['Recalling']);
    const viewer = await Viewer.follow(hall, 'observer');
    const ann = await hall.enter('aa-1');
    await hall.rooms.setView(DRAFT, { ...DEFAULT_SCREEN, hold: true });
    ann.type((text) => text.insert(1, 'meanwhile '));
    await until(() => ann.acknowledged === 1);
    const late = await Viewer.follow(hall, 'observer-2');
    await until(() => late.events.length === 2);
    expect([viewer.words, late.words]).toEqual([['Recalling'], ['Recalling']]);
    expect(late.events.at(-1)).toMatchObject({ kind: 'view', view: { hold: true } });
    await hall.rooms.setView(DRAFT, DEFAULT_SCREEN);
    await until(() => viewer.words[0] === 'meanwhile Recalling' && late.words[0] === 'meanwhile Recalling');
    ann.type((text) => text.insert(1, 'and '));
    await until(() => viewer.words[0] === 'and meanwhile Recalling' && late.words[0] === viewer.words[0]);
  });

  test('SC5: a blank screen holds no word for who comes meanwhile', async () => {
    hall = await Hall.open(['Recalling']);
    await hall.rooms.setView(DRAFT, { ...DEFAULT_SCREEN, blank: true });
    const viewer = await Viewer.follow(hall, 'observer');
    expect(viewer.bytes).not.toContain('Recalling');
    await hall.rooms.setView(DRAFT, { ...DEFAULT_SCREEN, size: 2 });
    await until(() => viewer.words[0] === 'Recalling');
    expect(viewer.events.at(-1)).toMatchObject({ kind: 'text', view: { size: 2, blank: false } });
  });

  test('SC1: what is said of the whole draft comes with the text again', async () => {
    hall = await Hall.open(['Recalling']);
    const viewer = await Viewer.follow(hall, 'observer');
    const document = await hall.document();
    await document.change({ user: 'server', kind: 'act' }, (ydoc) =>
      metaOf(ydoc).set('title', 'Declaration'),
    );
    await until(() => viewer.events.at(-1)?.kind === 'text' && viewer.events.length === 2);
    expect(viewer.events.at(-1)).toMatchObject({ meta: { title: 'Declaration' } });
  });

  test('SC1: who leaves is forgotten, and a room with viewers alone stays open', async () => {
    hall = await Hall.open(['Recalling'], { idleFor: 60 });
    const viewer = await Viewer.follow(hall, 'observer');
    const document = await hall.document();
    const ann = await hall.enter('aa-1');
    await ann.leave();
    const room = await hall.rooms.room(DRAFT);
    await until(async () => (await room.draftChannel).connections.size === 0);
    expect([room.isIdleFor(0), document.isClosed]).toEqual([false, false]);
    viewer.leave();
    await until(() => document.isClosed);
  });
});

describe('changes between two patches', () => {
  const block = (id: string): BlockChange & { kind: 'blocks' } => {
    const record = {
      id,
      kind: 'paragraph',
      attrs: {},
      content: [],
      size: 0,
      hasStart: true,
      hasEnd: true,
      lead: 0,
      trail: 0,
    } as const;
    return { kind: 'blocks', chunk: 0, at: 0, ordinal: 0, remove: [record], insert: [record] };
  };

  test('SC2: the last state of a block replaces those before, unless blocks moved in between', () => {
    const changes = new ScreenChanges();
    changes.add([
      { ...block('a'), ordinal: 3 },
      { ...block('b'), ordinal: 3 },
      { ...block('c'), ordinal: 4 },
    ]);
    expect(changes.take()!.map(({ at, insert }) => [at, insert[0]!.id])).toEqual([
      [3, 'b'],
      [4, 'c'],
    ]);
    changes.add([
      { ...block('a'), ordinal: 3 },
      { ...block('x'), ordinal: 0, remove: [] },
      { ...block('b'), ordinal: 3 },
    ]);
    expect(changes.take()!.length).toBe(3);
    expect(changes.take()).toEqual([]);
  });

  test('SC2: of very many changes the whole text is shorter', () => {
    const changes = new ScreenChanges();
    for (let at = 0; at < 300; at += 1) changes.add([{ ...block('a'), ordinal: at }]);
    expect(changes.take()).toBeUndefined();
    expect(changes.take()).toEqual([]);
  });
});
