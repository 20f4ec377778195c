/** Inline Markdown: emphasis, escapes, note references, links, tags. What is only markup is counted and named. */
import { said } from '../../../shared/house/import-said.ts';
import type { Formats } from '../../../shared/text/element.ts';
import { Flow } from '../flow.ts';
import type { Report } from '../report.ts';
import type { Piece, Place } from '../work.ts';

const TAG = /<\/?[A-Za-z][^<>]{0,400}>/y;
const AUTOLINK = /<((?:https?:\/\/|mailto:)[^<>\s]{1,400})>/y;
const SUPERSCRIPT = /<sup>\s*(\w{1,4})\s*<\/sup>/y;
const NOTE = /\[\^([^\]\s]{1,40})\]/y;
const LINK = /\[([^[\]]{1,300})\]\(([^()\s]{1,400})\)/y;
const REFERENCE = /\[([^[\]]{1,300})\]\[([^[\]]{1,80})\]/y;
const ESCAPED = /\\([\\`*_{}[\]()#+.!|<>~^-])/y;

type Named = 'emphasis' | 'heading' | 'footnote' | 'link' | 'tag' | 'escape' | 'table' | 'line-end';

export class MarkupReader {
  readonly #counts = new Map<Named, { count: number; place: Place; sample: string }>();

  constructor(
    private readonly labels: ReadonlySet<string>,
    private readonly report: Report,
  ) {}

  /** The words and objects of a paragraph without its markup. */
  read(pieces: readonly Piece[]): Piece[] {
    return new Paragraph(new Flow(pieces), this.labels, this).read();
  }

  /** Names markup characters as left out. */
  drop(text: string, what: Named, place: Place = { line: 1, column: 1 }): void {
    this.report.drop(text);
    const known = this.#counts.get(what);
    const length = text.replace(/\s/g, '').length;
    if (known) known.count += length;
    else this.#counts.set(what, { count: length, place, sample: text.trim() });
  }

  /** Says once for each kind of markup what was left out; link targets were named one by one. */
  tell(): void {
    for (const [what, { count, place, sample }] of this.#counts) {
      const message = said('markup-counted', { count, what: `markup-${what}`, text: sample.slice(0, 40) });
      this.report.add('markup', 'repair', place, message);
    }
  }

  name(text: string, place: Place): void {
    this.report.drop(text);
    this.report.add('markup', 'repair', place, said('markup-one', { text: text.slice(0, 300) }));
  }
}

class Paragraph {
  readonly #out: Piece[] = [];
  #at = 0;
  #from = 0;
  #strong = false;
  #emphasis = false;

  constructor(
    private readonly flow: Flow,
    private readonly labels: ReadonlySet<string>,
    private readonly markup: MarkupReader,
  ) {}

  read(): Piece[] {
    const { text } = this.flow;
    while (this.#at < text.length) {
      const character = text[this.#at];
      const done =
        (character === '\\' && this.#escape()) ||
        (character === '*' && this.#star()) ||
        (character === '<' && this.#tag()) ||
        (character === '[' && this.#link());
      if (!done) this.#at += 1;
    }
    this.#flush(text.length);
    return this.#out;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.flow.text);
  }

  #flush(to: number): void {
    const formats: Formats = {
      ...(this.#strong ? { strong: true } : {}),
      ...(this.#emphasis ? { emphasis: true } : {}),
    };
    for (let at = this.#from; at < to; ) {
      const [words] = this.flow.words(at, to);
      if (!words) break;
      this.#out.push({ ...words, ...formats, ...this.flow.at(at) });
      at += words.text.length;
    }
  }

  /** Leaves out some markup and goes on after it. */
  #skip(length: number, what: Named): true {
    this.#flush(this.#at);
    this.markup.drop(this.flow.text.slice(this.#at, this.#at + length), what, this.flow.at(this.#at));
    this.#at += length;
    this.#from = this.#at;
    return true;
  }

  #escape(): boolean {
    if (this.#match(ESCAPED)) {
      this.#skip(1, 'escape');
      this.#at += 1;
      return true;
    }
    const next = this.flow.text[this.#at + 1];
    return next === undefined || next === ' ' ? this.#skip(1, 'line-end') : false;
  }

  #star(): boolean {
    const { text } = this.flow;
    const isDouble = text[this.#at + 1] === '*';
    const width = isDouble ? 2 : 1;
    const isOpen = isDouble ? this.#strong : this.#emphasis;
    const next = text[this.#at + width];
    const opens = next !== undefined && !/\s/.test(next) && text.indexOf('*', this.#at + width) >= 0;
    if (!isOpen && !opens) return false;
    this.#skip(width, 'emphasis');
    if (isDouble) this.#strong = !this.#strong;
    else this.#emphasis = !this.#emphasis;
    return true;
  }

  #tag(): boolean {
    const note = this.#match(SUPERSCRIPT);
    if (note) return this.#note(note);
    const link = this.#match(AUTOLINK);
    if (link) {
      this.#skip(1, 'link');
      this.#at += (link[1] ?? '').length;
      return this.#skip(1, 'link');
    }
    const tag = this.#match(TAG);
    if (!tag) return false;
    this.#flush(this.#at);
    this.markup.name(tag[0], this.flow.at(this.#at));
    this.#at += tag[0].length;
    this.#from = this.#at;
    return true;
  }

  #link(): boolean {
    const note = this.#match(NOTE);
    if (note) return this.#note(note);
    const found = this.#match(LINK) ?? this.#match(REFERENCE);
    if (!found) return false;
    const [all, words = '', target = ''] = found;
    if (all.endsWith(']') && !this.labels.has(target)) return false;
    this.#skip(1, 'link');
    this.#at += words.length;
    this.#flush(this.#at);
    this.markup.name(all.slice(words.length + 1), this.flow.at(this.#at));
    this.#at += all.length - words.length - 1;
    this.#from = this.#at;
    return true;
  }

  /** The note is found by its mark when all notes are known. */
  #note([all, mark = '']: RegExpExecArray): true {
    this.#flush(this.#at);
    const place = this.flow.at(this.#at);
    this.markup.drop(all.replace(mark, ''), 'footnote', place);
    this.#out.push({ object: { el: 'note_ref', note: mark, mark }, ...place });
    this.#at += all.length;
    this.#from = this.#at;
    return true;
  }
}
