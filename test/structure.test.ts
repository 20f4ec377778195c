/** The directions of the house: who may import whom, which package has which door, what `shared` may not touch. */
import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { codeFiles, findCycle, type Import, importsOf, readImports } from './support/imports.ts';

const FOLDERS = ['client', 'server', 'shared', 'fixtures'];
const files = codeFiles(FOLDERS);
const imports = readImports(files);

/** Which top-level folders a folder may import from. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  shared: ['shared'],
  client: ['client', 'shared'],
  server: ['server', 'shared', 'fixtures'],
  // Random drafts draw from the same seeded source as the tests.
  fixtures: ['fixtures', 'shared', 'test'],
};

/** Packages every folder builds on, because they are the model itself. */
const EVERYWHERE = ['yjs', 'lib0'];

/** Packages `shared` may use: pure, small, the same in browser and server. */
const PURE = [...EVERYWHERE, 'prosemirror-model', 'diff-match-patch'];

/** Each other package and its doors: the file or folder that may import it (one a side where both sides speak it). */
const DOORS: Record<string, readonly string[]> = {
  '@fastify/': ['server/http/'],
  '@fontsource/': ['client/theme/'],
  'better-sqlite3': ['server/log/sqlite-file.ts'],
  commander: ['server/cli.ts', 'server/commands/'],
  'csv-parse': ['server/people/parties-csv.ts'],
  'diff-match-patch': ['shared/compare/'],
  docx: ['server/export/'],
  fastify: ['server/http/'],
  fflate: ['server/zip-parts.ts', 'server/export/pack.ts'],
  i18next: ['client/locales/'],
  idb: ['client/sync/'],
  'lucide-react': ['client/'],
  'pdfjs-dist': ['server/import/pdf/open.ts'],
  'playwright-core': ['server/export/'],
  'prosemirror-': ['client/editor/', 'shared/text/'],
  react: ['client/'],
  'react-aria': ['client/'],
  'react-aria-components': ['client/'],
  'react-dom': ['client/main.tsx'],
  'react-i18next': ['client/'],
  saxes: ['server/xml-tree.ts'],
  ws: ['server/room/'],
  'y-protocols': ['server/room/', 'client/'],
  'y-websocket': ['client/sync/connection.ts'],
  zod: ['server/http/'],
};

/** Longer than 300 lines, and why that is right. */
const LONG: Record<string, string> = {
  'client/locales/en.ts': 'one sentence a line',
  'client/locales/zh.ts': 'one sentence a line',
};

const top = (file: string): string => file.split('/')[0]!;
const where = ({ from, specifier }: Import): string => `${from} imports ${specifier}`;
const doorOf = (pack: string): readonly string[] | undefined =>
  DOORS[pack] ?? Object.entries(DOORS).find(([key]) => /[/-]$/.test(key) && pack.startsWith(key))?.[1];

const wrongDirection = ({ from, file }: Import): boolean =>
  file !== undefined && !(MAY_IMPORT[top(from)] ?? []).includes(top(file));
const impure = ({ from, pack }: Import): boolean =>
  top(from) === 'shared' && pack !== undefined && !PURE.includes(pack);
const nodeInBrowser = ({ from, pack }: Import): boolean =>
  (top(from) === 'client' || top(from) === 'fixtures') && pack !== undefined && pack.startsWith('node:');
const besideItsDoor = ({ from, pack }: Import): boolean =>
  pack !== undefined &&
  !pack.startsWith('node:') &&
  !EVERYWHERE.includes(pack) &&
  !doorOf(pack)?.some((door) => from.startsWith(door));

