/** The body's own Word template: what of it is kept, how a text stands in it, and what is no template (SPEC TP1 to TP5). */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { draft } from '../../fixtures/build.ts';
import { sample } from '../../fixtures/samples.ts';
import { type App, startApp } from '../../server/app.ts';
import { createDraftIn, inviteIn } from '../../server/commands/folder.ts';
import { readConfig } from '../../server/config.ts';
import { writeDocx } from '../../server/export/docx.ts';
import { writeRedline } from '../../server/export/redline.ts';
import { BadTemplate } from '../../server/export/template/bad-template.ts';
import { readTemplate } from '../../server/export/template/template.ts';
import { shortDraft } from '../support/house.ts';
import { Browser } from '../support/http.ts';
import { seeded } from '../support/random.ts';
import { randomRedline } from '../support/random-redline.ts';
import { renditionOf } from '../support/renditions.ts';
import { settle } from '../support/soffice.ts';
import { field, LOGO, MASTHEAD, p, r, type TemplateParts, templateOf } from '../support/template.ts';
import { faultsIn, paragraphsOf, partsOf } from '../support/word-xml.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'chapeau-template-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = async (
  more: Partial<TemplateParts> = {},
  kind: Parameters<typeof renditionOf>[1] = 'bracketed',
) =>
  writeDocx(renditionOf(sample('rivers-en'), kind), {
    paper: 'a4',
    lineNumbers: true,
    template: readTemplate(templateOf(more)),
  });

describe('TP1: a text in the template of its body', () => {
  test('TP1: paper, head, foot, logo and masthead are the template’s; the text stands in its place', async () => {
    const bytes = await written();
    const parts = partsOf(bytes);
    const document = parts['word/document.xml']!;
    expect(document).toContain('<w:pgSz w:w="12240" w:h="15840"/>');
    expect(Buffer.compare(Buffer.from(unzipSync(bytes)['word/media/logo.png']!), LOGO)).toBe(0);
    expect(parts['word/header1.xml']).toContain('Head of the body');
    expect(parts['word/footer1.xml']).toContain('> PAGE <');
    const lines = paragraphsOf(bytes, 'new').filter((line) => line !== '');
    expect(lines.slice(0, 2)).toEqual(['SR/CONF/2/L.1', 'Body of Rivers']);
    expect(lines.at(-1)).toBe('End of the document');
    expect(lines.join('\n')).toMatch(/Draft Lakeside Declaration[\s\S]*End of the document$/);
    expect(await faultsIn(bytes)).toEqual([]);
  });

  test('TP1: our styles are those of the same name, whatever they are called inside; others come along in its fonts', async () => {
    const { 'word/document.xml': document = '', 'word/styles.xml': styles = '' } = partsOf(await written());
    expect(document).toContain('<w:pStyle w:val="berschrift1"/>');
    expect(document).toContain('<w:pStyle w:val="Absatz"/>');
    expect(document).not.toMatch(/w:val="(?:Heading1|Heading3|named-\w+)"/);
    const used = [...document.matchAll(/<w:[pr]Style w:val="([^"]+)"/g)].map(([, id]) => id);
    const known = [...styles.matchAll(/<w:style [^>]*w:styleId="([^"]+)"/g)].map(([, id]) => id);
    expect(used.filter((id) => !known.includes(id))).toEqual([]);
    expect(new Set(known).size).toBe(known.length);
    expect(styles.match(/w:name w:val="heading 1"/gi)).toHaveLength(1);
    expect(styles.match(/<w:rFonts/g)).toHaveLength(1);
    expect(styles.match(/w:default="1"/g)).toHaveLength(1);
  });

  test('TP1: every fifth line is numbered where Word wants it said, columns fill the width of its paper', async () => {
    const document = partsOf(await written())['word/document.xml']!;
    expect(document).toMatch(/<w:pgMar [^>]*\/><w:lnNumType w:countBy="5"[^>]*\/><w:cols /);
    expect(document).toContain('<w:tblW w:type="dxa" w:w="8640"/>');
  });

  test('TP1: a template without heads and feet gets symbol and page x of y; an empty one our own masthead', async () => {
    const bytes = await written({
      body: p(''),
      section: '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>',
    });
    const parts = partsOf(bytes);
    const ends = Object.entries(parts).filter(([name]) => /word\/(?:header|footer)Own/.test(name));
    expect(ends.map(([, xml]) => xml).join('')).toMatch(/NUMPAGES[\s\S]*SR\/CONF\/2\/L\.1/);
    expect(ends).toHaveLength(4);
    expect(parts['word/document.xml']).toMatch(/<w:sectPr><w:headerReference [\s\S]*<w:titlePg\/>/);
    expect(paragraphsOf(bytes, 'new').slice(0, 2)).toEqual(['SR/CONF/2/L.1', '25 November 2026']);
    expect(await faultsIn(bytes)).toEqual([]);
  });

  test('TP1: footnotes of the masthead stay, those of the text come after them', async () => {
    const note = '<w:r><w:footnoteReference w:id="7"/></w:r>';
    const notes =
      '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="7"><w:p><w:r><w:t>of the masthead</w:t></w:r></w:p></w:footnote></w:footnotes>';
    const template = readTemplate(
      templateOf({
        body: p(r('Masthead') + note),
        parts: { 'word/footnotes.xml': notes },
        relations:
          '<Relationship Id="rIdNotes" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>',
      }),
    );
    const text = draft({ title: '', language: 'en', dir: 'ltr' }, '1. a^*^ b\n@note * :: of the text');
    const parts = partsOf(await writeDocx(renditionOf(text), { paper: 'a4', template }));
    const ids = (xml = '') =>
      [...xml.matchAll(/footnote(?:Reference)?\b[^>]* w:id="(-?\d+)"/g)].map(([, id]) => id);
    expect(ids(parts['word/document.xml'])).toEqual(['7', '8']);
    expect(ids(parts['word/footnotes.xml'])).toEqual(['-1', '7', '8']);
    expect(parts['word/footnotes.xml']).toMatch(/w:id="8"[\s\S]*of the text/);
  });

  test('TP1: LibreOffice opens a text and a redline in a template: all words, changes that can be taken', async () => {
    const { redline, fresh } = randomRedline(seeded(4));
    const template = readTemplate(templateOf());
    const files = {
      text: await written(),
      redline: await writeRedline(redline, { paper: 'a4', authors: 'parties', template }),
    };
    const settled = await settle(files);
    expect(settled.text!.accepted).toContain('Body of Rivers');
    expect(settled.text!.accepted).toMatch(/We reaffirm/);
    const dense = (text: string) => text.replace(/\s+/g, '');
    expect(dense(settled.redline!.accepted)).toContain(dense(fresh.join('')));
  }, 120_000);

  test('EX11: the same text in the same template is the same file', async () => {
    expect(Buffer.compare(await written(), await written())).toBe(0);
  });
});

