import type { HostTables } from '../../../generated/tables/host.js';
import type { Transaction } from '../../kernel/ports.js';
import { forUpdate } from '../../query/for-update.js';
import { queriesOf } from '../../query/queries.js';
import type { Refusal } from '../../values/result.js';

export const MANAGE_USERS = 'host.users.manage';

/**
 * A refusal when nobody but this user could let people in and out: the last administrator stays one. Administrators are locked until
 * the transaction ends, so that two cannot remove each other at once.
 */
export async function refusedWithoutAdministrator(tx: Transaction, userId: string): Promise<Refusal | null> {
  const tables = queriesOf<HostTables>(tx.queries);
  const administrators = await forUpdate(
    tx.dialect,
    tables
      .selectFrom('app_user')
      .select('id')
      .where('role', '=', 'admin')
      .where('active', '=', true)
      .orderBy('id'),
  ).execute();
  const without = await forUpdate(
    tx.dialect,
    tables
      .selectFrom('user_permission')
      .select('user_id')
      .where('permission', '=', MANAGE_USERS)
      .where('allowed', '=', false),
  ).execute();
  const powerless = new Set(without.map((row) => row.user_id));
  const able = administrators.filter(({ id }) => !powerless.has(id));
  const isLast = able.length === 1 && able[0]?.id === userId;
  return isLast ? { code: 'user-last-admin' } : null;
}
