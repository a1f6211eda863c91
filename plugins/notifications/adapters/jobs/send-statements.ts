import type { JobDefinition } from '../../../../src/kernel/contributions.js';
import { theHouse } from '../../../../src/kernel/permissions.js';
import { notifications } from '../../contract/notifications.js';
import type { NotificationsSettings } from '../../settings.js';
import { ledgerNews } from '../database/ledger-news.js';
import { lastMonth, STATEMENT, statementFacts } from '../notices/statement-kind.js';
import { behind } from '../notices/tell-ledger.js';

const AT_ONCE = 200;

/** On the first of a month, to every representative that owed, was invoiced or paid anything in the month before. */
export const sendStatements: JobDefinition<null> = {
  name: 'notifications.send-statements',
  permission: 'notifications.maintain',
  parse: () => null,
  repeat: { cron: '0 8 1 * *' },
  async run({ context, signal, progress }) {
    const { monthlyStatements } = (await context.settings()) as unknown as NotificationsSettings;
    if (!monthlyStatements) return;
    const span = await lastMonth(context);
    let last = '';
    for (let done = 0; ;) {
      signal.throwIfAborted();
      const page = await ledgerNews.activeAfter(context.database.queries, last, AT_ONCE);
      if (page.length === 0) return;
      for (const { id } of page) {
        const facts = await statementFacts(context, theHouse('job'), id, span);
        if (!facts.ok) continue;
        const { opening, debits, credits } = facts.value;
        if ([opening, debits, credits].every((amount) => amount === '0')) continue;
        await context.database.transaction(async (tx) =>
          context.use(notifications).tell(tx, {
            ...{ kind: STATEMENT, facts: facts.value, entity: 'Representative', entityId: id },
            to: await behind(context, tx, id),
            link: `/admin/resources/Representative/records/${id}/show`,
            uniqueKey: `statement:${id}:${span.from}`,
          }),
        );
      }
      done += page.length;
      last = page.at(-1)?.id ?? last;
      await progress(done);
    }
  },
};
