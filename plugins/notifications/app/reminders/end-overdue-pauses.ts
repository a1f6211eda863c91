import { theHouse } from '../../../../src/kernel/permissions.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import type { ReminderNeeds } from './needs.js';
import type { PauseRecord } from './records.js';

export const PROMISE_BROKEN = 'notifications.promise-broken';

const AT_ONCE = 500;
const PEOPLE_AT_MOST = 10_000;
const house = theHouse('job');

/** Ends the pauses whose last day has passed. Of a promise that was not kept the operators are told, once. */
export function makeEndOverduePauses(needs: ReminderNeeds) {
  const { clock, database, openInvoices, pauses, people } = needs;
  return async (today: LocalDate): Promise<void> => {
    const operators = await people.find({
      term: '',
      roles: ['operator', 'admin'],
      limit: PEOPLE_AT_MOST,
    });
    const userIds = operators.map(({ id }) => id);
    for (;;) {
      const overdue = await pauses.overdue(database.queries, today, AT_ONCE);
      for (const pause of overdue) await endOne(pause, userIds);
      if (overdue.length < AT_ONCE) return;
    }
  };

  function endOne(pause: PauseRecord, userIds: readonly string[]): Promise<void> {
    return database.transaction(async (tx) => {
      const invoice = await openInvoices.find(tx.queries, house, pause.invoiceId);
      if (!(await pauses.end(tx.queries, pause.id, clock.now()))) return;
      const isOpen = invoice?.status === 'issued' || invoice?.status === 'partly_paid';
      if (pause.reason !== 'promise' || !isOpen) return;
      await tx.inform({
        userIds,
        kind: PROMISE_BROKEN,
        facts: {
          ...{ number: invoice.number, representative: invoice.representativeName, until: pause.until },
          ...{ outstanding: String(invoice.outstanding), currency: invoice.currency },
        },
        ...{ entity: 'Invoice', entityId: invoice.id },
        link: `/admin/resources/Invoice/records/${invoice.id}/show`,
        uniqueKey: `promise-broken:${pause.id}`,
      });
    });
  }
}
