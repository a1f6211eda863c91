import type { Updateable } from 'kysely';
import type { BankTransactionTable } from '../../../../generated/tables/reconciliation.js';
import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import { mayBeId } from '../../../../src/values/ids.js';
import type { TransactionChange, TransactionRecord, Transactions } from '../../app/records.js';
import { readCandidates, writeCandidates } from '../../domain/candidate-json.js';
import { reconciliationTables } from './tables.js';
import { lineOf } from './work.js';

export function makeTransactions(dialect: Dialect): Transactions {
  return {
    async find(queries, id) {
      if (!mayBeId(id)) return null;
      const row = await transactionRows(queries).where('moved.id', '=', id).executeTakeFirst();
      return row ? transactionOf(row) : null;
    },

    async lock(queries, ids) {
      const wanted = [...new Set(ids)].filter(mayBeId);
      if (wanted.length === 0) return new Map();
      // Apart from the rows that it names: those of accounts and statements are nobody's to wait for.
      await forUpdate(
        dialect,
        reconciliationTables(queries)
          .selectFrom('bank_transaction')
          .select('id')
          .where('id', 'in', wanted)
          .orderBy('id'),
      ).execute();
      const rows = await transactionRows(queries).where('moved.id', 'in', wanted).execute();
      return new Map(rows.map((row) => [row.id, transactionOf(row)]));
    },

    async change(queries, { id }, change, at) {
      await reconciliationTables(queries)
        .updateTable('bank_transaction')
        .set((row) => ({ ...columnsOf(change), updated_at: at, version: row('version', '+', 1) }))
        .where('id', '=', id)
        .execute();
    },
  };
}

/** Absent parts stay as they are. */
function columnsOf(change: TransactionChange): Updateable<BankTransactionTable> {
  const { settled, state, reason, candidates, rule, isExact, leftover } = change;
  return {
    state,
    rule,
    is_exact: isExact,
    ...(settled === undefined ? {} : { settled }),
    ...(reason === undefined ? {} : { reason }),
    ...(candidates === undefined ? {} : { suggestions: writeCandidates(candidates) }),
    ...(leftover === undefined ? {} : { leftover }),
  };
}

function transactionRows(queries: QueryHandle) {
  return reconciliationTables(queries)
    .selectFrom('bank_transaction as moved')
    .innerJoin('bank_account as account', 'account.id', 'moved.account_id')
    .innerJoin('bank_statement as statement', 'statement.id', 'moved.statement_id')
    .selectAll('moved')
    .select([
      'account.name as account_name',
      'account.identifier as account_identifier',
      'account.kind as account_kind',
      'statement.file_name as file_name',
    ]);
}

type TransactionRow = Awaited<ReturnType<ReturnType<typeof transactionRows>['execute']>>[number];

function transactionOf(row: TransactionRow): TransactionRecord {
  return {
    ...lineOf(row),
    statement: { id: row.statement_id, fileName: row.file_name },
    candidates: readCandidates(row.suggestions),
  };
}
