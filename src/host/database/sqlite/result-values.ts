import type { ColumnDefinition } from 'better-sqlite3';

type Row = Record<string, unknown>;
type Convert = (value: unknown) => unknown;

/** How the rows of one statement are put into the house's value types, decided once by the declared types of its columns. */
export interface RowReader {
  /** integers must come as bigint: a BIGINT column, or an expression that may exceed 2^53 */
  readonly safeIntegers: boolean;
  /** changes the row that the driver made */
  readonly convert: ((row: Row) => Row) | null;
}

const STORED_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const toNumber: Convert = (value) => (typeof value === 'bigint' ? Number(value) : value);
const toBoolean: Convert = (value) => (value === null ? null : Boolean(value));
const toDate: Convert = (value) => (typeof value === 'string' ? new Date(value) : value);
// max(created_at) has no declared type; a text that looks exactly like a stored instant is one.
const toExpressionValue: Convert = (value) =>
  typeof value === 'string' && STORED_INSTANT.test(value) ? new Date(value) : value;

export function rowReader(columns: readonly ColumnDefinition[]): RowReader {
  const kinds = columns.map(({ name, type }) => ({ name, kind: kindOf(type) }));
  const safeIntegers = kinds.some(({ kind }) => kind === 'bigint' || kind === 'expression');
  const conversions = kinds.flatMap(({ name, kind }): readonly (readonly [string, Convert])[] => {
    if (kind === 'boolean') return [[name, toBoolean]];
    if (kind === 'datetime') return [[name, toDate]];
    if (kind === 'expression') return [[name, toExpressionValue]];
    return kind === 'integer' && safeIntegers ? [[name, toNumber]] : [];
  });
  if (conversions.length === 0) return { safeIntegers, convert: null };
  return {
    safeIntegers,
    convert(row) {
      for (const [name, convert] of conversions) row[name] = convert(row[name]);
      return row;
    },
  };
}

function kindOf(
  declared: string | null,
): 'bigint' | 'integer' | 'boolean' | 'datetime' | 'expression' | 'as-stored' {
  if (declared === null) return 'expression';
  const type = declared.toUpperCase();
  if (type.startsWith('BIGINT')) return 'bigint';
  if (type.startsWith('BOOL')) return 'boolean';
  if (type.startsWith('DATETIME') || type.startsWith('TIMESTAMP')) return 'datetime';
  return type.includes('INT') ? 'integer' : 'as-stored';
}
