/** A table as a database's own catalogue describes it. */
export interface Table {
  readonly columns: Readonly<
    Record<string, { readonly type: string; readonly nullable: boolean; readonly default: string | null }>
  >;
  readonly primaryKey: readonly string[];
  /** column names joined by commas, in order; sorted */
  readonly uniques: readonly string[];
  readonly indexes: readonly string[];
  /** `columns → table(columns) on delete …`, sorted */
  readonly foreignKeys: readonly string[];
  readonly checks: number;
  /** commands that a trigger refuses on its rows, sorted */
  readonly refused: readonly string[];
}

export type Catalogue = Readonly<Record<string, Table>>;

/** `'en'::character varying`, `'en'` and `en` are one default; so are `true` and `1`. */
export function plainDefault(text: string | null): string | null {
  if (text === null || text.toUpperCase() === 'NULL') return null;
  const plain = text.replace(/::[\w ]+$/, '').replace(/^'(.*)'$/, '$1');
  return plain.replace(/^true$/i, '1').replace(/^false$/i, '0');
}

export function foreignKeyText(
  columns: readonly string[],
  table: string,
  references: readonly string[],
  onDelete: string,
): string {
  return `${columns.join(',')} → ${table}(${references.join(',')}) on delete ${onDelete.toLowerCase().replace('no action', 'restrict')}`;
}

/** Rows that belong together, in the order in which they come. */
export function groupBy<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}
