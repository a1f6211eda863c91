import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import { mayBeId } from '../../../../src/values/ids.js';
import { scopeCondition } from '../../../../src/query/row-scope.js';
import {
  addDays,
  firstDayOf,
  lastDayOf,
  monthOf,
  type LocalDate,
} from '../../../../src/values/local-date.js';
import { scopeOfRepresentatives, scopeOfRepresentativesRows } from '../../../billing/contract/row-scope.js';
import type { Dimension } from '../../contract/query.js';
import type { Sum } from '../../domain/measures.js';
import type {
  Days,
  FlowRead,
  KpiRead,
  MovementRead,
  OpenRead,
  OverdueRead,
  Read,
} from '../../domain/plan.js';
import type { SumsAsked, SumsRow } from '../../app/sums.js';
import { dayText } from './days.js';
import { factsOf } from './facts.js';
import { linesOfSales, movementsOf, openPart } from './ledger-relations.js';
import { analyticsTables } from './tables.js';

/** Everything that is read for one period, in one statement: so it is of one moment. Rows of one key may come several times. */
export async function readSums(
  dialect: Dialect,
  queries: QueryHandle,
  asked: SumsAsked,
): Promise<readonly SumsRow[]> {
  if (asked.reads.length === 0) return [];
  const selects = asked.reads.map((read) => selectOf(dialect, read, asked));
  const statement = sql<Record<string, unknown>>`${sql.join(selects, sql` union all `)} limit ${asked.most}`;
  const { rows } = await statement.execute(analyticsTables(queries));
  return rows.map((row) => ({
    day: String(row['t']),
    currency: String(row['currency']),
    keys: asked.by.map((_, place) => String(row[`k${place}`] ?? '')),
    sums: asked.sums.map((_, place) => whole(row[`s${place}`])),
  }));
}

function whole(value: unknown): bigint {
  return value === null || value === undefined ? 0n : BigInt(value as bigint | number | string);
}

/** What a relation `x` offers to cut and narrow by; a column that is absent cannot be asked for. */
interface Relation {
  readonly from: RawBuilder<unknown>;
  /** the first characters of its day; null where it has no time of its own */
  readonly dayText: ((width: number) => RawBuilder<unknown>) | null;
  readonly columns: Partial<Record<Dimension, RawBuilder<unknown>>>;
  readonly where: readonly RawBuilder<unknown>[];
  readonly sums: ReadonlyMap<Sum, RawBuilder<unknown>>;
}

function selectOf(dialect: Dialect, read: Read, asked: SumsAsked): RawBuilder<unknown> {
  const relation = relationOf(dialect, read, asked);
  const { dayWidth, by } = asked;
  const day = dayWidth > 0 && relation.dayText ? relation.dayText(dayWidth) : sql`''`;
  const keys = by.map((dimension, place) => sql`${columnOf(relation, dimension)} as ${sql.ref(`k${place}`)}`);
  const currency = relation.columns.currency ?? sql`''`;
  const sums = asked.sums.map(
    (sum, place) => sql`${relation.sums.get(sum) ?? sql`0`} as ${sql.ref(`s${place}`)}`,
  );
  const groups = [day, currency, ...by.map((dimension) => columnOf(relation, dimension))];
  return sql`select ${sql.join([sql`${day} as t`, sql`${currency} as currency`, ...keys, ...sums])}
    from ${relation.from} where ${sql.join(relation.where.length > 0 ? relation.where : [sql`1 = 1`], sql` and `)}
    group by ${sql.join(groups.map((_, place) => sql.lit(place + 1)))}`;
}

function columnOf({ columns }: Relation, dimension: Dimension): RawBuilder<unknown> {
  const column = columns[dimension];
  if (!column) throw new Error(`nothing was planned that tells ${dimension}`);
  return column;
}

function relationOf(dialect: Dialect, read: Read, asked: SumsAsked): Relation {
  switch (read.kind) {
    case 'flow':
      return flow(dialect, read, asked);
    case 'movement':
      return movement(dialect, read, asked);
    case 'overdue':
      return overdue(dialect, read, asked);
    case 'open':
      return open(dialect, read, asked);
    case 'kpi':
      return kpi(dialect, read, asked);
  }
}

