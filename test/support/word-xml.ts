/** What stands in a Word file, for tests: its parts, whether each is well-formed, its text with changes settled. */
import { strFromU8, unzipSync } from 'fflate';
import { validateXML } from 'xmllint-wasm';
import { child, childrenOf, type Element, parseXml } from '../../server/import/docx/xml.ts';

export const partsOf = (bytes: Uint8Array): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));

/** What xmllint says against the parts of a file; empty when all are well-formed. */
export async function faultsIn(bytes: Uint8Array): Promise<readonly string[]> {
  const parts = Object.entries(partsOf(bytes)).filter(([name]) => /\.(?:xml|rels)$/.test(name));
  const xml = parts.map(([fileName, contents]) => ({
    fileName: fileName.replaceAll('/', '_'),
    contents,
  }));
  const { errors } = await validateXML({ xml, normalization: 'c14n' });
  return errors.map(({ message }) => message);
}

/** The paragraphs of the body with all changes taken (`new`) or none (`gone`). */
export function paragraphsOf(bytes: Uint8Array, keep: 'new' | 'gone'): readonly string[] {
  const root = parseXml(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array(), 'document.xml');
  if (!root.ok) throw new Error(root.refusal.message);
  const left: string[] = [];
  let joined = '';
  for (const paragraph of childrenOf(child(root.value, 'w:body'), 'w:p')) {
    joined += textOf(paragraph, keep);
    const mark = child(child(paragraph, 'w:pPr'), 'w:rPr');
    if (child(mark, keep === 'new' ? 'w:del' : 'w:ins')) continue;
    left.push(joined);
    joined = '';
  }
  return left;
}

function textOf(element: Element, keep: 'new' | 'gone'): string {
  return element.children
    .map((each) => {
      if (typeof each === 'string') return '';
      if (each.name === 'w:ins' && keep === 'gone') return '';
      if (each.name === 'w:del' && keep === 'new') return '';
      if (each.name === 'w:t' || each.name === 'w:delText') return each.children.join('');
      if (each.name === 'w:tab') return '\t';
      if (each.name === 'w:br') return '\n';
      return each.name === 'w:pPr' ? '' : textOf(each, keep);
    })
    .join('');
}
