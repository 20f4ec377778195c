/** Starts the server, says where it is and how to join, and ends it in order. */
import { startApp } from './app.ts';
import { readConfig } from './config.ts';

const config = readConfig();
const app = await startApp(config).catch((error: unknown) => {
  console.error(`Chapeau did not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
console.log(`Chapeau is at ${config.origin} (data in ${config.data})`);
for (const { name, url } of app.links) console.log(`join as ${name}: ${url}`);

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
