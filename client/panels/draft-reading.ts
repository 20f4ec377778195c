/** What the panels show of a draft, read from its plain data; read again when the page is idle, never at a keystroke. */
import { useEffect, useState } from 'react';
import { readOutline } from '../../shared/draft/outline.ts';
import { numbersOf, type PointNumbers } from '../../shared/draft/points.ts';
import { readOpen } from '../../shared/renditions/open.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { countAt } from './points-of.ts';
import type { DraftReading } from './reading.ts';

/** Reads a draft whole; linear. Points keep the numbers they were given. */
export function readWhole(document: DraftDocument, given: PointNumbers = {}): DraftReading {
  const { points, plain, ...thought } = readOpen(document, given);
  const read = { ...plain, document, points, thought };
  return { ...read, openPoints: countAt(read), outline: readOutline(document) };
}

/** Something whose draft can be read and that tells when it changed. */
export interface Readable {
  document(): DraftDocument;
  subscribe(listener: (change: { readonly text: boolean }) => void): () => void;
}

/** Milliseconds without a change before the panels are read again, and the longest they are left behind. */
const QUIET = 250;
const LONGEST = 2000;

const whenIdle = (work: () => void): number =>
  'requestIdleCallback' in globalThis
    ? requestIdleCallback(work, { timeout: LONGEST })
    : window.setTimeout(work, 30);
const notWhenIdle = (handle: number): void =>
  'cancelIdleCallback' in globalThis ? cancelIdleCallback(handle) : window.clearTimeout(handle);

/** The reading of what the editor holds; undefined until there is one. */
export function useReading(source: Readable | undefined): DraftReading | undefined {
  const [reading, setReading] = useState<DraftReading>();
  useEffect(() => {
    if (!source) return;
    let [idle, quiet, since] = [0, 0, 0];
    let numbers: PointNumbers = {};
    const read = (): void => {
      since = 0;
      const fresh = readWhole(source.document(), numbers);
      numbers = numbersOf(fresh.points, numbers);
      setReading(fresh);
    };
    const changed = ({ text }: { readonly text: boolean }): void => {
      if (!text) return;
      window.clearTimeout(quiet);
      notWhenIdle(idle);
      since ||= performance.now();
      const patience = performance.now() - since > LONGEST ? 0 : QUIET;
      quiet = window.setTimeout(() => (idle = whenIdle(read)), patience);
    };
    read();
    const stop = source.subscribe(changed);
    return () => {
      stop();
      window.clearTimeout(quiet);
      notWhenIdle(idle);
    };
  }, [source]);
  return reading;
}
