/** Base text, proposals and the Chair's suggestion side by side (SPEC RN11). */
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { draft } from '../../fixtures/build.ts';
import { importJson } from '../../server/import/json.ts';
import { writeCsv } from '../../shared/renditions/csv.ts';
import { writeHtml } from '../../shared/renditions/html.ts';
import { writeJson } from '../../shared/renditions/json.ts';
import { writeMarkdown } from '../../shared/renditions/markdown.ts';
import { writeText } from '../../shared/renditions/plain.ts';
import type { DraftState, RenditionOptions } from '../../shared/renditions/rendition.ts';
import { printedForms } from '../support/printed-forms.ts';
import { renditionOf } from '../support/renditions.ts';

const { state, base } = printedForms();
const sides = (of: DraftState = state, more: Partial<RenditionOptions> = {}) =>
  renditionOf(of, 'columns', { columns: 'proposals', ...more });
const rows = (of?: DraftState, more?: Partial<RenditionOptions>): readonly (readonly string[])[] =>
  parse(writeCsv(sides(of, more)), { bom: true });

describe('RN11: columns of proposals', () => {
  test('RN11: beside each provision as it was stands what is asked of it, and what the Chair suggests', () => {
    expect(rows()).toEqual([
      ['Base text', 'Proposals', 'Chair’s suggestion'],
      ['1. Rivers shall be clean waters.', 'Rivers shall be [clean (Alder, Birch: bracket)] waters.', ''],
      ['2. Springs are kept.', 'Springs are[ always (Alder)] kept.', ''],
      ['3. Lakes shall rest for ever.', 'Lakes shall rest[ for ever (Alder, Birch: delete)].', ''],
      ['4. Ponds shall live.', 'Ponds [shall][should (Alder)] live.', 'Ponds shall [live][thrive].'],
      ['5. Mires [grow/stay] where they are.', 'Mires [grow/stay/remain (Cedar)] where they are.', ''],
      ['6. Wells [number of wells] are counted, [ ] of them.', '', ''],
      ['7. Seas are wide.', 'Alt 7+8. Waters are deep. (Alder)', ''],
      ['8. Coasts are long.', '', ''],
      ['9. Tides come {see the annex} and go.', '', ''],
      ['10. Isles stay.', '[Move to after 12 (Alder)]', ''],
      ['11. Deltas end.', '[Merge into 12 (Birch)]', ''],
      ['12. Capes stand.', '[Capes stand. (Cedar: bracket)]', ''],
      ['[13. Straits bind.]', '[Falls roar. (Cedar)]', ''],
      ['14. Bays are calm.', 'Bays are calm[Placeholder: names of bays (Birch)].', ''],
    ]);
  });

  test('RN11: the first column is the text that proposals were made on', () => {
    const bodyOf = (of: DraftState) => {
      const { body } = sides(of);
      if (body.kind !== 'sides') throw new Error(body.kind);
      return body.document.blocks;
    };
    expect(bodyOf(state)).toEqual(base.document.blocks);
  });

  test('RN3: names make it restricted; where none may be told it has none and is not', () => {
    expect(sides().restricted).toBe(true);
    const untold: DraftState = {
      ...state,
      shifts: (state.shifts ?? []).map((each) => ({ ...each, names: [] })),
      askedBy: new Map(
        [...(state.askedBy ?? [])].map(([id, asked]) => [
          id,
          ('asks' in asked ? [asked] : asked).map((each) => ({ ...each, names: [] })),
        ]),
      ),
    };
    expect(sides(untold).restricted).toBe(false);
    expect(JSON.stringify(rows(untold))).not.toMatch(/Alder|Birch|Cedar/);
    expect(rows(untold)[2]).toEqual(['2. Springs are kept.', 'Springs are[ always] kept.', '']);
  });

  test('RN11: of a long provision the words around are printed, cut between words', () => {
    const words = Array.from({ length: 60 }, (_, at) => `word${at}`).join(' ');
    const long = draft({ title: '', language: 'en', dir: 'ltr' }, `1. ${words} [here] ${words}`);
    const asked = { names: ['A'], asks: 'bracket' } as const;
    const [, [, beside = ''] = []] = rows({ document: long, askedBy: new Map([['k1', asked]]) });
    expect(beside).toMatch(/^…(?:word\d+ )+\[here \(A: bracket\)\] (?:word\d+ )+word\d+…$/);
    expect(beside.length).toBeLessThan(170);
  });

  test('RN11: a Chair’s text stands beside the provisions that it changes, with what it leaves out and adds', () => {
    const chairs = {
      ...base.document,
      blocks: base.document.blocks.flatMap((block) => {
        if (block.attrs.label === '8') return [];
        if (block.attrs.label === '2') return [{ ...block, content: [{ text: 'Springs are kept clean.' }] }];
        const more = { ...block, id: 'new', attrs: { label: '9 bis' }, content: [{ text: 'Winds blow.' }] };
        return block.attrs.label === '9' ? [block, more] : [block];
      }),
    };
    const suggestion = { document: chairs, ids: 'lasting' } as const;
    const third = rows(undefined, { suggestion }).flatMap(([own = '', , suggested = '']) =>
      suggested === '' ? [] : [`${own} | ${suggested}`],
    );
    expect(third).toEqual([
      'Base text | Chair’s suggestion',
      '2. Springs are kept. | 2. Springs are kept clean.',
      '4. Ponds shall live. | Ponds shall [live][thrive].',
      '8. Coasts are long. | (delete)',
      '9. Tides come {see the annex} and go. | 9 bis. Winds blow.',
    ]);
  });

  test('RN11: the same stands in every format; as JSON the base text comes back', () => {
    const rendition = sides();
    const html = writeHtml(rendition, { paper: 'a4' }).replace(/<[^>]*>/g, '');
    for (const text of [writeText(rendition), writeMarkdown(rendition).replaceAll('\\', ''), html])
      expect(text.replaceAll('*', '')).toContain('Ponds [shall][should (Alder)] live.');
    const again = importJson(new TextEncoder().encode(writeJson(rendition)));
    if (!again.ok) throw new Error(again.refusal.message);
    expect(again.value.document.blocks).toEqual(base.document.blocks);
  });
});
