import { createHash } from 'node:crypto';
import type { HostTables } from '../../../generated/tables/host.js';
import { theHouse } from '../../kernel/permissions.js';
import type { Database } from '../../kernel/ports.js';
import { WHOLE_DATABASE } from '../audit/whole-database.js';
import { upsert } from '../../query/upsert.js';
import { queriesOf } from '../../query/queries.js';
import { createSecretBox, SecretUnreadable } from '../settings/secret-box.js';
import { placed } from '../settings/placed-secret.js';
import type { SecretKeys } from './key-ring.js';
import { countWaiting, hasWaiting, resealTable, tablesToSeal, type Resealing } from './reseal.js';

export interface TableSealed {
  readonly table: string;
  readonly sealed: number;
  readonly stuck: number;
}

type Means = Resealing & { readonly database: Database };

/**
 * Seals everything under the present key, table by table. When nothing is left it says so in the database: from then on whatever is
 * written is sealed, so nobody needs to look again before the key changes.
 */
export async function sealEverything(
  means: Means,
  each: (rows: number, table: string) => Promise<void> = () => Promise.resolve(),
): Promise<readonly TableSealed[]> {
  const done: TableSealed[] = [];
  for (const table of tablesToSeal(means.tables)) {
    const outcome = await resealTable(means, table, (rows) => each(rows, table.name));
    done.push({ table: table.name, ...outcome });
  }
  if (done.every(({ stuck }) => stuck === 0)) {
    await keepMark(
      means,
      done.every(({ sealed }) => sealed === 0),
    );
  }
  return done;
}

export async function waitingByTable(means: Resealing): Promise<readonly { table: string; rows: number }[]> {
  const counts: { table: string; rows: number }[] = [];
  for (const table of tablesToSeal(means.tables)) {
    const rows = await countWaiting(means, table);
    if (rows > 0) counts.push({ table: table.name, rows });
  }
  return counts;
}

/** The first table of which something is not sealed under the present key; null: there is none. */
export async function firstWaiting(means: Resealing): Promise<string | null> {
  for (const table of tablesToSeal(means.tables)) if (await hasWaiting(means, table)) return table.name;
  return null;
}

/** `wanted`: whatever the schema seals is sealed under the present key; null: nobody has looked yet. */
export async function markOf(means: Means): Promise<'wanted' | 'other' | null> {
  const row = await queriesOf<HostTables>(means.database.queries)
    .selectFrom('setting')
    .select('value')
    .where('plugin', '=', MARK.plugin)
    .where('name', '=', MARK.name)
    .executeTakeFirst();
  if (!row) return null;
  return row.value === wantedMark(means) ? 'wanted' : 'other';
}

/** The key, and what is sealed under it: a version that seals more has more to do. */
function wantedMark({ ring, tables }: Means): string {
  const columns = tablesToSeal(tables).flatMap(({ sealed }) =>
    [...sealed.values()].map(({ table, column, purpose, index }) =>
      [table, column, purpose, index?.spelling].join(' '),
    ),
  );
  return `${ring.keyId}.${createHash('sha256').update(columns.sort().join()).digest('hex').slice(0, 8)}`;
}

/**
 * With an entry in the audit trail, whose end is signed by the present key from then on.
 * @param hadNothing a new house, whose trail the present key has signed all along, tells of no change
 */
async function keepMark(means: Means, hadNothing: boolean): Promise<void> {
  const former = await markOf(means);
  if (former === 'wanted') return;
  const { database, ring } = means;
  const mark = {
    ...MARK,
    value: wantedMark(means),
    secret: false,
    updated_at: await database.now(),
    updated_by: null,
  };
  await database.transaction(async (tx) => {
    const insert = queriesOf<HostTables>(tx.queries).insertInto('setting').values(mark);
    await upsert(tx.dialect, insert, { key: ['plugin', 'name'], set: ['value', 'updated_at'] }).execute();
    if (former === null && hadNothing) return;
    await tx.audit({
      actor: theHouse('system'),
      action: 'host.seal-database',
      entity: WHOLE_DATABASE,
      entityId: ring.keyId,
      after: { key: ring.keyId },
    });
  });
}

/** Of no plugin's schema, so no page of settings shows it; of this database alone, so no copy brings it back. */
export const MARK = { plugin: 'sealing', name: 'sealed-under' } as const;

/** Secrets from before the database sealed by itself lie in boxes of their own: they are taken out of these first. */
export function outOfFormerBoxes(keys: SecretKeys): NonNullable<Resealing['inClear']> {
  const boxes = { setting: createSecretBox(keys, 'settings'), totp_factor: createSecretBox(keys, 'totp') };
  return (table, row, value) => {
    if (!value.startsWith('v1.') || !(table in boxes)) return value;
    const place = table === 'setting' ? `${row['plugin']}/${row['name']}` : String(row['user_id']);
    try {
      return placed(boxes[table as keyof typeof boxes].open(value, place), place);
    } catch (failure) {
      if (failure instanceof SecretUnreadable) return value;
      throw failure;
    }
  };
}
