import type { HostTables } from '../../../generated/tables/host.js';
import type { CliCall, CliCommand, CliOutcome } from '../../kernel/contributions.js';
import type { Jobs } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';

const STATES = ['scheduled', 'running', 'done', 'failed', 'cancelled'];
const LISTED = 50;

export const jobCommands: readonly CliCommand[] = [
  {
    name: 'job list',
    description: `Lists the newest ${LISTED} jobs.`,
    options: [{ name: 'state', kind: 'string', description: `Only those that are ${STATES.join(', ')}.` }],
    run: listJobs,
  },
  jobCommand('retry', 'Lets a failed or cancelled job start again.', (jobs, id) => jobs.retry(id)),
  jobCommand('run', 'Makes a waiting job due now.', (jobs, id) => jobs.runNow(id), 'run-now'),
  jobCommand('cancel', 'Cancels a waiting or running job.', (jobs, id) => jobs.cancel(id)),
];

async function listJobs({ context, options }: CliCall): Promise<Result<CliOutcome, Refusal>> {
  const { state } = options;
  if (typeof state === 'string' && !STATES.includes(state))
    return err({ code: 'job-state-unknown', state, known: STATES.join(', ') });
  let query = queriesOf<HostTables>(context.database.queries)
    .selectFrom('job')
    .select([
      'id',
      'name',
      'state',
      'attempts',
      'max_attempts',
      'progress',
      'total',
      'run_at',
      'finished_at',
      'error',
    ])
    .orderBy('created_at', 'desc')
    .limit(LISTED);
  if (typeof state === 'string') query = query.where('state', '=', state);
  const rows = await query.execute();
  const jobs = rows.map(({ max_attempts: maxAttempts, run_at: runAt, finished_at: finishedAt, ...job }) => ({
    ...job,
    maxAttempts,
    runAt,
    finishedAt,
  }));
  const lines = jobs.map((job) =>
    [job.id, job.state.padEnd(9), job.name, job.error?.split('\n')[0] ?? ''].join('  ').trimEnd(),
  );
  return ok({ json: { jobs }, text: lines.join('\n') });
}

function jobCommand(
  word: string,
  description: string,
  act: (jobs: Jobs, id: string) => Promise<boolean>,
  action = word,
): CliCommand {
  return {
    name: `job ${word}`,
    description,
    arguments: ['id'],
    async run({ context, actor, arguments: [id = ''] }) {
      if (!(await act(context.jobs, id))) return err({ code: `job-not-${action}`, count: 1 });
      await context.database.transaction((tx) =>
        tx.audit({ actor, action: `host.${action}-job`, entity: 'Job', entityId: id }),
      );
      return ok({
        json: { id },
        text: context.translator.text(actor.language, `host:actions.Job.${action}.done`, { count: 1 }),
      });
    },
  };
}
