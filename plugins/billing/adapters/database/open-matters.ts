import type { Subject } from '../../../../src/kernel/personal-data.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type { Refusal } from '../../../../src/values/result.js';
import { amountFact } from '../../domain/amount-fact.js';
import { receivables } from './receivables.js';
import { billingTables } from './tables.js';

/**
 * What stands between a representative and being forgotten: `open-balance` (amount, currency), `open-credit` (amount, currency),
 * `open-drafts`, `open-disputes`, `open-claims` (count).
 */
export async function openMattersOf(
  queries: QueryHandle,
  { kind, id }: Subject,
): Promise<readonly Refusal[]> {
  if (kind !== 'representative') return [];
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
