/** In which order Word wants the children of an element, by the schema of Open XML (ECMA-376, part 1, transitional). */
import { strFromU8, unzipSync } from 'fflate';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Children in the order of the schema; what may stand anywhere is not listed. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  'w:pPr': words(
    'pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange',
  ),
  'w:rPr': words(
    'ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath',
  ),
  'w:sectPr': words(
    'headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings',
  ),
  'w:tblPr': words(
    'tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription',
  ),
  'w:tcPr': words(
    'cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark',
  ),
  'w:tbl': words('tblPr tblGrid tr'),
  'w:style': words(
    'name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal rsid pPr rPr tblPr trPr tcPr tblStylePr',
  ),
  'w:settings': words(
    'zoom displayBackgroundShape mirrorMargins trackRevisions defaultTabStop autoHyphenation evenAndOddHeaders characterSpacingControl footnotePr endnotePr compat rsids themeFontLang clrSchemeMapping decimalSymbol listSeparator',
  ),
};

const TAG = /<(\/?)([\w:]+)((?:"[^"]*"|[^">])*?)(\/?)>/g;

/** Every place of a Word file where children stand in another order; empty when Word finds all as it wants it. */
export function disordersIn(bytes: Uint8Array): readonly string[] {
  const parts = Object.entries(unzipSync(bytes)).filter(([name]) => /^word\/[^/]+\.xml$/.test(name));
  return parts.flatMap(([name, part]) => disorders(name, strFromU8(part)));
}

function disorders(part: string, xml: string): readonly string[] {
  const found = new Set<string>();
  const open: { name: string; last: number; child: string }[] = [];
  for (const [, closes, name = '', , isEmpty] of xml.matchAll(TAG)) {
    if (closes) {
      open.pop();
      continue;
    }
    const parent = open.at(-1);
    const order = parent && ORDER[parent.name];
    const at = order?.indexOf(name.replace('w:', '')) ?? -1;
    if (parent && order && at < 0) found.add(`${part}: ${parent.name} holds ${name}`);
    if (parent && order && at >= 0) {
      if (at < parent.last) found.add(`${part}: in ${parent.name} ${name} comes after ${parent.child}`);
      Object.assign(parent, { last: Math.max(at, parent.last), child: name });
    }
    if (!isEmpty) open.push({ name, last: -1, child: '' });
  }
  return [...found];
}
