import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql, type Kysely } from 'kysely';
import type { BillingTables } from '../../../generated/tables/billing.js';
import type { HostTables } from '../../../generated/tables/host.js';
import { queriesOf } from '../../../src/query/queries.js';
import { newId } from '../../../src/values/ids.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { startScript } from '../../harness/script-process.js';
import { aHouseWithRepresentative, anInvoice } from './rows.js';

type Tables = BillingTables & HostTables;

const DAYS = ['1969-12-31', '1901-02-03', '2000-02-29', '2013-03-31', '2013-10-27', '9999-12-31'];
// In Kyiv, 31 March 2013 03:30 does not exist, and 27 October 03:30 comes twice.
const INSTANTS = [
  '1969-07-20T20:17:40.123Z',
  '2013-03-31T00:30:00.000Z',
  '2013-03-31T01:30:00.001Z',
  '2013-03-31T03:30:00.001Z',
  '2013-10-27T00:30:00.999Z',
  '2013-10-27T01:30:00.000Z',
];

forEachDialect('value types', (_, open) => {
  let database: TestDatabase;
  let db: Kysely<Tables>;
  let representative: string;

  beforeAll(async () => {
    database = await open();
    db = queriesOf<Tables>(database.port.queries);
    representative = await aHouseWithRepresentative(database.port.queries);
  });
  afterAll(() => database.close());

  const read = (id: string) =>
    db.selectFrom('invoice').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  it.each([0n, 1n, -1n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 63n - 1n, -(2n ** 63n)])(
    'BIGINT %s comes back as the same bigint',
    async (net) => {
      const invoice = anInvoice(representative, { net });
      await db.insertInto('invoice').values(invoice).execute();
      expect((await read(invoice.id)).net).toBe(net);
      const found = await db
        .selectFrom('invoice')
        .select('id')
        .where('net', '=', net)
        .where('id', '=', invoice.id)
        .execute();
      expect(found).toHaveLength(1);
    },
  );

  it.each(DAYS)('DATE %s comes back as the same text', async (day) => {
    const invoice = anInvoice(representative, { issue_date: day });
    await db.insertInto('invoice').values(invoice).execute();
    expect((await read(invoice.id)).issue_date).toBe(day);
    const found = await db
      .selectFrom('invoice')
      .select('id')
      .where('issue_date', '<=', day)
      .where('issue_date', '>=', day)
      .where('id', '=', invoice.id)
      .execute();
    expect(found).toHaveLength(1);
  });

  it.each(INSTANTS)('DATETIME %s comes back as the same instant, to the millisecond', async (instant) => {
    const invoice = anInvoice(representative, { created_at: new Date(instant) });
    await db.insertInto('invoice').values(invoice).execute();
    const row = await read(invoice.id);
    expect(row.created_at.toISOString()).toBe(instant);
    const found = await db
      .selectFrom('invoice')
      .select('id')
      .where('created_at', '=', new Date(instant))
      .where('id', '=', invoice.id)
      .execute();
    expect(found).toHaveLength(1);
  });

  it('INT is a number, BOOLEAN a boolean, an absent value null', async () => {
    const invoice = anInvoice(representative, {
      term_days: -5,
      disputed: true,
      note: null,
      issue_date: null,
    });
    await db.insertInto('invoice').values(invoice).execute();
    const row = await read(invoice.id);
    expect(row).toMatchObject({
      term_days: -5,
      disputed: true,
      tax_inclusive: false,
      note: null,
      issue_date: null,
      version: 1,
    });
    const disputed = await db.selectFrom('invoice').select('id').where('disputed', '=', true).execute();
    expect(disputed).toEqual([{ id: invoice.id }]);
  });

  it('text keeps every letter, quote, backslash and emoji', async () => {
    const note = `Їжак "їсть" 'груші' \\ \\' %_ ; -- 🦔 \n\t`;
    const invoice = anInvoice(representative, { note });
    await db.insertInto('invoice').values(invoice).execute();
    expect((await read(invoice.id)).note).toBe(note);
  });

  it('bytes come back byte for byte', async () => {
    const invoice = anInvoice(representative);
    const bytes = Buffer.from(Array.from({ length: 512 }, (_, index) => index % 256));
    const document = {
      id: newId(),
      invoice_id: invoice.id,
      language: 'en',
      digest: 'd'.repeat(64),
      bytes,
      created_at: new Date(),
    };
    await db.insertInto('invoice').values(invoice).execute();
    await db.insertInto('invoice_document').values(document).execute();
    const row = await db
      .selectFrom('invoice_document')
      .select('bytes')
      .where('id', '=', document.id)
      .executeTakeFirstOrThrow();
    expect(Buffer.compare(row.bytes, bytes)).toBe(0);
  });

  it('the latest instant of many is an instant', async () => {
    const { latest } = await db
      .selectFrom('invoice')
      .select(({ fn }) => fn.max('created_at').as('latest'))
      .executeTakeFirstOrThrow();
    expect(latest).toBeInstanceOf(Date);
  });

  it('a sum beyond 2^53 is exact once it is put into BigInt()', async () => {
    const currency = 'XTS';
    const parts = [2n ** 53n, 1n, 1n];
    await db
      .insertInto('invoice')
      .values(parts.map((net) => anInvoice(representative, { net, currency })))
      .execute();
    const { sum, count } = await db
      .selectFrom('invoice')
      .select(({ fn }) => [fn.sum('net').as('sum'), fn.countAll().as('count')])
      .where('currency', '=', currency)
      .executeTakeFirstOrThrow();
    expect([BigInt(sum), BigInt(count)]).toEqual([2n ** 53n + 2n, 3n]);
  });

  it.each([[{ toString: () => '1' }], [['a', 'b']], [Number.NaN], [new Date(Number.NaN)]])(
    '%p is refused as a parameter',
    async (value) => {
      await expect(sql`select 1 where 'a' = ${value}`.execute(db)).rejects.toThrow(TypeError);
    },
  );

  it('a second spelling of an e-mail address is refused, a second spelling of a code is another code', async () => {
    const user = (
      email: string,
    ): Omit<HostTables['app_user'], 'active' | 'version' | 'language' | 'email_index'> => ({
      id: newId(),
      email,
      name: 'Olena',
      password_hash: 'x',
      role: 'operator',
      representative_id: null,
      manager_id: null,
      last_sign_in_at: null,
      created_at: new Date(),
      updated_at: new Date(),
    });
    await db.insertInto('app_user').values(user('olena@example.test')).execute();
    await expect(db.insertInto('app_user').values(user('Olena@Example.test')).execute()).rejects.toBeTruthy();
    const geo = (code: string) => ({
      id: newId(),
      code,
      name: code,
      created_at: new Date(),
      updated_at: new Date(),
    });
    await db
      .insertInto('geo')
      .values([geo('north'), geo('North')])
      .execute();
    await expect(db.insertInto('geo').values(geo('north')).execute()).rejects.toBeTruthy();
  });

  it.each([{ outstanding: -1n }, { allocated: -1n }, { credited: -1n }])(
    'an invoice with %p is refused',
    async (wrong) => {
      await expect(
        db.insertInto('invoice').values(anInvoice(representative, wrong)).execute(),
      ).rejects.toBeTruthy();
    },
  );

  it('an invoice of nobody is refused', async () => {
    await expect(db.insertInto('invoice').values(anInvoice(newId())).execute()).rejects.toBeTruthy();
  });

  it.each(['Europe/Kyiv', 'America/St_Johns', 'Pacific/Kiritimati'])(
    'days and instants are the same for a process in %s',
    async (TZ) => {
      const environment = { TZ, INSTANTS: JSON.stringify(INSTANTS), DAYS: JSON.stringify(DAYS) };
      const script = await startScript('test/integration/database/processes/keep-time.ts', {
        ...environment,
        DATABASE_URL: database.url,
        REPRESENTATIVE: representative,
      });
      const [line] = await script.done;
      const { kept, drift, offset } = JSON.parse(line ?? '') as {
        kept: string[];
        drift: number;
        offset: number;
      };
      expect(kept).toEqual([...INSTANTS, ...DAYS]);
      expect(drift).toBeLessThan(5_000);
      expect(offset).not.toBe(0);
    },
  );

  it("the server's clock is UTC", async () => {
    expect(Math.abs((await database.port.now()).getTime() - Date.now())).toBeLessThan(5_000);
  });
});
