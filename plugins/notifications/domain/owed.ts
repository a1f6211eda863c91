import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';

/** An invoice that was issued, and who owes it. Minor units of `currency`. */
export interface Owed {
  readonly id: string;
  readonly number: string;
  readonly status: 'issued' | 'partly_paid' | 'paid' | 'void';
  readonly dueOn: LocalDate;
  readonly currency: CurrencyCode;
  readonly total: bigint;
  readonly outstanding: bigint;
  readonly disputed: boolean;
  readonly representativeId: string;
  readonly representativeName: string;
  readonly representativeEmail: string | null;
  readonly officeId: string;
  readonly geoId: string;
}
