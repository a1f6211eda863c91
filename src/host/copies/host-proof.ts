import type { HostTables } from '../../../generated/tables/host.js';
import type { Proof } from '../../kernel/copies.js';
import { queriesOf } from '../../query/queries.js';

/** The end of the audit trail, and how many may sign in. */
export const proof: Proof = {
  name: 'house',
  async figures({ queries }) {
    const db = queriesOf<HostTables>(queries);
    const head = await db.selectFrom('audit_head').select(['seq', 'digest']).executeTakeFirst();
    const users = await db
      .selectFrom('app_user')
      .select(({ fn }) => fn.countAll<bigint | number | string>().as('count'))
      .executeTakeFirstOrThrow();
    return {
      ...(head ? { 'audit.seq': String(head.seq), 'audit.digest': head.digest } : {}),
      users: String(BigInt(users.count)),
    };
  },
};
