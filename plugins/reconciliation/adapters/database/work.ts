import { expressionBuilder, sql, type Expression, type SqlBool } from 'kysely';
import type { BankTransactionTable } from '../../../../generated/tables/reconciliation.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { mayBeId } from '../../../../src/values/ids.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { parseAmount } from '../../../../src/values/money.js';
import type { ExactOnes, InView } from '../../app/accept-all-exact.js';
import type { AccountBalance, LineRecord, LinesAsked, StateSum, Work } from '../../app/work.js';
import type { TransactionState } from '../../contract/work.js';
import { reconciliationTables } from './tables.js';

const WAITING: readonly TransactionState[] = ['open', 'suggested'];

export const work: Work & ExactOnes = {
  async lines(queries, asked) {
    const amounts = asked.term === null ? [] : await amountsMeant(queries, asked.term);
    // A page of each state by its own index, then one page of them.
    const pages = await Promise.all(
      asked.states.map((state) => linesOf(queries, asked, state, amounts).execute()),
    );
    const sign = isDescending(asked) ? -1 : 1;
    return pages
      .flat()
      .sort((a, b) => sign * (compare(a.booked_on, b.booked_on) || compare(a.id, b.id)))
      .slice(0, asked.limit)
      .map(lineOf);
  },

  async sums(queries, view) {
    return sumsIn(inView(queries, view));
  },

  async sumsAfter(queries, accountId, day) {
    return sumsIn(inView(queries, { accountId, statementId: null }).where('booked_on', '>', day));
  },

  async balances(queries, { accountId, statementId }) {
    const db = reconciliationTables(queries);
    let chosen = db
      .selectFrom('bank_account')
      .select(['id', 'name', 'currency', 'opening_balance'])
      .orderBy('name')
      .orderBy('id');
    if (accountId !== null) chosen = chosen.where('id', '=', accountId);
    else if (statementId !== null)
      chosen = chosen.where('id', 'in', (each) =>
        each.selectFrom('bank_statement').select('account_id').where('id', '=', statementId),
      );
    else chosen = chosen.where('active', '=', true);
    return Promise.all(
      (await chosen.execute()).map(async (row): Promise<AccountBalance> => {
        return {
          id: row.id,
          name: row.name,
          currency: row.currency as CurrencyCode,
          opening: row.opening_balance,
          statements: await statementsOf(queries, row.id),
        };
      }),
    );
  },

  async exactIds(queries, view) {
    const rows = await inView(queries, view)
      .select('id')
      .where('state', '=', 'suggested')
      .where('is_exact', '=', true)
      .orderBy('booked_on')
      .orderBy('id')
      .execute();
    return rows.map(({ id }) => id);
  },
};

function inView(queries: QueryHandle, { accountId, statementId }: InView) {
  let query = reconciliationTables(queries).selectFrom('bank_transaction');
  if (accountId !== null) query = query.where('account_id', '=', mayBeId(accountId) ? accountId : '');
  if (statementId !== null) query = query.where('statement_id', '=', mayBeId(statementId) ? statementId : '');
  return query;
}

function linesOf(
  queries: QueryHandle,
  asked: LinesAsked,
  state: TransactionState,
  amounts: readonly AmountMeant[],
) {
  const { accountId, statementId, rule, term, after, limit } = asked;
  const direction = isDescending(asked) ? 'desc' : 'asc';
  let query = linesFrom(queries)
    .where('moved.state', '=', state)
    .orderBy('moved.booked_on', direction)
    .orderBy('moved.id', direction)
    .limit(limit);
  if (accountId !== null) query = query.where('moved.account_id', '=', mayBeId(accountId) ? accountId : '');
  if (statementId !== null)
    query = query.where('moved.statement_id', '=', mayBeId(statementId) ? statementId : '');
  if (rule !== null) query = query.where('moved.rule', '=', rule);
  if (term !== null) query = query.where(says(term, amounts));
  if (after) query = query.where(isAfter(direction, after));
  return query;
}

/** Without what was decided about each: that is long. */
export function linesFrom(queries: QueryHandle) {
  return reconciliationTables(queries)
    .selectFrom('bank_transaction as moved')
    .innerJoin('bank_account as account', 'account.id', 'moved.account_id')
    .select([
      'moved.id',
      'moved.version',
      'moved.account_id',
      'account.name as account_name',
      'account.identifier as account_identifier',
      'account.kind as account_kind',
      'moved.booked_on',
      'moved.value_on',
      'moved.amount',
      'moved.fraction',
      'moved.currency',
      'moved.end_to_end_id',
      'moved.bank_reference',
      'moved.counterparty',
      'moved.counterparty_account',
      'moved.text',
      'moved.settled',
      'moved.state',
      'moved.reason',
      'moved.rule',
      'moved.is_exact',
      'moved.leftover',
    ]);
}

type LineRow = Awaited<ReturnType<ReturnType<typeof linesFrom>['execute']>>[number];

