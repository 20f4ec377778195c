/**
 * LibreOffice as a second reader of Word files. A test without it fails, and is never skipped. Each run has a profile of
 * its own, so that it meets nobody else's windows and settings.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

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

function runMacro(profile: string, work: string): Promise<void> {
  const basic = path.join(profile, 'user/basic/Standard');
  mkdirSync(basic, { recursive: true });
  writeFileSync(path.join(profile, 'user/registrymodifications.xcu'), SET_UP);
  writeFileSync(path.join(profile, 'user/basic/script.xlc'), LIBRARIES);
  writeFileSync(path.join(basic, 'script.xlb'), LIBRARY);
  writeFileSync(path.join(basic, 'Module1.xba'), MODULE);
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
