import { mayBeId } from '../../../src/values/ids.js';
import { scopeOfRepresentativesRows } from '../../billing/contract/row-scope.js';
import type { Actor, RowScope } from '../../../src/kernel/permissions.js';
import type { Database } from '../../../src/kernel/ports.js';
import { addDays, type LocalDate } from '../../../src/values/local-date.js';
import { collectHistory, type PaymentHistory } from '../domain/cash/payment-history.js';
import type { InvoiceThen, LedgerHistory } from './ledger-history.js';

/** Habits of longer ago say little of today's, and count for next to nothing. */
const DAYS_BACK = 3 * 365;

/** Whose invoices are looked at; null is everybody's that the actor may see. */
export interface Whose {
  readonly officeId: string | null;
  readonly representativeId: string | null;
}

export interface KnownLedger {
  readonly history: PaymentHistory;
  readonly open: readonly InvoiceThen[];
}

/** What was known at the end of a day, within the actor's row scope: how invoices were paid, and which were open. */
export async function readKnownLedger(
  { database, ledgerHistory }: { readonly database: Database; readonly ledgerHistory: LedgerHistory },
  actor: Actor,
  asOf: LocalDate,
  whose: Whose,
): Promise<KnownLedger> {
  const collected = collectHistory();
  const open: InvoiceThen[] = [];
  const scope: RowScope = { kind: 'every', scopes: [scopeOfRepresentativesRows(actor), ...scopesOf(whose)] };
  const asked = { asOf, from: addDays(asOf, -DAYS_BACK), scope };
  for await (const invoice of ledgerHistory.invoicesThen(database.queries, asked)) {
    collected.add(invoice);
    if (invoice.settledOn === null) open.push(invoice);
  }
  return { history: collected.history(), open };
}

function scopesOf({ officeId, representativeId }: Whose): readonly RowScope[] {
  const ofOffice: RowScope = {
    ...{ kind: 'through', column: 'representative_id', table: 'representative', key: 'id' },
    scope: { kind: 'in', column: 'office_id', values: [officeId ?? ''].filter(mayBeId) },
  };
  return [
    ...(officeId === null ? [] : [ofOffice]),
    ...(representativeId === null
      ? []
      : [{ kind: 'in', column: 'representative_id', values: [representativeId].filter(mayBeId) } as const]),
  ];
}
