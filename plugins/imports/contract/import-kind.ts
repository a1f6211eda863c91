import { defineExtensionPoint } from '../../../src/kernel/contributions.js';
import type { Actor, PermissionName } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { QueryHandle, Transaction } from '../../../src/kernel/ports.js';
import type { Refusal, Result } from '../../../src/values/result.js';

/**
 * How a cell is read. `amount` arrives as plain decimal text ("1234.50", the sign as found), `date` as YYYY-MM-DD,
 * `boolean` as true or false, `integer` as decimal text; the others as trimmed text.
 */
export type ImportFieldKind = 'text' | 'date' | 'amount' | 'boolean' | 'integer' | 'rate';

export interface ImportField {
  /** label: `<plugin>:imports.<kind>.<name>` */
  readonly name: string;
  readonly kind: ImportFieldKind;
  readonly required: boolean;
  /** headings that mean this field, in lower case without spaces, dashes or underscores: `invoicenumber` */
  readonly headings: readonly string[];
}

/** One row's cells by field name; an empty or unmapped cell is absent. */
export type ImportValues = Readonly<Record<string, string | boolean>>;

/** What is wrong with one row: `field` names the field, `code` a sentence in `<plugin>:refusals` of the kind's plugin. */
export interface RowRefusal extends Refusal {
  readonly field: string | null;
}

/** `unchanged`: the very same row was imported before. */
export type RowPlan =
  | { readonly what: 'create' }
  | { readonly what: 'unchanged' }
  | { readonly what: 'refuse'; readonly refusal: RowRefusal };

/** A plan that refuses a row for what stands in `field`. */
export function refuseRow(
  field: string,
  code: string,
  facts: Readonly<Record<string, unknown>> = {},
): RowPlan {
  return { what: 'refuse', refusal: { ...facts, code, field } };
}

export interface ImportOptions {
  /** ISO 4217, for rows without a currency of their own */
  readonly currency: string;
  /** unknown geos, offices and representatives are created */
  readonly createMissing: boolean;
  readonly amountUnit: ImportMapping['amountUnit'];
}

/** One import of one kind while it runs. It may cache what it looked up. */
export interface ImportSession<Row> {
  /** Checks one row by itself; no database. */
  read(values: ImportValues): Result<Row, readonly RowRefusal[]>;
  /** What makes two rows the same thing: an invoice's number. */
  keyOf(row: Row): string;
  /** What makes two rows the very same row: a digest of all its values. */
  digestOf(row: Row): string;
  /** Reads the database (in `apply`'s transaction, or outside any while checking) and says for every row what would happen. Order is kept. */
  plan(queries: QueryHandle, rows: readonly Row[]): Promise<readonly RowPlan[]>;
  /** Writes rows whose plan is `create`. */
  apply(tx: Transaction, rows: readonly Row[]): Promise<void>;
  /** After the last row, in the same transaction: one audit entry, events. */
  finish(tx: Transaction, outcome: { readonly created: number; readonly fileName: string }): Promise<void>;
}

/** The end of an import that wrote something: one entry of the audit trail, named after the file. */
export function auditedAs(actor: Actor, action: string, entity: string): ImportSession<unknown>['finish'] {
  return async (tx, { created, fileName }) => {
    if (created === 0) return;
    await tx.audit({ actor, action, entity, entityId: fileName.slice(0, 190), after: { created } });
  };
}

/** A shipped column mapping. */
export interface ShippedProfile {
  readonly name: string;
  readonly mapping: ImportMapping;
}

/** Which heading feeds which field, and how its cells are written. */
export interface ImportMapping {
  /** field → heading as it stands in the file */
  readonly columns: Readonly<Record<string, string>>;
  readonly dateFormat: DateFormat | 'detect';
  readonly decimalSign: '.' | ',' | 'detect';
  /** `minor`: amounts are whole minor units (cents) */
  readonly amountUnit: 'major' | 'minor';
  readonly encoding: 'utf-8' | 'windows-1251' | 'windows-1252';
  readonly currency: string | null;
  readonly createMissing: boolean;
}

/** `ymd` 2013-02-01 · `dmy` 1.2.2013 · `mdy` 2/1/2013 (separators `.`, `/`, `-` are all read) */
export type DateFormat = 'ymd' | 'dmy' | 'mdy';

/** Something that can be imported from a file. `Row` is the kind's own. */
export interface ImportKind<Row = unknown> {
  /** `invoices`: the word in `countinghouse import invoices FILE` */
  readonly name: string;
  readonly permission: PermissionName;
  readonly fields: readonly ImportField[];
  readonly profiles: readonly ShippedProfile[];
  open(context: PluginContext, actor: Actor, options: ImportOptions): Promise<ImportSession<Row>>;
}

/** The point to which a plugin contributes the kinds of rows that it can take in. */
export const importKind = defineExtensionPoint<ImportKind>('imports.kind', (kind) => {
  const names = kind.fields.map((field) => field.name);
  if (new Set(names).size !== names.length) return `two fields of one name in the import kind "${kind.name}"`;
  const stray = kind.profiles.flatMap((profile) =>
    Object.keys(profile.mapping.columns).filter((name) => !names.includes(name)),
  );
  if (stray.length > 0) return `a profile of "${kind.name}" maps "${stray[0]}", which is not a field of it`;
  return null;
});
