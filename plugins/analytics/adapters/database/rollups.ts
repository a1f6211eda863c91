import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Dialect, QueryHandle, Transaction } from '../../../../src/kernel/ports.js';
import { forUpdate, forUpdateSkipLocked } from '../../../../src/query/for-update.js';
import { insertIgnore } from '../../../../src/query/insert-ignore.js';
import { upsertAdding } from '../../../../src/query/upsert.js';
import type { Difference, Rollups } from '../../app/rollups.js';
import { FACTS, SUMMED, type Fact } from '../../domain/measures.js';
import { runsOf, type Run } from '../../domain/runs.js';
import { dayText } from './days.js';
import { factsOf, type Images } from './facts.js';
import { analyticsTables, type AnalyticsDatabase } from './tables.js';

/** After an import many wait: the more are taken at once, the more of them fall into one row. */
const IMAGES_AT_ONCE = 50_000;
/** each takes two parameters, in each of the seven facts of a rollup */
const RUNS_AT_ONCE = 200;
const COUNTED_AT_MOST = 1_000_000;

interface Rollup {
  readonly table:
    'analytics_day' | 'analytics_office_day' | 'analytics_office_month' | 'analytics_representative_month';
  readonly key: readonly (
    'fact' | 'day' | 'month' | 'office_id' | 'geo_id' | 'representative_id' | 'currency' | 'part'
  )[];
  readonly time: 'day' | 'month';
  readonly facts: readonly Fact[];
  /** it is office-day's rows again, only fewer: compared with them rather than with the ledger */
  readonly isCoarser?: true;
}

/** What was overdue is asked of single days, and of one representative its own rows tell it. */
const NOT_BY_DAY = FACTS.filter((fact) => fact !== 'overdue');

const OFFICE_DAY: Rollup = {
  table: 'analytics_office_day',
  key: ['fact', 'day', 'office_id', 'geo_id', 'currency', 'part'],
  time: 'day',
  facts: FACTS,
};
const REPRESENTATIVE_MONTH: Rollup = {
  table: 'analytics_representative_month',
  key: ['fact', 'month', 'representative_id', 'currency', 'part'],
  time: 'month',
  facts: NOT_BY_DAY,
};
const OFFICE_MONTH: Rollup = {
  table: 'analytics_office_month',
  key: ['fact', 'month', 'office_id', 'geo_id', 'currency', 'part'],
  time: 'month',
  facts: NOT_BY_DAY,
  isCoarser: true,
};
const DAY: Rollup = {
  table: 'analytics_day',
  key: ['fact', 'day', 'currency', 'part'],
  time: 'day',
  facts: FACTS,
  isCoarser: true,
};
const ROLLUPS = [OFFICE_DAY, OFFICE_MONTH, DAY, REPRESENTATIVE_MONTH];

/** What is compared and mended at once: no statement holds up a process, or a row of others, for long. */
interface Part {
  readonly rollup: Rollup;
  readonly fact: Fact;
}
const PARTS: readonly Part[] = ROLLUPS.flatMap((rollup) => rollup.facts.map((fact) => ({ rollup, fact })));

export function makeRollups(dialect: Dialect): Rollups {
  return {
    fold: (database) => database.transaction((tx) => foldBatch(dialect, tx)),

    async rebuild(database, progress) {
      for (const [done, part] of PARTS.entries()) {
        await progress(done, PARTS.length);
        await database.transaction((tx) => mend(dialect, tx, part));
      }
    },

    async differences(queries, most) {
      const found: Difference[] = [];
      for (const part of PARTS) found.push(...(await differencesIn(dialect, queries, part, most)));
      return found.slice(0, most);
    },

    async pending(queries) {
      const { rows } = await sql<{ pending: bigint | number | string }>`
        select count(*) as pending from (select 1 from analytics_change limit ${COUNTED_AT_MOST}) as some`.execute(
        analyticsTables(queries),
      );
      return Number(rows[0]?.pending ?? 0);
    },
  };
}

