import { sql, type SqlBool } from 'kysely';
import type { Transaction } from '../../kernel/ports.js';
import { exponentOf, isCurrency } from '../../values/currency.js';
import type { PanelField } from './panel-field.js';
import type { PanelReader } from './panel-reader.js';
import { FormRefusal, type FieldRefusal } from './panel-refusal.js';
import { scopeFor, type PanelEntry, type PanelRegistry } from './panel-registry.js';
import { panelTables } from './panel-tables.js';
import { fromParam, type ColumnValue } from './panel-values.js';
import { isShownTo } from './record-params.js';
import type { RawRecord } from './record-reads.js';

/** A form as it came: everything in it is the browser's word. */
export type Form = Readonly<Record<string, unknown>>;

/** Values by the schema's field names, in the database's types. */
export type ColumnValues = Readonly<Record<string, ColumnValue>>;

/**
 * Takes from a form the fields that it may set, and nothing else: what a browser adds is not read at all.
 * @throws FormRefusal with a reason for each field that cannot be taken
 */
export async function parseForm(
  registry: PanelRegistry,
  entry: PanelEntry,
  reader: PanelReader,
  tx: Transaction,
  form: Form,
  before: RawRecord | null,
): Promise<ColumnValues> {
  const fields = entry.resource.fields.filter(
    (field) =>
      isWritable(field, before) &&
      isShownTo(field, reader, registry) &&
      (field.name in form || before === null),
  );
  const values: Record<string, ColumnValue> = {};
  const problems: FieldRefusal[] = [];
  for (const field of fields) {
    if (before === null && !(field.name in form) && !field.required) continue;
    const outcome = await parseField(registry, reader, tx, field, form, before);
    if (outcome.ok) values[field.name] = outcome.value;
    else
      problems.push({
        field: field.name,
        refusal: { code: `field-${outcome.problem}`, maxLength: field.maxLength },
      });
  }
  if (problems.length === 0) problems.push(...(await takenFields(entry, tx, values, before)));
  if (problems.length > 0) throw new FormRefusal(problems);
  return values;
}

function isWritable(field: PanelField, before: RawRecord | null): boolean {
  return field.writable === 'always' || (field.writable === 'on-create' && before === null);
}

type Outcome =
  { readonly ok: true; readonly value: ColumnValue } | { readonly ok: false; readonly problem: string };

async function parseField(
  registry: PanelRegistry,
  reader: PanelReader,
  tx: Transaction,
  field: PanelField,
  form: Form,
  before: RawRecord | null,
): Promise<Outcome> {
  const parsed = fromParam(field, form[field.name], exponentOfForm(field, form, before));
  if (!parsed.ok || parsed.value === null) return parsed;
  if (field.kind === 'currency' && !isCurrency(String(parsed.value)))
    return { ok: false, problem: 'not-a-currency' };
  if (
    field.reference !== null &&
    !(await isReachable(registry, reader, tx, field.reference, String(parsed.value)))
  )
    return { ok: false, problem: 'unknown-reference' };
  return parsed;
}

/** The currency that the form sets counts before the one that the record had. */
function exponentOfForm(field: PanelField, form: Form, before: RawRecord | null): number {
  if (!field.currency) return 2;
  const currency = form[field.currency.param] ?? before?.[field.currency.param];
  return typeof currency === 'string' && isCurrency(currency) ? exponentOf(currency) : 2;
}

/** A reference may point only to what the reader could have chosen from. */
async function isReachable(
  registry: PanelRegistry,
  reader: PanelReader,
  tx: Transaction,
  model: string,
  id: string,
): Promise<boolean> {
  const target = registry.entry(model);
  if (!target) return true;
  return (await target.reads.byIds(tx, scopeFor(target, reader), [id])).length === 1;
}

async function takenFields(
  entry: PanelEntry,
  tx: Transaction,
  values: ColumnValues,
  before: RawRecord | null,
): Promise<FieldRefusal[]> {
  const { resource } = entry;
  const taken: FieldRefusal[] = [];
  for (const field of resource.fields) {
    const value = values[field.name];
    if (!field.unique || value === undefined || value === null) continue;
    const others = panelTables(tx)
      .selectFrom(resource.model.table)
      .select(resource.idField.column)
      .where(field.column, '=', value);
    const id = before?.[resource.idField.name];
    const other = await (
      id === undefined ? others : others.where(sql<SqlBool>`${sql.ref(resource.idField.column)} <> ${id}`)
    ).executeTakeFirst();
    if (other) taken.push({ field: field.name, refusal: { code: 'field-taken' } });
  }
  return taken;
}
