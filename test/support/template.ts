/** A Word template as a secretariat has one: made by a German Word, with a logo, a masthead, heads, feet, fields cut into runs. */
import { deflateSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const NAMES = `xmlns:w="${W}" xmlns:r="${R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A blue square, eight pixels wide. */
export const LOGO = png(8, [0x00, 0x66, 0xcc]);

/** A picture of one colour, as PNG. */
function png(size: number, colour: readonly number[]): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.from([0, ...Array.from({ length: size }, () => colour).flat()]);
  const rows = Buffer.concat(Array.from({ length: size }, () => row));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

export const p = (inner: string, look = ''): string =>
  `<w:p w:rsidR="00AB12CD">${look === '' ? '' : `<w:pPr>${look}</w:pPr>`}${inner}</w:p>`;
export const r = (text: string, look = ''): string =>
  `<w:r>${look === '' ? '' : `<w:rPr>${look}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
/** A word processor cuts a field into runs wherever somebody paused. */
const cut = (field: string): string =>
  r('{') + '<w:proofErr w:type="spellStart"/>' + r(`{${field.slice(0, 3)}`) + r(field.slice(3)) + r('}}');

export const PICTURE = `<w:r><w:drawing><wp:inline><wp:extent cx="457200" cy="457200"/><wp:docPr id="1" name="Logo" descr="C:\\Users\\Quillon Zyx\\logo.png"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdLogo"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="457200" cy="457200"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;

export const field = (code: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${r('1')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;

const STYLES = `<w:styles ${NAMES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif" w:eastAsia="Noto Serif CJK SC" w:cs="Noto Naskh Arabic"/><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/><w:rPr><w:sz w:val="23"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/><w:rPr><w:b/><w:color w:val="0066CC"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="berschrift3"><w:name w:val="heading 3"/><w:basedOn w:val="Standard"/><w:rPr><w:color w:val="0066CC"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Absatz"><w:name w:val="Chapeau Provision"/><w:basedOn w:val="Standard"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:style></w:styles>`;

const SECTION =
  '<w:sectPr><w:headerReference w:type="default" r:id="rIdHead"/><w:footerReference w:type="default" r:id="rIdFoot"/><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="720" w:footer="720" w:gutter="0"/><w:cols w:space="720"/></w:sectPr>';

/** Parts that a test changes; `body` stands before the section. */
export interface TemplateParts {
  readonly body: string;
  readonly header: string;
  readonly footer: string;
  readonly styles: string;
  readonly section: string;
  /** More relationships of the main part, and more parts by name. */
  readonly relations: string;
  readonly parts: Readonly<Record<string, string | Uint8Array>>;
  readonly types: string;
}

export const MASTHEAD =
  p(PICTURE) + p(cut('symbol'), '<w:jc w:val="right"/>') + p(r('Body of Rivers')) + p(cut('notice'));

const DEFAULT: TemplateParts = {
  body: `${MASTHEAD}${p(cut('text'))}${p(r('End of the document'))}`,
  header: p(r('Head of the body, ') + cut('restricted')),
  footer: p(r('Sheet ') + field('PAGE')),
  styles: STYLES,
  section: SECTION,
  relations: '',
  parts: {},
  types: '',
};

/** The bytes of a template. */
export function templateOf(more: Partial<TemplateParts> = {}): Uint8Array {
  const { body, header, footer, styles, section, relations, parts, types } = { ...DEFAULT, ...more };
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${R}/${type}" Target="${target}"/>`;
  const all: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'officeDocument', 'word/document.xml')}</Relationships>`,
    'docProps/core.xml': '<x>Quillon Zyx</x>',
    'word/document.xml': `<w:document ${NAMES}><w:body>${body}${section}</w:body></w:document>`,
    'word/styles.xml': styles,
    'word/header1.xml': `<w:hdr ${NAMES}>${header}</w:hdr>`,
    'word/footer1.xml': `<w:ftr ${NAMES}>${footer}</w:ftr>`,
    'word/settings.xml': `<w:settings ${NAMES}><w:attachedTemplate r:id="rId1"/><w:defaultTabStop w:val="708"/><w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids></w:settings>`,
    'word/_rels/settings.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${R}/attachedTemplate" Target="file:///C:/Users/Quillon%20Zyx/body.dotx" TargetMode="External"/></Relationships>`,
    'word/people.xml': '<x>Quillon Zyx</x>',
    'word/media/logo.png': LOGO,
    'word/_rels/document.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${relation('rIdStyles', 'styles', 'styles.xml')}${relation('rIdHead', 'header', 'header1.xml')}${relation('rIdFoot', 'footer', '/word/footer1.xml')}${relation('rIdSettings', 'settings', 'settings.xml')}${relation('rIdPeople', 'people', 'people.xml')}${relation('rIdLogo', 'image', 'media/logo.png')}${relations}</Relationships>`,
    ...parts,
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(all).map(([name, part]) => [
        name,
        typeof part === 'string' ? strToU8(name.endsWith('.xml') ? HEAD + part : part) : part,
      ]),
    ),
    { mtime: new Date(1980, 0, 1) },
  );
}
