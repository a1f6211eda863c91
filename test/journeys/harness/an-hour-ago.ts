import { join } from 'node:path';
import type { HostTables } from '../../../generated/tables/host.js';
import { openDatabase } from '../../../src/host/database/open-database.js';
import { queriesOf } from '../../../src/query/queries.js';
import { systemClock } from '../../../src/values/clock.js';
import { silentLog } from '../../harness/silent-log.js';
import { JOURNEY_SECRET_KEY, type ServedHouse } from './served-house.js';

/** Everybody last showed who they are an hour ago. */
export async function anHourAgo({ folder }: Pick<ServedHouse, 'folder'>): Promise<void> {
  const url = `file:${join(folder, 'house.db')}`;
  const database = await openDatabase({
    ...{ url, log: silentLog, clock: systemClock, secretKey: JOURNEY_SECRET_KEY },
  });
  const sessions = queriesOf<HostTables>(database.port.queries);
  for (const { id, data } of await sessions.selectFrom('session').select(['id', 'data']).execute()) {
    const kept = JSON.parse(data) as { readonly authenticatedAt?: number };
    if (kept.authenticatedAt === undefined) continue;
    const before = JSON.stringify({ ...kept, authenticatedAt: kept.authenticatedAt - 3_600_000 });
    await sessions.updateTable('session').set({ data: before }).where('id', '=', id).execute();
  }
  await database.close();
}
