import type { BankTransactionTable } from '../../../../generated/tables/reconciliation.js';
import type { Dialect } from '../../../../src/kernel/ports.js';
import { BulkInsert } from '../../../../src/query/bulk-insert.js';
import type { BankTransactions, NewTransaction } from '../../app/bank-book.js';
import { reconciliationTables } from './tables.js';

type Row = ReturnType<typeof rowOf>;

const COLUMNS = [
  'id',
  'account_id',
  'statement_id',
  'identity',
  'ordinal',
  'booked_on',
  'value_on',
  'amount',
  'fraction',
  'currency',
  'end_to_end_id',
  'bank_reference',
  'counterparty',
  'counterparty_account',
  'text',
  'settled',
  'state',
  'created_at',
  'updated_at',
  'version',
] as const satisfies readonly (keyof BankTransactionTable)[];

export function makeBankTransactions(dialect: Dialect): BankTransactions {
  const inserts = new BulkInsert<Row>(dialect, 'bank_transaction', COLUMNS);

  return {
    async twins(queries, accountId, identities) {
      if (identities.length === 0) return new Map();
      const rows = await reconciliationTables(queries)
        .selectFrom('bank_transaction')
        .select((row) => ['identity', row.fn.max('ordinal').as('count')])
        .where('account_id', '=', accountId)
        .where('identity', 'in', [...identities])
        .groupBy('identity')
        .execute();
      return new Map(rows.map(({ identity, count }) => [identity, Number(count)]));
    },

    async brought(queries, day, statementIds) {
      const rows = await reconciliationTables(queries)
        .selectFrom('bank_transaction')
        .select((row) => [
          'statement_id',
          'identity',
          row.fn.countAll().as('count'),
          row.fn.sum('amount').as('amount'),
        ])
        .where('statement_id', 'in', [...statementIds])
        .where('booked_on', '=', day)
        .groupBy(['statement_id', 'identity'])
        .execute();
      return rows.map(({ statement_id: statementId, identity, count, amount }) => ({
        statementId,
        identity,
        count: Number(count),
        amount: BigInt(amount),
      }));
    },

    insert: (queries, rows, at) =>
      inserts.into(
        reconciliationTables(queries),
        rows.map((row) => rowOf(row, at)),
      ),
  };
}

function rowOf({ line, ...row }: NewTransaction, at: Date) {
  return {
    id: row.id,
    account_id: row.accountId,
    statement_id: row.statementId,
    identity: row.identity,
    ordinal: row.ordinal,
    booked_on: line.bookedOn,
    value_on: line.valueOn,
    amount: row.amount,
    fraction: row.fraction,
    currency: line.currency,
    end_to_end_id: fitting(line.endToEndId, 140),
    bank_reference: fitting(line.bankReference, 140),
    counterparty: fitting(line.counterparty, 190),
    counterparty_account: fitting(line.account, 64),
    text: fitting(line.text, 2_000),
    settled: 0n,
    state: 'open',
    created_at: at,
    updated_at: at,
    version: 1,
  };
}

/**
 * To a column's width: banks send longer texts than anybody reads. No half of a surrogate pair is left, which no UTF-8 can hold, and no
 * NUL, which PostgreSQL does not store.
 */
function fitting(text: string | null, most: number): string | null {
  if (text === null) return null;
  const cut = text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replaceAll('\u0000', '')
    .slice(0, most);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
