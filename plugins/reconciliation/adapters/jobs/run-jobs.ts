import { z } from 'zod';
import type { JobDefinition } from '../../../../src/kernel/contributions.js';
import { reconciler } from '../../app/run-decision.js';
import { RUN_JOB, startRun, type RunJob } from '../../app/start-run.js';
import type { ReconciliationSettings } from '../../settings.js';
import { useCases } from '../../use-cases.js';

const HOUR = 3_600_000;

const runData: z.ZodType<RunJob> = z.object({
  trigger: z.enum(['import', 'night', 'hand', 'command', 'api']),
  statementId: z.string().nullable(),
  requestedBy: z.string().nullable(),
});

const run: JobDefinition<RunJob> = {
  name: RUN_JOB,
  permission: 'reconciliation.settle',
  parse: (data) => runData.parse(data),
  // Two at once would compete for the same transactions: the later of them found little but what had changed meanwhile.
  concurrency: 1,
  timeoutMs: 4 * HOUR,
  attempts: 3,
  backoff: { firstMs: 5_000, factor: 4, maxMs: 300_000 },
  async run({ id, data, context, signal, lastAttempt, progress }) {
    const { runDecision, runs } = context.use(useCases);
    try {
      await runDecision({ ...data, jobId: id }, { signal, onProgress: progress });
    } catch (error) {
      const begun = lastAttempt ? await runs.ofJob(context.database.queries, id) : null;
      if (begun) await runs.fail(context.database.queries, begun.id, context.clock.now());
      throw error;
    }
  },
};

const runAtNight: JobDefinition<null> = {
  name: 'reconciliation.run-at-night',
  permission: 'reconciliation.settle',
  parse: () => null,
  repeat: { cron: '10 3 * * *' },
  async run({ context }) {
    const settings = (await context.settings()) as ReconciliationSettings;
    if (settings.runAtNight)
      await startRun(context.jobs, reconciler, { trigger: 'night', statementId: null });
  },
};

export const addApplyJobs = (add: <Data>(job: JobDefinition<Data>) => void): void => {
  add(run);
  add(runAtNight);
};