function flow(dialect: Dialect, read: FlowRead, asked: SumsAsked): Relation {
  const { fact, source, isStanding, isOpening } = read;
  const total = (of: string): RawBuilder<unknown> =>
    source === 'lines' && of === 'row_count'
      ? sql`count(distinct x.invoice_id)`
      : sql`sum(${sql.ref(`x.${of}`)})`;
  const sums = new Map(
    read.sums.map(({ sum, of, sign }) => [sum, sign === 1 ? total(of) : sql`- ${total(of)}`] as const),
  );
  const standing = isStanding ? [sql`x.part <> 'void'`] : [];
  const place = placeOf(source !== 'representative-month' && isRollup(source), asked);
  if (source === 'representative-month' || source === 'office-month') {
    return {
      ...place,
      from: sql`${sql.table(ROLLUPS[source])} x ${place.joins}`,
      dayText: isOpening ? null : (width) => sql`substr(x.month, 1, ${sql.lit(width)})`,
      where: [
        sql`x.fact = ${fact}`,
        ...(read.days.from === null ? [] : [sql`x.month >= ${read.days.from.slice(0, 7)}`]),
        sql`x.month <= ${read.days.to.slice(0, 7)}`,
        ...standing,
        ...place.where,
      ],
      sums,
    };
  }
  const isFolded = source === 'day' || source === 'office-day';
  const ofFact = isFolded ? [sql`x.fact = ${fact}`] : [];
  const rows = isFolded
    ? sql`${sql.table(ROLLUPS[source])}`
    : source === 'lines'
      ? sql`(${linesOfSales})`
      : sql`(${factsOf(dialect, source, fact)})`;
  return {
    ...place,
    // What is open is not due until something says that it is overdue.
    columns: { ...place.columns, bucket: sql`'not-due'` },
    from: sql`${rows} x ${place.joins}`,
    dayText: isOpening ? null : (width) => dayText(dialect, sql`x.day`, width),
    where: [...ofFact, ...within(sql`x.day`, read.days), ...standing, ...place.where],
    sums,
  };
}

const ROLLUPS = {
  day: 'analytics_day',
  'office-day': 'analytics_office_day',
  'office-month': 'analytics_office_month',
  'representative-month': 'analytics_representative_month',
} as const;

/** Rollups and images know the office themselves: the ledger's rows ask their representative for it. */
function isRollup(source: string): boolean {
  return source in ROLLUPS || source === 'changes';
}

function movement(dialect: Dialect, read: MovementRead, asked: SumsAsked): Relation {
  const place = placeOf(false, asked);
  const sign = read.movement === 'sale' ? sql`` : sql`-`;
  return {
    ...place,
    from: sql`(${movementsOf(dialect, read.movement, read.balance)}) x ${place.joins}`,
    dayText: read.isOpening ? null : (width) => dayText(dialect, sql`x.day`, width),
    where: [...within(sql`x.day`, read.days), ...place.where],
    sums: new Map([[`balance.${read.balance}` as const, sql`${sign} sum(x.amount)`]]),
  };
}

function overdue(dialect: Dialect, read: OverdueRead, asked: SumsAsked): Relation {
  const { source, what, days, balances, isOpening } = read;
  const place = placeOf(true, asked);
  const rows =
    source === 'changes'
      ? sql`(${factsOf(dialect, 'changes', 'overdue')})`
      : sql`${sql.table(ROLLUPS[source])}`;
  const sums = balances.map((balance) => {
    if (what !== 'left') return [`balance.${balance}` as const, sql`sum(x.amount)`] as const;
    // What leaves `not-due` was not overdue.
    const counted =
      balance === 'outstanding' ? sql`x.amount` : sql`case when x.part <> '0' then x.amount else 0 end`;
    return [`balance.${balance}` as const, sql`- sum(${counted})`] as const;
  });
  const entered = sql`case x.part when '0' then '1-30' when '30' then '31-60' when '60' then '61-90' else 'over-90' end`;
  const left = sql`case x.part when '0' then 'not-due' when '30' then '1-30' when '60' then '31-60' else '61-90' end`;
  return {
    ...place,
    columns: { ...place.columns, bucket: what === 'left' ? left : entered },
    from: sql`${rows} x ${place.joins}`,
    dayText: isOpening ? null : (width) => dayText(dialect, sql`x.day`, width),
    where: [
      ...(source === 'changes' ? [] : [sql`x.fact = 'overdue'`]),
      ...(what === 'in-all' ? [sql`x.part = '0'`] : []),
      ...within(sql`x.day`, days),
      ...place.where,
    ],
    sums: new Map(sums),
  };
}

function open(dialect: Dialect, read: OpenRead, asked: SumsAsked): Relation {
  const { source, asOf, balances } = read;
  const isFolded = source in ROLLUPS;
  const place = placeOf(source !== 'representative-month' && isRollup(source), asked);
  const due = dueOf(source);
  const today = source === 'representative-month' ? monthOf(asOf) : asOf;
  const rows =
    source === 'day' || source === 'office-day' || source === 'representative-month'
      ? sql`${sql.table(ROLLUPS[source])}`
      : source === 'changes'
        ? sql`(${factsOf(dialect, 'changes', 'open')})`
        : sql`(${openPart(source, asOf)})`;
  const sums = balances.map(
    (balance) =>
      [
        `balance.${balance}` as const,
        balance === 'outstanding'
          ? sql`sum(x.amount)`
          : sql`sum(case when ${due} < ${today} then x.amount else 0 end)`,
      ] as const,
  );
  return {
    ...place,
    columns: { ...place.columns, bucket: bucketOf(due, asOf) },
    from: sql`${rows} x ${place.joins}`,
    dayText: null,
    where: [...(isFolded ? [sql`x.fact = 'open'`] : []), ...dueIn(read), ...place.where],
    sums: new Map(sums),
  };
}

