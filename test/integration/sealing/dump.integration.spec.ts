import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Kysely } from 'kysely';
import { models, type Model, type ScalarField } from '../../../generated/model.js';
import { queriesOf } from '../../../src/query/queries.js';
import { createUser } from '../../../src/host/sessions/users.js';
import { isSealed } from '../../../src/host/sealing/sealed-value.js';
import { systemClock } from '../../../src/values/clock.js';
import { newId } from '../../../src/values/ids.js';
import { writeSide } from '../../access/two-sides.js';
import { openTestDatabase, type TestDatabase } from '../../harness/database.js';
import { admin } from '../../harness/house.js';
import { spellings } from './busy/spellings.js';

type Tables = Record<string, Record<string, unknown>>;

const sealedFields = models.flatMap((model) =>
  model.fields
    .filter((field): field is ScalarField => field.kind === 'scalar' && field.sealed !== undefined)
    .map((field) => ({ model, field, name: `${model.table}.${field.column}` })),
);

/** Shorter texts stand in a dump by chance. */
const DISTINCT = 8;

// Every column, whoever writes it. What people write by the house's own doors: busy-house.integration.spec.ts.
describe('the tables of the database', () => {
  let database: TestDatabase;
  let raw: Kysely<Tables>;
  const written = new Map<string, string>();

  beforeAll(async () => {
    database = await openTestDatabase('sqlite');
    raw = queriesOf<Tables>(database.port.queries).withoutPlugins();
    const user = {
      ...{ email: 'Distinctive.Person@Example.test', name: 'Olena', role: 'operator' as const },
      password: 'a long enough password',
    };
    const created = await createUser({ database: database.port, clock: systemClock }, admin, user);
    if (!created.ok) throw new Error(created.error.code);
    written.set('app_user.email', 'distinctive.person@example.test');
    const rows = await writeSide(database.port, 'A', created.value.id);
    for (const { model, field, name } of sealedFields) {
      const value = rows.get(model.name)?.[field.name];
      if (value !== null && value !== undefined && String(value).length >= DISTINCT)
        written.set(name, String(value));
    }
    await writeRest(created.value.id);
    for (const { model, field, name } of sealedFields) {
      if (written.has(name)) continue;
      const text = `ZZQQ-late-${name}`;
      written.set(name, text);
      await queriesOf<Tables>(database.port.queries)
        .updateTable(model.table)
        .set({ [field.column]: text })
        .execute();
    }
  });
  afterAll(() => database.close());

  /** What the house itself keeps account of. */
  async function writeRest(userId: string): Promise<void> {
    const db = queriesOf<Tables>(database.port.queries);
    const at = new Date();
    const later = new Date(Date.now() + 3_600_000);
    const said = (name: string): string => {
      const text = `ZZQQ-rest-${name}`;
      written.set(name, text);
      return text;
    };
    await db
      .insertInto('session')
      .values({ id: 's', user_id: userId, data: said('session.data'), created_at: at, expires_at: later })
      .execute();
    await db
      .insertInto('setting')
      .values({
        plugin: 'p',
        name: 'n',
        value: said('setting.value'),
        secret: true,
        updated_at: at,
        updated_by: null,
      })
      .execute();
    await db
      .insertInto('outbox_event')
      .values({
        id: newId(),
        name: 'a.b',
        payload: said('outbox_event.payload'),
        occurred_at: at,
        done_at: at,
      })
      .execute();
    await db
      .insertInto('totp_factor')
      .values({ user_id: userId, secret: said('totp_factor.secret'), confirmed_at: null, created_at: at })
      .execute();
    await db
      .insertInto('idempotency_key')
      .values({
        ...{
          id: 'i',
          request: 'r',
          claim: newId(),
          held_until: at,
          status: 200,
          created_at: at,
          expires_at: later,
        },
        ...{ effect: said('idempotency_key.effect'), body: said('idempotency_key.body') },
      })
      .execute();
    const content = said('audit_content.before');
    const after = said('audit_content.after');
    const actor = { ...admin, name: said('audit_content.actor') };
    const record = { actor, action: 'host.test', entity: 'User', entityId: userId };
    await database.port.transaction((tx) => tx.audit({ ...record, before: { content }, after: { after } }));
  }

  it('shows nothing of what is sealed, however it is spelled', async () => {
    expect([...written.keys()].sort()).toEqual(sealedFields.map(({ name }) => name).sort());
    const dump = (await Promise.all(models.map((model) => dumped(raw, model)))).join('\n');
    const shown = [...written].filter(([, text]) =>
      spellings(text).some((spelling) => dump.includes(spelling)),
    );
    expect(shown).toEqual([]);
  });

  it.each(sealedFields.map(({ name, model, field }) => [name, model, field] as const))(
    'shows %s sealed',
    async (_name, model, field) => {
      const rows = await raw
        .selectFrom(model.table)
        .select(field.column)
        .where(field.column, 'is not', null)
        .execute();
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.map((row) => isSealed(row[field.column]))).not.toContain(false);
    },
  );
});

async function dumped(raw: Kysely<Tables>, model: Model): Promise<string> {
  const rows = await raw.selectFrom(model.table).selectAll().execute();
  return JSON.stringify(rows, (_, value: unknown) => {
    if (typeof value === 'bigint') return String(value);
    return isBuffer(value) ? Buffer.from(value.data).toString('latin1') : value;
  });
}

function isBuffer(value: unknown): value is { readonly data: readonly number[] } {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';
}
