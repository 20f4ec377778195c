/** Reads a Word file (WordprocessingML, transitional or strict) into plain data. Total: refuses by a value (SPEC IM20–IM25). */
import { said } from '../../../shared/house/import-said.ts';
import { type Result, refuse } from '../decode.ts';
import { BodyReader } from './body.ts';
import { propertiesIn, readComments, titleIn } from './comments.ts';
import type { DocxBlock, DocxContent, DocxNote } from './content.ts';
import { formatCount } from './number-formats.ts';
import { Numbering } from './numbering.ts';
import { openPackage, type Package } from './package.ts';
import type { Reading } from './runs.ts';
import { readStyles } from './styles.ts';
import { child, childrenOf, type Element, parseXml, settingOf } from './xml.ts';

/** The parts of a file by what they are for. */
type Parts = Readonly<Record<PartName, Element | undefined>>;
const PART_NAMES = [
  'styles',
  'numbering',
  'footnotes',
  'endnotes',
  'comments',
  'commentsExtended',
  'settings',
] as const;
type PartName = (typeof PART_NAMES)[number];

class Broken extends Error {
  constructor(readonly refusal: ReturnType<typeof refuse>) {
    super(refusal.refusal.message);
  }
}

/** What a Word file holds, or why it cannot be read. */
export function readDocx(bytes: Uint8Array): Result<DocxContent> {
  const opened = openPackage(bytes);
  if (!opened.ok) return opened;
  try {
    return readPackage(opened.value);
  } catch (error) {
    if (error instanceof Broken) return error.refusal;
    throw error;
  }
}

function readPackage(file: Package): Result<DocxContent> {
  const main = mainPart(file);
  const document = main === undefined ? undefined : part(file, main);
  const body = child(document, 'w:body');
  if (main === undefined || !body) return refuse('unsupported', said('refused-no-word'));
  const parts = relatedParts(file, main);
  const styles = readStyles(parts.styles);
  const reading: Reading = { styles, leftOut: new Map(), fields: [], moves: new Map() };
  const reader = new BodyReader(reading, new Numbering(parts.numbering, numberOfStyle(parts.styles)));
  const blocks = reader.read(body);
  const notes = new Notes(reader, parts, body).read(blocks);
  const title = titleIn(part(file, 'docProps/core.xml'));
  return {
    ok: true,
    value: {
      ...(title === undefined ? {} : { title }),
      properties: propertiesIn(part(file, 'docProps/custom.xml')),
      blocks,
      notes,
      comments: readComments(parts.comments, parts.commentsExtended),
      leftOut: reading.leftOut,
    },
  };
}

/** A part as a tree; undefined when the file has none. */
function part(file: Package, name: string): Element | undefined {
  const bytes = file.part(name);
  if (!bytes) return undefined;
  const parsed = parseXml(bytes, name);
  if (!parsed.ok) throw new Broken(parsed);
  return parsed.value;
}

