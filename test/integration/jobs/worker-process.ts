// A worker of its own, to be killed, cut off or given a wrong clock: node worker.mjs <database url> <jobs url or -> <prefix> <kinds>
import { openDatabase } from '../../../src/host/database/open-database.js';
import { createJobs } from '../../../src/host/jobs/create-jobs.js';
import type { Logger } from '../../../src/kernel/ports.js';
import { systemClock } from '../../../src/values/clock.js';
import { CONTRACT_TIMING, contractContext, contractJobs, watch } from './contract-jobs.js';
import { TEST_SECRET_KEY } from '../../harness/secret-key.js';

const [databaseUrl = '', jobsUrl = '-', prefix = '', kinds = ''] = process.argv.slice(2);
const say = (level: string) => (facts: Readonly<Record<string, unknown>>, message: string) => {
  const { error, ...others } = facts;
  process.stderr.write(
    `${level} ${message} ${JSON.stringify(others)} ${error instanceof Error ? error.message : ''}\n`,
  );
};
const log: Logger = { debug: () => {}, info: say('info'), warn: say('warn'), error: say('error') };

const database = await openDatabase({
  url: databaseUrl,
  log,
  clock: systemClock,
  secretKey: TEST_SECRET_KEY,
});
const all = contractJobs(prefix, watch());
const jobs = await createJobs({
  url: jobsUrl === '-' ? null : jobsUrl,
  database,
  definitions: Object.entries(all).flatMap(([kind, job]) => (kinds.split(',').includes(kind) ? [job] : [])),
  contextOf: () => contractContext(database.port),
  log,
  zone: async () => 'UTC',
  timing: CONTRACT_TIMING,
});
await jobs.start();
process.stdout.write('ready\n');
