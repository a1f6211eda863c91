import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { daysBetween, type LocalDate } from '../../../src/values/local-date.js';
import { lateRisks, type RiskFacts } from '../domain/cash/late-risk.js';
import { dayNumber } from '../domain/cash/payment-history.js';
import { readKnownLedger, type KnownLedger, type Whose } from './known-ledger.js';
import type { LedgerHistory } from './ledger-history.js';

export interface InvoiceAtRisk {
  readonly invoiceId: string;
  readonly number: string | null;
  readonly representative: { readonly id: string; readonly code: string; readonly name: string };
  readonly dueDate: LocalDate;
  readonly currency: CurrencyCode;
  /** minor units */
  readonly outstanding: bigint;
  /** negative when overdue */
  readonly daysToDue: number;
  readonly isOverdue: boolean;
  /** that it is paid after its due day; 1 once it cannot be otherwise */
  readonly probability: number;
  readonly facts: RiskFacts;
}

export interface LateRiskNeeds {
  readonly database: Database;
  readonly ledgerHistory: LedgerHistory;
}

/**
 * Every invoice that was open at the end of `asOf`, the likeliest to be late first, learned only from what was known then: postings of
 * later days, today's statuses and flags without a day (disputed) are not looked at.
 */
export function makeLateRisk(needs: LateRiskNeeds) {
  return async (
    actor: Actor,
    { asOf, whose }: { readonly asOf: LocalDate; readonly whose: Whose },
  ): Promise<readonly InvoiceAtRisk[]> => {
    return riskOfOpen(needs, await readKnownLedger(needs, actor, asOf, whose), asOf);
  };
}

export async function riskOfOpen(
  { database, ledgerHistory }: LateRiskNeeds,
  { history, open }: KnownLedger,
  asOf: LocalDate,
): Promise<readonly InvoiceAtRisk[]> {
  const risks = lateRisks(
    history,
    open.map(({ representativeId, issueDate, dueDate, total }) => ({
      representativeId,
      issued: dayNumber(issueDate),
      due: dayNumber(dueDate),
      amount: Number(total),
    })),
    dayNumber(asOf),
  );
  const ids = [...new Set(open.map(({ representativeId }) => representativeId))];
  const people = await ledgerHistory.representatives(database.queries, ids);
  const atRisk = open.map((invoice, index): InvoiceAtRisk => {
    const { id, number, representativeId, dueDate, currency, outstanding } = invoice;
    const { code = '', name = '' } = people.get(representativeId) ?? {};
    return {
      ...{ invoiceId: id, number, dueDate, currency, outstanding },
      representative: { id: representativeId, code, name },
      daysToDue: daysBetween(asOf, dueDate),
      ...risks[index]!,
    };
  });
  return atRisk.sort(
    (a, b) =>
      b.probability - a.probability ||
      (a.dueDate < b.dueDate ? -1 : a.dueDate > b.dueDate ? 1 : 0) ||
      (a.invoiceId < b.invoiceId ? -1 : 1),
  );
}
