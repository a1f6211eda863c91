import type { Kysely } from 'kysely';
import type { NotificationsTables } from '../../../../generated/tables/notifications.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';

export function notificationTables(handle: QueryHandle): Kysely<NotificationsTables> {
  return queriesOf<NotificationsTables>(handle);
}
