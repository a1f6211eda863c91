import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database, Organisation, Transaction } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import { addDays, type LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { invoiceIssued } from '../contract/events.js';
import { amountFact } from '../domain/amount-fact.js';
import { checkCreditLimit } from '../domain/credit-limit.js';
import { mayIssue, outstandingOf, statusOf } from '../domain/invoice-status.js';
import type { BillingSettings } from '../settings.js';
import { mayActFor } from './access.js';
import { lockSeries, takeNumber } from './give-number.js';
import type { Invoices, IssuedInvoice, NumberSeries, Periods, Representatives } from './ledger.js';
import { businessDay, checkPosting } from './posting.js';
import type { ReceivablesReader } from './receivables.js';
import type { InvoiceRecord, RepresentativeRecord } from './records.js';
import { asFacts } from '../../../src/values/audit-facts.js';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly organisation: () => Promise<Organisation>;
  readonly settings: () => Promise<BillingSettings>;
  readonly series: NumberSeries;
  readonly representatives: Representatives;
  readonly invoices: Invoices;
  readonly periods: Periods;
  readonly receivables: ReceivablesReader;
}

interface Issued {
  readonly number: string;
  readonly dueDate: LocalDate;
  /** `credit-limit-exceeded`, when the limit is not enforced */
  readonly warning: Refusal | null;
}

/**
 * Refuses `unknown-invoice`, `changed-meanwhile`, `invoice-not-draft`, `invoice-without-lines`, `invoice-below-zero`,
 * `date-in-future`, `period-closed`, and `credit-limit-exceeded` when the limit is enforced.
 */
export function makeIssueInvoice(needs: Needs) {
  const { database, clock, organisation, settings, series, representatives, invoices, periods } = needs;

  return async (
    actor: Actor,
    input: { readonly invoiceId: string; readonly issueDate: LocalDate | null },
  ): Promise<Result<Issued, Refusal>> => {
    const { invoiceSeries, enforceCreditLimit } = await settings();
    const today = await businessDay(clock, organisation);
    const draft = await invoices.find(database.queries, input.invoiceId);
    if (!draft) return err({ code: 'unknown-invoice' });

    return database.transaction(async (tx) => {
      const at = clock.now();
      const run = await lockSeries(tx, series, { code: invoiceSeries, purpose: 'invoice', at });
      const representative = await representatives.lock(tx.queries, draft.representativeId);
      if (!representative || !mayActFor(actor, representative)) return err({ code: 'unknown-invoice' });
      const [invoice] = await invoices.lock(tx.queries, [input.invoiceId]);
      if (!invoice) return err({ code: 'unknown-invoice' });
      if (invoice.representativeId !== representative.id) return err({ code: 'changed-meanwhile' });

      const lines = await invoices.linesOf(tx.queries, invoice.id);
      const allowed = mayIssue({ status: invoice.status, lines: lines.length, total: invoice.total });
      if (!allowed.ok) return allowed;
      const issueDate = input.issueDate ?? today;
      const posting = await checkPosting(tx, periods, { dates: [issueDate], today });
      if (!posting.ok) return posting;
      const warning = await creditWarning(tx, needs.receivables, representative, invoice);
      if (warning && enforceCreditLimit) return err(warning);

      const issued: IssuedInvoice = {
        id: invoice.id,
        number: await takeNumber(tx, series, run, { date: issueDate, at }),
        seriesId: run.id,
        issueDate,
        dueDate: addDays(issueDate, invoice.termDays),
        status: statusOf(invoice),
        outstanding: outstandingOf(invoice),
        settledOn: outstandingOf(invoice) === 0n ? issueDate : null,
      };
      await invoices.markIssued(tx.queries, issued, at);
      await announce(tx, actor, invoice, issued);
      return ok({ number: issued.number, dueDate: issued.dueDate, warning });
    });
  };
}

async function creditWarning(
  tx: Transaction,
  receivables: ReceivablesReader,
  representative: RepresentativeRecord,
  invoice: InvoiceRecord,
): Promise<Refusal | null> {
  const { creditLimit, currency } = representative;
  // The limit is an amount of the representative's own currency; what is owed in another is not held against it.
  if (creditLimit === null || invoice.currency !== currency) return null;
  const balances = await receivables.balances(tx.queries, representative.id);
  const own = balances.find((balance) => balance.currency === currency);
  const check = checkCreditLimit(creditLimit, own?.open ?? 0n, own?.unallocated ?? 0n, invoice.total);
  if (check.within) return null;
  return {
    code: 'credit-limit-exceeded',
    representative: representative.name,
    limit: amountFact(check.limit, currency),
    owed: amountFact(check.owed, currency),
    currency,
  };
}

async function announce(
  tx: Transaction,
  actor: Actor,
  invoice: InvoiceRecord,
  issued: IssuedInvoice,
): Promise<void> {
  await tx.audit({
    actor,
    action: 'billing.issue-invoice',
    entity: 'Invoice',
    entityId: invoice.id,
    before: asFacts({ status: invoice.status }),
    after: asFacts({ ...issued, total: invoice.total, currency: invoice.currency }),
  });
  await tx.emit(invoiceIssued, {
    invoiceId: invoice.id,
    number: issued.number,
    representativeId: invoice.representativeId,
    currency: invoice.currency,
    total: String(invoice.total),
    issueDate: issued.issueDate,
    dueDate: issued.dueDate,
  });
}
