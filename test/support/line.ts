/** A cable between one computer and the server that a test can cut: a TCP proxy on loopback. */
import { connect, createServer, type Socket } from 'node:net';

export interface Line {
  readonly origin: string;
  /** Every byte that came down the line from the server. */
  received(): Buffer;
  /** Cuts everything that runs over it; nothing new gets through. */
  cut(): void;
  restore(): void;
  close(): Promise<void>;
}

/** Opens a line to the server at `origin`; the computer at its end uses `line.origin` instead. */
export function openLine(origin: string): Promise<Line> {
  const { port } = new URL(origin);
  const sockets = new Set<Socket>();
  const received: Buffer[] = [];
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), '127.0.0.1');
    far.on('data', (chunk: Buffer) => received.push(chunk));
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.pipe(other);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  const destroyAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address() as { port: number };
      resolve({
        origin: `http://localhost:${address.port}`,
        received: () => Buffer.concat(received),
        cut: () => {
          isCut = true;
          destroyAll();
        },
        restore: () => {
          isCut = false;
        },
        close: () =>
          new Promise((done) => {
            destroyAll();
            server.close(() => done());
          }),
      });
    });
  });
}