/**
 * Takes images that nobody else holds, adds them to the rollups and deletes them: in one transaction, so that a reader finds each
 * either here or there. An image that commits meanwhile is none of those that were taken, though its number may lie between them.
 */
async function foldBatch(dialect: Dialect, tx: Transaction): Promise<number> {
  const db = analyticsTables(tx.queries);
  const taken = await forUpdateSkipLocked(
    dialect,
    db.selectFrom('analytics_change').select('id').orderBy('id').limit(IMAGES_AT_ONCE),
  ).execute();
  const runs = runsOf(
    taken.map(({ id }) => BigInt(id)),
    RUNS_AT_ONCE,
  );
  if (runs.length === 0) return 0;
  const first = await firstDayOf(db, runs);
  for (const rollup of ROLLUPS) {
    const facts = rollup.facts.map((fact) => factRows(dialect, { rollup, fact }, 'changes', among(runs)));
    await addTo(dialect, db, rollup, summed(rollup, facts));
    await removeEmpty(db, rollup, first);
  }
  const { numDeletedRows } = await db
    .deleteFrom('analytics_change')
    .where(sql<SqlBool>`${among(runs)}`)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Adds what is missing to a rollup, and takes away what is too much. Folds and writers go on meanwhile: they change no difference. */
async function mend(dialect: Dialect, tx: Transaction, part: Part): Promise<void> {
  const db = analyticsTables(tx.queries);
  await alone(dialect, db);
  await addTo(dialect, db, part.rollup, differences(dialect, part));
}

/** no fact: a row that is there to be locked */
const MENDING = 'mending';

/** Whoever mends waits for whoever mends already: the same difference must not be added twice. */
async function alone(dialect: Dialect, db: AnalyticsDatabase): Promise<void> {
  const nothing = { amount: 0n, tax: 0n, settled: 0n, row_count: 0n, days: 0n, late: 0n };
  const nowhere = { day: '1970-01-01', office_id: '', geo_id: '', currency: '', part: '' };
  const row = { fact: MENDING, ...nowhere, ...nothing };
  await insertIgnore(dialect, db.insertInto('analytics_office_day').values(row), 'fact').execute();
  await forUpdate(
    dialect,
    db.selectFrom('analytics_office_day').select('fact').where('fact', '=', MENDING),
  ).execute();
}

async function differencesIn(
  dialect: Dialect,
  queries: QueryHandle,
  part: Part,
  most: number,
): Promise<readonly Difference[]> {
  const { rows } = await sql<Record<string, unknown>>`${differences(dialect, part)} limit ${most}`.execute(
    analyticsTables(queries),
  );
  return rows.map((row) => ({
    rollup: part.rollup.table,
    key: Object.fromEntries(part.rollup.key.map((name) => [name, String(row[name])])),
    missing: Object.fromEntries(SUMMED.map((sum) => [sum, String(row[sum])])),
  }));
}

/** What the ledger's rows (or, for a coarser rollup, the finer one's) say, less what the rollup and the images that are not folded yet say: all of one moment, in one statement. */
function differences(dialect: Dialect, part: Part): RawBuilder<unknown> {
  const { rollup, fact } = part;
  const own = sql`select ${sql.join(rollup.key.map((name) => sql.ref(name)))},
    ${sql.join(SUMMED.map((sum) => sql`- ${sql.ref(sum)} as ${sql.ref(sum)}`))} from ${sql.table(rollup.table)} where fact = ${fact}`;
  const parts = rollup.isCoarser
    ? [officeDays(dialect, part), own]
    : [factRows(dialect, part, 'ledger'), factRows(dialect, part, 'changes', undefined, sql`-`), own];
  const isDifferent = sql.join(
    SUMMED.map((sum) => sql`sum(${sql.ref(`f.${sum}`)}) <> 0`),
    sql` or `,
  );
  return summed(rollup, parts, sql`having ${isDifferent}`);
}

function summed(
  { key }: Rollup,
  parts: readonly RawBuilder<unknown>[],
  having: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> {
  const keys = sql.join(key.map((name) => sql.ref(`f.${name}`)));
  // In one order for everybody: two who write the same rows wait for each other, and neither for ever.
  return sql`select ${keys}, ${sql.join(SUMMED.map((sum) => sql`sum(${sql.ref(`f.${sum}`)}) as ${sql.ref(sum)}`))}
    from (${sql.join(parts, sql` union all `)}) f where 1 = 1 group by ${keys} ${having} order by ${keys}`;
}

/** A fact of the ledger's rows, or of images, under the rollup's key. */
function factRows(
  dialect: Dialect,
  { rollup: { key }, fact }: Part,
  images: Images,
  which?: RawBuilder<unknown>,
  sign: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> {
  const isJoined = key.includes('office_id') && images === 'ledger';
  const columns: Partial<Record<Rollup['key'][number], RawBuilder<unknown>>> = {
    fact: sql`${sql.lit(fact)}`,
    month: dayText(dialect, sql`x.day`, 7),
    ...(isJoined ? { office_id: sql`r.office_id`, geo_id: sql`r.geo_id` } : {}),
  };
  const keys = key.map((name) => sql`${columns[name] ?? sql.ref(`x.${name}`)} as ${sql.ref(name)}`);
  const sums = SUMMED.map((sum) => sql`${sign} ${sql.ref(`x.${sum}`)} as ${sql.ref(sum)}`);
  return sql`select ${sql.join([...keys, ...sums])} from (${factsOf(dialect, images, fact, which)}) x
    ${isJoined ? sql`join representative r on r.id = x.representative_id` : sql``}`;
}

/** A fact of office-day under a coarser rollup's key: a fold adds the same images to both, in one transaction. */
function officeDays(dialect: Dialect, { rollup: { key }, fact }: Part): RawBuilder<unknown> {
  const columns: Partial<Record<Rollup['key'][number], RawBuilder<unknown>>> = {
    month: dayText(dialect, sql`x.day`, 7),
  };
  const keys = key.map((name) => sql`${columns[name] ?? sql.ref(`x.${name}`)} as ${sql.ref(name)}`);
  return sql`select ${sql.join(keys)}, ${sql.join(SUMMED.map((sum) => sql.ref(`x.${sum}`)))}
    from analytics_office_day x where x.fact = ${fact}`;
}

async function addTo(
  dialect: Dialect,
  db: AnalyticsDatabase,
  { table, key }: Rollup,
  rows: RawBuilder<unknown>,
): Promise<void> {
  // Both rollups have their sums in common; the key is this one's own.
  const insert = db.insertInto(table as 'analytics_office_day').columns([...key, ...SUMMED] as never);
  await upsertAdding(dialect, insert.expression(sql`${rows}`), {
    table: table as 'analytics_office_day',
    key: key as never,
    add: SUMMED,
  }).execute();
}

/** From the first day on that anything of the images was counted on. */
async function removeEmpty(
  db: AnalyticsDatabase,
  { table, time, facts }: Rollup,
  first: string,
): Promise<void> {
  const empty = sql.join(
    SUMMED.map((sum) => sql`${sql.ref(sum)} = 0`),
    sql` and `,
  );
  await sql`delete from ${sql.table(table)} where fact in (${sql.join(facts)})
    and ${sql.ref(time)} >= ${time === 'day' ? first : first.slice(0, 7)} and ${empty}`.execute(db);
}

async function firstDayOf(db: AnalyticsDatabase, runs: readonly Run[]): Promise<string> {
  const columns = ['day', 'due_day', 'settled_day', 'voided_day'] as const;
  const firsts = columns.map(
    (column) =>
      sql`select min(${sql.ref(`c.${column}`)}) as first from analytics_change c where ${among(runs)}`,
  );
  const { rows } = await sql<{ first: string | null }>`${sql.join(firsts, sql` union all `)}`.execute(db);
  return rows.reduce(
    (first, { first: day }) => (day !== null && (first === '' || day < first) ? day : first),
    '',
  );
}

function among(runs: readonly Run[]): RawBuilder<unknown> {
  const each = runs.map(({ from, to }) => sql`id between ${from} and ${to}`);
  return sql`(${sql.join(each, sql` or `)})`;
}
