import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { runningBalances, type WithBalance } from '../domain/statement.js';
import { mayActFor } from './access.js';
import type { Periods, Representatives } from './ledger.js';
import type { AccountAsked, AccountEntry, ReceivablesReader } from './receivables.js';
import type { RepresentativeRecord } from './records.js';

export type StatementEntry = WithBalance<AccountEntry>;

/** Amounts in minor units of `currency`; what is owed is positive. */
export interface Statement {
  readonly representative: RepresentativeRecord;
  readonly currency: CurrencyCode;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly opening: bigint;
  readonly debits: bigint;
  readonly credits: bigint;
  readonly closing: bigint;
  /** Years of which settled records lie in files, as far as they reach into these days: neither entries nor balances have them. */
  readonly archivedYears: readonly number[];
  /** read while they are used, a thousand at a time: a statement of any length holds memory flat */
  entries(): AsyncIterable<StatementEntry>;
}

interface Needs {
  readonly database: Database;
  readonly representatives: Representatives;
  readonly receivables: ReceivablesReader;
  readonly periods: Pick<Periods, 'movedYears'>;
}

export interface StatementAsked {
  readonly representative: { readonly id: string } | { readonly code: string };
  /** null: the representative's own */
  readonly currency: CurrencyCode | null;
  /** both days included */
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** Refuses `representative-not-found`, `dates-reversed`. */
export function makeStatementOfAccount({ database, representatives, receivables, periods }: Needs) {
  return async (actor: Actor, asked: StatementAsked): Promise<Result<Statement, Refusal>> => {
    const { queries } = database;
    const representative =
      'id' in asked.representative
        ? await representatives.find(queries, asked.representative.id)
        : await representatives.findByCode(queries, asked.representative.code);
    if (!representative || !mayActFor(actor, representative))
      return err({ code: 'representative-not-found' });
    const { from, to } = asked;
    if (to < from) return err({ code: 'dates-reversed', from, to });

    const currency = asked.currency ?? representative.currency;
    const account: AccountAsked = { representativeId: representative.id, currency, from, to };
    const { opening, debits, credits } = await receivables.accountTotals(queries, account);
    return ok({
      representative,
      currency,
      from,
      to,
      opening,
      debits,
      credits,
      closing: opening + debits - credits,
      archivedYears: (await periods.movedYears(queries)).filter((year) => from <= `${year}-12-31`),
      async *entries() {
        let balance = opening;
        for await (const batch of receivables.accountEntries(queries, account)) {
          for (const entry of runningBalances(balance, batch)) {
            balance = entry.balance;
            yield entry;
          }
        }
      },
    });
  };
}
