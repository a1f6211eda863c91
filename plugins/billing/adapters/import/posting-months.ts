import type { QueryHandle, Transaction } from '../../../../src/kernel/ports.js';
import { monthOf, type LocalDate, type LocalMonth } from '../../../../src/values/local-date.js';
import { refuseRow, type RowPlan } from '../../../imports/contract/import-kind.js';
import { mayPost } from '../../domain/period.js';
import { makePeriods } from '../database/periods.js';
import { billingTables } from '../database/tables.js';

/** The months that refuse every posting: a few rows, read anew for each batch. */
export async function closedMonths(queries: QueryHandle): Promise<ReadonlySet<LocalMonth>> {
  const rows = await billingTables(queries)
    .selectFrom('period')
    .select('month')
    .where('status', '=', 'closed')
    .execute();
  return new Set(rows.map((row) => row.month as LocalMonth));
}

/** The refusal of a date that lies in a closed month or behind one; null when it may be posted. */
export function refusalOfDate(
  field: string,
  date: LocalDate,
  closed: ReadonlySet<LocalMonth>,
): RowPlan | null {
  const open = mayPost([date], closed);
  return open.ok ? null : refuseRow(field, open.error.code, open.error);
}

/** Keeps the months of an import open until its transaction ends: whoever closes one of them waits. */
export class HeldMonths {
  private readonly held = new Set<LocalMonth>();

  /** Throws when a month was closed since the rows were planned; the whole import is then undone, and may be tried again. */
  async hold(tx: Transaction, dates: readonly LocalDate[]): Promise<void> {
    const months = [...new Set(dates.map(monthOf))].filter((month) => !this.held.has(month)).sort();
    if (months.length === 0) return;
    const [closed] = await makePeriods(tx.dialect).closedAmong(tx.queries, months);
    if (closed !== undefined)
      throw new Error(`the month ${closed} was closed while rows were written into it`);
    for (const month of months) this.held.add(month);
  }
}
