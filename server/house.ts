/** What a data folder holds, opened: the log, the people, the server's secret. For the server and the command line. */
import path from 'node:path';
import type { Log } from './log/log.ts';
import { LOG_FILE, SqliteLog } from './log/sqlite-log.ts';
import { type AppendTo, appendToLog, catchUp, recordBy } from './people/act-log.ts';
import { Invitations } from './people/invitations.ts';
import { People } from './people/people.ts';
import { serverSecret } from './people/secret.ts';
import { Sessions } from './people/sessions.ts';
import { openTables } from './people/tables.ts';
import { Templates } from './people/templates.ts';

export interface House {
  readonly log: Log;
  readonly people: People;
  readonly invitations: Invitations;
  readonly sessions: Sessions;
  readonly templates: Templates;
  readonly secret: string;
  /** From now on acts go into the log by this way: through the rooms, which are the writers of what they have open. */
  appendBy(way: AppendTo): void;
  /** Resolves when everything is durable and closed. */
  close(): Promise<void>;
}

/** Opens or creates the data folder; what the tables miss of the log after a crash is applied. */
export async function openHouse(folder: string, clock: () => number = Date.now): Promise<House> {
  const log = await SqliteLog.open(path.join(folder, LOG_FILE));
  const database = openTables(path.join(folder, 'people.sqlite'));
  let append = appendToLog(log);
  const people = new People({
    database,
    record: recordBy((draft, entries) => append(draft, entries)),
    clock,
  });
  await catchUp(log, people);
  return {
    log,
    people,
    invitations: new Invitations(people),
    sessions: new Sessions(database, clock),
    templates: new Templates(database, clock),
    secret: serverSecret(folder),
    appendBy: (way) => {
      append = way;
    },
    close: async () => {
      await log.close();
      database.close();
    },
  };
}
