import type { ActionOutcome, ActionRequest, AdminAction } from '../../kernel/contributions.js';
import { everything, type PermissionDeclaration } from '../../kernel/permissions.js';
import type { House } from '../../kernel/plugin.js';
import type { Jobs } from '../../kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import { clearOldJobs } from './clear-old-jobs.js';
import { reportOnJobs } from './job-health.js';

/** For the manifest of the host's own plugin. */
export const JOB_PERMISSIONS: readonly PermissionDeclaration[] = [
  { name: 'host.jobs.read', grants: ['operator'] },
  { name: 'host.jobs.manage', grants: ['operator'] },
];

/** What the panel shows of jobs, and what staff may do about them. */
export function contributeJobs(house: House): void {
  house.resource({
    model: 'Job',
    icon: 'Clock',
    permissions: { read: 'host.jobs.read' },
    scope: () => everything,
    titleField: 'name',
    listFields: [
      'name',
      'state',
      'attempts',
      'progress',
      'total',
      'runAt',
      'startedAt',
      'finishedAt',
      'error',
    ],
    showFields: [
      'name',
      'state',
      'attempts',
      'maxAttempts',
      'progress',
      'total',
      'note',
      'error',
      'runAt',
      'startedAt',
      'heartbeatAt',
      'finishedAt',
      'createdAt',
    ],
    filterFields: ['name', 'state', 'runAt', 'startedAt', 'finishedAt'],
    searchFields: ['name', 'error'],
    sort: { by: 'createdAt', direction: 'desc' },
    fields: {
      name: { kind: 'job-name' },
      state: { kind: 'status', options: ['scheduled', 'running', 'done', 'failed', 'cancelled'] },
      progress: { kind: 'progress' },
      error: { kind: 'job-error' },
      // What a job was given may name people and amounts that its reader has no permission to see.
      data: { visible: false },
      uniqueKey: { visible: false },
      wakeId: { visible: false },
      fence: { visible: false },
    },
  });

  for (const on of ['record', 'bulk'] as const) {
    house.action(
      jobAction(on, {
        name: 'retry',
        icon: 'RefreshCw',
        states: ['failed', 'cancelled'],
        act: (jobs, id) => jobs.retry(id),
      }),
    );
    house.action(
      jobAction(on, {
        name: 'run-now',
        icon: 'Play',
        states: ['scheduled'],
        act: (jobs, id) => jobs.runNow(id),
      }),
    );
    house.action(
      jobAction(on, {
        name: 'cancel',
        icon: 'Slash',
        states: ['scheduled', 'running'],
        danger: true,
        act: (jobs, id) => jobs.cancel(id),
      }),
    );
  }

  house.job(clearOldJobs);
  house.healthCheck({ name: 'jobs', check: (context) => reportOnJobs(context.database) });
}

interface JobAct {
  readonly name: string;
  readonly icon: string;
  /** of a job that can be so treated */
  readonly states: readonly string[];
  readonly danger?: boolean;
  readonly act: (jobs: Jobs, id: string) => Promise<boolean>;
}

function jobAction(on: 'record' | 'bulk', { name, icon, states, danger = false, act }: JobAct): AdminAction {
  return {
    name,
    resource: 'Job',
    on,
    permission: 'host.jobs.manage',
    icon,
    danger,
    confirm: danger,
    available: (record) => states.includes(String(record.state)),
    run: (request) => actOnJobs(request, name, act),
  };
}

async function actOnJobs(
  { context, actor, ids }: ActionRequest,
  name: string,
  act: JobAct['act'],
): Promise<Result<ActionOutcome, Refusal>> {
  let changed = 0;
  for (const id of ids) {
    if (!(await act(context.jobs, id))) continue;
    changed += 1;
    await context.database.transaction((tx) =>
      tx.audit({ actor, action: `host.${name}-job`, entity: 'Job', entityId: id }),
    );
  }
  if (changed === 0) return err({ code: `job-not-${name}`, count: ids.length });
  return ok({ message: { key: `host:actions.Job.${name}.done`, facts: { count: changed } } });
}
