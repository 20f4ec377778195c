/** Makes Word files for tests, part by part: a paragraph is markup, the rest is the least that Word asks for. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const MORE = `${W} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`;

export interface DocxParts {
  /** Inner markup of the body. */
  readonly body: string;
  readonly styles?: string;
  readonly numbering?: string;
  readonly footnotes?: string;
  readonly endnotes?: string;
  readonly comments?: string;
  readonly commentsExtended?: string;
  /** Whole parts by name: what this builder would not write. */
  readonly raw?: Readonly<Record<string, string | Uint8Array>>;
}

/** The bytes of a Word file. */
export function docx(parts: DocxParts): Uint8Array {
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8('<Types/>'),
    'word/document.xml': strToU8(`<w:document ${MORE}><w:body>${parts.body}</w:body></w:document>`),
  };
  const add = (name: string, root: string, inner: string | undefined) => {
    if (inner !== undefined) files[`word/${name}.xml`] = strToU8(`<${root} ${MORE}>${inner}</${root}>`);
  };
  add('styles', 'w:styles', parts.styles);
  add('numbering', 'w:numbering', parts.numbering);
  add('footnotes', 'w:footnotes', parts.footnotes);
  add('endnotes', 'w:endnotes', parts.endnotes);
  add('comments', 'w:comments', parts.comments);
  add('commentsExtended', 'w15:commentsEx', parts.commentsExtended);
  for (const [name, part] of Object.entries(parts.raw ?? {}))
    files[name] = typeof part === 'string' ? strToU8(part) : part;
  return zipSync(files);
}

/** A paragraph: run markup, and what stands in its properties. */
export const p = (runs: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr>${runs}</w:p>`;
/** A run of words; `look` stands in its properties. */
export const r = (text: string, look = '') =>
  `<w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
export const numbered = (level: number, list: number, runs: string) =>
  p(runs, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);

const by = (author: string, day: number) =>
  `w:id="${author.length * 100 + day}" w:author="${author}" w:date="2026-05-0${day}T10:00:00Z"`;
export const ins = (author: string, runs: string, day = 1) => `<w:ins ${by(author, day)}>${runs}</w:ins>`;
export const del = (author: string, runs: string, day = 1) =>
  `<w:del ${by(author, day)}>${runs.replaceAll('w:t>', 'w:delText>').replaceAll('<w:t ', '<w:delText ')}</w:del>`;
/** The change of a paragraph's end or a row, for its properties. */
export const change = (kind: 'ins' | 'del', author: string, day = 1) => `<w:${kind} ${by(author, day)}/>`;

export const table = (...rows: string[]) => `<w:tbl>${rows.join('')}</w:tbl>`;
export const row = (cells: readonly string[], properties = '') =>
  `<w:tr><w:trPr>${properties}</w:trPr>${cells.map((cell) => `<w:tc><w:tcPr/>${cell}</w:tc>`).join('')}</w:tr>`;

/** A list whose levels are formats with their texts: `['decimal', '%1.'], ['lowerLetter', '(%2)']`. */
export const list = (id: number, levels: readonly (readonly [string, string, string?])[]) =>
  `<w:abstractNum w:abstractNumId="${id}">${levels
    .map(
      ([format, text, more = ''], at) =>
        `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`,
    )
    .join('')}</w:abstractNum>`;
export const use = (num: number, abstract: number, overrides = '') =>
  `<w:num w:numId="${num}"><w:abstractNumId w:val="${abstract}"/>${overrides}</w:num>`;

/** The parts of a Word file by name, as text. */
export const partsOf = (bytes: Uint8Array): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
