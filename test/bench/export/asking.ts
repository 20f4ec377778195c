/** Files asked of the server over HTTP, as browsers ask: what of, how often, and how long each was waited for. */
import { Agent, request } from 'node:http';

/** Everything that can be asked for, by name: what follows `/api/drafts/ID/`. */
export const ASKED: Readonly<Record<string, string>> = {
  'Word, bracketed': 'export?as=docx&rendition=bracketed',
  'Word, compilation': 'export?as=docx&rendition=compilation',
  'Word, redline': 'export?as=docx&rendition=redline&authors=parties',
  'PDF, lines numbered': 'export?as=pdf&rendition=bracketed&lineNumbers=1',
  'HTML, attributed': 'export?as=html&rendition=attributed',
  'HTML, preview of columns': 'export?as=html&rendition=columns&columns=proposals&preview=1',
  'Markdown, compilation': 'export?as=md&rendition=compilation',
  text: 'export?as=txt&rendition=bracketed',
  JSON: 'export?as=json&rendition=bracketed',
  'CSV of the points': 'export?as=csv&rendition=points',
  comparison: 'compare?from=B%2F1',
};

const agent = new Agent({ keepAlive: true });

/** How one answer came. */
export interface Answered {
  readonly status: number;
  /** Milliseconds until its last byte. */
  readonly took: number;
}

export function ask(port: number, path: string, cookie: string): Promise<Answered> {
  const before = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'accept-encoding': 'gzip, br' };
    const asked = request({ host: '127.0.0.1', port, path, headers, agent }, (response) => {
      response.resume();
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, took: performance.now() - before }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Whoever follows a link: gives the cookie of a new account. */
export function follow(port: number, token: string): Promise<string> {
  const origin = `http://127.0.0.1:${port}`;
  const headers = { origin, 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path: `/join/${token}`, method: 'POST', headers },
      (response) => {
        response.resume();
        const [cookie] = response.headers['set-cookie'] ?? [];
        if (cookie) resolve(cookie.split(';')[0]!);
        else reject(new Error(`no place at ${token}: ${response.statusCode}`));
      },
    );
    asked.on('error', reject);
    asked.end('name=Bench');
  });
}

/** Does an act. Throws when it is refused. */
export function act(port: number, draft: string, cookie: string, body: object): Promise<void> {
  const origin = `http://127.0.0.1:${port}`;
  const headers = { origin, cookie, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const path = `/api/drafts/${draft}/acts`;
    const asked = request({ host: '127.0.0.1', port, path, method: 'POST', headers }, (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`refused: ${response.statusCode}`)),
      );
    });
    asked.on('error', reject);
    asked.end(JSON.stringify(body));
  });
}
