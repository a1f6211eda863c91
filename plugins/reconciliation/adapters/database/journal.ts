import type { BillingTables } from '../../../../generated/tables/billing.js';
import type { ReconciliationTables } from '../../../../generated/tables/reconciliation.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { streamRows } from '../../../../src/query/stream-rows.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import type { ReadJournal } from '../../app/export-journal.js';
import { accountPath, distinctComponents } from '../../domain/journal/accounts.js';
import {
  bankEntry,
  creditNoteEntry,
  invoiceEntry,
  openingEntry,
  paymentEntry,
  paymentReversalEntry,
  voidEntry,
  type BankPart,
  type JournalEntry,
} from '../../domain/journal/entry.js';
import { batchesOf } from './batches-of.js';

type Tables = BillingTables & ReconciliationTables;

/** Enough to spare round trips, few enough for every database's list of values. */
const TRANSACTIONS_AT_ONCE = 400;
const END_OF_TIME = '9999-12-31' as LocalDate;

/** By day, each kind a stream of its own; what is read while others write may see one posting of two. */
export const readJournal: ReadJournal = async (queries, until) => {
  const accounts = await accountsOfRepresentatives(queries);
  const asked = { queries, until: until ?? END_OF_TIME, accountOf: (id: string) => accounts.get(id)! };
  return [
    openings(asked),
    issues(asked),
    voids(asked),
    creditNotes(asked),
    payments(asked),
    reversals(asked),
    transactions(asked),
  ];
};

interface Asked {
  readonly queries: QueryHandle;
  readonly until: LocalDate;
  readonly accountOf: (representativeId: string) => string;
}

const tables = (queries: QueryHandle) => queriesOf<Tables>(queries);

async function accountsOfRepresentatives(queries: QueryHandle): Promise<ReadonlyMap<string, string>> {
  const rows = await tables(queries).selectFrom('representative').select(['id', 'code']).execute();
  const names = distinctComponents(rows.map(({ code }) => code));
  return new Map(rows.map(({ id, code }) => [id, names.get(code)!]));
}

async function* openings({ queries, until }: Asked): AsyncGenerator<JournalEntry> {
  const accounts = await tables(queries)
    .selectFrom('bank_account')
    .select(['id', 'name', 'identifier', 'currency', 'journal_account', 'opening_balance'])
    .where('opening_balance', '<>', 0n)
    .execute();
  const firstDays = await tables(queries)
    .selectFrom('bank_transaction')
    .select(({ fn }) => ['account_id', fn.min('booked_on').as('first')])
    .groupBy('account_id')
    .execute();
  const firstOf = new Map(firstDays.map(({ account_id: id, first }) => [id, first]));
  const begun = accounts.flatMap((account) => {
    const first = firstOf.get(account.id);
    return first === undefined || first > until ? [] : [{ ...account, first }];
  });
  begun.sort((one, other) => (one.first < other.first ? -1 : 1));
  for (const account of begun) {
    yield openingEntry({
      date: account.first as LocalDate,
      code: account.identifier,
      text: account.name,
      account: accountPath(account.journal_account),
      currency: account.currency as CurrencyCode,
      amount: account.opening_balance,
    });
  }
}

async function* issues({ queries, until, accountOf }: Asked): AsyncGenerator<JournalEntry> {
  const rows = tables(queries)
    .selectFrom('invoice')
    .select(['id', 'number', 'representative_id', 'currency', 'total', 'tax', 'issue_date'])
    .where('status', 'in', ['issued', 'partly_paid', 'paid', 'void'])
    .where('issue_date', '<=', until)
    .orderBy('issue_date')
    .orderBy('id');
  for await (const row of streamRows(rows)) {
    yield invoiceEntry({ ...invoiceOf(row, accountOf), date: row.issue_date as LocalDate });
  }
}

async function* voids({ queries, until, accountOf }: Asked): AsyncGenerator<JournalEntry> {
  const rows = tables(queries)
    .selectFrom('invoice')
    .select(['id', 'number', 'representative_id', 'currency', 'total', 'tax'])
    .select(({ fn }) => fn.coalesce('voided_on', 'issue_date').as('day'))
    .where('status', '=', 'void')
    .where('issue_date', 'is not', null)
    .where(({ fn }) => fn.coalesce('voided_on', 'issue_date'), '<=', until)
    .orderBy('day')
    .orderBy('id');
  for await (const row of streamRows(rows)) {
    yield voidEntry({ ...invoiceOf(row, accountOf), date: row.day as LocalDate });
  }
}

