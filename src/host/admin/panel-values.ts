import type { PanelField } from './panel-field.js';
import { fromDecimalText, toDecimalText, toShortDecimalText } from './decimal-text.js';

/** Places of what is kept in whole units of its smallest part: parts per million of a per cent value, thousandths, 10⁻⁸. */
const PLACES: ReadonlyMap<PanelField['kind'], number> = new Map([
  ['rate', 4],
  ['quantity', 3],
  ['exchange-rate', 8],
]);

export type ColumnValue = string | number | bigint | boolean | Date | null;

/** What a browser is told: text, numbers and booleans only; amounts in units of their currency as decimal text. */
export function toParam(
  field: PanelField,
  value: unknown,
  exponent: number,
): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  const places = PLACES.get(field.kind);
  if (places !== undefined) return toShortDecimalText(BigInt(value as number | bigint), places);
  if (field.kind === 'money') return toDecimalText(BigInt(value as number | bigint), exponent);
  if (typeof value === 'bigint') return value.toString();
  return value as string | number | boolean;
}

/** Why a form's value cannot be a field's value. */
export type FieldProblem =
  'required' | 'not-a-number' | 'not-an-amount' | 'not-a-date' | 'not-an-option' | 'too-long';

export type ParsedField =
  { readonly ok: true; readonly value: ColumnValue } | { readonly ok: false; readonly problem: FieldProblem };

const good = (value: ColumnValue): ParsedField => ({ ok: true, value });
const bad = (problem: FieldProblem): ParsedField => ({ ok: false, problem });

/** What a form, or a filter, says about a field. */
export function fromParam(field: PanelField, input: unknown, exponent: number): ParsedField {
  if (field.store === 'boolean')
    return good(input === true || input === 'true' || input === 'on' || input === '1');
  const text =
    typeof input === 'string'
      ? input.trim()
      : typeof input === 'number' || typeof input === 'bigint'
        ? String(input)
        : '';
  if (text === '') return field.required ? bad('required') : good(null);
  if (field.options && !field.options.includes(text)) return bad('not-an-option');
  switch (field.store) {
    case 'integer':
    case 'bigint':
      return parseNumber(field, text, exponent);
    case 'date':
      return isLocalDate(text.slice(0, 10)) ? good(text.slice(0, 10)) : bad('not-a-date');
    case 'datetime': {
      const instant = new Date(text);
      return Number.isNaN(instant.getTime()) ? bad('not-a-date') : good(instant);
    }
    case 'decimal':
      return /^-?\d+(\.\d+)?$/.test(text) ? good(text) : bad('not-a-number');
    default:
      return field.maxLength !== null && text.length > field.maxLength ? bad('too-long') : good(text);
  }
}

function parseNumber(field: PanelField, text: string, exponent: number): ParsedField {
  const places = placesOf(field, exponent);
  const value = fromDecimalText(text, places);
  if (value === null) return bad(field.kind === 'money' ? 'not-an-amount' : 'not-a-number');
  if (field.store === 'bigint') return good(value);
  return value > 2_147_483_647n || value < -2_147_483_648n ? bad('not-a-number') : good(Number(value));
}

/** Whether the column holds whole units of something smaller than what is shown. */
export function isScaled({ kind }: PanelField): boolean {
  return kind === 'money' || PLACES.has(kind);
}

export function placesOf(field: PanelField, exponent: number): number {
  return field.kind === 'money' ? exponent : (PLACES.get(field.kind) ?? 0);
}

export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}
