/**
 * Whom each character of a trial may reach. A character is written once in the world, so one that stands in bytes sent to
 * somebody whom its audience excludes was leaked; the record alone makes an audience larger.
 */

import type { Entry } from '../../server/log/log.ts';
import { type CommentAudience, DESK, type PositionAudience } from '../../shared/acts/facts.ts';
import { type LoggedChange, loggedActIn } from '../../shared/acts/logged.ts';
import { sideOf } from './negotiation-person.ts';

/** A side alone, or with the chair's; the members; everybody, those who follow the screen too. */
type Audience =
  | { readonly to: 'side' | 'side-and-chair'; readonly side: string }
  | { readonly to: 'members' | 'all' };

const CHARS = /[\u4e00-\u9fff]|[\ud840-\ud87f][\udc00-\udfff]/g;
export const charsIn = (text: string): readonly string[] => text.match(CHARS) ?? [];

export class Secrets {
  private readonly audiences = new Map<string, Audience>();
  /** Proposals that were on the text once. */
  private readonly shown = new Set<string>();
  private readonly notes: string[] = [];

  /** What was found, and is forgotten here. */
  take(): readonly string[] {
    return this.notes.splice(0);
  }

  /** Characters written by a side, for itself. */
  keep(text: string, side: string): void {
    for (const char of charsIn(text)) this.audiences.set(char, { to: 'side', side });
  }

  /** Characters that everybody may see from the beginning. */
  tell(text: string): void {
    for (const char of charsIn(text)) this.audiences.set(char, { to: 'all' });
  }

  /** An act of the record makes words known. */
  follow({ body, kind, seq }: Entry): void {
    if (kind !== 'act') return;
    const act = loggedActIn(body);
    for (const change of act?.changes ?? []) this.change(change, act!.for);
    if (!act) this.notes.push(`entry ${seq} is no act`);
  }

  /** What somebody was sent. */
  heard(account: string, bytes: Buffer): void {
    const text = bytes.toString('utf8');
    for (const char of charsIn(text)) {
      const audience = this.audiences.get(char);
      if (audience && !reaches(audience, account))
        this.leak(account, `${char} for ${JSON.stringify(audience)}`);
    }
    for (const [name, other] of text.matchAll(/(?:Name of )?([a-z]+-\d)/g))
      if (sideOf(other!) !== sideOf(account)) this.leak(account, name);
    if (account === 'observer')
      for (const [name] of text.matchAll(/q[a-c]land|_chair/g)) this.leak(account, name);
  }

  private leak(account: string, what: string): void {
    this.notes.push(`leaked: ${account} was sent ${what}`);
  }

  private change(change: LoggedChange, side: string): unknown {
    switch (change.act) {
      case 'table':
        this.tabled(change.proposal.id, JSON.stringify(change.proposal), change.state === 'on-text');
        return;
      case 'take-up':
        if (change.content)
          this.tabled(change.proposal, JSON.stringify(change.content), change.state === 'on-text');
        return;
      case 'reword':
        this.tabled(change.proposal, change.words, this.shown.has(change.proposal));
        return;
      case 'take-on-text':
        for (const id of change.proposals) this.shown.add(id);
        this.widen((audience) => audience.to === 'members', { to: 'all' }, change.proposals);
        return;
      case 'decide':
        for (const each of change.outcomes)
          if ('content' in each && each.outcome === 'taken')
            this.tabled(each.content.id, JSON.stringify(each.content), true);
        return;
      case 'comment':
        this.remark(change.words, change.audience, side);
        return;
      case 'position':
        this.remark(change.note ?? '', change.audience, side);
        return;
      case 'reason':
        this.remark(change.reason, 'all', side);
        return;
      default:
    }
  }

  private remark(words: string, audience: CommentAudience | PositionAudience, side: string): void {
    for (const char of charsIn(words))
      this.audiences.set(char, audience === 'chair' ? { to: 'side-and-chair', side } : { to: 'members' });
  }

  private readonly words = new Map<string, Set<string>>();

  private tabled(id: string, text: string, isShown: boolean): void {
    if (isShown) this.shown.add(id);
    const known = this.words.get(id) ?? new Set<string>();
    this.words.set(id, known);
    for (const char of charsIn(text)) {
      known.add(char);
      if (this.audiences.get(char)?.to !== 'all')
        this.audiences.set(char, { to: isShown ? 'all' : 'members' });
    }
  }

  private widen(from: (audience: Audience) => boolean, to: Audience, proposals: readonly string[]): void {
    for (const id of proposals)
      for (const char of this.words.get(id) ?? [])
        if (from(this.audiences.get(char)!)) this.audiences.set(char, to);
  }
}

function reaches(audience: Audience, account: string): boolean {
  const side = sideOf(account);
  switch (audience.to) {
    case 'all':
      return true;
    case 'members':
      return account !== 'observer';
    case 'side':
      return side === audience.side;
    case 'side-and-chair':
      return side === audience.side || side === DESK;
    default:
      return audience satisfies never;
  }
}
