import type { Database, Organisation, People } from '../../../../src/kernel/ports.js';
import type { Clock } from '../../../../src/values/clock.js';
import { localDateIn, type LocalDate } from '../../../../src/values/local-date.js';
import type { OpenInvoices } from '../../../billing/contract/open-invoices.js';
import type { Notifications } from '../../contract/notifications.js';
import type { NotificationsSettings } from '../../settings.js';
import type { Ladders, Pauses, ToldStages } from './records.js';

export interface ReminderNeeds {
  readonly clock: Clock;
  readonly database: Database;
  readonly people: People;
  readonly openInvoices: OpenInvoices;
  readonly notifications: Notifications;
  readonly ladders: Ladders;
  readonly pauses: Pauses;
  readonly toldStages: ToldStages;
  readonly organisation: () => Promise<Organisation>;
  readonly settings: () => Promise<NotificationsSettings>;
}

/** The organisation's day. */
export async function todayOf({
  clock,
  organisation,
}: Pick<ReminderNeeds, 'clock' | 'organisation'>): Promise<LocalDate> {
  const { zone } = await organisation();
  return localDateIn(clock.now(), zone);
}
