/** The last y-websocket server for yjs 13 (2.1.0, its bin/utils) as it comes: nothing is stored. */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { type WebSocket, WebSocketServer } from 'ws';
import { answering, baseFile, listen } from './server.ts';

interface Utils {
  setupWSConnection(socket: WebSocket, request: IncomingMessage): void;
  setPersistence(persistence: {
    bindState(name: string, ydoc: unknown): void;
    writeState(): Promise<void>;
  }): void;
}
const require = createRequire(import.meta.url);
const { setupWSConnection, setPersistence } = require('y-websocket-server/bin/utils') as Utils;
const { applyUpdate } = require('yjs') as { applyUpdate(ydoc: unknown, update: Uint8Array): void };

const base = readFileSync(baseFile);
setPersistence({ bindState: (_name, ydoc) => applyUpdate(ydoc, base), writeState: async () => {} });

const sockets = new WebSocketServer({ noServer: true });
sockets.on('connection', setupWSConnection);
const server = createServer();
server.on('upgrade', (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit('connection', ws, request)),
);
answering(async () => {});
await listen(server);
