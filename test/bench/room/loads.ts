/** What is asked of the servers. */

export type ServerName = 'chapeau' | 'y-websocket' | 'hocuspocus';
export const SERVERS: readonly ServerName[] = ['chapeau', 'y-websocket', 'hocuspocus'];

export interface Load {
  readonly name: string;
  readonly title: string;
  /** Strokes per second of each editor. */
  readonly rates: readonly number[];
  /** Readers beside the editors; those on the screen read the draft where a server has no screen. */
  readonly readers: number;
  readonly onScreen: number;
  /** Client ids that wrote before. */
  readonly pastIds: number;
}

const typists = (count: number, rate: number): number[] => Array.from({ length: count }, () => rate);

const crowd = (name: string, pastIds: number, rate = 5): Load => ({
  name,
  title: `200 clients, 100 edit at ${rate} operations a second, 500 blocks, ${pastIds} past client ids`,
  rates: typists(100, rate),
  readers: 100,
  onScreen: 0,
  pastIds,
});

export const LOADS: readonly Load[] = [
  {
    name: 'a',
    title: 'the real room: 1 operator (8/s), 8 typists (3/s), 300 readers',
    rates: [8, ...typists(8, 3)],
    readers: 150,
    onScreen: 150,
    pastIds: 10,
  },
  crowd('b', 0),
  /** A fifth of it, which all three servers master on one processor. */
  crowd('b-light', 0, 1),
  crowd('b10', 10),
  crowd('b1000', 1_000),
  crowd('b10000', 10_000),
];