function mainPart(file: Package): string | undefined {
  const named = relations(file, '_rels/.rels').get('officeDocument')?.replace(/^\//, '');
  return [named, 'word/document.xml'].find((name) => name !== undefined && file.part(name) !== undefined);
}

function relatedParts(file: Package, main: string): Parts {
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const known = relations(file, `${folder}_rels/${main.slice(folder.length)}.rels`);
  const entries = PART_NAMES.map((name) => {
    const target = known.get(name);
    const path =
      target === undefined
        ? `${folder}${name}.xml`
        : target.startsWith('/')
          ? target.slice(1)
          : folder + target;
    return [name, part(file, path)] as const;
  });
  return Object.fromEntries(entries) as Parts;
}

/** Targets by the last word of their kind. */
function relations(file: Package, name: string): ReadonlyMap<string, string> {
  return new Map(
    childrenOf(part(file, name), 'r:Relationship').map(({ attrs }) => [
      (attrs.Type ?? '').replace(/^.*\//, ''),
      attrs.Target ?? '',
    ]),
  );
}

function numberOfStyle(styles: Element | undefined): (id: string) => string | undefined {
  return (id) => {
    const style = childrenOf(styles, 'w:style').find(({ attrs }) => attrs['w:styleId'] === id);
    return settingOf(child(child(style, 'w:pPr'), 'w:numPr'), 'w:numId');
  };
}

/** Notes in order of reference, with the marks that are printed. */
class Notes {
  readonly #found: DocxNote[] = [];
  readonly #counts = { footnote: 0, endnote: 0 };
  readonly #formats: Readonly<Record<DocxNote['kind'], string>>;

  constructor(
    private readonly reader: BodyReader,
    private readonly parts: Parts,
    body: Element,
  ) {
    const sections = [...sectionsIn(body), ...(parts.settings ? [parts.settings] : [])];
    const format = (name: string) =>
      sections.map((each) => settingOf(child(each, name), 'w:numFmt')).find((each) => each !== undefined);
    this.#formats = {
      footnote: format('w:footnotePr') ?? 'decimal',
      endnote: format('w:endnotePr') ?? 'lowerRoman',
    };
  }

  read(blocks: readonly DocxBlock[]): readonly DocxNote[] {
    const notes = new Map<string, Element>([
      ...childrenOf(this.parts.footnotes, 'w:footnote').map(
        (each) => [`f${each.attrs['w:id']}`, each] as const,
      ),
      ...childrenOf(this.parts.endnotes, 'w:endnote').map(
        (each) => [`e${each.attrs['w:id']}`, each] as const,
      ),
    ]);
    for (const [id, mark] of referencesIn(blocks)) {
      const note = notes.get(id);
      if (note && mark !== undefined) this.#marked(id, mark, note);
      else if (note) this.#note(id, note);
    }
    return this.#found;
  }

  /** A note under a mark of its own; it is printed before its words too, by LibreOffice 7.4 twice. */
  #marked(id: string, mark: string, element: Element): void {
    const kind = id.startsWith('f') ? 'footnote' : 'endnote';
    this.#found.push({ id, kind, mark, blocks: withoutMark(this.reader.read(element), mark) });
  }

  #note(id: string, element: Element): void {
    const kind = id.startsWith('f') ? 'footnote' : 'endnote';
    this.#counts[kind] += 1;
    const printed = formatCount(this.#counts[kind], this.#formats[kind]);
    const taken = this.#found.some((each) => each.mark === printed);
    this.#found.push({
      id,
      kind,
      mark: taken ? `${printed}-end` : printed,
      blocks: this.reader.read(element),
    });
  }
}

function sectionsIn(element: Element): readonly Element[] {
  return element.children.flatMap((node) => {
    if (typeof node === 'string') return [];
    if (node.name === 'w:sectPr') return [node];
    return node.name === 'w:p' || node.name === 'w:pPr' ? sectionsIn(node) : [];
  });
}

/** Ids of the notes in order of reference, each with its own mark if it has one. */
function referencesIn(blocks: readonly DocxBlock[]): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  const look = (each: readonly DocxBlock[]): void => {
    for (const block of each)
      if (block.kind === 'paragraph') {
        for (const run of block.runs)
          if (run.kind === 'note' && run.id !== undefined && !found.has(run.id)) found.set(run.id, run.mark);
      } else for (const { cells } of block.rows) for (const cell of cells) look(cell.blocks);
  };
  look(blocks);
  return found;
}

function withoutMark([first, ...others]: readonly DocxBlock[], mark: string): readonly DocxBlock[] {
  if (first?.kind !== 'paragraph') return first ? [first, ...others] : [];
  const runs = [...first.runs];
  for (let next = runs[0]; next?.kind === 'words'; next = runs[0]) {
    let text = next.text.trimStart();
    while (text.startsWith(mark)) text = text.slice(mark.length).trimStart();
    if (text !== '') runs[0] = { ...next, text };
    if (text !== '') break;
    runs.shift();
  }
  return [{ ...first, runs }, ...others];
}
