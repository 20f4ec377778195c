/** Files that people send: one a request, within a limit of size. */
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BadRequest, TooLarge } from './edge.ts';
import type { ImportOutcome } from './ports.ts';

/** Largest file that is read, in bytes. */
export const LARGEST_FILE = 50 * 1024 * 1024;

export async function takeFiles(app: FastifyInstance): Promise<void> {
  await app.register(multipart, {
    limits: { files: 1, fileSize: LARGEST_FILE, fields: 4, fieldSize: 1_000 },
  });
}

/** The file of a request; throws where there is none, or it is too large. */
export async function sentFile(
  request: FastifyRequest,
): Promise<{ readonly bytes: Uint8Array; readonly name: string }> {
  const file = await request.file();
  if (!file) throw new BadRequest('file: is missing');
  const bytes = await file.toBuffer();
  // toBuffer (@fastify/multipart 10.1) misses the limit when the last piece goes over it.
  if (file.file.truncated) throw new TooLarge('file is too large');
  return { bytes, name: file.filename };
}

/** What is answered of a file that could not be read. */
export const unread = ({ why, message, said }: ImportOutcome & { readonly read: false }) => ({
  error: why,
  message,
  ...(said ? { said } : {}),
});

/** Aborts when the one who asked goes away before the answer. */
export function stoppedWith(reply: FastifyReply): AbortSignal {
  const stop = new AbortController();
  reply.raw.on('close', () => reply.raw.writableFinished || stop.abort());
  return stop.signal;
}
