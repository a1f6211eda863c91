import type { Organisation, Transaction } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import { localDateIn, monthOf, type LocalDate } from '../../../src/values/local-date.js';
import { err, type Refusal, type Result } from '../../../src/values/result.js';
import { mayPost } from '../domain/period.js';
import type { Allocations, Periods } from './ledger.js';

/** The day that it is where the organisation keeps its books. */
export async function businessDay(
  clock: Clock,
  organisation: () => Promise<Organisation>,
): Promise<LocalDate> {
  return localDateIn(clock.now(), (await organisation()).zone);
}

/** Refuses `date-in-future` and `period-closed`. The months stay as they are until the transaction ends. */
export async function checkPosting(
  tx: Transaction,
  periods: Periods,
  { dates, today }: { readonly dates: readonly LocalDate[]; readonly today: LocalDate },
): Promise<Result<true, Refusal>> {
  const future = dates.find((date) => date > today);
  if (future !== undefined) return err({ code: 'date-in-future', date: future, today });
  const months = [...new Set(dates.map(monthOf))];
  const closed = new Set(await periods.closedAmong(tx.queries, months));
  const latest = await periods.latestClosed(tx.queries);
  return mayPost(dates, latest === null ? closed : closed.add(latest));
}

/** The latest day of anything put against an invoice; null when nothing was. */
export async function lastPostingOn(
  tx: Transaction,
  allocations: Allocations,
  invoiceId: string,
): Promise<LocalDate | null> {
  return (await allocations.lastPostingDays(tx.queries, [invoiceId])).get(invoiceId) ?? null;
}

/** The latest of the days that there are. */
export function latestOf(day: LocalDate, ...others: readonly (LocalDate | null)[]): LocalDate {
  return others.reduce<LocalDate>((last, other) => (other !== null && other > last ? other : last), day);
}
