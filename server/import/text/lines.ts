import { isSet } from '../../../shared/renditions/setting.ts';
import type { Stage } from '../stage.ts';
import type { Line } from '../work.ts';
import { columnHeads } from './column-heads.ts';

const TAB = '    ';

/** Splits the source into physical lines and remembers what their spaces say. */
export const lines: Stage = {
  name: 'lines',
  reads: ['text'],
  writes: ['lines'],
  because:
    'seeds/004 lines 318-320: a line holding one space is an empty line of a table cell, an empty line is not.',
  run(work) {
    work.lines = splitLines(work.text);
  },
};

/** The physical lines of a text; any line end is one, and a form feed begins a page. */
export function splitLines(text: string): Line[] {
  let feed = false;
  const isOurs = isSet(text);
  const tabs = isOurs || hasTabbedColumns(text);
  return text.split(/\r\n|\r|\n|\u2028|\u2029|(?=\f)/).map((raw, index): Line => {
    const opens = raw.startsWith('\f');
    const body = opens ? raw.slice(1) : raw;
    const line = readLine(body, index + 1, {
      feed: feed || opens,
      skipped: opens ? 1 : 0,
      tabs,
      isOurs,
    });
    feed = line.kind === 'text' ? false : feed || opens;
    return line;
  });
}

/** True when columns are parted by tabs, as this project's own plain text parts them: then a leading tab is an empty cell. */
const hasTabbedColumns = (text: string): boolean =>
  text.includes('\t') &&
  text.split('\n', 20_000).some((line) => line.includes('\t') && columnHeads(line.trim()));

interface How {
  readonly feed: boolean;
  readonly skipped: number;
  readonly tabs: boolean;
  /** Spaces at the end are words: a new line follows them. */
  readonly isOurs: boolean;
}

function readLine(raw: string, number: number, { feed, skipped, tabs, isOurs }: How): Line {
  if (raw.trim() === '')
    return { number, kind: raw === '' ? 'empty' : 'padding', lead: 0, trails: false, spans: [], feed };
  const text = isOurs ? raw.replace(/^ +/, '') : tabs ? raw.replace(/^ +| +$/g, '') : raw.trim();
  const indent = raw.slice(0, raw.indexOf(text));
  const lead = indent.replaceAll('\t', TAB).length;
  const span = { text, line: number, column: indent.length + skipped + 1 };
  return { number, kind: 'text', lead, trails: /\s$/.test(raw), spans: [span], feed };
}
