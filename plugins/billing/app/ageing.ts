import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database } from '../../../src/kernel/ports.js';
import { isCurrency, type CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { BUCKETS, bucketEdges, type AgeingBucket } from '../domain/ageing.js';
import { scopeOfRepresentativesRows } from '../scopes.js';
import type { ReceivablesReader } from './receivables.js';

export interface Ageing {
  readonly asOf: LocalDate;
  readonly currency: CurrencyCode;
  /** minor units of `currency`, as the buckets' amounts */
  readonly total: bigint;
  /** all five, in order */
  readonly buckets: readonly AgeingBucket[];
}

interface Needs {
  readonly database: Database;
  readonly receivables: ReceivablesReader;
}

/** What was owed at the end of a day, for every currency in which anything was; in alphabetical order. */
export function makeAgeingByCurrency({ database, receivables }: Needs) {
  return async (
    actor: Actor,
    asked: { readonly asOf: LocalDate; readonly currency: CurrencyCode | null },
  ): Promise<readonly Ageing[]> => {
    const rows = await receivables.ageing(database.queries, {
      asOf: asked.asOf,
      edges: bucketEdges(asked.asOf),
      currency: asked.currency,
      scope: scopeOfRepresentativesRows(actor),
    });
    const currencies = [...new Set(rows.map((row) => row.currency))].filter(isCurrency).sort();
    return currencies.map((currency) => {
      const buckets = BUCKETS.map((bucket): AgeingBucket => {
        const row = rows.find((candidate) => candidate.currency === currency && candidate.bucket === bucket);
        return { bucket, invoices: row?.invoices ?? 0, amount: row?.amount ?? 0n };
      });
      const total = buckets.reduce((all, bucket) => all + bucket.amount, 0n);
      return { asOf: asked.asOf, currency, total, buckets };
    });
  };
}

/**
 * In one currency: the one asked for, or the only one in which anything is owed; `fallback` when nothing is. Refuses
 * `several-currencies` and names them.
 */
export function makeAgeing(needs: Needs) {
  const ageingByCurrency = makeAgeingByCurrency(needs);

  return async (
    actor: Actor,
    asked: {
      readonly asOf: LocalDate;
      readonly currency: CurrencyCode | null;
      readonly fallback: CurrencyCode;
    },
  ): Promise<Result<Ageing, Refusal>> => {
    const found = await ageingByCurrency(actor, asked);
    if (found.length > 1) {
      return err({
        code: 'several-currencies',
        currencies: found.map(({ currency }) => currency).join(', '),
      });
    }
    const nothingOwed: Ageing = {
      asOf: asked.asOf,
      currency: asked.currency ?? asked.fallback,
      total: 0n,
      buckets: BUCKETS.map((bucket) => ({ bucket, invoices: 0, amount: 0n })),
    };
    return ok(found[0] ?? nothingOwed);
  };
}