describe('TP3: nobody is named', () => {
  test('TP3: who wrote the template, where it lies and who edited it stands in no part of the file', async () => {
    const bytes = await written();
    const all = Object.values(partsOf(bytes)).join('\n');
    expect(all).not.toMatch(/Quillon|Zyx|Users|00AB12CD|attachedTemplate|Un-named/);
    expect(Object.keys(partsOf(bytes))).not.toContain('word/people.xml');
  });
});

describe('TP4: fields', () => {
  test('TP4: a field cut into runs is filled; one without a value leaves no line; what is named is not said twice', async () => {
    const restricted = partsOf(await written({}, 'attributed'));
    expect(restricted['word/header1.xml']!.replace(/<[^>]+>/g, '')).toContain(
      'Head of the body, Restricted — 25 November 2026, 18:05 UTC',
    );
    const text = restricted['word/document.xml']!.replace(/<[^>]+>/g, '\n');
    expect(text.match(/SR\/CONF\/2\/L\.1/g)).toHaveLength(1);
    expect(text).not.toMatch(/\{\{|Restricted/);
    const plain = paragraphsOf(await written(), 'new');
    expect(plain.slice(1, 4)).toEqual(['SR/CONF/2/L.1', 'Body of Rivers', '25 November 2026']);
  });

  test('TP4: what the template does not print itself stands where the text begins: that it is restricted above all', async () => {
    const lines = paragraphsOf(await written({ header: p(''), body: p(r('Masthead')) }, 'attributed'), 'new');
    expect(lines.slice(0, 4)).toEqual([
      'Masthead',
      'SR/CONF/2/L.1',
      'Restricted',
      '25 November 2026, 18:05 UTC',
    ]);
  });

  test('TP4: nothing that stands in a draft becomes markup in a field', async () => {
    const text = draft({ title: '</w:t><w:object/> & "x"', language: 'en', dir: 'ltr' }, '1. a');
    const template = readTemplate(templateOf({ body: p(r('{{title}}')) + p(r('{{text}}')) }));
    const bytes = await writeDocx(renditionOf(text), { paper: 'a4', template });
    expect(paragraphsOf(bytes, 'new')[0]).toBe('</w:t><w:object/> & "x"');
    expect(await faultsIn(bytes)).toEqual([]);
  });
});

const outside = (type: string, target: string) =>
  `<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/>`;
const BAD: Readonly<Record<string, readonly [Uint8Array, string, RegExp]>> = {
  'a text file': [strToU8('Dear Sirs'), 'no-word-file', /no Word file/],
  'a zip that is none': [zipSync({ 'a.txt': strToU8('a') }), 'no-word-file', /no Word file/],
  'one cut off': [templateOf().slice(0, 700), 'no-word-file', /no Word file/],
  'one with macros': [templateOf({ parts: { 'word/vbaProject.bin': strToU8('x') } }), 'unsafe', /macros/],
  'one that says it has macros': [
    templateOf({
      types:
        '<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>',
    }),
    'unsafe',
    /macros/,
  ],
  'a bomb': [
    templateOf({ parts: { 'word/media/x.png': new Uint8Array(40_000_000) } }),
    'too-large',
    /more than/,
  ],
  'one with tracked changes': [
    templateOf({ body: p(`<w:ins w:id="1" w:author="x">${r('a')}</w:ins>`) }),
    'unsettled',
    /tracked changes/,
  ],
  'one with comments': [
    templateOf({ body: p(`<w:r><w:commentReference w:id="1"/></w:r>`) }),
    'unsettled',
    /comments/,
  ],
  'another file inside': [templateOf({ body: '<w:altChunk r:id="rIdLogo"/>' }), 'unsafe', /altChunk/],
  'an object inside': [templateOf({ body: p('<w:r><w:object/></w:r>') }), 'unsafe', /object/],
  'a picture from elsewhere': [
    templateOf({
      body: p('<w:r><w:drawing><a:blip r:link="rIdX"/></w:drawing></w:r>'),
      relations: outside('image', 'https://evil.example/x.png'),
    }),
    'unsafe',
    /image, outside the file/,
  ],
  'a chart': [
    templateOf({ body: p('<w:r><w:drawing><c:chart xmlns:c="c" r:id="rIdNone"/></w:drawing></w:r>') }),
    'unsafe',
    /not kept/,
  ],
  'a link to a disk': [
    templateOf({
      body: p(`<w:hyperlink r:id="rIdX">${r('a')}</w:hyperlink>`),
      relations: outside('hyperlink', 'file:///C:/x'),
    }),
    'unsafe',
    /hyperlink, outside/,
  ],
  'a field that fetches, cut in two': [
    templateOf({
      header: p(
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE "https://evil.example/x"</w:instrText><w:fldChar w:fldCharType="end"/></w:r>',
      ),
    }),
    'unsafe',
    /INCLUDEPICTURE/,
  ],
  'a field within a field': [
    templateOf({
      footer: p(
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>IF </w:instrText><w:fldChar w:fldCharType="begin"/><w:instrText>DDEAUTO x</w:instrText><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="end"/></w:r>',
      ),
    }),
    'unsafe',
    /DDEAUTO/,
  ],
  'the clock of a machine': [templateOf({ header: p(field('DATE')) }), 'unsafe', /field DATE.*\{\{date\}\}/],
  'the name of a person': [templateOf({ header: p('<w:fldSimple w:instr="AUTHOR"/>') }), 'unsafe', /AUTHOR/],
  'a document type': [
    templateOf({ styles: '<!DOCTYPE x [<!ENTITY a "b">]><w:styles xmlns:w="w">&a;</w:styles>' }),
    'broken',
    /document type/,
  ],
  'broken XML': [templateOf({ header: '<w:p>' }), 'broken', /header1\.xml is no well-formed XML/],
  'other prefixes': [
    templateOf({
      styles: '<x:styles xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
    }),
    'broken',
    /ordinary Word document/,
  ],
  'an unknown field': [
    templateOf({ body: p(r('{{simbol}}')) }),
    'field',
    /\{\{simbol\}\}; there are \{\{symbol\}\}/,
  ],
  'the text in a table': [
    templateOf({ body: `<w:tbl><w:tr><w:tc>${p(r('{{text}}'))}</w:tc></w:tr></w:tbl>` }),
    'field',
    /in no table/,
  ],
  'the text twice': [templateOf({ body: p(r('{{text}}')) + p(r('{{text}}')) }), 'field', /once/],
  'no room': [
    templateOf({
      section: '<w:sectPr><w:pgSz w:w="4000"/><w:pgMar w:left="1900" w:right="1900"/></w:sectPr>',
    }),
    'broken',
    /no room/,
  ],
};

describe('TP2: what is no template', () => {
  test.each(Object.keys(BAD))('TP2: %s is refused, and it is said what to do', (name) => {
    const [bytes, why, message] = BAD[name]!;
    const refused = (() => {
      try {
        return readTemplate(bytes);
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(BadTemplate);
    expect(refused).toMatchObject({ why, message: expect.stringMatching(message) });
  });

  test('TP2: what a draft holds cannot do what a template may not', async () => {
    const bytes = await written({ body: MASTHEAD + p(r('{{text}}')) });
    expect(() => readTemplate(bytes)).not.toThrow();
  });
});

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const run = (...args: readonly string[]) =>
  new Promise<{ code: number; errors: string }>((resolve) => {
    const env = { ...process.env, CHAPEAU_DATA: path.join(folder, 'none') };
    const command = ['--import', 'tsx', 'server/cli.ts', 'export', ...args];
    execFile('node', command, { cwd: ROOT, env }, (error, _, errors) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, errors }),
    );
  });

describe('TP1, TP2 on the command line', () => {
  const at = (name: string) => path.join(folder, name);
  writeFileSync(at('a.txt'), 'Title\n\n1. We [agree].\n');
  writeFileSync(at('body.docx'), templateOf());
  writeFileSync(at('bad.docx'), BAD['a bomb']![0]);

  test('TP1: export … --template writes in it; another format, a bad or missing template is refused, exit 2', async () => {
    const word = ['--as', 'docx', '-o', at('a.docx')];
    expect(await run(at('a.txt'), ...word, '--template', at('body.docx'))).toEqual({ code: 0, errors: '' });
    expect(paragraphsOf(readFileSync(at('a.docx')), 'new').join('\n')).toMatch(/Body of Rivers[\s\S]*agree/);
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['--as', 'html', '--template', at('body.docx')], /only a Word file is written in a template/],
      [['--as', 'docx', '--template', at('bad.docx')], /more than it seems/],
      [['--as', 'docx', '--template', at('no.docx')], /there is no template/],
    ];
    for (const [args, message] of cases) {
      const { code, errors } = await run(at('a.txt'), ...args, '-o', at('none'));
      expect([code, message.test(errors), existsSync(at('none'))]).toEqual([2, true, false]);
    }
  }, 120_000);
});

describe('TP5: a template of a draft on the server', () => {
  let app: App;
  const seats: Record<string, Browser> = {};
  afterAll(() => app?.close());

  test('TP5: the chair’s side sends it, Word files use it, it can be taken away; nobody else may, and a bad one leaves the old', async () => {
    const data = path.join(folder, 'data');
    const config = readConfig({ PORT: '0', CHAPEAU_HOST: '127.0.0.1', CHAPEAU_LOG: 'silent' });
    const where = { data, origin: config.origin };
    const { id } = await createDraftIn(where, { document: shortDraft() });
    const wish = { head: false, reusable: false, days: 1 };
    const links = {
      desk: await inviteIn(where, id, { ...wish, role: 'secretariat', label: 'desk' }),
      elm: await inviteIn(where, id, { ...wish, role: 'delegation', party: 'elm', label: 'elm' }),
    };
    app = await startApp({ ...config, data, samples: false });
    for (const [name, link] of Object.entries(links)) {
      seats[name] = new Browser(app.address);
      await seats[name].join(link.split('/').at(-1)!, name);
    }
    await seats.desk!.ask('PUT', `/api/drafts/${id}/phase`, { phase: 'open' });
    const send = async (seat: string, file: Uint8Array, method = 'PUT') => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(file)]), 'Body 模板.docx');
      const response = await fetch(`${app.address}/api/drafts/${id}/template`, {
        method,
        headers: { cookie: seats[seat]!.cookie, origin: app.address },
        ...(method === 'PUT' ? { body: form } : {}),
      });
      return { status: response.status, told: response.status === 204 ? {} : await response.json() };
    };
    const word = async (more = '') => {
      const response = await fetch(`${app.address}/api/drafts/${id}/export?as=docx${more}`, {
        headers: { cookie: seats.elm!.cookie },
      });
      expect(response.status).toBe(200);
      return paragraphsOf(new Uint8Array(await response.arrayBuffer()), 'new').join('\n');
    };
    const card = async () => (await seats.elm!.get(`/api/drafts/${id}/template`)).json().template;

    expect(await card()).toBeNull();
    expect(await word()).not.toContain('Body of Rivers');
    expect((await send('elm', templateOf())).told).toMatchObject({ error: 'not-the-chairs-side' });
    const sent = await send('desk', templateOf());
    expect(sent).toMatchObject({
      status: 200,
      told: {
        template: { name: 'Body 模板.docx' },
        styles: ['provision'],
        fields: ['symbol', 'notice', 'text', 'restricted'],
      },
    });
    expect(await card()).toMatchObject({
      name: 'Body 模板.docx',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await word()).toContain('Body of Rivers');
    expect(await word('&plain=1')).not.toContain('Body of Rivers');
    const bad = await send('desk', BAD['a picture from elsewhere']![0]);
    expect(bad).toMatchObject({ status: 422, told: { error: 'template-unsafe' } });
    expect((await send('desk', new Uint8Array(6_000_000))).status).toBe(413);
    expect(await word()).toContain('Body of Rivers');
    expect((await send('desk', new Uint8Array(), 'DELETE')).status).toBe(204);
    expect(await word()).not.toContain('Body of Rivers');
  }, 120_000);
});
