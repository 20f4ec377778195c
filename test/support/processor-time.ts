/** Milliseconds of processor time that a run took: unlike the time on the wall it does not grow with what else is running. */
export function processorTime(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
