import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { LedgerAmount, LedgerIds, YearArchive } from '../../billing/contract/year-archive.js';
import type { YearReport } from './years.js';
import { REASONS, whatMayGo, type Choice, type Reason } from '../domain/what-may-go.js';

/** Chosen records, a line a representative, kept on disk: their number does not matter. */
export interface Chosen {
  add(ids: LedgerIds): Promise<void>;
  ids(): AsyncIterable<LedgerIds>;
  remove(): Promise<void>;
}

function lastDayOfYear(year: number): LocalDate {
  return `${year}-12-31` as LocalDate;
}

/** Representative by representative. */
export async function* choose(
  archive: YearArchive,
  queries: QueryHandle,
  year: number,
): AsyncIterable<Choice> {
  for (const id of await archive.representatives(queries))
    yield whatMayGo(await archive.heads(queries, id), lastDayOfYear(year));
}

export function isEmpty({ invoiceIds, paymentIds }: LedgerIds): boolean {
  return invoiceIds.length === 0 && paymentIds.length === 0;
}

export class Tally {
  invoices = 0;
  payments = 0;
  private readonly stays = Object.fromEntries(REASONS.map((reason) => [reason, 0])) as Record<Reason, number>;
  private readonly amounts = new Map<string, LedgerAmount>();

  add({ goes, stays }: Choice, amounts: readonly LedgerAmount[]): void {
    this.invoices += goes.invoiceIds.length;
    this.payments += goes.paymentIds.length;
    for (const reason of REASONS) this.stays[reason] += stays[reason];
    for (const { currency, invoiced, paid } of amounts) {
      const before = this.amounts.get(currency) ?? { invoiced: 0n, paid: 0n };
      this.amounts.set(currency, {
        currency,
        invoiced: before.invoiced + invoiced,
        paid: before.paid + paid,
      });
    }
  }

  report(): Pick<YearReport, 'invoices' | 'payments' | 'stays' | 'amounts'> {
    const amounts = [...this.amounts.values()].toSorted((one, other) =>
      one.currency < other.currency ? -1 : 1,
    );
    return { invoices: this.invoices, payments: this.payments, stays: this.stays, amounts };
  }
}
