import type { Row } from './tables.js';

/** The key of a row as one text: equal exactly when the keys are. */
export function keyText(key: readonly string[], row: Row): string {
  return JSON.stringify(key.map((column) => textOf(row[column])));
}

/** The order in which databases give rows here: by the columns of the key, numbers by size, texts by their UTF-8 bytes. */
export function compareKeys(key: readonly string[], one: Row, other: Row): number {
  for (const column of key) {
    const order = compareValues(one[column], other[column]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareValues(one: unknown, other: unknown): number {
  if (typeof one === 'string' && typeof other === 'string')
    return one === other ? 0 : Buffer.compare(Buffer.from(one), Buffer.from(other));
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.compare(one, other);
  const [first, second] = [numberOf(one), numberOf(other)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function numberOf(value: unknown): number | bigint {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof Date) return value.getTime();
  throw new Error(`A key cannot be ordered by ${String(value)}.`);
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return String(value);
}
