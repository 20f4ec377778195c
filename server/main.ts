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

let isEnding = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isEnding) process.exit(1);
    isEnding = true;
    app.close().then(
      () => process.exit(0),
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
