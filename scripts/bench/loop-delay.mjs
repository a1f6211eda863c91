// Loaded ahead of a program (`node --import`): how long its event loop was held, written to the file that LOOP_DELAY names.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Loading modules is not what is measured. */
const START_MS = 2000;
const NANOSECONDS = 1e6;

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
setTimeout(() => delay.reset(), START_MS).unref();
process.once('exit', () => {
  const [p50, p99, most] = [delay.percentile(50), delay.percentile(99), delay.max];
  const figures = { p50: p50 / NANOSECONDS, p99: p99 / NANOSECONDS, most: most / NANOSECONDS };
  writeFileSync(process.env.LOOP_DELAY, JSON.stringify(figures));
});
