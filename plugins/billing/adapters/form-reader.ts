// What people typed into a form, a query string or a command, read once at the edge.
import type { Refusal, Result } from '../../../src/values/result.js';
import { err, ok } from '../../../src/values/result.js';
import { parseCurrency, type CurrencyCode } from '../../../src/values/currency.js';
import {
  parseLocalDate,
  parseLocalMonth,
  type LocalDate,
  type LocalMonth,
} from '../../../src/values/local-date.js';
import { parseAmount } from '../../../src/values/money.js';
import { parseQuantity, type Quantity } from '../../../src/values/quantity.js';
import { parseRate, type Rate } from '../../../src/values/rate.js';

type Input = Readonly<Record<string, unknown>>;

class Unreadable extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/** The first thing that cannot be read is the refusal; it names its `field` by `labelOf`. */
export function readForm<Value>(
  input: Input,
  labelOf: (field: string) => string,
  read: (form: FormReader) => Value,
): Result<Value, Refusal> {
  try {
    return ok(read(new FormReader(input, labelOf)));
  } catch (error) {
    if (error instanceof Unreadable) return err(error.refusal);
    throw error;
  }
}

export class FormReader {
  constructor(
    private readonly input: Input,
    private readonly labelOf: (field: string) => string,
  ) {}

  /** Refuses `field-required`, `text-too-long`. */
  text(field: string, most: number): string {
    return this.optionalText(field, most) ?? this.missing(field);
  }

  optionalText(field: string, most: number): string | null {
    const value = this.input[field];
    if (value === undefined || value === null) return null;
    const text = String(value).trim();
    if (text.length > most) throw new Unreadable({ code: 'text-too-long', field: this.labelOf(field), most });
    return text === '' ? null : text;
  }

  flag(field: string): boolean {
    return this.input[field] === true || this.input[field] === 'true';
  }

  date(field: string): LocalDate {
    return this.optionalDate(field) ?? this.missing(field);
  }

  optionalDate(field: string): LocalDate | null {
    return this.parsed(field, parseLocalDate);
  }

  month(field: string): LocalMonth {
    return this.parsed(field, parseLocalMonth) ?? this.missing(field);
  }

  optionalCurrency(field: string): CurrencyCode | null {
    return this.parsed(field, parseCurrency);
  }

  /** Minor units of `currency`. */
  amount(field: string, currency: CurrencyCode): bigint {
    return this.optionalAmount(field, currency) ?? this.missing(field);
  }

  optionalAmount(field: string, currency: CurrencyCode): bigint | null {
    return this.parsed(field, (text) => parseAmount(text, currency))?.minor ?? null;
  }

  quantity(field: string): Quantity {
    return this.parsed(field, parseQuantity) ?? this.missing(field);
  }

  /** per cent */
  optionalRate(field: string): Rate | null {
    return this.parsed(field, parseRate);
  }

  optionalCount(field: string, most: number): number | null {
    return this.parsed(field, (text) => {
      const count = Number(text);
      return /^\d{1,9}$/.test(text) && count <= most
        ? ok(count)
        : err({ code: 'not-a-count', value: text, most });
    });
  }

  rows<Row>(field: string, read: (row: FormReader) => Row): readonly Row[] {
    const value = this.input[field];
    if (!Array.isArray(value)) return [];
    return value
      .filter((row): row is Input => typeof row === 'object' && row !== null)
      .filter((row) => Object.values(row).some((cell) => cell !== '' && cell !== null && cell !== undefined))
      .map((row) => read(new FormReader(row, this.labelOf)));
  }

  private parsed<Value>(field: string, parse: (text: string) => Result<Value, Refusal>): Value | null {
    const text = this.optionalText(field, 100);
    if (text === null) return null;
    const result = parse(text);
    if (!result.ok) throw new Unreadable({ ...result.error, field: this.labelOf(field) });
    return result.value;
  }

  private missing(field: string): never {
    throw new Unreadable({ code: 'field-required', field: this.labelOf(field) });
  }
}
