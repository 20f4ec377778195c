/** The two lists that hold a Word file together: of what kind each part is, and which part leads where. */
import type { Relation } from './package.ts';
import { type Element, empty } from './xml.ts';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/';

const PICTURES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  emf: 'image/x-emf',
  wmf: 'image/x-wmf',
};

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^word\/document\.xml$/, `${WORD}document.main+xml`],
  [/^docProps\/core\.xml$/, 'application/vnd.openxmlformats-package.core-properties+xml'],
  [/^docProps\/app\.xml$/, 'application/vnd.openxmlformats-officedocument.extended-properties+xml'],
  [/^docProps\/custom\.xml$/, 'application/vnd.openxmlformats-officedocument.custom-properties+xml'],
  [/^word\/theme\//, 'application/vnd.openxmlformats-officedocument.theme+xml'],
];

/** What is no theme and no picture is called by its kind: `header3.xml`. */
function kindOf(name: string): string {
  const known = KINDS.find(([pattern]) => pattern.test(name))?.[1];
  return known ?? `${WORD}${/^word\/([A-Za-z]+?)(?:Own)?\d*\.xml$/.exec(name)?.[1]}+xml`;
}

export function contentTypes(names: readonly string[]): Element {
  const defaults = [
    ['rels', 'application/vnd.openxmlformats-package.relationships+xml'],
    ['xml', 'application/xml'],
    ...Object.entries(PICTURES).filter(([ending]) =>
      names.some((name) => name.toLowerCase().endsWith(`.${ending}`)),
    ),
  ].map(([Extension = '', ContentType = '']) => empty('Default', { Extension, ContentType }));
  const overrides = names
    .filter((name) => name.endsWith('.xml') && !name.startsWith('['))
    .map((name) => empty('Override', { PartName: `/${name}`, ContentType: kindOf(name) }));
  return {
    name: 'Types',
    attrs: { xmlns: 'http://schemas.openxmlformats.org/package/2006/content-types' },
    children: [...defaults, ...overrides],
  };
}

export function relationsPart(relations: readonly Relation[]): Element {
  const all = relations.map(({ id, type, target, isOutside }) =>
    empty('Relationship', {
      Id: id,
      Type: OFFICE + type,
      Target: isOutside ? target : `/${target}`,
      ...(isOutside ? { TargetMode: 'External' } : {}),
    }),
  );
  return {
    name: 'Relationships',
    attrs: { xmlns: 'http://schemas.openxmlformats.org/package/2006/relationships' },
    children: all,
  };
}
