/** Text made safe in HTML: nothing that stands in a draft can become markup (SPEC EX3). */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that no markup may hold; a draft that was made elsewhere may hold them. */
const CONTROLS = '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufffe\\uffff';
const LONE = '[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]';
const FORBIDDEN = new RegExp(`[${CONTROLS}]|${LONE}`, 'g');

/** Without characters that markup of any kind cannot hold. */
export const withoutForbidden = (text: string): string => text.replace(FORBIDDEN, '');

/** For text and for quoted values of attributes. */
export const escaped = (text: string): string =>
  withoutForbidden(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** A string in a style sheet: every character that is no plain letter or figure by its number. */
export const styleString = (text: string): string =>
  `"${withoutForbidden(text).replace(/[^\p{L}\p{N} ().,:-]/gu, (each) => `\\${(each.codePointAt(0) ?? 32).toString(16)} `)}"`;
