import { theHouse } from '../../../../src/kernel/permissions.js';
import { localDateIn, type LocalDate } from '../../../../src/values/local-date.js';
import { planReminders } from '../../domain/plan-reminders.js';
import { makeEndOverduePauses } from './end-overdue-pauses.js';
import { todayOf, type ReminderNeeds } from './needs.js';
import { dueByOf, readPlanAsked } from './plan-asked.js';
import { tellingOf } from './telling.js';

const house = theHouse('job');

/** What a walk came to. `reminders` counts stages, `messages` what is new in the queue. */
export interface Walk {
  readonly day: LocalDate;
  readonly invoices: number;
  readonly reminders: number;
  readonly messages: number;
}

interface Watched {
  readonly signal: AbortSignal;
  readonly onProgress: (invoices: number) => Promise<void>;
}

/** Goes through everything that is owed, page by page, and queues what is due today. To do it again changes nothing. */
export function makeWalkLadders(needs: ReminderNeeds) {
  const { database, ladders, notifications, openInvoices } = needs;
  const endOverduePauses = makeEndOverduePauses(needs);

  return async ({ signal, onProgress }: Watched): Promise<Walk> => {
    const { queries } = database;
    const today = await todayOf(needs);
    await endOverduePauses(today);
    const known = await ladders.all(queries);
    const dueBy = dueByOf(known, today);
    const walk = { day: today, invoices: 0, reminders: 0, messages: 0 };
    if (dueBy === null) return walk;
    for await (const invoices of openInvoices.pages(queries, house, { dueBy })) {
      if (signal.aborted) break;
      const asked = await readPlanAsked(needs, queries, { today, invoices, ladders: known });
      const tellings = planReminders(asked)
        .filter((line) => line.decision === 'remind')
        .map(tellingOf);
      if (tellings.length > 0)
        walk.messages += await database.transaction((tx) => notifications.tellMany(tx, tellings));
      walk.reminders += tellings.length;
      walk.invoices += invoices.length;
      await onProgress(walk.invoices);
    }
    return walk;
  };
}

/** Whether the hour has come at which the ladders are walked, on a day of the organisation's zone. */
export async function hourHasCome({
  clock,
  organisation,
  settings,
}: Pick<ReminderNeeds, 'clock' | 'organisation' | 'settings'>): Promise<LocalDate | null> {
  const { zone } = await organisation();
  const now = clock.now();
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(now),
  );
  // Later counts as well: after an outage the day is made up for. An hour that the clocks leave out has come when the next one has.
  return hour >= (await settings()).reminderHour ? localDateIn(now, zone) : null;
}
