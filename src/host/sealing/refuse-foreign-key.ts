import { sql } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import { BootRefused } from '../../kernel/failures.js';
import { queriesOf } from '../../query/queries.js';
import type { HouseDatabase } from '../database/open-database.js';
import { headOf, partsOf } from './sealed-value.js';

/** As far as the key is named. */
const LENGTH = headOf('00000000', '').length - 1;

/**
 * Under a SECRET_KEY that opens no address of anybody nobody could sign in, and whatever is written would stand under a second key.
 * @throws BootRefused secret-key-foreign
 */
export async function refuseForeignKey({ port, ring }: Pick<HouseDatabase, 'port' | 'ring'>): Promise<void> {
  const heads = await queriesOf<HostTables>(port.queries)
    .withoutPlugins()
    .selectFrom('app_user')
    .select(sql<string>`substr(email, 1, ${sql.lit(LENGTH)})`.as('head'))
    .distinct()
    .execute();
  const keys = heads.map(({ head }) => partsOf(`${head}any.`)?.keyId ?? null);
  const [first] = keys;
  if (!first || keys.some((key) => key === null || ring.knows(key))) return;
  throw new BootRefused('secret-key-foreign', { theirs: first, ours: ring.keyId });
}
