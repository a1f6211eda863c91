import type { Actor } from '../../../src/kernel/permissions.js';
import type { Jobs } from '../../../src/kernel/ports.js';
import type { RunTrigger } from './runs.js';

export const RUN_JOB = 'reconciliation.run';

export interface RunJob {
  readonly trigger: RunTrigger;
  readonly statementId: string | null;
  readonly requestedBy: string | null;
}

/**
 * Schedules a run over everything that waits, or one statement. The house has one at a time: while one waits or runs, whoever asks for
 * the same gets that one's job.
 */
export function startRun(jobs: Jobs, actor: Actor, run: Omit<RunJob, 'requestedBy'>): Promise<string> {
  const data: RunJob = { ...run, requestedBy: actor.userId };
  const unique = run.statementId === null ? RUN_JOB : `${RUN_JOB}:${run.statementId}`;
  return jobs.schedule(RUN_JOB, data, { unique, requestedBy: actor });
}
