/** One part of a template without what can do harm or tells of persons (SPEC TP2, TP3); throws `BadTemplate` otherwise. */
import { BadTemplate } from './bad-template.ts';
import { changed, type Element, within } from './xml.ts';

/** Attributes that lead to another part. */
export const REFERENCE = /^(?:r:\w+|o:relid)$/;

/** Left out without a word: what a machine, an editor or a printer wrote for itself, and fonts that are embedded. */
const LEFT_OUT = new Set([
  'w:printerSettings',
  'w:proofErr',
  'w:dataBinding',
  'w:rsid',
  'w:rsids',
  'w:permStart',
  'w:permEnd',
  'w:lastRenderedPageBreak',
  'w:numPicBullet',
  'w:lvlPicBulletId',
  'w:embedRegular',
  'w:embedBold',
  'w:embedItalic',
  'w:embedBoldItalic',
  'asvg:svgBlip',
]);

/** Of the settings these are kept; who worked with which template on which server is not. */
const SETTINGS = new Set([
  'w:zoom',
  'w:mirrorMargins',
  'w:gutterAtTop',
  'w:autoHyphenation',
  'w:defaultTabStop',
  'w:evenAndOddHeaders',
  'w:characterSpacingControl',
  'w:footnotePr',
  'w:compat',
  'w:themeFontLang',
  'w:clrSchemeMapping',
  'w:decimalSymbol',
  'w:listSeparator',
]);

/** What has to be settled before a file is a template. */
const UNSETTLED =
  /^w:(?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|\w+Change|comment(?:Reference|RangeStart|RangeEnd)|(?:move(?:From|To)|customXml\w+)Range(?:Start|End))$/;
/** What runs, or brings other files along. */
const UNSAFE = /^w:(?:object|control|altChunk|subDoc|movie|endnoteReference)$/;
/** Addresses that a picture is fetched from, or that tell of somebody's disk. */
const ADDRESS = /^(?:src|href|althref|o:href|o:althref|w:rsid\w*)$/;
/** Words for who cannot see a picture are kept, unless they are the path of a file. */
const isPath = (name: string, value: string): boolean =>
  (name === 'descr' || name === 'title' || name === 'o:title') && /^(?:[a-z]:|\/|\\\\|file:)/i.test(value);

export function cleaned(root: Element, part: string): Element {
  mustHaveUsualNames(root, part);
  mustHaveSafeFields(root);
  const clean = changed(root, ({ name, attrs, children }) => {
    if (UNSETTLED.test(name)) throw unsettled();
    if (UNSAFE.test(name))
      throw new BadTemplate('unsafe', `The template holds what is not kept (${name.slice(2)}). Take it out.`);
    if (LEFT_OUT.has(name)) return undefined;
    const kept = Object.entries(attrs).filter(([key, value]) => !ADDRESS.test(key) && !isPath(key, value));
    return { name, attrs: Object.fromEntries(kept), children };
  });
  return clean.name === 'w:settings' ? settingsOf(clean) : clean;
}

const settingsOf = (root: Element): Element => ({
  ...root,
  children: root.children.filter((each) => typeof each !== 'string' && SETTINGS.has(each.name)),
});

const unsettled = () =>
  new BadTemplate(
    'unsettled',
    'The template holds tracked changes or comments. Accept or reject the changes, delete the comments, and send it again.',
  );

const NAMES: Readonly<Record<string, string>> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'xmlns:w',
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships': 'xmlns:r',
};
const STRICT = /^http:\/\/purl\.oclc\.org\/ooxml\//;

/** What an element is, is told by its prefix here: so the prefixes must be those that every word processor writes. */
function mustHaveUsualNames(root: Element, part: string): void {
  for (const { attrs } of within(root))
    for (const [name, value] of Object.entries(attrs)) {
      if (!name.startsWith('xmlns')) continue;
      const usual = NAMES[value] ?? name;
      const isTaken = Object.values(NAMES).includes(name) && NAMES[value] !== name;
      if (usual === name && !isTaken && !STRICT.test(value)) continue;
      throw new BadTemplate(
        'broken',
        `${part} is written in a form that is not read (Strict Open XML?). Save the template as an ordinary Word document.`,
      );
    }
}

/** Fields that say what stands in the file itself. All others ask something of a machine, a person or a clock. */
const FIELDS = new Set([
  'PAGE',
  'NUMPAGES',
  'SECTION',
  'SECTIONPAGES',
  'STYLEREF',
  'TITLE',
  'REF',
  'PAGEREF',
  'SEQ',
  'TOC',
  'IF',
  'SYMBOL',
  '=',
]);

/** The code of a field may be cut into any number of runs, and fields stand in fields. */
function mustHaveSafeFields(root: Element): void {
  const open: string[] = [];
  for (const { name, attrs, children } of within(root)) {
    if (name === 'w:fldSimple') mustBeSafe(attrs['w:instr'] ?? '');
    else if (name === 'w:instrText')
      open[Math.max(0, open.length - 1)] = (open.at(-1) ?? '') + children.join('');
    else if (name === 'w:fldChar' && attrs['w:fldCharType'] === 'begin') open.push('');
    else if (name === 'w:fldChar' && attrs['w:fldCharType'] === 'end') mustBeSafe(open.pop() ?? 'unknown');
  }
  for (const code of open) mustBeSafe(code);
}

function mustBeSafe(code: string): void {
  const [word = ''] = code
    .trim()
    .toUpperCase()
    .split(/(?<==)|\s+/);
  if (FIELDS.has(word) || /^\s*HYPERLINK\s+(?:\\l\s+)?"?(?:https?:|mailto:|[\w-]+"?\s*$)/i.test(code)) return;
  throw new BadTemplate(
    'unsafe',
    `The template holds the field ${word.slice(0, 40) || '(without a name)'}. Of fields these are kept: ${[...FIELDS].join(' ')}. The date of a text stands where {{date}} is written.`,
  );
}
