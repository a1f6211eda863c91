import { sql } from 'kysely';
import type { Dialect } from '../../src/kernel/ports.js';
import { queriesOf } from '../../src/query/queries.js';
import type { TestDatabase } from './database.js';

/** What a restart of the server does to who speaks to that database. @param other a database of the same server, whose connections stay */
export async function cutEveryConnection(
  dialect: Exclude<Dialect, 'sqlite'>,
  { url }: Pick<TestDatabase, 'url'>,
  other: TestDatabase,
): Promise<void> {
  const server = queriesOf<unknown>(other.port.queries);
  const name = new URL(url).pathname.slice(1);
  if (dialect === 'postgresql') {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`.execute(server);
    return;
  }
  const { rows } = await sql<{
    id: bigint;
  }>`select id from information_schema.processlist where db = ${name}`.execute(server);
  for (const { id } of rows)
    await sql
      .raw(`kill ${id}`)
      .execute(server)
      // It ended by itself meanwhile.
      .catch(() => undefined);
}
