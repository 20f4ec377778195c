/** Random and secret things: ids, links, sessions. What is stored is a hash; what opens a door is stored nowhere. */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Letters and digits that are not mistaken for each other when read aloud. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A new id of 12 characters (59 bits): unique, speakable, safe in addresses and on a command line. */
export function newId(): string {
  let id = '';
  while (id.length < 12) {
    for (const byte of randomBytes(16)) {
      // 248 is the largest multiple of 31 in a byte: without the rest every letter is equally likely.
      if (byte < 248 && id.length < 12) id += ALPHABET[byte % ALPHABET.length];
    }
  }
  return id;
}

/** A new secret of 192 bits for a link or a session. */
export const newToken = (): string => randomBytes(24).toString('base64url');

/** What is stored of a token. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A token that can be made again from the server's secret: for the sample drafts' links, printed at every start. */
export const tokenFrom = (secret: string, name: string): string =>
  createHmac('sha256', secret).update(name).digest('base64url').slice(0, 32);

/** The server's own secret, kept in the data folder and readable by its owner alone; made at the first start. */
export function serverSecret(folder: string): string {
  const file = path.join(folder, 'secret');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  }
  chmodSync(file, 0o600);
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < 40) throw new Error(`${file} holds no secret; remove it and everybody signs in again`);
  return secret;
}
