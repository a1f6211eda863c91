// A subject of whom every model that the house describes has a row, with a value of its own in every personal field.
import { models, type Model, type ScalarField } from '../../../../generated/model.js';
import type { Belonging, PersonalModel } from '../../../../src/kernel/personal-data.js';
import { theHouse } from '../../../../src/kernel/permissions.js';
import { newId } from '../../../../src/values/ids.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { anyTables, describedTables } from '../../adapters/database/described-tables.js';

/** What a row must hold for the house's own conditions: settled, decided, done. */
const SETTLED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  Invoice: { status: 'paid', outstanding: 0n },
  Payment: { unallocated: 0n },
  PaymentClaim: { status: 'confirmed' },
  InvoiceDispute: { status: 'resolved' },
  BankTransaction: { state: 'settled', settled: 0n },
  Message: { state: 'waiting' },
  Broadcast: { state: 'done' },
  User: { role: 'representative' },
  Job: { state: 'done' },
  ReportSchedule: { cron: '0 6 * * *', zone: 'UTC' },
};

export interface Planted {
  readonly representativeId: string;
  readonly userId: string;
  readonly managerId: string;
  /** `<model>.<field>` → the value that stands there */
  readonly values: ReadonlyMap<string, string>;
  /** ids by model */
  readonly ids: ReadonlyMap<string, string>;
}

/** One row of every described model, of a representative, its user and their manager. `mark` tells one planting from another. */
export async function plant(context: PluginContext, mark: string): Promise<Planted> {
  const tables = describedTables(context.personalData);
  const queries = anyTables(context.database.queries);
  const ids = new Map<string, string>();
  const values = new Map<string, string>();
  const described = new Map(tables.all.map(({ personal }) => [personal.model, personal]));
  const making = new Set<string>();

  const rowOf = async (name: string): Promise<string> => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    if (making.has(name)) throw new Error(`${name} needs itself`);
    making.add(name);
    if (name === 'AuditEntry' || name === 'AuditContent') return auditEntry();
    const model = models.find((candidate) => candidate.name === name)!;
    const id = newId();
    const row: Record<string, unknown> = {};
    for (const field of scalars(model)) {
      if (field.blindIndex) continue;
      const value = await valueOf(model, field, id, described.get(name));
      if (value !== undefined) row[field.column] = value;
    }
    await queries
      .insertInto(model.table)
      .values(row as never)
      .execute();
    ids.set(name, id);
    making.delete(name);
    return id;
  };

  /** By the house itself, for its place in the chain. */
  const auditEntry = async (): Promise<string> => {
    const [userId, entityId] = [await rowOf('User'), await rowOf('Representative')];
    const said = { before: `${mark} AuditContent.before`, after: `${mark} AuditContent.after` };
    await context.database.transaction((tx) =>
      tx.audit({
        actor: { ...theHouse('system'), userId, name: emailOf(mark) },
        ...{ action: 'host.change-language', entity: 'Representative', entityId },
        ...{ before: { said: said.before }, after: { said: said.after } },
      }),
    );
    const { id } = (await queries
      .selectFrom('audit_entry')
      .select('id')
      .where('entity_id', '=', entityId)
      .executeTakeFirstOrThrow()) as { id: string };
    for (const [field, value] of Object.entries(said)) values.set(`AuditContent.${field}`, value);
    for (const model of ['AuditEntry', 'AuditContent']) ids.set(model, id);
    return id;
  };

  const valueOf = async (
    model: Model,
    field: ScalarField,
    id: string,
    personal: PersonalModel | undefined,
  ): Promise<unknown> => {
    const settled = SETTLED[model.name]?.[field.name];
    if (settled !== undefined) return settled;
    const owner = await ownerOf(model, field, personal);
    if (owner !== undefined) return owner;
    if (field.references) return field.nullable ? null : rowOf(field.references.model);
    const treatment = personal?.fields?.[field.name];
    if (field.id && field.value === 'text' && treatment === undefined)
      return id.slice(-(field.native?.args[0] ?? 36));
    if (personal && treatment !== undefined && treatment !== 'nobody') return planted(model, field);
    return fillerOf(field, id);
  };

  const ownerOf = async (model: Model, field: ScalarField, personal: PersonalModel | undefined) => {
    for (const link of personal?.belongs ?? []) {
      const when = 'of' in link ? link.when?.[field.name] : undefined;
      if (when !== undefined) return when;
      if ('of' in link && link.field === field.name && !field.id) return rowOf(subjectModel(link));
      if ('as' in link && link.field === field.name) return rowOf(link.as);
      if ('about' in link && link.about === field.name) return 'Representative';
      if ('about' in link && link.field === field.name) return rowOf('Representative');
      if ('addressed' in link && link.addressed === field.name) return emailOf(mark);
    }
    const through = tables.all.flatMap((table) =>
      (table.personal.belongs ?? []).flatMap((link) =>
        'through' in link && link.through === model.name && link.at === field.name ? [table.name] : [],
      ),
    );
    return through[0] === undefined ? undefined : rowOf(through[0]);
  };

  const planted = (model: Model, field: ScalarField): unknown => {
    const name = `${model.name}.${field.name}`;
    if (field.value === 'bytes') {
      values.set(name, `${mark}-${name}`);
      return Buffer.from(`${mark}-${name}`);
    }
    if (field.value !== 'text') return fillerOf(field, newId());
    const value = plantedText(mark, model, field);
    values.set(name, value);
    const isJson = /^JSON/m.test(field.documentation);
    return isJson ? JSON.stringify({ said: `${nameOf(mark)}`, value }) : value;
  };

  for (const table of tables.all) await rowOf(table.name);
  return {
    representativeId: ids.get('Representative')!,
    userId: ids.get('User')!,
    managerId: ids.get('Manager')!,
    ...{ values, ids },
  };
}

export const nameOf = (mark: string): string => `Quillfeather ${mark}`;
export const emailOf = (mark: string): string => `quill.${mark}@planted.test`;

/** A subject is known by its name and address; other fields have a value of their own, with the name in texts that may mention it. */
function plantedText(mark: string, model: Model, field: ScalarField): string {
  const full = `${model.name}.${field.name}`;
  if (full === 'Representative.name') return nameOf(mark);
  if (full === 'User.email' || full === 'MailBlock.mailbox') return emailOf(mark);
  const most = field.native?.args[0] ?? 190;
  if (most < 40) return `${mark}${model.name}${field.name}`.slice(0, Math.min(most, 30));
  return `${mark} ${full}`.slice(0, most);
}

function subjectModel({ of }: Extract<Belonging, { readonly of: unknown }>): string {
  return { representative: 'Representative', manager: 'Manager', user: 'User' }[of];
}

function scalars(model: Model): readonly ScalarField[] {
  return model.fields.filter((field): field is ScalarField => field.kind === 'scalar');
}

function fillerOf(field: ScalarField, id: string): unknown {
  if (field.autoIncrement || (field.nullable && field.value !== 'datetime')) return undefined;
  const most = field.native?.args[0] ?? 36;
  switch (field.value) {
    case 'text':
      return field.name === 'currency' ? 'EUR' : id.replaceAll('-', '').slice(-Math.min(most, 32));
    case 'integer':
      return 1;
    case 'bigint':
      return BigInt(`0x${id.replaceAll('-', '').slice(-8)}`);
    case 'boolean':
      return true;
    case 'date':
      return '2026-03-01';
    case 'datetime':
      return new Date('2026-03-01T10:00:00.000Z');
    case 'decimal':
      return '1';
    case 'bytes':
      return Buffer.from('bytes');
  }
}
