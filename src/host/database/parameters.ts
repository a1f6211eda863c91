export type Primitive = string | number | bigint | boolean | Date | Uint8Array | null;

/**
 * A statement's parameter is one value. An object or an array is a mistake, and a dangerous one: mysql2 spells them out as SQL.
 */
export function parameterOf(value: unknown): Primitive {
  if (value === undefined || value === null) return null;
  switch (typeof value) {
    case 'string':
    case 'bigint':
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value;
      throw new TypeError(`${value} cannot be stored: a number in a query is finite.`);
    case 'object':
      if (value instanceof Uint8Array) return value;
      if (value instanceof Date && Number.isFinite(value.getTime())) return value;
  }
  throw new TypeError(
    `A query's parameter is a text, number, bigint, boolean, Date, Buffer or null, not ${describe(value)}.`,
  );
}

function describe(value: unknown): string {
  if (value instanceof Date) return 'an invalid date';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
