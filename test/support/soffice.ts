/**
 * LibreOffice as a second reader of Word files. A test without it fails, and is never skipped. Each run has a profile of
 * its own, so that it meets nobody else's windows and settings.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const PLACES = [
  '/usr/bin/soffice',
  '/usr/local/bin/soffice',
  '/usr/lib/libreoffice/program/soffice',
  '/opt/libreoffice/program/soffice',
];

function sofficePath(): string {
  const found = PLACES.find((place) => existsSync(place));
  if (found) return found;
  throw new Error(`No LibreOffice at ${PLACES.join(', ')}; run .ci/ready browser`);
}

/** What becomes of the changes of each file: all accepted, all rejected. Text without trailing empty lines. */
export interface Settled {
  readonly accepted: string;
  readonly rejected: string;
}

/** Opens Word files by name, settles their changes both ways and reads the text of either, in one run of LibreOffice. */
export async function settle(
  files: Readonly<Record<string, Uint8Array>>,
): Promise<Readonly<Record<string, Settled>>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chapeau-soffice-'));
  try {
    const work = path.join(folder, 'work');
    mkdirSync(work);
    for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(work, `${name}.docx`), bytes);
    await runMacro(path.join(folder, 'profile'), work);
    const text = (name: string, way: string) => {
      const file = path.join(work, `${name}.${way}.txt`);
      if (!existsSync(file)) throw new Error(`LibreOffice did not read ${name}.docx`);
      return readFileSync(file, 'utf8')
        .replace(/^\ufeff/, '')
        .replace(/\n+$/, '');
    };
    return Object.fromEntries(
      Object.keys(files).map((name) => [
        name,
        { accepted: text(name, 'accepted'), rejected: text(name, 'rejected') },
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The PDFs that LibreOffice prints of Word files, by name. */
export async function printedByOffice(
  files: Readonly<Record<string, Uint8Array>>,
): Promise<Readonly<Record<string, Uint8Array>>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chapeau-soffice-'));
  try {
    const names = Object.keys(files);
    for (const name of names) writeFileSync(path.join(folder, `${name}.docx`), files[name]!);
    const profile = `-env:UserInstallation=${pathToFileURL(path.join(folder, 'profile')).href}`;
    const places = names.map((name) => path.join(folder, `${name}.docx`));
    const args = [profile, '--headless', '--norestore', '--convert-to', 'pdf', '--outdir', folder, ...places];
    await new Promise<void>((resolve, reject) => {
      execFile(sofficePath(), args, { timeout: 200_000 }, (error) => (error ? reject(error) : resolve()));
    });
    const read = (name: string) => new Uint8Array(readFileSync(path.join(folder, `${name}.pdf`)));
    return Object.fromEntries(names.map((name) => [name, read(name)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a person does with a Word file at a desk elsewhere. */
export interface Desk {
  readonly givenName: string;
  readonly surname: string;
  /** Words that give way to others, each where it stands first, in this order. */
  readonly edits: readonly (readonly [search: string, instead: string])[];
  /** Written at the words that it is about. */
  readonly comments: readonly (readonly [at: string, words: string])[];
}

/** Edits a Word file with changes tracked: as it was saved, and saved once more with every change accepted. */
export async function editElsewhere(
  bytes: Uint8Array,
  { givenName, surname, edits, comments }: Desk,
): Promise<{ readonly tracked: Uint8Array; readonly accepted: Uint8Array }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chapeau-soffice-'));
  try {
    const work = path.join(folder, 'work');
    mkdirSync(work);
    writeFileSync(path.join(work, 'in.docx'), bytes);
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const steps = edits.map(
      ([search, instead]) => `ReplaceWords(document, ${quoted(search)}, ${quoted(instead)})`,
    );
    await runMacro(
      path.join(folder, 'profile'),
      work,
      EDIT.replace('STEPS', escapedBasic(steps.join('\n'))),
      SET_UP_FOR(givenName, surname),
    );
    const [tracked, accepted] = ['tracked', 'accepted'].map((name) =>
      withComments(readFileSync(path.join(work, `${name}.docx`)), `${givenName} ${surname}`, comments),
    );
    return { tracked: tracked!, accepted: accepted! };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The file with comments on runs that hold these words; LibreOffice 7.4 crashes where it saves comments without a window. */
function withComments(bytes: Uint8Array, author: string, comments: Desk['comments']): Uint8Array {
  if (comments.length === 0) return bytes;
  const parts = unzipSync(bytes);
  const edit = (name: string, change: (xml: string) => string): void => {
    parts[name] = strToU8(change(strFromU8(parts[name] ?? new Uint8Array())));
  };
  edit('[Content_Types].xml', (xml) =>
    xml.replace(
      '</Types>',
      '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>',
    ),
  );
  edit('word/_rels/document.xml.rels', (xml) =>
    xml.replace(
      '</Relationships>',
      '<Relationship Id="rIdComments" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>',
    ),
  );
  const written = comments.map(
    ([, words], id) =>
      `<w:comment w:id="${id}" w:author="${author}" w:date="2026-05-01T10:00:00Z" w:initials="QZ"><w:p><w:r><w:t>${words}</w:t></w:r></w:p></w:comment>`,
  );
  parts['word/comments.xml'] = strToU8(
    `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${written.join('')}</w:comments>`,
  );
  comments.forEach(([at], id) => {
    edit('word/document.xml', (xml) => {
      const words = xml.indexOf(at);
      if (words < 0) throw new Error(`no "${at}" to comment on`);
      const [from, to] = [xml.lastIndexOf('<w:r>', words), xml.indexOf('</w:r>', words) + '</w:r>'.length];
      const [start, end] = [`<w:commentRangeStart w:id="${id}"/>`, `<w:commentRangeEnd w:id="${id}"/>`];
      const reference = `<w:r><w:commentReference w:id="${id}"/></w:r>`;
      return xml.slice(0, from) + start + xml.slice(from, to) + end + reference + xml.slice(to);
    });
  });
  return zipSync(parts);
}

const escapedBasic = (basic: string): string =>
  basic.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function runMacro(profile: string, work: string, module = MODULE, setUp = SET_UP): Promise<void> {
  const basic = path.join(profile, 'user/basic/Standard');
  mkdirSync(basic, { recursive: true });
  writeFileSync(path.join(profile, 'user/registrymodifications.xcu'), setUp);
  writeFileSync(path.join(profile, 'user/basic/script.xlc'), LIBRARIES);
  writeFileSync(path.join(basic, 'script.xlb'), LIBRARY);
  writeFileSync(path.join(basic, 'Module1.xba'), module);
  const args = [
    `-env:UserInstallation=${pathToFileURL(profile).href}`,
    '--headless',
    '--norestore',
    '--nologo',
    `macro:///Standard.Module1.Settle("${work}")`,
  ];
  return new Promise((resolve, reject) => {
    execFile(sofficePath(), args, { timeout: 200_000 }, (error, _, errors) =>
      error ? reject(new Error(`LibreOffice: ${error.message} ${errors}`)) : resolve(),
    );
  });
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
/** A profile that says it was set up: else LibreOffice 7.4 puts its own empty macros over these at the first start. */
const SET_UP = `${HEAD}<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item>
</oor:items>`;
const SET_UP_FOR = (givenName: string, surname: string): string =>
  SET_UP.replace(
    '</oor:items>',
    `<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="givenname" oor:op="fuse"><value>${givenName}</value></prop></item>
<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="sn" oor:op="fuse"><value>${surname}</value></prop></item></oor:items>`,
  );
const LIBRARIES = `${HEAD}<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" library:link="false"/>
</library:libraries>`;
const LIBRARY = `${HEAD}<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
<library:element library:name="Module1"/>
</library:library>`;
const MODULE = `${HEAD}<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Settle(folder As String)
  Dim none()
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Dim asText(1) As New com.sun.star.beans.PropertyValue
  asText(0).Name = "FilterName" : asText(0).Value = "Text (encoded)"
  asText(1).Name = "FilterOptions" : asText(1).Value = "UTF8,LF,,,"
  Dim dispatcher : dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  Dim file : file = Dir(folder &amp; "/*.docx")
  Do While file &lt;&gt; ""
    Dim name : name = Left(file, Len(file) - 5)
    Dim way
    For way = 0 To 1
      Dim document : document = StarDesktop.loadComponentFromURL(ConvertToURL(folder &amp; "/" &amp; file), "_blank", 0, hidden())
      If Not IsNull(document) Then
        Dim command : command = IIf(way = 0, ".uno:AcceptAllTrackedChanges", ".uno:RejectAllTrackedChanges")
        dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, none())
        document.storeToURL(ConvertToURL(folder &amp; "/" &amp; name &amp; IIf(way = 0, ".accepted.txt", ".rejected.txt")), asText())
        document.close(True)
      End If
    Next way
    file = Dir
  Loop
  StarDesktop.terminate()
End Sub
</script:module>`;
const EDIT = `${HEAD}<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Settle(folder As String)
  Dim none()
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Dim asWord(0) As New com.sun.star.beans.PropertyValue
  asWord(0).Name = "FilterName" : asWord(0).Value = "MS Word 2007 XML"
  Dim document : document = StarDesktop.loadComponentFromURL(ConvertToURL(folder &amp; "/in.docx"), "_blank", 0, hidden())
  document.RecordChanges = True
  STEPS
  document.storeToURL(ConvertToURL(folder &amp; "/tracked.docx"), asWord())
  document.close(True)
  document = StarDesktop.loadComponentFromURL(ConvertToURL(folder &amp; "/tracked.docx"), "_blank", 0, hidden())
  Dim dispatcher : dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:AcceptAllTrackedChanges", "", 0, none())
  document.storeToURL(ConvertToURL(folder &amp; "/accepted.docx"), asWord())
  document.close(True)
  StarDesktop.terminate()
End Sub

Function Found(document, words As String)
  Dim search : search = document.createSearchDescriptor()
  search.SearchString = words
  search.SearchCaseSensitive = True
  Found = document.findFirst(search)
End Function

Sub ReplaceWords(document, words As String, instead As String)
  Dim range : range = Found(document, words)
  If Not IsNull(range) Then range.setString(Join(Split(instead, "\\n"), Chr(13)))
End Sub
</script:module>`;
