/** The composition root: the data folder, the rooms and the HTTP server as one running thing. */
import type { AddressInfo } from 'node:net';
import type { Config } from './config.ts';
import { appendThrough, doorsOf, livingTexts } from './doors.ts';
import { type House, openHouse } from './house.ts';
import { addRoutes, type HttpServer, newServer } from './http/server.ts';
import { readFile } from './import/worker.ts';
import { takeFolder } from './lock.ts';
import { Rooms } from './room/rooms.ts';
import { createSamples, type JoinLine, sampleLinks } from './samples.ts';

export interface App {
  /** Where it answers: `http://localhost:8080`. */
  readonly address: string;
  /** Links of the sample seats, if the house was begun with samples. */
  readonly links: readonly JoinLine[];
  /** Takes no more requests and resolves when everything is durable and closed. */
  close(): Promise<void>;
}

/** Opens the data folder and starts to listen. Rejects when the folder or the port cannot be had. */
export async function startApp(config: Config): Promise<App> {
  const release = takeFolder(config.data);
  try {
    return await startIn(config, await openHouse(config.data), release);
  } catch (error) {
    release();
    throw error;
  }
}

async function startIn(config: Config, house: House, release: () => void): Promise<App> {
  const { log, people, invitations, sessions, templates, secret } = house;
  const server = newServer(config);
  const rooms = new Rooms({ log, members: people, logger: server.log });
  house.appendBy(appendThrough(rooms, log));
  const texts = livingTexts(rooms, log);
  const doors = doorsOf(rooms);
  const ports = { config, secret, people, invitations, sessions, templates, texts, doors, readFile };
  await addRoutes(server, ports);
  if (config.samples && people.lookup.drafts().length === 0) await createSamples(people, invitations, secret);
  await server.listen({ port: config.port, host: config.host });
  return {
    address: addressOf(server, config),
    links: sampleLinks(invitations, secret, config.origin),
    close: async () => {
      await rooms.close();
      await server.close();
      await house.close();
      release();
    },
  };
}

function addressOf({ server }: HttpServer, { host }: Config): string {
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}
