import type { Column, Row } from './tables.js';

/** Whether two rows hold the same values, as `QueryHandle` gives them, in these columns. */
export function isSameRow(columns: readonly Column[], one: Row, other: Row): boolean {
  return columns.every((column) => isSameValue(column, one[column.name] ?? null, other[column.name] ?? null));
}

function isSameValue({ kind }: Column, one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (one === null || other === null) return false;
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime();
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.compare(one, other) === 0;
  // A database pads decimals to the scale of the column, another does not.
  if (kind === 'decimal') return withoutTrailingZeros(String(one)) === withoutTrailingZeros(String(other));
  return false;
}

function withoutTrailingZeros(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}
