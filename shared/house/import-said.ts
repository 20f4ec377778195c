/**
 * What an import says of a file: what was guessed, repaired, doubted or refused (SPEC IM38). Here in English, for the record and
 * the command line; the page says the same in the reader's language, from the same numbers and quotations.
 */
export const IMPORT_SAID = {
  'said.note': 'Nothing in the text refers to the note "{{mark}}".',
  'said.radical-wrong': '"{{wrong}}" was read as {{right}}: the PDF named the wrong character.',
  'said.radical': '{{count}} radical characters were read as the characters they stand for.',
  'said.markup-counted':
    '{{count}} characters of Markdown markup ({{what}}), first "{{text}}", were read for what they mean and left out.',
  'said.markup-emphasis': 'emphasis',
  'said.markup-heading': 'headings',
  'said.markup-footnote': 'footnotes',
  'said.markup-link': 'links',
  'said.markup-tag': 'tags',
  'said.markup-escape': 'escapes',
  'said.markup-table': 'tables',
  'said.markup-line-end': 'line ends',
  'said.markup-one': 'The markup "{{text}}" was left out.',
  'said.front-matter': 'The front matter "{{text}}" was left out.',
  'said.link-target': 'The link target "{{text}}" was left out.',
  'said.table-rule': 'The rule of a table "{{text}}" was left out.',
  'said.option-end': '{{label}} was read as ending with its paragraph: its end is not printed.',
  'said.option-covers': '"{{marker}}" was read as an alternative to {{label}}.',
  'said.option-loose': '"{{marker}}" was read as an option: no paragraph {{label}} stands before it.',
  'said.page-rule': 'A rule of {{count}} strokes was left out.',
  'said.page-number': 'The page number "{{text}}" was left out.',
  'said.page-head': 'The running head "{{text}}" was left out.',
  'said.page-link': 'The link target "{{text}}" at the end of a page was left out.',
  'said.join-space':
    'The line ends in a space inside "{{text}}" and was joined to the next: it is a space between words.',
  'said.join-sentence': 'The paragraph goes on here, in the middle of a sentence; it was put together again.',
  'said.join-hyphen': '"{{text}}" was parted at the end of a line and was read as {{word}}.',
  'said.profile-extraction':
    'Read as text extracted from a PDF: a line that ends in a space ends its paragraph.',
  'said.profile-wrapped': 'Read as text with hard line ends: an empty line or a number begins a paragraph.',
  'said.profile-lines': 'Read as text with one paragraph a line.',
  'said.profile-markdown': 'Read as Markdown.',
  'said.profile-set':
    'Read as plain text that was written here: how far a paragraph is set in says what it is.',
  'said.closing-rule': 'The closing rule was left out.',
  'said.closing': 'The closing rule was left out; "{{text}}" below it is the title of the draft.',
  'said.column-loose': '"{{text}}" stands beside no text; it was kept as a paragraph.',
  'said.concept-level':
    'The label "{{text}}" stands level with the first line of the paragraph it was given to.',
  'said.concept-off':
    'The label "{{text}}" stands {{count}} lines from the first line of the paragraph it was given to.',
  'said.source-off':
    'The source "{{text}}" stands {{count}} lines from the first line of the text it was given to.',
  'said.bullet':
    'The bullet "{{marker}}" with nothing but "{{text}}" after it is no item; the bullet was left out.',
  'said.inserted':
    '"{{marker}}" was read as a new paragraph after {{label}}; it may be another version of it.',
  'said.heading': '"{{text}}" was read as a heading.',
  'said.unnumbered': 'A paragraph without a number was read as a provision of its own.',
  'said.part': 'A part without a label begins here: a new page, a title and heads of columns.',
  'said.concept-inherited': 'The first cell is empty; the text was left under "{{text}}".',
  'said.instruction':
    '"{{text}}" was read as saying what becomes of the text after it, and from which document.',
  'said.bold-overdrawn':
    'Text drawn four times over was read once, as bold: "{{text}}" ({{count}} copied characters left out).',
  'said.bracket-across':
    'This bracket was closed by the one at {{line}}:{{column}}, in another part: no other is left.',
  'said.bracket-opened': 'The bracket "{{glyph}}" is never closed; it was kept as it stands.',
  'said.bracket-closed': 'The bracket "{{glyph}}" closes nothing; it was kept as it stands.',
  'said.bracket-glyphs': '"{{open}}" was closed by "{{close}}".',
  'said.slash-choice': 'The slash in "{{text}}" was read as parting wordings to choose from.',
  'said.slash': 'Does the slash in "{{text}}" part two wordings to choose from? It was kept as a character.',
  'said.linked': '"[{{first}}]" and "[{{second}}]" were linked: they make sense only together.',
  'said.cover': 'What stands before the first annex was read as a cover report, a part of its own.',
  'said.page-heads': 'The heads "{{text}}" are printed again at the top of a page and were left out.',
  'said.concept-row':
    'The label "{{text}}" stands beside a row of the table, level with none of its first lines; it was given to the row\'s first paragraph.',
  'said.refused-pdf-long': 'The PDF draws more than {{most}} characters; part it first.',
  'said.refused-pdf-unnamed':
    'The PDF draws {{count}} characters and does not say which {{unnamed}} of them are; its text has to be recognised first.',
  'said.refused-pdf-pictures':
    'The PDF of {{pages}} pages holds only pictures ({{count}}): its text has to be recognised first.',
  'said.refused-pdf-empty': 'The PDF of {{pages}} pages holds no word.',
  'said.pdf-pictures': 'Left out: pictures ({{count}}).',
  'said.pdf-unnamed': 'Left out: {{count}} characters that the file draws without saying which they are.',
  'said.pdf-aslant': 'Left out: words that do not run level: "{{text}}".',
  'said.pdf-page-lost': 'Page {{page}} cannot be read: {{reason}}',
  'said.bold-copies': '{{count}} characters drawn again over themselves were read once, as bold: "{{text}}".',
  'said.pdf-two-columns': 'Page {{page}} is set in two columns: the right one was read after the left one.',
  'said.pdf-from-right':
    'Page {{page}} was read from right to left; figures and Latin words in it from left to right.',
  'said.pdf-radical':
    '{{count}} characters that the file names after a radical or sign of the same shape were read as what they stand for.',
  'said.pdf-comments': '{{count}} remarks pinned to page {{page}} were left out.',
  'said.form-placeholder': 'Read as a placeholder: the text is still to come.',
  'said.form-option-list': 'Read as a list of options.',
  'said.form-reserved': 'Read as reserved: a number without text.',
  'said.cover-dangling': '"{{marker}}" names {{label}}, and no provision here bears that number.',
  'said.lost': 'Not in the draft: {{list}}.',
  'said.added': 'In the draft but not in the source: {{list}}.',
  'said.encoding': 'Read as {{encoding}}: the bytes are no UTF-8.',
  'said.control': 'Characters that no text can hold were left out ({{count}}): {{list}}.',
  'said.refused-long': 'The text holds {{count}} characters; at most {{most}} are imported. Part it first.',
  'said.refused-spaces': 'The file holds no word, only spaces and line ends.',
  'said.profile-data': 'Read as a draft that Chapeau wrote ({{rendition}}).',
  'said.requests': 'Who asks for what is in the file and was left out: a draft names no party.',
  'said.refused-large': 'The file holds {{count}} bytes; at most {{most}} are imported.',
  'said.refused-points': 'This is a list of points ({{rendition}}); it holds no draft.',
  'said.refused-data': 'The draft in this file cannot be read: {{path}}: {{reason}}.',
  'said.refused-json-broken': 'The file begins like JSON and is damaged or cut off: {{reason}}.',
  'said.refused-json': 'This is JSON that holds no draft.',
  'said.refused-json-kind': 'This is JSON of another kind: "format" should be "{{format}}" and is {{is}}.',
  'said.refused-json-version':
    'This file is of version {{version}} of its format; this Chapeau reads version {{reads}}.',
  'said.tracked-before':
    '{{count}} tracked changes by {{people}} persons: the text is read as if none had been made; the changes are kept beside it.',
  'said.tracked-after':
    '{{count}} tracked changes by {{people}} persons: the text is read as if all were accepted.',
  'said.tracked-some':
    '{{count}} tracked changes by {{people}} persons: the text is read with those of some persons accepted; the others are kept beside it.',
  'said.comments': "{{count}} comments are kept beside the text, for the chair's side.",
  'said.left-out': 'Left out: {{what}} ({{count}}).',
  'said.left-out-picture': 'pictures',
  'said.left-out-hidden-text': 'hidden text',
  'said.left-out-embedded-document': 'embedded documents',
  'said.refused-word-empty': 'The Word file holds no words.',
  'said.option-number': 'The automatic number {{number}} before "{{text}}" was left out: it names an option.',
  'said.refused-word-broken':
    'The file begins like a Word file but is cut off or damaged: its archive cannot be read. Fetch it once more.',
  'said.refused-entries': 'The archive holds more than {{most}} files; no Word file does.',
  'said.refused-unpacked': 'Unpacked, "{{name}}" would hold {{count}} bytes; that is more than is imported.',
  'said.refused-bomb': '"{{name}}" unpacks to {{count}} bytes from {{size}}: no text packs that well.',
  'said.refused-xml': '"{{name}}" within the Word file is no well-formed XML; the file is damaged.',
  'said.refused-xml-empty': '"{{name}}" within the Word file is empty.',
  'said.refused-xml-type':
    '"{{name}}" within the file declares a document type, which no Word file does; that is how files attack those who read them.',
  'said.refused-xml-more': '"{{name}}" within the file holds more than is imported.',
  'said.refused-no-word': 'This is a zip archive, but no Word document (.docx): it has no document part.',
  'said.refused-pdf-large':
    'The PDF holds {{count}} bytes; at most {{most}} are read. Print fewer pages into a file.',
  'said.refused-pdf-cut': 'The PDF has no end: only part of the file is here. Fetch it once more.',
  'said.refused-pdf-pages': 'The PDF has {{count}} pages; at most {{most}} are read. Part it first.',
  'said.refused-pdf-locked': 'The PDF is locked with a password; save it once more without one.',
  'said.refused-pdf-password': 'The PDF is locked, and it does not open without its password.',
  'said.refused-pdf-broken':
    'The PDF cannot be opened; it is damaged or only part of it is here ({{reason}}).',
  'said.refused-pdf-as-text': 'This is a PDF file, which is read as one and not as text.',
  'said.refused-zip':
    'This is a zip archive (a Word, Excel or OpenDocument file, or a plain zip), which is no text.',
  'said.refused-doc':
    'This is an old Office file (.doc), or one locked with a password; save it as .docx or as plain text.',
  'said.refused-rtf': 'This is a Rich Text file; save it as .docx or as plain text.',
  'said.refused-png': 'This is a picture (PNG); its text has to be typed or recognised first.',
  'said.refused-jpeg': 'This is a picture (JPEG); its text has to be typed or recognised first.',
  'said.refused-gif': 'This is a picture (GIF); its text has to be typed or recognised first.',
  'said.refused-gzip': 'This is a compressed file (gzip); unpack it first.',
  'said.refused-program': 'This is a program, no text.',
  'said.refused-empty': 'The file is empty: it holds no byte.',
  'said.refused-undecodable': 'The bytes are neither UTF-8, UTF-16 nor GB18030 text.',
  'said.refused-control': 'This is no text: {{count}} of its {{all}} characters are control characters.',
  'said.refused-failed': 'The import failed on this file: {{reason}}',
  'said.refused-stopped': 'Reading "{{name}}" was stopped. Nothing was kept of it.',
  'said.refused-time':
    '"{{name}}" was not read: it took longer than {{count}} seconds. Nothing was kept of it.',
  'said.refused-memory': '"{{name}}" was not read: it needs more than {{count}} MB. Nothing was kept of it.',
  'said.claims-more': 'More than {{most}} claims stand in this paragraph; the others were kept as words.',
  'said.look-struck': '"{{text}}" is struck through in the source.',
  'said.look-coloured': '"{{text}}" is coloured in the source.',
  'said.claim-struck': '"{{text}}" asks that words go, and does not say who asks.',
  'said.claim': '"{{text}}" was taken out of the text: {{names}} {{asks}}.',
  'said.claim-kept': '"{{text}}" may name a party; it was kept as words.',
  'said.asks-words': 'ask for these words',
  'said.asks-delete': 'ask that it goes',
  'said.asks-bracket': 'ask that it stays in brackets',
  'said.asks-reserve': 'reserve their position',
  'said.asks-delete-words': 'ask that these words go',
  'said.limit': '{{count}} more entries of the kind "{{kind}}" are not listed.',
  'said.told': 'A tracked change of {{who}} became no proposal ({{why}}): "{{words}}".',
  'said.who-chair': 'the Chair',
  'said.who-party': 'a party',
  'said.why-heading': 'a heading',
  'said.why-table': 'a row of a table',
  'said.why-note': 'a note',
  'said.why-source': 'a source',
  'said.why-remark': 'a remark',
  'said.why-number': 'numbers',
  'said.why-bracket': 'a bracket without its partner',
  'said.why-moved': 'something that moved',
  'said.why-place-gone': 'its place is not in the text',
  'said.why-agrees': 'agreement with what is asked',
  'said.why-left-out-words': 'it stands in words that were left out',
  'said.why-in-words': 'it finds no place in the words of another',
  'said.why-refused': 'the draft could not take it',
} as const;

type Key = keyof typeof IMPORT_SAID;
export type SaidId = Key extends `said.${infer Id}` ? Id : never;
type Data = Readonly<Record<string, string | number>>;

/** A sentence and what it is said of. */
export interface Said {
  readonly id: SaidId;
  readonly data?: Data;
}

export const said = (id: SaidId, data?: Data): Said => (data ? { id, data } : { id });

/** Names of data that are themselves words of the catalogue. */
const WORDS = new Set(['what', 'who', 'why', 'asks']);

/** The data with its own words said by `word`; what is no word of the catalogue stays. */
export function dataOf({ data = {} }: Said, word: (key: Key) => string): Data {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      const key = `said.${value}`;
      return [name, WORDS.has(name) && Object.hasOwn(IMPORT_SAID, key) ? word(key as Key) : value];
    }),
  );
}

/** The sentence in English. */
export function saidPlainly(told: Said): string {
  const data = dataOf(told, (key) => IMPORT_SAID[key]);
  return IMPORT_SAID[`said.${told.id}`].replace(/\{\{(\w+)\}\}/g, (_, name: string) =>
    String(data[name] ?? ''),
  );
}
