import { z } from 'zod';
import type { JobDefinition } from '../../../../src/kernel/contributions.js';
import { LANGUAGES, ROLES } from '../../../../src/kernel/permissions.js';
import { makeApplyRun, makeCheckRun, type RunJob, type RunParts } from '../../app/process-run.js';
import { APPLY_JOB, CHECK_JOB } from '../../app/start-run.js';

const HOURS = 3_600_000;

const runJob: z.ZodType<RunJob> = z.object({
  runId: z.string(),
  actor: z.object({
    userId: z.string().nullable(),
    name: z.string(),
    role: z.enum(ROLES),
    via: z.enum(['panel', 'api', 'cli', 'job', 'bot', 'system']),
    language: z.enum(LANGUAGES),
    representativeId: z.string().nullable(),
    managerId: z.string().nullable(),
    officeIds: z.array(z.string()),
  }),
});

export function importJobs(parts: RunParts): readonly JobDefinition<RunJob>[] {
  const shared = {
    permission: 'imports.run',
    parse: (data: unknown) => runJob.parse(data),
    timeoutMs: 2 * HOURS,
    attempts: 3,
    backoff: { firstMs: 5_000, factor: 4, maxMs: 300_000 },
  };
  return [
    { ...shared, name: CHECK_JOB, concurrency: 2, run: makeCheckRun(parts) },
    // One at a time: on SQLite an import holds the only writer.
    { ...shared, name: APPLY_JOB, concurrency: 1, run: makeApplyRun(parts) },
  ];
}
