/** Paragraphs parted in two and made one in a changed text, as requests that say so. */
import { describe, expect, it } from 'vitest';
import { draft } from '../../fixtures/build.ts';
import { proposalsFrom } from '../../shared/changes/proposals-from.ts';
import { wordsOfProposal } from '../../shared/proposals/content.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { counted, linesNow, opened, tableAll, takeAll } from '../support/changes.ts';

const of = (notation: string, language: 'en' | 'zh' = 'en') =>
  draft({ title: '', language, dir: 'ltr' }, notation);

function applied(before: DraftDocument, after: DraftDocument) {
  const base = opened(before);
  const all = proposalsFrom({ base, changed: after, ids: 'apart', newId: counted() });
  tableAll(base, all);
  takeAll(base, all);
  const asked = all.found.map(({ proposal, covers }) => {
    const words = wordsOfProposal(proposal);
    return `${proposal.kind}: ${covers}|${words}`;
  });
  return { asked, told: all.asides.map(({ what, words }) => `${what} ${words}`), lines: linesNow(base) };
}

const REPORT = 'Parties shall report every year on the wells that they keep.';
const FUND = 'The fund pays for measuring them in all basins.';

describe('CH8: a paragraph parted in two is a break within its words', () => {
  it.each<[string, string, string, readonly string[], readonly string[]]>([
    [
      'a provision',
      `1. ${REPORT} ${FUND}\n2. Last.`,
      `1. ${REPORT}\n2. ${FUND}\n3. Last.`,
      ['replacement:  |¶'],
      [REPORT, FUND, 'Last.'],
    ],
    [
      'its first half the shorter one',
      `1. A short one. ${REPORT} ${FUND}`,
      `1. A short one.\n2. ${REPORT} ${FUND}`,
      ['replacement:  |¶'],
      ['A short one.', `${REPORT} ${FUND}`],
    ],
    [
      'with words changed in passing',
      `1. ${REPORT} ${FUND}`,
      `1. ${REPORT}\n2. The trust fund pays for measuring them in all basins.`,
      ['insertion: |trust ', 'replacement:  |¶'],
      [REPORT, 'The trust fund pays for measuring them in all basins.'],
    ],
    [
      'an item of its own',
      `1. Parties agree that wells are open and springs are free for all.`,
      `1. Parties agree that wells are open and\n  (a) springs are free for all.`,
      ['replacement:  |¶'],
      ['Parties agree that wells are open and', 'springs are free for all.'],
    ],
  ])('%s', (_what, before, after, asks, lines) => {
    const found = applied(of(before), of(after));
    expect(found.asked).toEqual(asks);
    expect(found.lines).toEqual(lines);
  });

  it('in a script without spaces', () => {
    const found = applied(
      of('1. 缔约方应当每年报告其水井。基金支付各流域的测量费用。', 'zh'),
      of('1. 缔约方应当每年报告其水井。\n2. 基金支付各流域的测量费用。', 'zh'),
    );
    expect(found.asked).toEqual(['insertion: |¶']);
    expect(found.lines).toEqual(['缔约方应当每年报告其水井。', '基金支付各流域的测量费用。']);
  });

  it('words that were only moved on to the next provision are none', () => {
    const found = applied(of(`1. ${REPORT} ${FUND}\n2. Last.`), of(`1. ${REPORT}\n2. Last.\n3. ${FUND}`));
    expect(found.asked.map((each) => each.split(':')[0])).toEqual(['deletion', 'provision']);
  });
});

describe('CH8: two provisions made one are a merger', () => {
  it.each<[string, string, string, readonly string[], readonly string[]]>([
    [
      'their words go together',
      `1. ${REPORT}\n2. ${FUND}\n3. Last.`,
      `1. ${REPORT} ${FUND}\n2. Last.`,
      [`merge: ${FUND}|`],
      [`${REPORT} ${FUND}`, 'Last.'],
    ],
    [
      'with words changed in passing',
      `1. ${REPORT}\n2. ${FUND}\n3. Last.`,
      `1. Parties should report every year on the wells that they keep. The fund pays in all basins.\n2. Last.`,
      ['replacement: shall|should', 'deletion: for measuring them |', `merge: ${FUND}|`],
      ['Parties should report every year on the wells that they keep. The fund pays in all basins.', 'Last.'],
    ],
    [
      'the first the shorter one',
      `1. A short one.\n2. ${REPORT}`,
      `1. A short one. ${REPORT}`,
      [`merge: ${REPORT}|`],
      [`A short one. ${REPORT}`],
    ],
  ])('%s', (_what, before, after, asks, lines) => {
    const found = applied(of(before), of(after));
    expect(found.asked).toEqual(asks);
    expect(found.lines).toEqual(lines);
  });
});
