import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import { insertIgnore } from '../../../../src/query/insert-ignore.js';
import type { AccountAsked, BankAccountRecord, BankAccounts } from '../../app/bank-book.js';
import { reconciliationTables } from './tables.js';

const COLUMNS = [
  'id',
  'name',
  'identifier',
  'currency',
  'kind',
  'journal_account as journalAccount',
  'opening_balance as openingBalance',
  'expected_every_days as expectedEveryDays',
  'active',
] as const;

export function makeBankAccounts(dialect: Dialect): BankAccounts {
  const chosen = (queries: QueryHandle, asked: AccountAsked) => {
    const query = reconciliationTables(queries).selectFrom('bank_account').select(COLUMNS);
    const one =
      'id' in asked ? query.where('id', '=', asked.id) : query.where('identifier', '=', asked.identifier);
    return one.$castTo<BankAccountRecord>();
  };

  return {
    find: async (queries, asked) => (await chosen(queries, asked).executeTakeFirst()) ?? null,

    lock: async (queries, asked) =>
      (await forUpdate(dialect, chosen(queries, asked)).executeTakeFirst()) ?? null,

    async insert(queries, account, at) {
      const insert = reconciliationTables(queries).insertInto('bank_account').values({
        id: account.id,
        name: account.name,
        identifier: account.identifier,
        currency: account.currency,
        kind: account.kind,
        journal_account: account.journalAccount,
        opening_balance: account.openingBalance,
        expected_every_days: account.expectedEveryDays,
        active: account.active,
        created_at: at,
        updated_at: at,
        version: 1,
      });
      await insertIgnore(dialect, insert, 'identifier').execute();
    },

    all: (queries) =>
      reconciliationTables(queries)
        .selectFrom('bank_account')
        .select([...COLUMNS, 'created_at as createdAt'])
        .orderBy('name')
        .$castTo<BankAccountRecord & { readonly createdAt: Date }>()
        .execute(),
  };
}
