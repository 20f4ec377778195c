/** `npm run bench -- NAME`: what is measured, beside whom, and how stands in README.md here. */

const BENCHES: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  acts: async (args) => (await import('./acts.ts')).benchActs(args),
  compare: async () => (await import('./compare.ts')).benchCompare(),
  editor: async (args) => (await import('./editor.ts')).benchEditor(...args.map(Number)),
  export: async (args) => (await import('./export.ts')).benchExport(args),
  'first-text': async (args) => (await import('./first-text.ts')).benchFirstText(...args.map(Number)),
  import: async () => (await import('./import.ts')).benchImport(),
  losses: async (args) => (await import('./losses.ts')).benchLosses(...args.map(Number)),
  proposals: async (args) => (await import('./proposals.ts')).benchProposals(args),
  room: async (args) => (await import('./room.ts')).benchRoom(args),
};

const [chosen = '', ...options] = process.argv.slice(2);
const bench = BENCHES[chosen];
if (bench) await bench(options);
else {
  console.error(`usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [options]`);
  process.exitCode = 2;
}

export {};
