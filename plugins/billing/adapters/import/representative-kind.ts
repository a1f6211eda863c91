import type { Insertable } from 'kysely';
import type { RepresentativeTable } from '../../../../generated/tables/billing.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import { LANGUAGES } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { QueryHandle, Transaction } from '../../../../src/kernel/ports.js';
import { BulkInsert } from '../../../../src/query/bulk-insert.js';
import { newId } from '../../../../src/values/ids.js';
import type { Result } from '../../../../src/values/result.js';
import {
  auditedAs,
  refuseRow,
  type ImportField,
  type ImportKind,
  type ImportOptions,
  type ImportSession,
  type ImportValues,
  type RowPlan,
  type RowRefusal,
} from '../../../imports/contract/import-kind.js';
import { RowValues } from '../../../imports/contract/row-values.js';
import { billingTables } from '../database/tables.js';
import { Directory } from './directory.js';

/** A reseller as a file describes it. `creditLimit` in minor units of `currency`. */
interface RepresentativeRow {
  readonly code: string;
  readonly name: string;
  readonly geo: string | null;
  readonly office: string | null;
  readonly currency: string;
  readonly language: string;
  readonly creditLimit: bigint | null;
  readonly contactName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly active: boolean;
}

const fields: readonly ImportField[] = [
  {
    name: 'code',
    kind: 'text',
    required: true,
    headings: ['representativecode', 'customerid', 'repid', 'id', 'код'],
  },
  {
    name: 'name',
    kind: 'text',
    required: true,
    headings: ['customername', 'company', 'title', 'назва', 'название', 'імя', 'имя'],
  },
  {
    name: 'geo',
    kind: 'text',
    required: false,
    headings: ['geocode', 'countrycode', 'country', 'geoid', 'гео', 'країна', 'страна'],
  },
  {
    name: 'office',
    kind: 'text',
    required: false,
    headings: ['officecode', 'officeid', 'branch', 'офіс', 'офис'],
  },
  { name: 'currency', kind: 'text', required: false, headings: ['currencycode', 'валюта'] },
  { name: 'language', kind: 'text', required: false, headings: ['lang', 'locale', 'мова', 'язык'] },
  {
    name: 'creditLimit',
    kind: 'amount',
    required: false,
    headings: ['limit', 'кредитнийліміт', 'кредитныйлимит'],
  },
  { name: 'contactName', kind: 'text', required: false, headings: ['contact', 'contactperson', 'контакт'] },
  { name: 'email', kind: 'text', required: false, headings: ['mail', 'emailaddress', 'пошта', 'почта'] },
  { name: 'phone', kind: 'text', required: false, headings: ['telephone', 'mobile', 'телефон'] },
  { name: 'address', kind: 'text', required: false, headings: ['street', 'адреса', 'адрес'] },
  { name: 'active', kind: 'boolean', required: false, headings: ['enabled', 'активний', 'активный'] },
];

/** Resellers by their code. A known code with the same values is unchanged; with others it is refused, never overwritten. */
export const representativeKind: ImportKind = {
  name: 'representatives',
  permission: 'billing.import.representatives',
  fields,
  profiles: [],
  open: (context, actor, options) =>
    Promise.resolve(openSession(context, actor, options) as ImportSession<unknown>),
};

function openSession(
  context: PluginContext,
  actor: Actor,
  options: ImportOptions,
): ImportSession<RepresentativeRow> {
  const directory = new Directory(context.clock);
  const representatives = new BulkInsert<Insertable<RepresentativeTable>>(
    context.database.dialect,
    'representative',
    COLUMNS,
  );
  return {
    read: (values) => readRow(values, options),
    keyOf: (row) => row.code,
    digestOf: (row) => sameness(row),

    async plan(queries, rows) {
      const known = await knownRepresentatives(queries, rows);
      await directory.learnOffices(queries, named(rows, 'office'));
      await directory.learnGeos(queries, named(rows, 'geo'));
      return rows.map((row) => planOf(row, known.get(row.code), directory, options));
    },

    async apply(tx, rows) {
      const at = context.clock.now();
      const made: Insertable<RepresentativeTable>[] = [];
      for (const row of rows) made.push(await insertable(tx, directory, row, at));
      await representatives.into(billingTables(tx.queries), made);
    },

    finish: auditedAs(actor, 'billing.import-representatives', 'Representative'),
  };
}

