// Rows for every table that copies keep, made from the model alone: as their columns, keys, references and checks want them.
import { models, type ScalarField } from '../../../../generated/model.js';
import type { StoredRow, StoredTable } from '../../../../src/kernel/copies.js';
import { newId } from '../../../../src/values/ids.js';

/** Of these another text is none at all. */
const SPOKEN: Readonly<Record<string, string>> = { cron: '0 6 * * 1', zone: 'Europe/Kyiv' };

type Value = (column: ScalarField, place: number) => unknown;

/** The trail is written by the house alone: its links name one another by digest. */
const WRITTEN_BY_THE_HOUSE = ['audit_entry', 'audit_content', 'audit_head'];

const TRICKY = ['', ' at the ends ', 'Ґанок ё 🏦', 'quote \' " ` \\ %', 'a\tb\nc\r\nd', 'NULL', '{"a":[1]}'];
const CURRENCIES = ['EUR', 'UAH', 'USD', 'JPY', 'KWD', 'PLN'];
const DAY_MS = 86_400_000;

const VALUES: Readonly<Record<ScalarField['value'], Value>> = {
  text: textFor,
  integer: ({ unique, id }, place) => (unique || id ? place : (place * 7919) % 30_000),
  // One amount a row: nothing is more than another.
  bigint: ({ autoIncrement }, place) => (autoIncrement ? 0n : 9_007_199_254_740_993n) + BigInt(place),
  boolean: (_, place) => place % 2 === 0,
  date: (_, place) => new Date(Date.UTC(2024, 1, 29) + place * DAY_MS).toISOString().slice(0, 10),
  datetime: (_, place) => new Date(Date.UTC(2026, 2, 29, 0, 59, 59, 999) + place * DAY_MS + place),
  decimal: (_, place) => `${place}.5`,
  bytes: (_, place) => Buffer.from(Array.from({ length: 256 }, (_each, byte) => (byte + place) % 256)),
};

function textFor({ native, unique, id, column }: ScalarField, place: number): string {
  const [length = 1000] = native?.args ?? [];
  if (native?.type === 'Char' && length === 36) return newId();
  if (native?.type === 'Char' && length === 64) return place.toString(16).padStart(64, 'a');
  if (native?.type === 'Char' && length === 3) return CURRENCIES[place % CURRENCIES.length] ?? '';
  if (native?.type === 'Char' && length === 7) return `20${`${place}`.padStart(2, '0')}-11`;
  if (native?.type === 'Char') return `${place}`.padStart(length, 'E');
  const isFree = !unique && !id && (native?.type !== 'VarChar' || length >= 40);
  const words = isFree ? (TRICKY[place % TRICKY.length] ?? '') : column;
  return `${place}${words}`.slice(0, length);
}

/** `count` rows of each, what is pointed to first. */
export function rowsForEveryTable(
  tables: readonly StoredTable[],
  count: number,
): ReadonlyMap<StoredTable, readonly StoredRow[]> {
  const made = new Map<string, readonly StoredRow[]>();
  const result = new Map<StoredTable, readonly StoredRow[]>();
  for (const table of tables) {
    if (table.rule?.kept === 'nowhere' || WRITTEN_BY_THE_HOUSE.includes(table.name)) continue;
    const rows = Array.from({ length: count }, (_, place) => rowFor(table, place + 1, made));
    made.set(table.name, rows);
    result.set(table, rows);
  }
  return result;
}

const ROWS_AT_ONCE = 500;

/**
 * `count` rows more of one table, batch by batch, that point to rows which were made before.
 * Their amounts are small: whatever adds them up stays within 64 bits.
 */
export function* furtherRows(
  table: StoredTable,
  made: ReadonlyMap<StoredTable, readonly StoredRow[]>,
  count: number,
): Iterable<readonly StoredRow[]> {
  const others = [...made].filter(([{ name }]) => name !== table.name);
  const byName = new Map(others.map(([{ name }, rows]) => [name, rows]));
  const amounts = table.columns.filter(({ kind }) => kind === 'bigint').map(({ name }) => name);
  const from = (made.get(table)?.length ?? 0) + 1;
  for (let done = 0; done < count; done += ROWS_AT_ONCE)
    yield Array.from({ length: Math.min(ROWS_AT_ONCE, count - done) }, (_, at) => {
      const place = from + done + at;
      const row = rowFor(table, place, byName);
      const small = amounts.filter((column) => row[column] !== null);
      return { ...row, ...Object.fromEntries(small.map((column) => [column, BigInt(1 + (place % 99_999))])) };
    });
}

function rowFor(
  { name, columns, references }: StoredTable,
  place: number,
  made: ReadonlyMap<string, readonly StoredRow[]>,
): StoredRow {
  const model = models.find(({ table }) => table === name);
  const row: Record<string, unknown> = {};
  for (const column of columns) {
    const field = model?.fields.find((each) => each.kind === 'scalar' && each.column === column.name);
    if (field?.kind !== 'scalar') throw new Error(`${name}.${column.name} is not in the model.`);
    const isKeyed = model?.uniques.some((unique) => unique.includes(column.name)) === true;
    if (column.name in SPOKEN) {
      row[column.name] = SPOKEN[column.name];
      continue;
    }
    const given = { ...field, unique: field.unique || isKeyed };
    row[column.name] = place % 3 === 0 && column.nullable ? null : VALUES[field.value](given, place);
  }
  for (const { columns: from, table, to } of references)
    from.forEach((column, at) => {
      const those = made.get(table);
      const target = those?.[(place - 1) % those.length];
      // A row that points to its own table points to none.
      row[column] = target ? target[to[at] ?? ''] : null;
    });
  return row;
}
