import type { Actor } from '../../../src/kernel/permissions.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { expectedCollections, type ExpectedCollections } from '../domain/cash/expected-collections.js';
import { readKnownLedger, type Whose } from './known-ledger.js';
import { riskOfOpen, type InvoiceAtRisk, type LateRiskNeeds } from './late-risk.js';

export interface ExpectedCash {
  readonly asOf: LocalDate;
  /** one a currency, in alphabetical order */
  readonly collections: readonly ExpectedCollections[];
  /** the likeliest to be late first */
  readonly invoices: readonly InvoiceAtRisk[];
}

/** What open invoices are likely to bring by week, and which of them are likely to be late: both from the same habits. */
export function makeExpectedCash(needs: LateRiskNeeds) {
  return async (
    actor: Actor,
    { asOf, weeks, whose }: { readonly asOf: LocalDate; readonly weeks: number; readonly whose: Whose },
  ): Promise<ExpectedCash> => {
    const ledger = await readKnownLedger(needs, actor, asOf, whose);
    return {
      asOf,
      collections: expectedCollections(ledger.history, ledger.open, asOf, weeks),
      invoices: await riskOfOpen(needs, ledger, asOf),
    };
  };
}