function readRow(
  values: ImportValues,
  options: ImportOptions,
): Result<RepresentativeRow, readonly RowRefusal[]> {
  const row = new RowValues(values, options);
  const currency = row.currency();
  const creditLimit = row.amount('creditLimit', currency)?.minor ?? null;
  const email = row.text('email', 190);
  if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    row.refuse('email', 'not-an-email', { value: email });
  const language = row.text('language', 5) ?? 'en';
  if (!(LANGUAGES as readonly string[]).includes(language))
    row.refuse('language', 'unknown-language', { value: language });
  const read = {
    code: row.requiredText('code', 40),
    name: row.requiredText('name', 190),
    geo: row.text('geo', 40),
    office: row.text('office', 40),
    language,
    creditLimit,
    contactName: row.text('contactName', 120),
    email,
    phone: row.text('phone', 40),
    address: row.text('address', 500),
    active: values['active'] !== false,
  };
  return row.done(() => ({ ...read, currency: String(currency) }));
}

/** What of a row is compared with the record that carries its code. */
function sameness(row: Omit<RepresentativeRow, 'geo' | 'office'>): string {
  const { name, currency, language, creditLimit, contactName, email, phone, address, active } = row;
  return [name, currency, language, creditLimit, contactName, email, phone, address, active]
    .map(String)
    .join('\u001f');
}

async function knownRepresentatives(
  queries: QueryHandle,
  rows: readonly RepresentativeRow[],
): Promise<ReadonlyMap<string, string>> {
  const found = await billingTables(queries)
    .selectFrom('representative')
    .select(['code', 'name', 'currency', 'language', 'email', 'phone', 'address', 'active'])
    .select(['credit_limit as creditLimit', 'contact_name as contactName'])
    .where('code', 'in', [...new Set(rows.map((row) => row.code))])
    .execute();
  return new Map(found.map((known) => [known.code, sameness(known)]));
}

function named(rows: readonly RepresentativeRow[], field: 'office' | 'geo'): string[] {
  return rows.flatMap((row) => row[field] ?? []);
}

function planOf(
  row: RepresentativeRow,
  known: string | undefined,
  directory: Directory,
  options: ImportOptions,
): RowPlan {
  if (known === sameness(row)) return { what: 'unchanged' };
  if (known !== undefined) return refuseRow('code', 'duplicate-representative', { representative: row.code });
  if (options.createMissing) return { what: 'create' };
  if (row.office === null) return refuseRow('office', 'office-missing', { representative: row.code });
  if (!directory.office(row.office)) return refuseRow('office', 'unknown-office', { office: row.office });
  if (row.geo !== null && !directory.geo(row.geo)) return refuseRow('geo', 'unknown-geo', { geo: row.geo });
  return { what: 'create' };
}

async function insertable(
  tx: Transaction,
  directory: Directory,
  row: RepresentativeRow,
  at: Date,
): Promise<Insertable<RepresentativeTable>> {
  const officeCode = row.office ?? row.geo ?? 'MAIN';
  const office =
    directory.office(officeCode) ?? (await directory.ensureOffice(tx, officeCode, row.geo ?? officeCode));
  const id = newId();
  directory.remember(row.code, id);
  return {
    id,
    code: row.code,
    name: row.name,
    office_id: office.id,
    geo_id: row.geo === null ? office.geoId : await directory.ensureGeo(tx, row.geo),
    currency: row.currency,
    language: row.language,
    credit_limit: row.creditLimit,
    contact_name: row.contactName,
    email: row.email,
    phone: row.phone,
    address: row.address,
    active: row.active,
    created_at: at,
    updated_at: at,
  };
}

const COLUMNS = [
  'id',
  'code',
  'name',
  'office_id',
  'geo_id',
  'currency',
  'language',
  'credit_limit',
  'contact_name',
  'email',
  'phone',
  'address',
  'active',
  'created_at',
  'updated_at',
] satisfies readonly (keyof Insertable<RepresentativeTable> & string)[];
