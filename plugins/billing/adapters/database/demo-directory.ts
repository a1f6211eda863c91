import type { Transaction } from '../../../../src/kernel/ports.js';
import { newId } from '../../../../src/values/ids.js';
import { billingTables } from './tables.js';

/** Who is in the demo: by code, with the ids that they got. */
export interface DemoDirectory {
  readonly managers: readonly string[];
  readonly representatives: readonly {
    readonly id: string;
    readonly code: string;
    readonly currency: string;
  }[];
  readonly products: readonly {
    readonly id: string;
    readonly name: string;
    readonly currency: string;
    readonly unit_price: bigint;
    readonly tax_rate: number;
  }[];
}

const GEOS = [
  ['NORTH', 'North'],
  ['CENTRE', 'Centre'],
  ['EAST', 'East'],
] as const;

const OFFICES = [
  ['RIGA', 'Riga', 0],
  ['KYIV', 'Kyiv', 1],
  ['LVIV', 'Lviv', 1],
  ['TOKYO', 'Tokyo', 2],
] as const;

const MANAGERS = [
  ['M-01', 'Ilze Kalniņa', 'ilze@demo.test', 0],
  ['M-02', 'Олена Коваль', 'olena@demo.test', 1],
  ['M-03', 'Тарас Мельник', 'taras@demo.test', 2],
  ['M-04', 'Aiko Tanaka', 'aiko@demo.test', 3],
] as const;

const REPRESENTATIVES = [
  ['R-001', 'Harbour Telecom', 0, 'EUR', 2_500_000n],
  ['R-002', 'Amber Wireless', 0, 'EUR', null],
  ['R-003', 'Baltic Link', 0, 'USD', 1_000_000n],
  ['R-004', 'Дніпро Звʼязок', 1, 'UAH', 60_000_000n],
  ['R-005', 'Поділ Мережа', 1, 'UAH', null],
  ['R-006', 'Chestnut Net', 1, 'USD', null],
  ['R-007', 'Лев Телеком', 2, 'UAH', 40_000_000n],
  ['R-008', 'Галицькі Лінії', 2, 'UAH', null],
  ['R-009', 'Carpathian Data', 2, 'EUR', null],
  ['R-010', 'Sumida Networks', 3, 'JPY', 4_000_000n],
  ['R-011', 'Ueno Carrier', 3, 'JPY', null],
  ['R-012', 'Pacific Relay', 3, 'USD', 1_500_000n],
] as const;

const PRODUCTS = [
  ['TRANSIT', 'Transit, 10 Gbit/s', 'EUR', 85_000n, 210_000],
  ['PORT', 'Port rental', 'EUR', 12_500n, 210_000],
  ['SUPPORT', 'Support, hour', 'USD', 6_000n, 0],
  ['TRANSIT-UA', 'Транзит, 1 Гбіт/с', 'UAH', 950_000n, 200_000],
  ['TRANSIT-JP', 'Transit, 1 Gbit/s', 'JPY', 48_000n, 100_000],
] as const;

export async function hasDemoDirectory(tx: Transaction): Promise<boolean> {
  const query = billingTables(tx.queries)
    .selectFrom('representative')
    .select('id')
    .where('code', '=', 'R-001');
  return (await query.executeTakeFirst()) !== undefined;
}

/** The ids of the people behind the demo logins. */
export async function demoPeople(
  tx: Transaction,
): Promise<{ managerId?: string; representativeId?: string }> {
  const tables = billingTables(tx.queries);
  const manager = await tables
    .selectFrom('manager')
    .select('id')
    .where('code', '=', 'M-01')
    .executeTakeFirst();
  const own = await tables
    .selectFrom('representative')
    .select('id')
    .where('code', '=', 'R-001')
    .executeTakeFirst();
  return { ...(manager ? { managerId: manager.id } : {}), ...(own ? { representativeId: own.id } : {}) };
}

export async function writeDemoDirectory(tx: Transaction, at: Date): Promise<DemoDirectory> {
  const tables = billingTables(tx.queries);
  const stamps = { active: true, created_at: at, updated_at: at, version: 1 };
  const geos = GEOS.map(([code, name]) => ({ id: newId(), code, name, ...stamps }));
  const offices = OFFICES.map(([code, name, geo]) => ({
    id: newId(),
    code,
    name,
    geo_id: geos[geo]!.id,
    ...stamps,
  }));
  const managers = MANAGERS.map(([code, name, email]) => ({
    id: newId(),
    code,
    name,
    email,
    phone: null,
    ...stamps,
  }));
  const products = PRODUCTS.map(([code, name, currency, unitPrice, taxRate]) => ({
    id: newId(),
    code,
    name,
    description: null,
    unit_price: unitPrice,
    currency,
    tax_rate: taxRate,
    ...stamps,
  }));
  const representatives = REPRESENTATIVES.map(([code, name, office, currency, creditLimit], index) => ({
    id: newId(),
    code,
    name,
    office_id: offices[office]!.id,
    geo_id: offices[office]!.geo_id,
    currency,
    language: currency === 'UAH' ? 'uk' : 'en',
    credit_limit: creditLimit,
    contact_name: null,
    email: `${code.toLowerCase()}@demo.test`,
    phone: null,
    address: `${index + 1} ${OFFICES[office][1]} Street`,
    ...stamps,
  }));
  await tables.insertInto('geo').values(geos).execute();
  await tables.insertInto('office').values(offices).execute();
  await tables.insertInto('manager').values(managers).execute();
  await tables
    .insertInto('office_manager')
    .values(
      MANAGERS.map(([, , , office], index) => ({
        id: newId(),
        office_id: offices[office]!.id,
        manager_id: managers[index]!.id,
      })),
    )
    .execute();
  await tables.insertInto('product').values(products).execute();
  await tables.insertInto('representative').values(representatives).execute();
  return { managers: managers.map(({ id }) => id), representatives, products };
}
