/** The whole product as people have it, without its page: one draft in its house, links to it, the server with all its threads. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApp } from '../../../server/app.ts';
import { readConfig } from '../../../server/config.ts';
import { openHouse } from '../../../server/house.ts';
import { THE_SERVER } from '../../../server/people/people.ts';
import { DEFAULT_RULES } from '../../../shared/house/membership.ts';
import { answering, baseFile, dataFolder } from '../room/server.ts';
import { PARTIES } from './draft.ts';

export interface Served {
  readonly kind: 'served';
  readonly port: number;
  readonly draft: string;
  /** Tokens of links that any number of people may use: of the secretariat, and of each party. */
  readonly desk: string;
  readonly parties: readonly string[];
}

const DAY = 24 * 3_600_000;
const config = {
  ...readConfig({ PORT: '0', CHAPEAU_HOST: '127.0.0.1', CHAPEAU_LOG: 'error', CHAPEAU_SAMPLES: 'no' }),
  data: join(dataFolder, 'data'),
};

/** The draft, open, whose operator types in the text itself. */
async function begin(): Promise<Pick<Served, 'draft' | 'desk' | 'parties'>> {
  const house = await openHouse(config.data);
  const draft = await house.people.createDraft(THE_SERVER, {
    card: { title: 'Bench', language: 'en', dir: 'ltr', symbol: 'B/1' },
    update: readFileSync(baseFile),
    parties: PARTIES,
    phase: 'open',
    rules: { ...DEFAULT_RULES, drafting: 'everything-live' },
  });
  const link = async (role: 'secretariat' | 'delegation', party?: string): Promise<string> => {
    const wish = { role, party, head: false, reusable: true, lasts: DAY, label: party ?? role };
    const issued = await house.invitations.invite(THE_SERVER, draft, wish);
    if (!issued.done) throw new Error(issued.why);
    return issued.value.token;
  };
  const desk = await link('secretariat');
  const parties: string[] = [];
  for (const { id } of PARTIES) parties.push(await link('delegation', id));
  await house.close();
  return { draft, desk, parties };
}

const begun = await begin();
const app = await startApp(config);
answering(() => app.close());
const served: Served = { kind: 'served', port: Number(new URL(app.address).port), ...begun };
process.send?.(served);
