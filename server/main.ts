/** Starts the server, says where it is and how to join, and ends it in order. */
import { type App, startApp } from './app.ts';
import { readConfig } from './config.ts';

async function start(): Promise<void> {
  const config = readConfig();
  const app = await startApp(config);
  endWith(app);
  console.log(`Chapeau is at ${config.origin} (data in ${config.data})`);
  for (const { name, url } of app.links) console.log(`join as ${name}: ${url}`);
}

/** A signal comes twice when a terminal and npm both send it, so only a later one ends the server at once (ms). */
const ONE_SIGNAL = 1_000;

function endWith(app: App): void {
  let since: number | undefined;
  const end = () => {
    if (since === undefined) {
      since = performance.now();
      app.close().then(() => process.exit(0), fail);
    } else if (performance.now() - since > ONE_SIGNAL) process.exit(1);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

function fail(error: unknown): void {
  console.error(`Chapeau: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

start().catch(fail);