async function* creditNotes({ queries, until, accountOf }: Asked): AsyncGenerator<JournalEntry> {
  const rows = tables(queries)
    .selectFrom('credit_note')
    .select(['id', 'number', 'representative_id', 'currency', 'amount', 'issue_date'])
    .where('issue_date', '<=', until)
    .orderBy('issue_date')
    .orderBy('id');
  for await (const row of streamRows(rows)) {
    const date = row.issue_date as LocalDate;
    yield creditNoteEntry({ ...posted(row, accountOf), date, code: row.number, amount: row.amount });
  }
}

async function* payments({ queries, until, accountOf }: Asked): AsyncGenerator<JournalEntry> {
  const rows = tables(queries)
    .selectFrom('payment')
    .select(['id', 'reference', 'representative_id', 'currency', 'amount', 'method', 'received_on'])
    .where('received_on', '<=', until)
    .orderBy('received_on')
    .orderBy('id');
  for await (const row of streamRows(rows)) {
    yield paymentEntry({
      ...posted(row, accountOf),
      date: row.received_on as LocalDate,
      code: row.reference ?? row.id,
      amount: row.amount,
      method: row.method,
    });
  }
}

async function* reversals({ queries, until, accountOf }: Asked): AsyncGenerator<JournalEntry> {
  const rows = tables(queries)
    .selectFrom('payment_reversal as reversal')
    .innerJoin('payment', 'payment.id', 'reversal.payment_id')
    .select([
      'reversal.id',
      'reversal.representative_id',
      'reversal.currency',
      'reversal.amount',
      'reversal.reversed_on',
      'payment.method',
      'payment.reference',
    ])
    .where('reversal.reversed_on', '<=', until)
    .orderBy('reversal.reversed_on')
    .orderBy('reversal.id');
  for await (const row of streamRows(rows)) {
    yield paymentReversalEntry({
      ...posted(row, accountOf),
      date: row.reversed_on as LocalDate,
      code: row.reference ?? row.id,
      amount: row.amount,
      method: row.method,
    });
  }
}

async function* transactions({ queries, until }: Asked): AsyncGenerator<JournalEntry> {
  const rows = tables(queries)
    .selectFrom('bank_transaction as movement')
    .innerJoin('bank_account as account', 'account.id', 'movement.account_id')
    .select([
      'movement.id',
      'movement.booked_on',
      'movement.amount',
      'movement.fraction',
      'movement.currency',
      'movement.end_to_end_id',
      'movement.bank_reference',
      'movement.counterparty',
      'account.journal_account',
    ])
    .where('movement.booked_on', '<=', until)
    .orderBy('movement.booked_on')
    .orderBy('movement.id');
  for await (const batch of batchesOf(streamRows(rows), TRANSACTIONS_AT_ONCE)) {
    const parts = await partsOf(
      queries,
      batch.map(({ id }) => id),
    );
    for (const row of batch) {
      yield bankEntry({
        date: row.booked_on as LocalDate,
        code: row.end_to_end_id ?? row.bank_reference ?? row.id,
        text: row.counterparty ?? 'Bank transaction',
        account: accountPath(row.journal_account),
        currency: row.currency as CurrencyCode,
        amount: row.amount,
        fraction: row.fraction,
        parts: parts.get(row.id) ?? [],
      });
    }
  }
}

async function partsOf(
  queries: QueryHandle,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly BankPart[]>> {
  const rows = await tables(queries)
    .selectFrom('bank_settlement as settlement')
    .innerJoin('bank_settlement_part as part', 'part.settlement_id', 'settlement.id')
    .leftJoin('payment', 'payment.id', 'part.payment_id')
    .select([
      'settlement.transaction_id',
      'part.kind',
      'part.amount',
      'part.write_off_account',
      'payment.method',
    ])
    .where('settlement.transaction_id', 'in', ids)
    .where('settlement.undone_at', 'is', null)
    .orderBy('settlement.id')
    .orderBy('part.position')
    .execute();
  const parts = new Map<string, BankPart[]>();
  for (const { transaction_id: id, kind, amount, method, write_off_account: writeOffAccount } of rows) {
    const known = parts.get(id) ?? [];
    known.push({ kind, amount, method, writeOffAccount });
    parts.set(id, known);
  }
  return parts;
}

function invoiceOf(
  row: {
    readonly id: string;
    readonly number: string | null;
    readonly representative_id: string;
    readonly currency: string;
    readonly total: bigint;
    readonly tax: bigint;
  },
  accountOf: Asked['accountOf'],
) {
  return { ...posted(row, accountOf), code: row.number ?? row.id, amount: row.total, tax: row.tax };
}

function posted(
  row: { readonly representative_id: string; readonly currency: string },
  accountOf: Asked['accountOf'],
) {
  return { representative: accountOf(row.representative_id), currency: row.currency as CurrencyCode };
}
