/** Issued texts (SPEC RV1, RV2): what is printed above one, and the hash of what it says. */
import { createHash } from 'node:crypto';
import type * as Y from 'yjs';
import type { Facts, RevisionFact } from '../../shared/acts/facts.ts';
import { stampOf } from '../../shared/acts/issuing.ts';
import { deriveRendition } from '../../shared/renditions/derive.ts';
import { writeJson } from '../../shared/renditions/json.ts';
import type { Masthead } from '../../shared/renditions/rendition.ts';
import { stateOfDraft } from './draft-state.ts';

/** The masthead of an issued text. */
export const mastheadOf = (
  title: string,
  { symbol, sentence, legend, at }: Omit<RevisionFact, 'hash'>,
): Masthead => ({
  symbol,
  title,
  ...(sentence === undefined ? {} : { status: sentence }),
  ...(legend === undefined ? {} : { legend }),
  at: stampOf(at),
});

/** SHA-256, in hexadecimal, of the file that the bracketed text as JSON is. It holds no name, whoever may be told. */
export function issuedHash(ydoc: Y.Doc, revision: Omit<RevisionFact, 'hash'>): string {
  const state = stateOfDraft(ydoc, {}, []);
  const masthead = mastheadOf(state.document.meta.title, revision);
  const derived = deriveRendition(state, { kind: 'bracketed', masthead });
  if (!derived.ok) throw new Error('a bracketed text is never refused');
  return createHash('sha256').update(writeJson(derived.rendition)).digest('hex');
}

/** All revisions, the last one first. */
export const revisionsIn = (facts: Facts): readonly RevisionFact[] =>
  Object.values(facts)
    .filter((fact): fact is RevisionFact => fact.kind === 'revision')
    .sort((a, b) => b.seq - a.seq);

/** The revision of this symbol, as one writes it: without regard to case. */
export const revisionOf = (facts: Facts, symbol: string): RevisionFact | undefined =>
  revisionsIn(facts).find((each) => each.symbol.toLowerCase() === symbol.trim().toLowerCase());
