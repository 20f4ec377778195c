/** The catalogues: every sentence of the interface stands in each of them, and nowhere else. */
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { COMMAND_NAMES } from '../../client/editor/command.ts';
import { en } from '../../client/locales/en.ts';
import { zh } from '../../client/locales/zh.ts';
import { STANCES, STATUSES } from '../../shared/acts/facts.ts';
import { MINE_FATES } from '../../shared/acts/reading/mine.ts';
import { PROPOSAL_KINDS } from '../../shared/proposals/proposal.ts';

const CATALOGUES: Readonly<Record<string, Readonly<Record<string, string>>>> = { en, zh };

const components = readdirSync('client', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx'))
  .map((file) => `client/${file}`);

const parse = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);

const slots = (sentence: string): readonly string[] =>
  [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).sort();

/** Letters of any script: punctuation between two sentences is no sentence. */
const saysSomething = (text: string): boolean => /\p{L}{2,}/u.test(text);

/** Attributes that are read or heard. */
const SPOKEN =
  /^(aria-label|aria-description|aria-roledescription|aria-valuetext|title|placeholder|alt|label)$/;

function literalsIn(source: ts.SourceFile): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && saysSomething(node.text)) found.push(node.text.trim());
    if (ts.isJsxAttribute(node) && SPOKEN.test(node.name.getText())) {
      const value = node.initializer;
      if (value && ts.isStringLiteral(value) && saysSomething(value.text)) found.push(value.text);
    }
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) {
      const value = node.expression;
      if (value && ts.isStringLiteralLike(value) && saysSomething(value.text)) found.push(value.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The string members of a union type in a source file. */
function membersOf(file: string, type: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeAliasDeclaration(node) && node.name.text === type) {
      const literals = (part: ts.Node): void => {
        if (ts.isLiteralTypeNode(part) && ts.isStringLiteral(part.literal)) found.push(part.literal.text);
        ts.forEachChild(part, literals);
      };
      literals(node.type);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return found;
}

const missing = (prefix: string, codes: readonly string[]): readonly string[] =>
  codes.map((code) => `${prefix}.${code}`).filter((key) => !(key in en));

describe('the catalogues', () => {
  test.each(Object.keys(CATALOGUES))(
    'LO1: %s has every sentence of English, no other, and none is empty',
    (language) => {
      const catalogue = CATALOGUES[language]!;
      expect(Object.keys(catalogue).sort()).toEqual(Object.keys(en).sort());
      expect(Object.entries(catalogue).filter(([, sentence]) => sentence.trim() === '')).toEqual([]);
    },
  );

  test.each(Object.keys(CATALOGUES))(
    'LO2: the sentences of %s name the same values as the English ones',
    (language) => {
      const differing = Object.entries(CATALOGUES[language]!).filter(
        ([key, sentence]) => String(slots(sentence)) !== String(slots(en[key as keyof typeof en])),
      );
      expect(differing).toEqual([]);
    },
  );

  test('LO3: a Chinese sentence is Chinese', () => {
    const values = (sentence: string): string => sentence.replace(/\{\{\w+\}\}/g, '');
    const latin = Object.entries(zh).filter(
      ([, sentence]) => /[a-z]/i.test(values(sentence)) && !/\p{Script=Han}/u.test(sentence),
    );
    expect(latin.map(([key]) => key)).toEqual(['product.name']);
  });

  test('LO4: no component holds a sentence of its own', () => {
    expect(components.length).toBeGreaterThan(15);
    const found = components.flatMap((file) => literalsIn(parse(file)).map((text) => `${file}: ${text}`));
    expect(found).toEqual([]);
  });

  test('LO4: the search for sentences finds one in each place where it could stand', () => {
    const planted = ts.createSourceFile(
      'x.tsx',
      'const x = <p title="A title">Some words {t(key)} {"more words"} <b aria-label={name} className="no sentence" /></p>;',
      ts.ScriptTarget.Latest,
      true,
      ts.ScriptKind.TSX,
    );
    expect(literalsIn(planted)).toEqual(['A title', 'Some words', 'more words']);
  });

  test('LO5: every command, and every reason for which something is refused, has its sentence', () => {
    const reasons = [
      ...membersOf('shared/house/audience.ts', 'RefusalReason'),
      ...membersOf('shared/protocol/messages.ts', 'FrameRefusal'),
      ...membersOf('shared/acts/act.ts', 'ActRefusal'),
    ];
    expect(reasons).toContain('preparing');
    expect(reasons).toContain('disk-full');
    expect(reasons).toContain('place-gone');
    const why = membersOf('client/editor/command.ts', 'CommandReason');
    expect(why).toContain('read-only');
    expect([
      ...missing('edit', COMMAND_NAMES),
      ...missing('refusal', reasons),
      ...missing('command.why', why),
      ...missing('block', membersOf('shared/draft/outline.ts', 'OutlineKind')),
      ...missing('kind', membersOf('shared/draft/points.ts', 'PointKind')),
      ...missing('extent', membersOf('shared/draft/brackets.ts', 'Extent')),
      ...missing('floor.fault', membersOf('shared/acts/floor/ground.ts', 'FloorFault')),
      ...missing('fate', MINE_FATES),
      ...missing('stance', STANCES),
      ...missing('status', STATUSES),
      ...missing('asks', PROPOSAL_KINDS),
      ...missing('proposal.kind', PROPOSAL_KINDS),
    ]).toEqual([]);
  });
});
