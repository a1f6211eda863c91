import type { Kysely } from 'kysely';
import { models, type Model, type ScalarField } from '../../../generated/model.js';

type AnyTables = Record<string, Record<string, unknown>>;

/** Rows of one model, found by the values of some of its fields. */
export interface RowsToKeep {
  readonly model: string;
  readonly where: Readonly<Record<string, string>>;
}

/** A row as it is kept: plain JSON by the schema's field names; the schema says what each value was. */
export interface KeptRow {
  readonly model: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Reads whole rows, hidden fields and files too: what comes back must be what went. */
export async function readRows(
  tx: Kysely<AnyTables>,
  { model: name, where }: RowsToKeep,
): Promise<KeptRow[]> {
  const model = modelOf(name);
  const fields = scalarsOf(model);
  let query = tx
    .selectFrom(model.table)
    .select(fields.map((field) => `${field.column} as ${field.name}` as const));
  for (const [field, value] of Object.entries(where))
    query = query.where(columnOf(fields, name, field), '=', value);
  for (const column of model.primaryKey) query = query.orderBy(column);
  const rows = (await query.execute()) as Record<string, unknown>[];
  return rows.map((row) => ({
    model: name,
    values: Object.fromEntries(fields.map((field) => [field.name, toJson(row[field.name])])),
  }));
}

/** Writes a kept row back as it was, or fails as the database does: a value taken meanwhile, a parent that is gone. */
export async function insertRow(tx: Kysely<AnyTables>, row: KeptRow): Promise<void> {
  await tx.insertInto(modelOf(row.model).table).values(columnsOf(row)).execute();
}

/** A kept row by column names, in the database's types. */
export function columnsOf({ model, values }: KeptRow): Record<string, unknown> {
  const known = scalarsOf(modelOf(model)).filter((field) => field.name in values);
  return Object.fromEntries(known.map((field) => [field.column, fromJson(field, values[field.name])]));
}

function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Date) return value.toISOString();
  return Buffer.isBuffer(value) ? value.toString('base64') : value;
}

function fromJson(field: ScalarField, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (field.value === 'bigint') return BigInt(String(value));
  if (field.value === 'datetime') return new Date(String(value));
  return field.value === 'bytes' ? Buffer.from(String(value), 'base64') : value;
}

function modelOf(name: string): Model {
  const model = models.find((candidate) => candidate.name === name);
  if (!model) throw new Error(`The schema has no model "${name}".`);
  return model;
}

function scalarsOf(model: Model): readonly ScalarField[] {
  return model.fields.filter((field): field is ScalarField => field.kind === 'scalar');
}

function columnOf(fields: readonly ScalarField[], model: string, name: string): string {
  const field = fields.find((candidate) => candidate.name === name);
  if (!field) throw new Error(`The schema has no field ${model}.${name}.`);
  return field.column;
}
