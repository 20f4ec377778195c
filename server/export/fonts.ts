/** The bundled faces, so that Chinese and Arabic print on a machine that has no such letters (SPEC EX9). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Requests for faces go to this name; they are answered from the packages and never leave the machine. */
export const FONT_ORIGIN = 'https://fonts.invalid';

const LATIN = ['noto-serif/400.css', 'noto-serif/700.css', 'noto-serif/400-italic.css'];
const ARABIC = ['noto-naskh-arabic/arabic-400.css', 'noto-naskh-arabic/arabic-700.css'];
const CHINESE = ['noto-serif-sc/400.css', 'noto-serif-sc/700.css'];

const { resolve } = createRequire(import.meta.url);
const folderOf = (name: string): string => path.dirname(resolve(`@fontsource/${name}/package.json`));

/** Style sheets of the faces that a text needs, their files at `FONT_ORIGIN`; sliced, so that no more of them is read. */
export function fontStyles(text: string): string {
  const chinese = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(text) ? CHINESE : [];
  const arabic = /\p{Script=Arabic}/u.test(text) ? ARABIC : [];
  return [...LATIN, ...arabic, ...chinese].map(sheetAt).join('\n');
}

function sheetAt(sheet: string): string {
  const [name = '', file = ''] = sheet.split('/');
  const css = readFileSync(path.join(folderOf(name), file), 'utf8');
  return css.replaceAll('url(./files/', `url(${FONT_ORIGIN}/${name}/`);
}

/** The file behind an address of `fontStyles`; undefined for any other address. */
export function fontFile(address: string): Buffer | undefined {
  const [, name, file] = /^https:\/\/fonts\.invalid\/([a-z-]+)\/([a-z0-9-]+\.woff2?)$/.exec(address) ?? [];
  if (name === undefined || file === undefined || !/^noto-(?:serif|serif-sc|naskh-arabic)$/.test(name))
    return undefined;
  return readFileSync(path.join(folderOf(name), 'files', file));
}
