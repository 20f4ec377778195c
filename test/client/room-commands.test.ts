// @vitest-environment jsdom
/** All commands of the draft page in one list: each has a name, and no two have one key. */
import { expect, test } from 'vitest';
import { en } from '../../client/locales/en.ts';
import type { Say } from '../../client/locales/i18n.ts';
import type { DecidingGround } from '../../client/pages/deciding-commands.ts';
import type { CommandGround } from '../../client/pages/room-commands.ts';
import type { Negotiation } from '../../client/panels/negotiation.ts';
import { PARTIES } from '../support/meeting.ts';

// The page asks how the reader likes it as soon as it is loaded; jsdom has no answer.
globalThis.matchMedia = () =>
  ({ matches: false, addEventListener: () => undefined }) as unknown as MediaQueryList;
const { roomCommands } = await import('../../client/pages/room-commands.ts');
const { decidingCommands } = await import('../../client/pages/deciding-commands.ts');

const t: Say = (key) => en[key];
const nothing = (): void => undefined;

const negotiation = (isChairs: boolean, phase: Negotiation['phase'] = 'open'): Negotiation => ({
  facts: {},
  parties: PARTIES,
  proposals: undefined,
  hand: [],
  draftBefore: () => {
    throw new Error('no draft is open');
  },
  own: isChairs ? undefined : 'usa',
  actingFor: isChairs ? undefined : 'usa',
  choices: [],
  keeping: undefined,
  groups: [],
  talksTo: [],
  isChairs,
  seesStatistics: isChairs,
  phase,
  mine: [],
  queue: [],
  news: [],
  seen: undefined,
  name: (id) => id,
  place: (id) => id,
  partOf: () => undefined,
  setActingFor: nothing,
  markSeen: nothing,
  act: async () => true,
  preview: async () => '',
  recorded: 0,
  trouble: '',
  heard: () => Promise.resolve({}),
  isAwaiting: () => false,
  clearTrouble: nothing,
  caughtUp: async () => ({}),
});

const commands = (isChairs: boolean) =>
  roomCommands({
    t,
    editor: undefined,
    reading: undefined,
    openPoints: [],
    onDecide: nothing,
    room: { state: {}, change: nothing } as unknown as CommandGround['room'],
    negotiation: negotiation(isChairs),
    selected: undefined,
    mayAdminister: isChairs,
    following: { unit: undefined, isOn: false, go: nothing, set: nothing },
    ask: nothing,
    screen: { view: {}, change: nothing, trouble: '' } as unknown as CommandGround['screen'],
    stepPoint: nothing,
    copyOut: nothing,
    sayState: nothing,
  });

test('KE5: no two commands have one key', () => {
  const keys = commands(true).flatMap(({ key }) => key ?? []);
  expect(keys.length).toBeGreaterThan(25);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test('KE5: no two commands have one name in the list', () => {
  const ids = commands(true).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('MD5: the operator’s line is the chair’s side alone', () => {
  const can = (isChairs: boolean) =>
    commands(isChairs)
      .find(({ id }) => id === 'floor.toggle')!
      .can();
  expect(can(true)).toBe(true);
  expect(can(false)).toBe(en['refusal.not-the-chairs-side']);
});

test('MD5: where the caret stands in no proposal, acts on one say so', () => {
  for (const name of ['table', 'join', 'withdraw', 'supports', 'take-on-text'])
    expect(
      commands(false)
        .find(({ id }) => id === `act.${name}`)!
        .can(),
    ).toBe(en['act.no-proposal-here']);
});

test('TB12: of a point of a draft in preparation no outcome is recorded by key either, and it is said why', () => {
  const selected = { on: 'bracket:b', number: '1.1', kind: 'bracket', words: 'shall', members: ['b'] };
  const reading = {
    alternatives: { sets: [] },
    document: { blocks: [] },
    units: { list: [], byId: new Map() },
  };
  const can = (phase: Negotiation['phase']) => {
    const more = { points: [selected], onDecide: nothing, onAsk: nothing };
    const ground = { t, negotiation: negotiation(true, phase), reading, selected, ...more };
    return decidingCommands(ground as unknown as DecidingGround)
      .filter(({ id }) => id.startsWith('decide.'))
      .map((command) => command.can());
  };
  expect(new Set(can('open'))).toEqual(new Set([true]));
  expect(new Set(can('preparing'))).toEqual(new Set([en['decide.preparing']]));
});
