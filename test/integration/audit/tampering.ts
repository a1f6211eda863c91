// Who gets past the house: raw SQL with the triggers dropped and put back, as somebody with the database's password would.
import { sql, type Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { Dialect } from '../../../src/kernel/ports.js';
import { queriesOf } from '../../../src/query/queries.js';
import type { TestDatabase } from '../../harness/database.js';
import { admin } from '../../harness/house.js';

export const clerk: Actor = { ...admin, name: 'clerk@demo.test' };

/** Entries 1 … count, a transaction each. */
export async function writeEntries(database: TestDatabase, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1)
    await database.port.transaction((tx) =>
      tx.audit({
        actor: clerk,
        action: 'billing.update-office',
        entity: 'Office',
        entityId: `office-${number}`,
        before: { name: `Old ${number}` },
        after: { name: `New ${number}` },
      }),
    );
}

/** Changes the trail behind the house's back. Foreign keys are left out too: whoever has the password may do that. */
export async function tamper(
  dialect: Dialect,
  database: TestDatabase,
  work: (db: Kysely<HostTables>) => Promise<unknown>,
): Promise<void> {
  const on = dialect === 'postgresql' ? sql` on audit_entry` : sql``;
  await database.port.transaction(async (tx) => {
    const db = queriesOf<HostTables>(tx.queries);
    const bodies = await triggerBodies(dialect, db);
    for (const name of ['audit_entry_refuse_update', 'audit_entry_refuse_delete'])
      await sql`drop trigger ${sql.ref(name)}${on}`.execute(db);
    await work(db);
    for (const body of bodies) await sql.raw(body).execute(db);
  });
}

async function triggerBodies(dialect: Dialect, db: Kysely<HostTables>): Promise<readonly string[]> {
  if (dialect === 'sqlite') {
    const { rows } = await sql<{ sql: string }>`
      select sql from sqlite_master where type = 'trigger' and tbl_name = 'audit_entry'`.execute(db);
    return rows.map((row) => row.sql);
  }
  const refuse =
    dialect === 'mysql'
      ? "signal sqlstate '45000' set message_text = 'audit_entry is append-only'"
      : 'execute function audit_entry_refuse_change()';
  return ['update', 'delete'].map(
    (event) =>
      `create trigger audit_entry_refuse_${event} before ${event} on audit_entry for each row ${refuse}`,
  );
}

export const row = (db: Kysely<HostTables>, seq: number) =>
  db.selectFrom('audit_entry').selectAll().where('seq', '=', BigInt(seq)).executeTakeFirstOrThrow();

export const edit = (
  db: Kysely<HostTables>,
  seq: number,
  values: Partial<
    Record<'action' | 'via' | 'entity' | 'entity_id' | 'actor_id' | 'content' | 'digest', string>
  >,
) => db.updateTable('audit_entry').set(values).where('seq', '=', BigInt(seq)).execute();

export async function remove(db: Kysely<HostTables>, seq: number): Promise<void> {
  const { id } = await row(db, seq);
  await db.deleteFrom('audit_content').where('entry_id', '=', id).execute();
  await db.deleteFrom('audit_entry').where('id', '=', id).execute();
}

export const renumber = (db: Kysely<HostTables>, from: number, to: number) =>
  db
    .updateTable('audit_entry')
    .set({ seq: BigInt(to) })
    .where('seq', '=', BigInt(from))
    .execute();
