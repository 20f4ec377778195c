/** What the export dialog offers, remembers, stops, and says of a clean text that is not possible yet (SPEC EX20). */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { addressOf, OpenPoints, takeFile } from '../../client/issued.ts';
import {
  formatsOffered,
  kindsOffered,
  rememberChoice,
  rememberedChoice,
} from '../../client/panels/export-choices.ts';
import { DEFAULT_RULES, type Membership, type Role } from '../../shared/house/membership.ts';

const member = (role: Role): Membership => ({ account: 'a', draft: 'd', role, head: false });
const standing = { phase: 'open', rules: DEFAULT_RULES } as const;
const offer = (role: Role, ...revisions: string[]) => ({ member: member(role), standing, revisions });
const WISH = { as: 'docx', rendition: 'clean', paper: 'a4' } as const;

afterEach(() => vi.unstubAllGlobals());

describe('EX20: the export dialog', () => {
  test('EX20: of renditions those are offered that the reader may take away', () => {
    const delegate = kindsOffered(offer('delegation', 'W/1'), undefined);
    expect(delegate).toEqual(expect.arrayContaining(['bracketed', 'attributed', 'clean', 'redline']));
    expect(kindsOffered(offer('delegation'), undefined)).not.toContain('redline');
    expect(kindsOffered(offer('observer', 'W/1'), undefined)).toEqual([]);
    expect(kindsOffered(offer('observer', 'W/1'), 'W/1')).toEqual(['bracketed', 'clean']);
  });

  test('EX20: of formats those that can hold it', () => {
    expect(formatsOffered('redline')).toEqual(['docx', 'html', 'pdf']);
    expect(formatsOffered('points')).toContain('csv');
    expect(formatsOffered('bracketed')).not.toContain('csv');
  });

  test('EX20: the form that was chosen is remembered, never which draft or text', () => {
    const kept = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    });
    rememberChoice({ ...WISH, rendition: 'points', as: 'csv', revision: 'SECRET/1', base: 'SECRET/2' });
    expect(rememberedChoice()).toMatchObject({ as: 'csv', rendition: 'points', paper: 'a4' });
    expect([...kept.values()].join()).not.toContain('SECRET');
    kept.set('chapeau.export', '{"as":"exe"}');
    expect(rememberedChoice().as).toBe('docx');
  });

  test('EX20: a text is looked at as a page before it is written', () => {
    expect(addressOf('d', WISH, true)).toMatch(/as=html&rendition=clean&paper=a4&preview=1$/);
  });

  test('EX20: a clean text that is not possible yet names its points, each with the block to go to', async () => {
    const points = [{ number: '1.1', kind: 'bracket', place: '1', words: 'x', askedBy: '', block: 'b1' }];
    vi.stubGlobal('fetch', async () => Response.json({ error: 'open-points', points }, { status: 409 }));
    const refused = await takeFile('d', WISH, new AbortController().signal).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(OpenPoints);
    expect((refused as OpenPoints).points).toEqual(points);
  });

  test('EX20: the writing can be stopped, and that is no loss of the line', async () => {
    const ending = new AbortController();
    vi.stubGlobal('fetch', async (_: string, { signal }: RequestInit) => {
      ending.abort();
      signal?.throwIfAborted();
    });
    await expect(takeFile('d', WISH, ending.signal)).rejects.toMatchObject({ code: 'stopped' });
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('no line');
    });
    const refused = takeFile('d', WISH, new AbortController().signal);
    await expect(refused).rejects.toMatchObject({ code: 'no-line' });
  });
});
