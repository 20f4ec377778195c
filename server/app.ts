/** The composition root: the data folder, the room and the HTTP server as one running thing. */
import type { AddressInfo } from 'node:net';
import type { Config } from './config.ts';
import { openHouse } from './house.ts';
import type { Doors } from './http/ports.ts';
import { createServer, type HttpServer } from './http/server.ts';
import { readFile } from './import/worker.ts';
import { takeFolder } from './lock.ts';
import { createSamples, type JoinLine, sampleLinks } from './samples.ts';
import { baseOf, recordedText } from './texts.ts';

export interface App {
  /** Where it answers: `http://localhost:8080`. */
  readonly address: string;
  /** Links of the sample seats, if the house was begun with samples. */
  readonly links: readonly JoinLine[];
  /** Takes no more requests and resolves when everything is durable and closed. */
  close(): Promise<void>;
}

const NO_ROOM: Doors = {
  handleUpgrade: (_request, socket) => socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n'),
  attachScreen: (_draft, _member, response) => {
    response.writeHead(503).end();
  },
  screenView: () => ({ size: 1, names: false, hold: false, blank: false }),
  setView: () => undefined,
};

/** Opens the data folder and starts to listen. Rejects when the folder or the port cannot be had. */
export async function startApp(config: Config): Promise<App> {
  const release = takeFolder(config.data);
  const house = await openHouse(config.data);
  const { log, people, invitations, sessions, secret } = house;
  if (config.samples && people.lookup.drafts().length === 0) await createSamples(people, invitations, secret);
  const server = await createServer({
    config,
    secret,
    people,
    invitations,
    sessions,
    texts: {
      current: async (draft) => ({ seq: 0, document: await recordedText(log, draft) }),
      base: (draft) => baseOf(log, draft),
    },
    doors: NO_ROOM,
    readFile,
  });
  await server.listen({ port: config.port, host: config.host });
  return {
    address: addressOf(server, config),
    links: sampleLinks(invitations, secret, config.origin),
    close: async () => {
      await server.close();
      await house.close();
      release();
    },
  };
}

function addressOf({ server }: HttpServer, { host }: Config): string {
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}
