/** Starts the server, says where it is and how to join, and ends it in order. */
import { type App, startApp } from './app.ts';
import { readConfig } from './config.ts';

async function start(): Promise<App> {
  const config = readConfig();
  const app = await startApp(config);
  console.log(`Chapeau is at ${config.origin} (data in ${config.data})`);
  for (const { name, url } of app.links) console.log(`join as ${name}: ${url}`);
  return app;
}

const app = await start().catch((error: unknown) => {
  console.error(`Chapeau did not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});

/** A signal comes twice when a terminal and npm both send it, so only a later one ends the server at once (ms). */
const ONE_SIGNAL = 1_000;
let endingSince: number | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (endingSince !== undefined) {
      if (performance.now() - endingSince > ONE_SIGNAL) process.exit(1);
      return;
    }
    endingSince = performance.now();
    app.close().then(
      () => process.exit(0),
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
