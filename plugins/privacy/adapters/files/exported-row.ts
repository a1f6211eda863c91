import type { FieldPlace } from '../../../../src/kernel/personal-data.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { formatAmount, money } from '../../../../src/values/money.js';
import {
  anyTables,
  columnOf,
  keyOf,
  type AnyRow,
  type DescribedTable,
  type DescribedTables,
} from '../database/described-tables.js';

export interface ExportedFile {
  readonly name: string;
  readonly table: DescribedTable;
  readonly key: AnyRow;
  readonly field: string;
}

export interface RowMeans {
  readonly currencyOf: (row: AnyRow) => Promise<string | null>;
  readonly keep: (file: ExportedFile) => void;
}

/**
 * A row as its subject gets it: dates `YYYY-MM-DD`, instants ISO 8601, amounts as decimals with their currency, a file by its name in
 * the archive. Secrets are left out.
 */
export async function exportedRow(
  table: DescribedTable,
  row: AnyRow,
  { currencyOf, keep }: RowMeans,
): Promise<AnyRow> {
  const { personal, fields } = table;
  const amounts = new Set(personal.amounts?.fields ?? []);
  const currency = amounts.size > 0 ? await currencyOf(row) : null;
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    if (personal.fields?.[name] === 'secret' || personal.files?.paths.includes(name)) continue;
    if (Buffer.isBuffer(value)) {
      const place = `files/${table.name}/${Object.values(keyOf(table, row)).join('-')}.${endingOf(value)}`;
      keep({ name: place, table, key: keyOf(table, row), field: name });
      shown[name] = place;
    } else if (typeof value === 'bigint' && amounts.has(name) && currency !== null)
      shown[name] = { amount: formatAmount(money(value, currency as CurrencyCode)), currency };
    else if (typeof value === 'string' && fields.get(name)?.value === 'text') shown[name] = opened(value);
    else shown[name] = plain(value);
  }
  return shown;
}

/** The currency of a row's amounts, asked once a row that others point to. */
export function currencies(
  queries: QueryHandle,
  tables: DescribedTables,
  { personal }: DescribedTable,
): RowMeans['currencyOf'] {
  const place: FieldPlace | undefined = personal.amounts?.currency;
  if (place === undefined) return () => Promise.resolve(null);
  if (typeof place === 'string') return (row) => Promise.resolve(row[place] as string);
  const known = new Map<unknown, string | null>();
  return async (row) => {
    const id = row[place.field];
    if (!known.has(id)) {
      const other = tables.find(place.model);
      const found = other && (await valueIn(queries, other, place.at, id));
      known.set(id, typeof found === 'string' ? found : null);
    }
    return known.get(id) ?? null;
  };
}

async function valueIn(
  queries: QueryHandle,
  table: DescribedTable,
  field: string,
  id: unknown,
): Promise<unknown> {
  const row = (await anyTables(queries)
    .selectFrom(table.table)
    .select(`${columnOf(table, field)} as value` as never)
    .where('id', '=', id as never)
    .executeTakeFirst()) as AnyRow | undefined;
  return row?.['value'];
}

/** JSON stands as JSON, not as text in text. */
function opened(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return value instanceof Date ? value.toISOString() : value;
}

const ENDINGS: readonly (readonly [string, Buffer])[] = [
  ['pdf', Buffer.from('%PDF')],
  ['jpg', Buffer.from([0xff, 0xd8, 0xff])],
  ['png', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
  ['webp', Buffer.from('RIFF')],
];

function endingOf(bytes: Buffer): string {
  return ENDINGS.find(([, head]) => bytes.subarray(0, head.length).equals(head))?.[0] ?? 'bin';
}
