// The statements that make tables, columns and indexes, in each dialect.
import { columnType } from './column-types.mjs';
import { checkName, foreignKeyName, indexName, uniqueName } from './names.mjs';

const ON_DELETE = { restrict: 'RESTRICT', cascade: 'CASCADE', 'set-null': 'SET NULL' };
const MYSQL_TABLE = ' ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';

export const quote = (dialect, name) => (dialect === 'mysql' ? `\`${name}\`` : `"${name}"`);
const list = (dialect, columns) => columns.map((column) => quote(dialect, column)).join(', ');
export const scalars = (model) => model.fields.filter((field) => field.kind === 'scalar');

export function columnDefinition(dialect, model, field) {
  const parts = [quote(dialect, field.column), columnType(dialect, model, field)];
  if (!field.nullable) parts.push('NOT NULL');
  if (field.default !== null) parts.push(`DEFAULT ${literal(dialect, field.default)}`);
  return parts.join(' ');
}

export function foreignKey(dialect, model, { columns, table, references, onDelete }) {
  const name = quote(dialect, foreignKeyName(model, columns));
  const target = `${quote(dialect, table)} (${list(dialect, references)})`;
  return `CONSTRAINT ${name} FOREIGN KEY (${list(dialect, columns)}) REFERENCES ${target} ON DELETE ${ON_DELETE[onDelete]}`;
}

export function check(dialect, model, condition) {
  return `CONSTRAINT ${quote(dialect, checkName(model, condition))} CHECK (${condition})`;
}

/** MySQL cannot take a created table back: a migration that was cut off is run again from its beginning, so it says IF NOT EXISTS. */
export function createTable(dialect, model) {
  const lines = [
    ...scalars(model).map((field) => columnDefinition(dialect, model, field)),
    `PRIMARY KEY (${list(dialect, model.primaryKey)})`,
    ...model.checks.map((condition) => check(dialect, model, condition)),
    ...model.foreignKeys.map((key) => foreignKey(dialect, model, key)),
  ];
  if (dialect !== 'mysql') {
    const table = `CREATE TABLE ${quote(dialect, model.table)} (\n  ${lines.join(',\n  ')}\n)`;
    return [table, ...createIndexes(dialect, model), ...refuseChanges(dialect, model)];
  }
  lines.push(
    ...model.uniques.map(
      (columns) => `UNIQUE KEY ${quote(dialect, uniqueName(model, columns))} (${list(dialect, columns)})`,
    ),
    ...model.indexes.map(
      (columns) => `KEY ${quote(dialect, indexName(model, columns))} (${list(dialect, columns)})`,
    ),
  );
  return [
    `CREATE TABLE IF NOT EXISTS ${quote(dialect, model.table)} (\n  ${lines.join(',\n  ')}\n)${MYSQL_TABLE}`,
    ...refuseChanges(dialect, model),
  ];
}

/** A table that only grows refuses UPDATE and DELETE itself, whoever asks. */
function refuseChanges(dialect, model) {
  if (!model.appendOnly) return [];
  const { table } = model;
  const sentence = `${table} is append-only`;
  const body = {
    sqlite: `BEGIN SELECT RAISE(ABORT, '${sentence}'); END`,
    mysql: `FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${sentence}'`,
    postgresql: `FOR EACH ROW EXECUTE FUNCTION "${table}_refuse_change"()`,
  }[dialect];
  const triggers = ['UPDATE', 'DELETE'].flatMap((change) => {
    const name = quote(dialect, `${table}_refuse_${change.toLowerCase()}`);
    const create = `CREATE TRIGGER ${name} BEFORE ${change} ON ${quote(dialect, table)} ${body}`;
    return dialect === 'mysql' ? [`DROP TRIGGER IF EXISTS ${name}`, create] : [create];
  });
  if (dialect !== 'postgresql') return triggers;
  const refusal = `CREATE FUNCTION "${table}_refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '${sentence}'; END $$`;
  return [refusal, ...triggers];
}

function createIndexes(dialect, model) {
  return [
    ...model.uniques.flatMap((columns) => createUnique(dialect, model, columns)),
    ...model.indexes.map((columns) => createIndex(dialect, model, columns)),
  ];
}

export function createUnique(dialect, model, columns) {
  const name = uniqueName(model, columns);
  const table = quote(dialect, model.table);
  const plain = `CREATE UNIQUE INDEX ${quote(dialect, name)} ON ${table} (${list(dialect, columns)})`;
  const isCaseInsensitive = (column) =>
    scalars(model).find((field) => field.column === column).caseInsensitive;
  if (dialect !== 'postgresql' || !columns.some(isCaseInsensitive)) return [plain];
  // The plain one serves look-ups and upserts, this one refuses a second spelling.
  const lowered = columns
    .map((column) => (isCaseInsensitive(column) ? `lower("${column}")` : `"${column}"`))
    .join(', ');
  return [plain, `CREATE UNIQUE INDEX ${quote(dialect, `${name}_lower`)} ON ${table} (${lowered})`];
}

export function createIndex(dialect, model, columns) {
  return `CREATE INDEX ${quote(dialect, indexName(model, columns))} ON ${quote(dialect, model.table)} (${list(dialect, columns)})`;
}

export function dropIndex(dialect, model, name) {
  return dialect === 'mysql'
    ? `DROP INDEX ${quote(dialect, name)} ON ${quote(dialect, model.table)}`
    : `DROP INDEX ${quote(dialect, name)}`;
}

function literal(dialect, value) {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === 'boolean' && dialect !== 'postgresql') return String(Number(value));
  return String(value).toUpperCase();
}
