import type { CurrencyCode } from '../../../src/values/currency.js';
import { formatAmount, money } from '../../../src/values/money.js';
import type { LedgerAmount } from '../../billing/contract/year-archive.js';
import type { YearPreview } from '../contract/doors.js';

/** As plain decimals of their currency. */
export function writtenAmounts(amounts: readonly LedgerAmount[]): YearPreview['amounts'] {
  return amounts.map(({ currency, invoiced, paid }) => {
    const written = (minor: bigint): string => formatAmount(money(minor, currency as CurrencyCode));
    return { currency, invoiced: written(invoiced), paid: written(paid) };
  });
}
