/** What sources say that parties ask: offered beside the draft, never left in its words (SPEC IM31). */
import { describe, expect, it } from 'vitest';
import { importDocx } from '../../server/import/docx/import.ts';
import { type Imported, importText } from '../../server/import/import.ts';
import { readPartyList } from '../../server/import/party-lists.ts';
import { type Answers, namesIn, recorded } from '../../shared/house/import-record.ts';
import { partyNamed } from '../../shared/house/party-names.ts';
import { printText } from '../../shared/renditions/text.ts';
import { docx, p, r } from '../support/docx.ts';
import { processorTime } from '../support/processor-time.ts';

function imported(text: string, answers: Answers = {}, partyNames: readonly string[] = []): Imported {
  const result = importText(text, { answers, partyNames });
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}
const words = ({ document }: Imported) => printText(document).trim();
/** `asks parties @ bracket or block`, accepted ones. */
const claimed = ({ claims }: Imported) =>
  claims
    .filter(({ accepted }) => accepted)
    .map(({ asks, parties, bracket }) => `${asks} ${parties.join('+')}${bracket ? ' @bracket' : ''}`.trim());

describe('IM31: what a text says that parties ask', () => {
  it.each([
    ['1. A [EU: lasting] peace.', '1. A [lasting] peace.', 'words EU @bracket'],
    ['1. A [EU, USA and JPN: lasting] peace.', '1. A [lasting] peace.', 'words EU+USA+JPN @bracket'],
    ['1. A [G77 and China: lasting] peace.', '1. A [lasting] peace.', 'words G77 and China @bracket'],
    ['1. Parties [should - USA, JPN] act.', '1. Parties [should] act.', 'words USA+JPN @bracket'],
    ['1. Parties [should – Brazil/India] act.', '1. Parties [should] act.', 'words Brazil+India @bracket'],
    ['1. A [lasting] (EU: delete) peace.', '1. A [lasting] peace.', 'delete EU @bracket'],
    ['1. A peace. (EU: delete)', '1. [A peace.]', 'delete EU @bracket'],
    ['1. A [lasting] (Reserve: CAN) peace.', '1. A [lasting] peace.', 'reserve CAN @bracket'],
    ['1. A peace. (CAN reserves)', '1. A peace.', 'reserve CAN'],
    ['1. A [lasting] [DEL by USA] peace.', '1. A [lasting] peace.', 'delete USA @bracket'],
    ['1. A peace. (USA: keep brackets)', '1. [A peace.]', 'bracket USA @bracket'],
    ['1. A (DEL: lasting) peace.', '1. A [lasting] peace.', 'delete words  @bracket'],
    ['1. [EU: A [lasting] peace.]', '1. [A [lasting] peace.]', 'words EU @bracket'],
    ['1. 和平［欧盟：永久］。', '1. 和平［永久］。', 'words 欧盟 @bracket'],
    ['1. 永久和平。（日本：删除）', '1. [永久和平。]', 'delete 日本 @bracket'],
  ])('%s', (source, text, claim) => {
    const read = imported(`${source}\n`);
    expect(words(read)).toBe(text);
    expect(claimed(read)).toEqual([claim]);
    expect(read.report.filter(({ kind }) => kind === 'lost')).toEqual([]);
    const [own] = read.claims;
    expect(read.report.find(({ id }) => id === own?.id)?.message).toContain(own?.raw.slice(0, 2));
  });

  it.each([
    '1. A [Placeholder: on peace] follows.',
    '1. See [Article 6: peace].',
    '1. A [lasting] peace (see paragraph 2: delete it).',
    '1. [Note: this is new.] A peace.',
    '1. The rate is [5 - 7] percent.',
    '1. The [north-south] line.',
    '1. [Option 1: A peace.]',
  ])('what names no party is left alone: %s', (source) => {
    expect(imported(`${source}\n`).claims).toEqual([]);
  });

  it('a name that may be a party or not is asked about and stays until then', () => {
    const source = '1. A [Estavia: lasting] peace.\n';
    const read = imported(source);
    expect([words(read), claimed(read)]).toEqual(['1. A [Estavia: lasting] peace.', []]);
    expect(read.report.find(({ question }) => question === 'claim')).toMatchObject({
      weight: 'doubt',
      chosen: 'words',
      id: 'claim@1:6',
    });
    const known = imported(source, {}, ['Estavia']);
    expect([words(known), claimed(known)]).toEqual(['1. A [lasting] peace.', ['words Estavia @bracket']]);
  });

  it('a claim that is refused stays as a remark, or as words', () => {
    const source = '1. A [EU: lasting] peace. (USA: delete)\n';
    const remark = imported(source, { all: { claim: 'remark' } });
    expect([words(remark), claimed(remark)]).toEqual([source.trim(), []]);
    const content = remark.document.blocks[0]?.content ?? [];
    expect(content.filter((each) => 'el' in each)).toEqual([
      { el: 'remark', text: '[EU: lasting]' },
      { el: 'remark', text: '(USA: delete)' },
    ]);
    const kept = imported(source, { one: { 'claim@1:6': 'words' } });
    expect([words(kept), claimed(kept)]).toEqual(['1. [A [EU: lasting] peace.]', ['delete USA @bracket']]);
    expect(kept.claims.map(({ accepted }) => accepted)).toEqual([false, true]);
  });

  it('a bracket over several paragraphs is claimed too', () => {
    const read = imported('1. [EU: One.\n\n2. Two.]\n');
    expect([words(read), claimed(read)]).toEqual(['1. [One.\n\n2. Two.]', ['words EU @bracket']]);
  });

  it('is recorded with the parties that its names mean', () => {
    const { claims } = imported('1. A [EU: lasting] peace. (USA, CAN: delete)\n');
    expect(namesIn(claims)).toEqual(['EU', 'USA', 'CAN']);
    const kept = recorded(claims, { EU: 'eu', CAN: 'canada' });
    expect(kept.map(({ parties }) => parties)).toEqual([
      [{ name: 'EU', party: 'eu' }],
      [{ name: 'USA' }, { name: 'CAN', party: 'canada' }],
    ]);
    expect(JSON.stringify(kept)).not.toContain('accepted');
  });

  it('100,000 claims in one paragraph take time that follows its length', () => {
    let read: ReturnType<typeof imported> | undefined;
    const source = `1. ${'[EU: a] (USA: delete) '.repeat(50_000)}\n`;
    expect(processorTime(() => (read = imported(source)))).toBeLessThan(20_000);
    expect(read!.report.some(({ kind }) => kind === 'limit')).toBe(true);
  }, 30_000);
});

