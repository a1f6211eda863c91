// What a database's catalogue must say, by the model alone: written apart from the generator of migrations, which it holds to account.
import type { Model, ScalarField } from '../../../../generated/model.js';
import type { Dialect } from '../../../../src/kernel/ports.js';
import { foreignKeyText, type Catalogue, type Table } from './table.js';

export function expectedCatalogue(dialect: Dialect, models: readonly Model[]): Catalogue {
  return Object.fromEntries(models.map((model) => [model.table, expectedTable(dialect, model)]));
}

function expectedTable(dialect: Dialect, model: Model): Table {
  const scalars = model.fields.filter((field): field is ScalarField => field.kind === 'scalar');
  const isKey = (field: ScalarField): boolean =>
    [model.primaryKey, ...model.uniques].flat().includes(field.column);
  return {
    columns: Object.fromEntries(
      scalars.map((field) => [
        field.column,
        {
          type: TYPES[dialect](field, isKey(field)),
          nullable: field.nullable,
          default:
            field.default === null
              ? null
              : String(Number.isFinite(Number(field.default)) ? Number(field.default) : field.default),
        },
      ]),
    ),
    primaryKey: model.primaryKey,
    uniques: model.uniques.map(String).sort(),
    indexes: model.indexes.map(String).sort(),
    foreignKeys: model.foreignKeys
      .map((key) => foreignKeyText(key.columns, key.table, key.references, key.onDelete.replace('-', ' ')))
      .sort(),
    checks: model.checks.length,
    refused: model.appendOnly ? ['delete', 'update'] : [],
  };
}

const lengthOf = (field: ScalarField): number => field.native?.args[0] ?? 191;
const isLongText = (field: ScalarField): boolean => /Text$/.test(field.native?.type ?? '');

const TYPES: Record<Dialect, (field: ScalarField, isKey: boolean) => string> = {
  sqlite(field) {
    if (field.value === 'text') return isLongText(field) ? 'text' : `varchar(${lengthOf(field)})`;
    // The only type that SQLite counts up by itself; it holds as much.
    if (field.autoIncrement) return 'integer';
    return { integer: 'int', bytes: 'blob', decimal: 'decimal_text' }[field.value as string] ?? field.value;
  },
  mysql(field, isKey) {
    if (field.value === 'text') {
      if (field.native?.type === 'Char') return `char(${lengthOf(field)}) ascii_bin`;
      const collation = isKey && !field.caseInsensitive ? 'utf8mb4_bin' : 'utf8mb4_unicode_ci';
      if (field.sealed !== undefined) return `${isLongText(field) ? 'longtext' : 'text'} ${collation}`;
      return `${isLongText(field) ? field.native?.type.toLowerCase() : `varchar(${lengthOf(field)})`} ${collation}`;
    }
    const types: Record<string, string> = {
      integer: 'int',
      boolean: 'tinyint(1)',
      datetime: 'datetime(3)',
      bytes: 'longblob',
    };
    return types[field.value] ?? field.value;
  },
  postgresql(field) {
    if (field.value === 'text')
      return isLongText(field) || field.sealed !== undefined
        ? 'text'
        : `character varying(${lengthOf(field)})`;
    const types: Record<string, string> = { datetime: 'timestamp(3) without time zone', bytes: 'bytea' };
    return types[field.value] ?? field.value;
  },
};
