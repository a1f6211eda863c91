import type { Actor } from '../../../src/kernel/permissions.js';
import type { Jobs, QueryHandle } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { RunLine, RunView } from '../contract/work.js';
import { seesTheBank } from './access.js';
import type { RunRecord, Runs } from './runs.js';
import { written } from './shown.js';

interface RunParts {
  readonly runs: Runs;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly queries: QueryHandle;
  /** the name of a statement's file; null for one that is gone */
  readonly fileNameOf: (queries: QueryHandle, statementId: string) => Promise<string | null>;
}

export async function recentRuns(parts: RunParts, actor: Actor, limit: number): Promise<readonly RunLine[]> {
  if (!seesTheBank(actor)) return [];
  const found = await parts.runs.recent(parts.queries, limit);
  return Promise.all(found.map(async (run) => runLine(await noticeDeadJob(parts, run))));
}

/** Refuses `unknown-run`. */
export async function showRun(parts: RunParts, actor: Actor, id: string): Promise<Result<RunView, Refusal>> {
  const found = seesTheBank(actor) && (await parts.runs.find(parts.queries, id));
  if (!found) return err({ code: 'unknown-run' });
  const run = await noticeDeadJob(parts, found);
  const { statementId } = run;
  const fileName = statementId === null ? null : await parts.fileNameOf(parts.queries, statementId);
  return ok(runView(run, statementId === null ? null : { id: statementId, fileName: fileName ?? '' }));
}

export function runView(run: RunRecord, statement: RunView['statement']): RunView {
  return {
    ...runLine(run),
    statement,
    amounts: run.amounts.map(({ currency, linked, suggested, unmatched, writtenOff }) => {
      const amount = (minor: bigint): string => written(minor, currency as CurrencyCode);
      return {
        currency,
        linked: amount(linked),
        suggested: amount(suggested),
        unmatched: amount(unmatched),
        writtenOff: amount(writtenOff),
      };
    }),
  };
}

function runLine(run: RunRecord): RunLine {
  const { id, trigger, state, looked, linked, suggested, unmatched, writtenOff, jobId } = run;
  return {
    ...{ id, trigger, state, looked, linked, suggested, unmatched, writtenOff, jobId },
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}

/** A job that was cancelled, timed out or died for the last time cannot say so in its run: whoever looks at it does. */
async function noticeDeadJob({ runs, jobs, clock, queries }: RunParts, run: RunRecord): Promise<RunRecord> {
  if (run.state !== 'running' || run.jobId === null) return run;
  const job = await jobs.find(run.jobId);
  if (job?.state !== 'failed' && job?.state !== 'cancelled') return run;
  const finishedAt = clock.now();
  await runs.fail(queries, run.id, finishedAt);
  return { ...run, state: 'failed', finishedAt };
}