/** The day on which what is open is due; its month in the rollup by months. */
function dueOf(source: OpenRead['source']): RawBuilder<unknown> {
  if (source === 'representative-month') return sql`x.month`;
  return isRollup(source) ? sql`x.day` : sql`x.due_day`;
}

function dueIn({ source, due, asOf }: OpenRead): readonly RawBuilder<unknown>[] {
  if (due === 'whenever') return [];
  const month = monthOf(asOf);
  if (source === 'representative-month') return [sql`x.month <> ${month}`];
  const inMonth = sql`${dueOf(source)} between ${firstDayOf(month)} and ${lastDayOf(month)}`;
  return [due === 'in-month' ? inMonth : sql`not (${inMonth})`];
}

/** Due on the day itself is not overdue yet. */
function bucketOf(due: RawBuilder<unknown>, asOf: LocalDate): RawBuilder<unknown> {
  const since = (days: number): LocalDate => addDays(asOf, -days);
  return sql`case when ${due} >= ${asOf} then 'not-due' when ${due} >= ${since(30)} then '1-30'
    when ${due} >= ${since(60)} then '31-60' when ${due} >= ${since(90)} then '61-90' else 'over-90' end`;
}

function kpi(dialect: Dialect, { from, days, sums }: KpiRead, { filters, actor }: SumsAsked): Relation {
  const column = (name: string | undefined): RawBuilder<unknown> | undefined =>
    name === undefined ? undefined : sql`${sql.ref(`x.${name}`)}`;
  const columns = {
    representative: column(from.representative),
    office: column(from.office),
    geo: column(from.geo),
    manager: column(from.manager),
    currency: column(from.currency),
  };
  const day = sql`${sql.ref(`x.${from.day}`)}`;
  return {
    from: sql`${sql.table(from.table)} x`,
    dayText: (width) => dayText(dialect, day, width),
    columns: Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)),
    where: [
      ...within(day, days),
      sql`${scopeCondition(from.scope(actor), 'x')}`,
      ...Object.entries(filters).map(([dimension, values]) =>
        isOneOf(columns[dimension as keyof typeof columns] ?? sql`null`, values),
      ),
    ],
    sums: new Map(
      sums.map(({ sum, of }) => [sum, of === 'rows' ? sql`count(*)` : sql`sum(${sql.ref(`x.${of.sum}`)})`]),
    ),
  };
}

/** Columns, joins and conditions of rows of the ledger: the reader's own, and those that the filters let through. */
function placeOf(
  knowsOffice: boolean,
  { by, filters, actor }: SumsAsked,
): Pick<Relation, 'columns' | 'where'> & { readonly joins: RawBuilder<unknown> } {
  const cuts = (dimension: Dimension): boolean => by.includes(dimension) || dimension in filters;
  const office = knowsOffice ? sql`x.office_id` : sql`r.office_id`;
  const geo = knowsOffice ? sql`x.geo_id` : sql`r.geo_id`;
  const needsOffice = cuts('office') || cuts('geo') || cuts('manager');
  const ofPlace =
    needsOffice && !knowsOffice ? sql`join representative r on r.id = x.representative_id` : sql``;
  const own = ownManagers(actor);
  const ofManager = by.includes('manager')
    ? sql`left join office_manager om on om.office_id = ${office} and ${own}`
    : sql``;
  const columns = {
    representative: sql`x.representative_id`,
    office,
    geo,
    manager: sql`om.manager_id`,
    currency: sql`x.currency`,
    status: sql`x.part`,
    method: sql`x.part`,
    product: sql`x.product_id`,
  };
  const scope =
    knowsOffice && actor.role !== 'representative' ? scopeOfRepresentatives : scopeOfRepresentativesRows;
  const where = Object.entries(filters).map(([dimension, values]) =>
    dimension === 'manager' && !by.includes('manager')
      ? sql`${office} in (select om.office_id from office_manager om where ${isOneOf(sql`om.manager_id`, values)} and ${own})`
      : isOneOf(columns[dimension as keyof typeof columns], values),
  );
  const mine = scope(actor);
  return {
    columns,
    joins: sql`${ofPlace} ${ofManager}`,
    where: mine.kind === 'all' ? where : [...where, sql`${scopeCondition(mine, 'x')}`],
  };
}

/** A manager is not told who else answers for its offices. */
function ownManagers(actor: Actor): RawBuilder<unknown> {
  return actor.role === 'manager' ? sql`om.manager_id = ${actor.managerId ?? ''}` : sql`1 = 1`;
}

function isOneOf(column: RawBuilder<unknown>, values: readonly string[]): RawBuilder<unknown> {
  const known = values.filter(mayBeId);
  return known.length === 0 ? sql`1 = 0` : sql`${column} in (${sql.join(known)})`;
}

function within(day: RawBuilder<unknown>, { from, to }: Days): readonly RawBuilder<unknown>[] {
  return [...(from === null ? [] : [sql`${day} >= ${from}`]), sql`${day} <= ${to}`];
}
