/** What the page of a place will ask for next, said in its first answer, so that a slow line is not waited for twice. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}
type Manifest = Readonly<Record<string, Chunk>>;

/** Link elements for a page of the client that is fetched when it is gone to; empty where the build tells nothing. */
export function preloadOf(client: string, page: string): string {
  const file = path.join(client, '.vite', 'manifest.json');
  if (!existsSync(file)) return '';
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const chunks = [...reachable(manifest, page)].map((name) => manifest[name]!);
  const scripts = chunks.map((chunk) => `<link rel="modulepreload" crossorigin href="/${chunk.file}">`);
  const styles = chunks
    .flatMap(({ css = [] }) => css)
    .map((name) => `<link rel="preload" as="style" crossorigin href="/${name}">`);
  return [...scripts, ...new Set(styles)].join('\n');
}

/** The chunk of a page and all that it imports at once. */
function reachable(manifest: Manifest, page: string, found = new Set<string>()): Set<string> {
  const chunk = manifest[page];
  if (!chunk || found.has(page)) return found;
  found.add(page);
  for (const name of chunk.imports ?? []) reachable(manifest, name, found);
  return found;
}
