import type { HostTables } from '../../../generated/tables/host.js';
import type { Database, NoticeToWrite } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import type { ChainReport } from './verify-chain.js';

/** Tells every administrator once of each first fault: the next night's run does not tell it again. */
export async function informOfFaults(database: Database, { named, faults }: ChainReport): Promise<void> {
  const [first] = named;
  if (!first) return;
  await informAdministrators(database, {
    kind: 'host.audit-fault',
    facts: { count: faults, seq: String(first.seq) },
    link: '/admin/pages/health',
    uniqueKey: `audit-fault:${first.what}:${first.seq}`,
  });
}

export async function informAdministrators(
  database: Database,
  notice: Omit<NoticeToWrite, 'userIds'>,
): Promise<void> {
  await database.transaction(async (tx) => {
    const administrators = await queriesOf<HostTables>(tx.queries)
      .selectFrom('app_user')
      .select('id')
      .where('role', '=', 'admin')
      .where('active', '=', true)
      .execute();
    await tx.inform({ ...notice, userIds: administrators.map(({ id }) => id) });
  });
}
