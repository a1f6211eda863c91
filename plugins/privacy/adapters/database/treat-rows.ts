import type { ScalarField } from '../../../../generated/model.js';
import type { Treatment } from '../../../../src/kernel/personal-data.js';
import type { KnownAs, StandIn } from '../../domain/known-as.js';
import type { AnyRow, DescribedTable } from './described-tables.js';

/** New values by the schema's names; empty: the row is as it should be. */
export type RowChange = Readonly<Record<string, unknown>>;

export interface Forgetting {
  readonly known: KnownAs;
  readonly standIn: StandIn;
  /** an address that is this row's alone */
  readonly noAddress: (rowId: string) => string;
}

/** What becomes of a row of the subject. */
export function forgetOwn(table: DescribedTable, row: AnyRow, forgetting: Forgetting): RowChange {
  const { personal } = table;
  const treated = Object.entries(personal.fields ?? {}).flatMap(([name, treatment]) => {
    const value = treat(table.fields.get(name)!, treatment, row, forgetting);
    return value === undefined || value === row[name] ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(treated), ...endOf(table, row) };
}

/** What becomes of anybody's row that may name the subject. */
export function forgetMentions(table: DescribedTable, row: AnyRow, known: KnownAs): RowChange {
  const changes = mentionFields(table).flatMap((name) => {
    const text = row[name];
    if (typeof text !== 'string') return [];
    const clean = cut(table.fields.get(name)!, known.takenOutOf(text));
    return clean === text ? [] : [[name, clean] as const];
  });
  return Object.fromEntries(changes);
}

/** Fields in which others' rows may name somebody. */
export function mentionFields({ personal }: DescribedTable): readonly string[] {
  return Object.entries(personal.fields ?? {})
    .filter(([, treatment]) => treatment === 'mentions' || treatment === 'words')
    .map(([name]) => name);
}

/** Fields that stay, with their reasons. */
export function keptFields({ personal }: DescribedTable): readonly (readonly [string, string])[] {
  return Object.entries(personal.fields ?? {}).flatMap(([name, treatment]) =>
    typeof treatment === 'object' ? [[name, treatment.kept] as const] : [],
  );
}

/** What the retention clears of a row: all that says something of a person, what the law wanted kept too. */
export function clearAll(table: DescribedTable): RowChange {
  const values = Object.entries(table.personal.fields ?? {}).flatMap(([name, treatment]) => {
    if (treatment === 'nobody' || treatment === 'mentions') return [];
    const empty = emptyOf(table.fields.get(name)!);
    return empty === undefined ? [] : [[name, empty] as const];
  });
  return Object.fromEntries(values);
}

function treat(
  field: ScalarField,
  treatment: Treatment,
  row: AnyRow,
  { known, standIn, noAddress }: Forgetting,
): unknown {
  const value = row[field.name];
  if (value === null || typeof treatment === 'object' || treatment === 'nobody') return undefined;
  if (treatment === 'pseudonym') return cut(field, standIn.name);
  if (treatment === 'no-address') return noAddress(String(row['id']));
  if (treatment === 'mentions')
    return typeof value === 'string' ? cut(field, known.takenOutOf(value)) : undefined;
  return emptyOf(field);
}

/** What ends what the row does: a way in, a message that waits. */
export function endOf({ personal: { ends } }: DescribedTable, row: AnyRow): RowChange {
  if (!ends || Object.entries(ends.when ?? {}).some(([name, value]) => row[name] !== value)) return {};
  const set = Object.entries(ends.set).filter(([name, value]) => row[name] !== value);
  return Object.fromEntries(set);
}

function emptyOf({ nullable, value }: ScalarField): unknown {
  if (nullable) return null;
  return value === 'text' ? '' : undefined;
}

/** A stand-in may be longer than the name. */
function cut({ native }: ScalarField, text: string): string {
  const most = native?.type === 'VarChar' ? native.args[0] : undefined;
  return most === undefined ? text : [...text].slice(0, most).join('');
}
