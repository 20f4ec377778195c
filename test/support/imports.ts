/** Reads which file imports what, for the test that keeps the directions of the house. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export interface Import {
  /** File that imports, from the root of the project: `server/app.ts`. */
  readonly from: string;
  /** What stands in the import: `./people.ts`, `yjs/dist/src/internals`, `node:fs`. */
  readonly specifier: string;
  /** The project's file it leads to, if it is relative. */
  readonly file?: string;
  /** The package it leads to, if it is not: `yjs`, `@fastify/static`, `node:fs`. */
  readonly pack?: string;
  /** True when only types are imported: nothing of it is left when the program runs. */
  readonly isTypeOnly: boolean;
}

const CODE = /\.(ts|tsx|mts|cts|js|mjs)$/;

/** Every code file under the folders, sorted, from the root of the project. */
export function codeFiles(folders: readonly string[]): readonly string[] {
  const under = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
      const file = path.posix.join(folder, name);
      return statSync(file).isDirectory() ? under(file) : CODE.test(name) ? [file] : [];
    });
  return folders.flatMap(under).sort();
}

/** `@fastify/static/x` -> `@fastify/static`, `yjs/y` -> `yjs`, `node:fs` stays. */
export const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function importOf(from: string, specifier: string, isTypeOnly: boolean): Import {
  if (!specifier.startsWith('.')) return { from, specifier, pack: packageOf(specifier), isTypeOnly };
  const plain = specifier.replace(/\?.*$/, '');
  return { from, specifier, file: path.posix.join(path.posix.dirname(from), plain), isTypeOnly };
}

const TYPES_FROM = /\b(?:import|export)\s+type\s[^;'"]*?\bfrom\s*['"]([^'"]+)['"]/g;

/** All imports of a source: static, dynamic, re-exports, `require`, and `new URL('…', import.meta.url)`. */
export function importsOf(from: string, source: string): readonly Import[] {
  const plain = ts.preProcessFile(source, true, true).importedFiles.map((found) => found.fileName);
  const urls = [...source.matchAll(/new URL\(\s*['"](\.[^'"]+\.tsx?)['"]\s*,\s*import\.meta\.url/g)];
  const all = [...plain, ...urls.map((match) => match[1]!)];
  const types = [...source.matchAll(TYPES_FROM)].map((match) => match[1]!);
  const count = (list: readonly string[], wanted: string) => list.filter((each) => each === wanted).length;
  return all.map((specifier) => importOf(from, specifier, count(types, specifier) === count(all, specifier)));
}

export const readImports = (files: readonly string[]): readonly Import[] =>
  files.flatMap((file) => importsOf(file, readFileSync(file, 'utf8')));

/** One cycle among the imports that are there when the program runs, as the files it passes, or undefined. */
export function findCycle(imports: readonly Import[]): readonly string[] | undefined {
  const next = new Map<string, string[]>();
  for (const { from, file, isTypeOnly } of imports)
    if (file && !isTypeOnly) next.set(from, [...(next.get(from) ?? []), file]);
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const target of next.get(file) ?? []) {
      const cycle = walk(target, [...path, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of next.keys()) {
    const cycle = walk(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}
