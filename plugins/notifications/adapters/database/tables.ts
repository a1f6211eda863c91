import type { Kysely } from 'kysely';
import type { BillingTables } from '../../../../generated/tables/billing.js';
import type { HostTables } from '../../../../generated/tables/host.js';
import type { NotificationsTables } from '../../../../generated/tables/notifications.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';

export function notificationTables(handle: QueryHandle): Kysely<NotificationsTables> {
  return queriesOf<NotificationsTables>(handle);
}

/** Those who are told: users of the house, and representatives. */
export function peopleTables(
  handle: QueryHandle,
): Kysely<Pick<HostTables, 'app_user' | 'notice'> & Pick<BillingTables, 'representative'>> {
  return queriesOf(handle);
}
