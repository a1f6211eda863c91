import type { Subject } from '../../../../src/kernel/personal-data.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type { Refusal } from '../../../../src/values/result.js';
import { amountFact } from '../../domain/amount-fact.js';
import { receivables } from './receivables.js';
import { billingTables } from './tables.js';

/**
 * What stands between somebody and being forgotten. A representative: `open-balance` (amount, currency), `open-credit` (amount,
 * currency), `open-drafts`, `open-disputes`, `open-claims` (count). A manager: `office-left-alone` (office).
 */
export async function openMattersOf(
  queries: QueryHandle,
  { kind, id }: Subject,
): Promise<readonly Refusal[]> {
  if (kind === 'manager') return officesLeftAlone(queries, id);
  return kind === 'representative' ? mattersOfRepresentative(queries, id) : [];
}

/** Offices at work that nobody else who is at work answers for. */
async function officesLeftAlone(queries: QueryHandle, managerId: string): Promise<readonly Refusal[]> {
  const offices = await billingTables(queries)
    .selectFrom('office_manager as own')
    .innerJoin('office', 'office.id', 'own.office_id')
    .select('office.name')
    .where('own.manager_id', '=', managerId)
    .where('office.active', '=', true)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('office_manager as other')
            .innerJoin('manager', 'manager.id', 'other.manager_id')
            .select('other.id')
            .whereRef('other.office_id', '=', 'own.office_id')
            .where('other.manager_id', '<>', managerId)
            .where('manager.active', '=', true),
        ),
      ),
    )
    .orderBy('office.name')
    .execute();
  return offices.map(({ name }) => ({ code: 'office-left-alone', office: name }));
}

async function mattersOfRepresentative(queries: QueryHandle, id: string): Promise<readonly Refusal[]> {
  const matters: Refusal[] = [];
  for (const { currency, open, unallocated } of await receivables.balances(queries, id)) {
    if (open !== 0n) matters.push({ code: 'open-balance', amount: amountFact(open, currency), currency });
    if (unallocated !== 0n)
      matters.push({ code: 'open-credit', amount: amountFact(unallocated, currency), currency });
  }
  for (const [code, table, status] of [
    ['open-drafts', 'invoice', 'draft'],
    ['open-disputes', 'invoice_dispute', 'open'],
    ['open-claims', 'payment_claim', 'waiting'],
  ] as const) {
    const { count } = await billingTables(queries)
      .selectFrom(table)
      .select(({ fn }) => fn.countAll().as('count'))
      .where('representative_id', '=', id)
      .where('status', '=', status)
      .executeTakeFirstOrThrow();
    if (Number(count) > 0) matters.push({ code, count: Number(count) });
  }
  return matters;
}