export function lineOf(row: LineRow): LineRecord {
  return {
    id: row.id,
    version: row.version,
    account: {
      id: row.account_id,
      name: row.account_name,
      identifier: row.account_identifier,
      kind: row.account_kind as 'bank' | 'gateway',
    },
    bookedOn: row.booked_on as LocalDate,
    valueOn: row.value_on as LocalDate | null,
    amount: row.amount,
    fraction: row.fraction,
    currency: row.currency as CurrencyCode,
    endToEndId: row.end_to_end_id,
    bankReference: row.bank_reference,
    counterparty: row.counterparty,
    counterpartyAccount: row.counterparty_account,
    text: row.text,
    settled: row.settled,
    state: row.state as TransactionState,
    reason: row.reason,
    rule: row.rule as LineRecord['rule'],
    isExact: row.is_exact,
    leftover: row.leftover,
  };
}

function isDescending({ states }: LinesAsked): boolean {
  return !states.some((state) => WAITING.includes(state));
}

/** Spelled so that every database finds the place by the index. */
function isAfter(direction: 'asc' | 'desc', { bookedOn, id }: NonNullable<LinesAsked['after']>) {
  const [day, key] = [sql.ref('moved.booked_on'), sql.ref('moved.id')];
  return direction === 'desc'
    ? sql<SqlBool>`(${day} <= ${bookedOn} and (${day} < ${bookedOn} or ${key} < ${id}))`
    : sql<SqlBool>`(${day} >= ${bookedOn} and (${day} > ${bookedOn} or ${key} > ${id}))`;
}

const SEARCHED = ['counterparty', 'text', 'bank_reference', 'end_to_end_id'] as const;

interface AmountMeant {
  readonly currency: CurrencyCode;
  readonly minor: bigint;
}

/** An account is sealed, so it is found whole alone. SQLite folds no letters beyond ASCII; banks write them in capitals, so these are looked for as well. */
function says(term: string, amounts: readonly AmountMeant[]): Expression<SqlBool> {
  const escaped = term.replace(/[\\%_]/g, (sign) => `\\${sign}`);
  const within = (text: string): string => `%${text}%`;
  const texts = SEARCHED.map((name) => {
    const column = sql.ref(`moved.${name}`);
    const [small, capital] = [within(escaped.toLowerCase()), within(escaped.toUpperCase())];
    return sql<SqlBool>`(lower(${column}) like ${small} escape ${ESCAPE} or ${column} like ${capital} escape ${ESCAPE})`;
  });
  const sums = amounts.map(
    ({ currency, minor }) =>
      sql<SqlBool>`(${sql.ref('moved.currency')} = ${currency} and ${sql.ref('moved.amount')} in (${minor}, ${-minor}))`,
  );
  const account = expressionBuilder<Record<'moved', BankTransactionTable>, 'moved'>();
  const isAccount = account('moved.counterparty_account', '=', term);
  return sql<SqlBool>`(${sql.join([...texts, isAccount, ...sums], sql` or `)})`;
}

/** A parameter: the databases do not spell a backslash alike. */
const ESCAPE = '\\';

async function amountsMeant(queries: QueryHandle, term: string): Promise<readonly AmountMeant[]> {
  if (!/^\d+([.,]\d+)?$/.test(term)) return [];
  const rows = await reconciliationTables(queries)
    .selectFrom('bank_account')
    .select('currency')
    .distinct()
    .execute();
  return rows.flatMap(({ currency }) => {
    const parsed = parseAmount(term.replace(',', '.'), currency as CurrencyCode);
    return parsed.ok ? [{ currency: parsed.value.currency, minor: parsed.value.minor }] : [];
  });
}

async function sumsIn(query: ReturnType<typeof inView>): Promise<readonly StateSum[]> {
  const rows = await query
    .select((row) => [
      'account_id',
      'state',
      'is_exact',
      row.fn.countAll().as('count'),
      row.fn.sum('amount').as('amount'),
      row.fn.sum('settled').as('settled'),
      row.fn.sum('fraction').as('fraction'),
      sql<number>`sum(case when fraction <> 0 then 1 else 0 end)`.as('fractions'),
    ])
    .groupBy(['account_id', 'state', 'is_exact'])
    .execute();
  return rows.map((row) => ({
    accountId: row.account_id,
    state: row.state as TransactionState,
    isExact: row.is_exact,
    count: Number(row.count),
    amount: BigInt(row.amount),
    settled: BigInt(row.settled),
    fraction: BigInt(row.fraction),
    fractions: Number(row.fractions),
  }));
}

async function statementsOf(queries: QueryHandle, accountId: string): Promise<AccountBalance['statements']> {
  const rows = await reconciliationTables(queries)
    .selectFrom('bank_statement')
    .select(['id', 'from_date', 'to_date', 'opening', 'closing', 'difference'])
    .where('account_id', '=', accountId)
    .execute();
  return rows.map(({ id, from_date, to_date, opening, closing, difference }) => {
    return {
      id,
      from: from_date as LocalDate | null,
      to: to_date as LocalDate | null,
      opening,
      closing,
      difference,
    };
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
