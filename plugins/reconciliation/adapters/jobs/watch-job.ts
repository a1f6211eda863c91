import type { HealthCheck, JobDefinition } from '../../../../src/kernel/contributions.js';
import { intake } from '../../intake.js';

/** Each morning, in the organisation's zone: before that a bank's night is not over. */
export const watchStatements: JobDefinition<null> = {
  name: 'reconciliation.watch-statements',
  permission: 'reconciliation.configure',
  parse: () => null,
  repeat: { cron: '15 7 * * *' },
  async run({ context, signal, progress }) {
    await progress(await context.use(intake).watchStatements(signal));
  },
};

export const statementsHealth: HealthCheck = {
  name: 'statements',
  async check(context) {
    const awaited = await context.use(intake).awaitedStatements(context.database.queries);
    const late = awaited.filter(({ isLate }) => isLate);
    if (late.length === 0) return { state: 'well' };
    const names = late.map(({ account, dueOn }) => `${account.name} (due ${dueOn})`).join(', ');
    return {
      state: 'warning',
      detail: `bank statements have not come: ${names}`,
      mend: 'countinghouse reconcile import FILE, or change how often the account expects one',
    };
  },
};