describe('IM31: lists of parties', () => {
  it.each([
    ['EU', ['EU'], 'known'],
    ['Brazil, South Africa and India', ['Brazil', 'South Africa', 'India'], 'known'],
    ['Bosnia & Herzegovina', ['Bosnia & Herzegovina'], 'known'],
    ['African Group', ['African Group'], 'known'],
    ['New Island Republic', ['New Island Republic'], 'possible'],
    ['日本、欧盟', ['日本', '欧盟'], 'known'],
    ['Suisse', ['Suisse'], 'known'],
  ])('%s', (text, names, certainty) => {
    expect(readPartyList(text)).toEqual({ names, certainty });
  });

  it.each(['see above', 'Article 6', 'TBD', 'Parties shall act', '', 'Note by the EU', '2030'])(
    '"%s" is none',
    (text) => {
      expect(readPartyList(text)).toBeUndefined();
    },
  );

  it('PA1: a name means the one party of the list that is called so, in any language', () => {
    const party = (id: string, short: string, zh: string) => ({
      id,
      names: { en: { short, full: `Republic of ${short}` }, zh: { short: zh, full: zh } },
      groups: [],
    });
    const list = [
      party('alder', 'Alder', '桤木'),
      party('birch', 'Birch', '桦木'),
      party('b2', 'Birch', '白桦'),
    ];
    const named = (name: string) => partyNamed(list, name)?.id;
    expect([
      named('ALDER'),
      named('the Republic of Alder'),
      named('桦木'),
      named('Birch'),
      named(''),
    ]).toEqual(['alder', 'alder', 'birch', undefined, undefined]);
  });
});

describe('IM31: struck and coloured words of a Word file', () => {
  const strike = '<w:strike/>';
  const colour = (rgb: string) => `<w:color w:val="${rgb}"/>`;
  const BODY =
    p(r('Draft decision')) +
    p(
      `${r('1. Parties ')}${r('shall', strike)}${r(' ')}${r('should', colour('C00000'))}${r(' measure their wells each year and publish what they measured.')}`,
    ) +
    p(`${r('2. Wells are ')}${r('very ', strike + colour('0000AA'))}${r('deep', colour('595959'))}${r('.')}`);
  const read = (answers: Answers = {}) => {
    const result = importDocx(docx({ body: BODY }), { answers });
    if (!result.ok) throw new Error(result.refusal.message);
    return result.value;
  };

  it('struck words are asked to go; words in a colour wait for who is meant; grey is how a form is printed', () => {
    const first = read();
    expect(words(first)).toBe(
      'Draft decision\n\n1. Parties [shall] should measure their wells each year and publish what they measured.\n\n2. Wells are [very ]deep.',
    );
    expect(first.claims.map(({ asks, parties, raw, accepted }) => [asks, parties, raw, accepted])).toEqual([
      ['delete words', [], 'shall', true],
      ['words', ['#C00000'], 'should', false],
      ['delete words', ['#0000AA'], 'very', true],
    ]);
    const coloured = first.report.find(({ question, chosen }) => question === 'look' && chosen === 'words');
    const second = read({ one: { [coloured?.id ?? '']: 'claim' } });
    expect(words(second)).toContain('1. Parties [shall] [should] measure');
    expect(second.claims[1]).toMatchObject({ accepted: true, bracket: expect.any(String) });
    expect(read({ all: { look: 'words' } }).claims.some(({ accepted }) => accepted)).toBe(false);
  });
});
