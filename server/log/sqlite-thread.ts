/** The thread that owns the log's SQLite file, so that waiting for the disk never holds up the room (SPEC LG1). */
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Question, ThreadData } from './sqlite-log.ts';
import { logError, SqliteTables } from './sqlite-tables.ts';

const port = parentPort!;
const { file, maxPages } = workerData as ThreadData;

function open(): SqliteTables | undefined {
  try {
    return new SqliteTables(file, maxPages);
  } catch (error) {
    const { code, message, where } = logError(error);
    port.postMessage({ id: 0, error: { code, message, where } } satisfies Answer);
    return undefined;
  }
}

const tables = open();
if (tables) {
  port.postMessage({ id: 0, value: undefined } satisfies Answer);
  port.on('message', (question: Question) => port.postMessage(answerOf(tables, question)));
}

function answerOf(to: SqliteTables, question: Question): Answer {
  try {
    return { id: question.id, value: perform(to, question) };
  } catch (error) {
    const { code, message, where } = logError(error);
    return { id: question.id, error: { code, message, where } };
  }
}

function perform(on: SqliteTables, question: Question): unknown {
  switch (question.op) {
    case 'append':
      return on.append(question.appends).map((one) => ('first' in one ? one.first : plain(one.error)));
    case 'read':
      return on.read(question.doc, question.from, question.limit);
    case 'head':
      return on.head(question.doc);
    case 'documents':
      return on.documents();
    case 'put-snapshot':
      return on.putSnapshot(question.doc, question.snapshot);
    case 'latest-snapshot':
      return on.latestSnapshot(question.doc, question.atMost);
    case 'set-aside':
      return on.setAside(question.doc, question.seq);
    case 'forget':
      return on.forget(question.doc);
    case 'close':
      return on.close();
    default:
      return question satisfies never;
  }
}

const plain = ({ code, message, where }: ReturnType<typeof logError>) => ({ code, message, where });
