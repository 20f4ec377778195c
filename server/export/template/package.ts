/**
 * The parts of a template that are kept (SPEC TP2): those that the text of it leads to and that can do nothing but look like
 * something. Read within limits; a zip bomb is refused unread.
 */
import { unpackWithin, type ZipLimits, type ZipParts, ZipTooLarge } from '../../zip-parts.ts';
import { BadTemplate } from './bad-template.ts';
import { cleaned, REFERENCE } from './clean.ts';
import { type Element, elementsOf, parsePart, within } from './xml.ts';

/** Bytes of the file. */
export const LARGEST_TEMPLATE = 5_000_000;

export const MAIN = 'word/document.xml';

/** What a part leads to. */
export interface Relation {
  readonly id: string;
  /** The last word of its type: `styles`, `header`, `image`. */
  readonly type: string;
  /** Name of a part, or an address outside. */
  readonly target: string;
  readonly isOutside: boolean;
}

export interface Package {
  readonly xml: ReadonlyMap<string, Element>;
  /** Pictures, byte for byte. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  /** By name of the part that leads there. */
  readonly relations: ReadonlyMap<string, readonly Relation[]>;
}

const XML = new Set([
  'styles',
  'theme',
  'fontTable',
  'numbering',
  'settings',
  'footnotes',
  'header',
  'footer',
]);
const PICTURE = /\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf)$/i;
const ADDRESS = /^(?:https?:\/\/|mailto:)/i;
const WANTED =
  /^(?:\[Content_Types\]\.xml|word\/(?:_rels\/)?[^/]+\.(?:xml|rels)|word\/theme\/(?:_rels\/)?[^/]+\.(?:xml|rels)|(?:word\/)?media\/[^/]+)$/;

const LIMITS: ZipLimits = {
  wanted: WANTED,
  entries: 1_000,
  part: 30_000_000,
  all: 30_000_000,
  ratio: 200,
  small: 100_000,
};

/** Opens a Word file; throws `BadTemplate` for what is none, is too large or could do harm. */
export function openTemplate(bytes: Uint8Array): Package {
  const parts = unpacked(bytes);
  const types = parts['[Content_Types].xml'];
  if (!types || !parts[MAIN]) throw noWordFile();
  if (/macroEnabled|vbaProject/i.test(new TextDecoder().decode(types))) throw withMacros();
  const xml = new Map<string, Element>();
  const pictures = new Map<string, Uint8Array>();
  const relations = new Map<string, readonly Relation[]>();
  const keep = (name: string, type: string): void => {
    if (xml.has(name)) return;
    const root = cleaned(parsePart(parts[name] as Uint8Array, name), name);
    xml.set(name, root);
    const kept = type === 'settings' ? [] : relationsOf(parts, name).filter((each) => isKept(each, parts));
    mustLeadSomewhere(root, kept, relationsOf(parts, name));
    relations.set(name, kept);
    for (const { target, type: next, isOutside } of kept) {
      if (XML.has(next)) keep(target, next);
      else if (!isOutside) pictures.set(target, parts[target] as Uint8Array);
    }
  };
  keep(MAIN, 'document');
  return { xml, pictures, relations };
}

const noWordFile = () =>
  new BadTemplate(
    'no-word-file',
    'This is no Word file (.docx or .dotx). Save the template in that format and send it again.',
  );
const withMacros = () =>
  new BadTemplate('unsafe', 'The template holds macros. Save it as a Word file without macros (.docx).');
const tooLarge = (what: string) => new BadTemplate('too-large', `${what}; a template is smaller.`);

function unpacked(bytes: Uint8Array): ZipParts {
  if (bytes.length > LARGEST_TEMPLATE) throw tooLarge(`The file holds ${bytes.length} bytes`);
  try {
    return unpackWithin(bytes, LIMITS, (name) => {
      if (/vbaProject\.bin$/i.test(name)) throw withMacros();
    });
  } catch (error) {
    if (error instanceof BadTemplate) throw error;
    if (!(error instanceof ZipTooLarge)) throw noWordFile();
    throw tooLarge(
      error.excess === 'entries'
        ? `The file holds more than ${LIMITS.entries} parts`
        : 'Unpacked, the file holds more than it seems',
    );
  }
}

function relationsOf(parts: ZipParts, name: string): readonly Relation[] {
  const [folder, file] = [name.slice(0, name.lastIndexOf('/')), name.slice(name.lastIndexOf('/') + 1)];
  const place = `${folder}/_rels/${file}.rels`;
  const bytes = parts[place];
  if (!bytes) return [];
  return elementsOf(parsePart(bytes, place)).map(({ attrs }): Relation => {
    const { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode } = attrs;
    const isOutside = mode === 'External';
    return {
      id,
      type: type.slice(type.lastIndexOf('/') + 1),
      target: isOutside ? target : targetFrom(folder, target),
      isOutside,
    };
  });
}

/** `../media/a.png` from `word/theme` is `word/media/a.png`. */
function targetFrom(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const path: string[] = folder.split('/');
  for (const step of target.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '.') path.push(step);
  }
  return path.join('/');
}

function isKept({ type, target, isOutside }: Relation, parts: ZipParts): boolean {
  if (isOutside) return type === 'hyperlink' && ADDRESS.test(target);
  if (!Object.hasOwn(parts, target)) return false;
  return XML.has(type) ? /\.xml$/.test(target) : type === 'image' && PICTURE.test(target);
}

/** Whatever stands in a part by reference must be among what is kept. */
function mustLeadSomewhere(root: Element, kept: readonly Relation[], all: readonly Relation[]): void {
  const known = new Set(kept.map(({ id }) => id));
  for (const { attrs } of within(root))
    for (const [name, id] of Object.entries(attrs)) {
      if (!REFERENCE.test(name) || known.has(id)) continue;
      const { type = 'unknown', isOutside = false } = all.find((each) => each.id === id) ?? {};
      throw new BadTemplate(
        'unsafe',
        `The template leads to something that is not kept (${type}${isOutside ? ', outside the file' : ''}). Take it out: a template holds words, tables, pictures of its own, heads and feet.`,
      );
    }
}
