import { sql } from 'kysely';
import { queriesOf } from '../../../../src/query/queries.js';
import type { CountRows } from '../../app/restoring/sides.js';

export const countRows: CountRows = async ({ queries }, { name }) => {
  const { rows } = await sql<{ count: bigint | number | string }>`
    select count(*) as count from ${sql.table(name)}`.execute(queriesOf<unknown>(queries));
  return Number(rows[0]?.count ?? 0);
};