describe('the directions of the house', () => {
  test('HO1: client and server meet only in shared, and shared looks at nobody', () => {
    expect(imports.filter(wrongDirection).map(where)).toEqual([]);
  });

  test('HO2: shared imports only pure packages', () => {
    expect(imports.filter(impure).map(where)).toEqual([]);
  });

  test('HO3: nothing that runs in a browser imports a module of Node', () => {
    expect(imports.filter(nodeInBrowser).map(where)).toEqual([]);
  });

  test('HO4: no file imports itself by way of others', () => {
    expect(findCycle(imports) ?? []).toEqual([]);
  });

  test('HO5: each third-party package is imported by its one door', () => {
    expect(imports.filter(besideItsDoor).map(where)).toEqual([]);
  });

  test('HO6: every relative import leads to a file', () => {
    const lost = imports.filter(({ file }) => file !== undefined && !existsSync(file));
    expect(lost.map(where)).toEqual([]);
  });

  test('HO7: a file has at most 300 lines, or its reason stands here', () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 301);
    expect(long.filter((file) => LONG[file] === undefined)).toEqual([]);
    expect(Object.keys(LONG).filter((file) => !long.includes(file))).toEqual([]);
  });

  test('HO8: only server/config.ts reads the environment', () => {
    const readers = files.filter((file) => /process\.env\b/.test(readFileSync(file, 'utf8')));
    expect(readers.filter((file) => file !== 'server/config.ts')).toEqual([]);
  });
});

/** Codes of TypeScript for a name that is not known (of a value, a type, a global of Node, of the DOM). */
const NO_SUCH_NAME = new Set([2304, 2503, 2552, 2580, 2584, 2591]);

/** What the language says of `shared` when it knows neither the DOM nor Node. */
function unknownNames(roots: readonly string[], source?: ReadonlyMap<string, string>): readonly string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts'],
    types: [],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    allowImportingTsExtensions: true,
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (file) => source?.get(file) ?? readFile(file);
  host.fileExists = (file) => source?.has(file) === true || fileExists(file);
  const program = ts.createProgram([...roots], options, host);
  return roots
    .flatMap((root) => program.getSemanticDiagnostics(program.getSourceFile(root)))
    .filter(({ code }) => NO_SUCH_NAME.has(code))
    .map(
      ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
}

const CLOCK_OR_CHANCE = /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|lib0\/(random|time)\b/;

describe('shared is pure', () => {
  const shared = files.filter((file) => top(file) === 'shared');

  test('HO9: shared compiles without the DOM and without Node', () => {
    expect(unknownNames(shared)).toEqual([]);
  }, 180_000);

  test('HO10: shared asks neither clock nor chance', () => {
    expect(shared.filter((file) => CLOCK_OR_CHANCE.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});

describe('these tests can fail', () => {
  const read = (from: string, source: string) => importsOf(from, source);

  test('each way to import is seen', () => {
    const source = `import a from './a.ts'; export * from './b.ts'; import type { C } from './c.ts';
      const d = await import('./d.ts'); new Worker(new URL('./e.ts', import.meta.url));`;
    expect(read('client/x.ts', source).map(({ file }) => file)).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((name) => `client/${name}.ts`),
    );
  });

  test('a wrong direction, an impure import, a second door and a cycle are found', () => {
    expect(read('client/x.ts', "import '../server/app.ts'").some(wrongDirection)).toBe(true);
    expect(read('shared/x.ts', "import 'node:fs'").some(impure)).toBe(true);
    expect(read('server/app.ts', "import Sqlite from 'better-sqlite3'").some(besideItsDoor)).toBe(true);
    expect(read('server/app.ts', "import x from 'never-heard-of'").some(besideItsDoor)).toBe(true);
    const circle = [...read('shared/a.ts', "import './b.ts'"), ...read('shared/b.ts', "import './a.ts'")];
    expect(findCycle(circle)).toEqual(['shared/a.ts', 'shared/b.ts', 'shared/a.ts']);
    const [back] = read('shared/b.ts', "import type { A } from './a.ts'");
    expect(findCycle([circle[0]!, back!])).toBeUndefined();
    const [both] = read('shared/b.ts', "import type { A } from './a.ts'; import { a } from './a.ts'");
    expect(findCycle([circle[0]!, both!])).toHaveLength(3);
  });

  test('a name of the DOM or of Node is unknown in shared', () => {
    const source = new Map([['shared/x.ts', 'document.title; process.exit(); export {};']]);
    expect(unknownNames(['shared/x.ts'], source)).toHaveLength(2);
  });
});
