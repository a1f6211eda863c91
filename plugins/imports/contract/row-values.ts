import { createHash } from 'node:crypto';
import { parseCurrency, type CurrencyCode } from '../../../src/values/currency.js';
import { money, parseAmount, type Money } from '../../../src/values/money.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Result } from '../../../src/values/result.js';
import type { ImportOptions, ImportValues, RowRefusal } from './import-kind.js';

/**
 * Reads a row's values one after the other and keeps every refusal, so that a person sees all that is wrong with a row at once.
 * The values are what `ImportField.kind` promises.
 */
export class RowValues {
  readonly refusals: RowRefusal[] = [];

  constructor(
    private readonly values: ImportValues,
    private readonly options: ImportOptions,
  ) {}

  refuse(field: string | null, code: string, facts: Readonly<Record<string, unknown>> = {}): void {
    this.refusals.push({ ...facts, code, field });
  }

  text(field: string, maxLength: number): string | null {
    const value = this.values[field];
    if (typeof value !== 'string') return null;
    if (value.length <= maxLength) return value;
    this.refuse(field, 'too-long', { length: value.length, max: maxLength });
    return null;
  }

  /** Reported as missing by the reader of the row already. */
  requiredText(field: string, maxLength: number): string {
    return this.text(field, maxLength) ?? '';
  }

  date(field: string): LocalDate | null {
    const value = this.values[field];
    return typeof value === 'string' ? (value as LocalDate) : null;
  }

  yes(field: string): boolean {
    return this.values[field] === true;
  }

  /** The row's own currency, or the mapping's. */
  currency(field = 'currency'): CurrencyCode | null {
    const code = parseCurrency(String(this.values[field] ?? this.options.currency));
    if (code.ok) return code.value;
    this.refuse(this.values[field] === undefined ? null : field, code.error.code, code.error);
    return null;
  }

  /** An amount that may not be below zero. */
  amount(field: string, currency: CurrencyCode | null): Money | null {
    const amount = this.signedAmount(field, currency);
    if (amount === null || amount.minor >= 0n) return amount;
    this.refuse(field, 'negative-amount', { value: this.values[field] });
    return null;
  }

  signedAmount(field: string, currency: CurrencyCode | null): Money | null {
    const value = this.values[field];
    if (typeof value !== 'string' || currency === null) return null;
    const parsed =
      this.options.amountUnit === 'minor' ? minorUnits(value, currency) : parseAmount(value, currency);
    if (parsed.ok) return parsed.value;
    this.refuse(field, parsed.error.code, { ...parsed.error, value });
    return null;
  }

  /** The row, unless something was refused. */
  done<Row>(make: () => Row): Result<Row, readonly RowRefusal[]> {
    return this.refusals.length > 0 ? err(this.refusals) : ok(make());
  }
}

/** SHA-256 of values in a fixed order, hexadecimal: the mark by which the very same row is known again. */
export function digestOfRow(values: readonly (string | bigint | boolean | number | null)[]): string {
  return createHash('sha256').update(values.map(String).join('\u001f')).digest('hex');
}

function minorUnits(text: string, currency: CurrencyCode): Result<Money, { code: string }> {
  return /^-?\d{1,18}$/.test(text) ? ok(money(BigInt(text), currency)) : err({ code: 'not-an-amount' });
}
