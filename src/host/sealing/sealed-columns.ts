import type { Model, ScalarField } from '../../../generated/model.js';
import type { Spelling } from './blind-index.js';

export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  readonly purpose: string;
  readonly isBytes: boolean;
  readonly index: BlindIndex | null;
}

export interface BlindIndex {
  readonly column: string;
  readonly spelling: Spelling;
  /** no two rows may have the same value */
  readonly isUnique: boolean;
  /** part of the key: a row without the value keeps the key that it has */
  readonly isKey: boolean;
}

export interface SealedTable {
  readonly name: string;
  readonly primaryKey: readonly string[];
  /** every column of the table */
  readonly columns: ReadonlySet<string>;
  readonly sealed: ReadonlyMap<string, SealedColumn>;
}

/** What of the house's tables is sealed, by `@sealed` and `@blind-index` in prisma/schema: every table, by its name. */
export type SealedTables = ReadonlyMap<string, SealedTable>;

export function sealedTables(models: readonly Model[]): SealedTables {
  return new Map(models.map((model) => [model.table, sealedTable(model)]));
}

function sealedTable(model: Model): SealedTable {
  const fields = model.fields.filter((field) => field.kind === 'scalar');
  const sealed = fields.flatMap((field): (readonly [string, SealedColumn])[] => {
    if (field.sealed === undefined) return [];
    const index = fields.find(({ blindIndex }) => blindIndex?.of === field.column);
    return [
      [
        field.column,
        {
          table: model.table,
          column: field.column,
          purpose: field.sealed,
          isBytes: field.value === 'bytes',
          index: index ? blindIndexOf(model, index) : null,
        },
      ],
    ];
  });
  return {
    name: model.table,
    primaryKey: model.primaryKey,
    columns: new Set(fields.map(({ column }) => column)),
    sealed: new Map(sealed),
  };
}

function blindIndexOf(model: Model, { column, blindIndex }: ScalarField): BlindIndex {
  return {
    column,
    spelling: blindIndex?.as ?? 'exact',
    isKey: model.primaryKey.includes(column),
    isUnique: model.uniques.some((columns) => columns.includes(column)),
  };
}
