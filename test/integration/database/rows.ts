// Rows of the billing tables for specifications of the database itself; those of rules build theirs through use cases.
import type { Insertable } from 'kysely';
import type { BillingTables, InvoiceTable } from '../../../generated/tables/billing.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import { queriesOf } from '../../../src/query/queries.js';
import { newId } from '../../../src/values/ids.js';

const at = new Date('2026-01-02T03:04:05.678Z');

/** @returns the id of a representative with its office and geo */
export async function aHouseWithRepresentative(handle: QueryHandle): Promise<string> {
  const db = queriesOf<BillingTables>(handle);
  const [geo, office, representative] = [newId(), newId(), newId()];
  const stamps = { created_at: at, updated_at: at };
  await db
    .insertInto('geo')
    .values({ id: geo, code: geo, name: 'North', ...stamps })
    .execute();
  await db
    .insertInto('office')
    .values({ id: office, code: office, name: 'Oslo', geo_id: geo, ...stamps })
    .execute();
  await db
    .insertInto('representative')
    .values({
      id: representative,
      code: representative,
      name: 'Acme',
      office_id: office,
      geo_id: geo,
      currency: 'EUR',
      ...stamps,
    })
    .execute();
  return representative;
}

export function anInvoice(
  representative: string,
  values: Partial<Insertable<InvoiceTable>> = {},
): Insertable<InvoiceTable> {
  return {
    id: newId(),
    representative_id: representative,
    status: 'draft',
    currency: 'EUR',
    created_at: at,
    updated_at: at,
    ...values,
  };
}
