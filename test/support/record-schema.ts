/**
 * Records what a stored draft of the present schema looks like: `node --import tsx test/support/record-schema.ts`. Run once a
 * schema; the files it wrote before are never written again (SPEC DD4).
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import * as Y from 'yjs';
import { sample } from '../../fixtures/samples.ts';
import { SCHEMA } from '../../shared/protocol/messages.ts';
import { createDraft, readDraft } from '../../shared/text/draft-doc.ts';
import { runTrialOn } from '../fuzz/scribble.ts';

const folder = 'fixtures/recorded';
const file = `${folder}/schema-${SCHEMA}`;
if (existsSync(`${file}.update`)) throw new Error(`${file} was recorded before`);
mkdirSync(folder, { recursive: true });
const ydoc = createDraft(sample('rivers-zh'));
runTrialOn(ydoc, 20260101, 80);
writeFileSync(`${file}.update`, Y.encodeStateAsUpdate(ydoc));
writeFileSync(`${file}.json`, `${JSON.stringify(readDraft(ydoc), undefined, 1)}\n`);
