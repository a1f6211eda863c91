import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database, Organisation } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import { newId } from '../../../src/values/ids.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { creditNoteIssued } from '../contract/events.js';
import { mayCredit } from '../domain/credit-note.js';
import type { BillingSettings } from '../settings.js';
import { mayCreditOn } from '../domain/posting-order.js';
import { mayActFor } from './access.js';
import { lockSeries, takeNumber } from './give-number.js';
import type { Allocations, CreditNotes, Invoices, NumberSeries, Periods, Representatives } from './ledger.js';
import { businessDay, checkPosting, lastPostingOn } from './posting.js';
import type { CreditNoteRecord } from './records.js';
import { settled } from './settle.js';
import { auditSettlement } from './audit-settlement.js';
import { asFacts } from '../../../src/values/audit-facts.js';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly organisation: () => Promise<Organisation>;
  readonly settings: () => Promise<BillingSettings>;
  readonly series: NumberSeries;
  readonly representatives: Representatives;
  readonly invoices: Invoices;
  readonly creditNotes: CreditNotes;
  readonly allocations: Allocations;
  readonly periods: Periods;
}

interface CreditAsked {
  readonly invoiceId: string;
  /** minor units of the invoice's currency */
  readonly amount: bigint;
  readonly reason: string;
  readonly issueDate: LocalDate | null;
}

/**
 * Refuses `unknown-invoice`, `invoice-not-open`, `amount-not-positive`, `credit-over-remainder`, `date-before-invoice`, `date-before-reversal`,
 * `date-in-future`, `period-closed`.
 */
export function makeIssueCreditNote(needs: Needs) {
  const { database, clock, organisation, settings, series, representatives, invoices, creditNotes, periods } =
    needs;

  return async (
    actor: Actor,
    input: CreditAsked,
  ): Promise<Result<{ readonly creditNoteId: string; readonly number: string }, Refusal>> => {
    const { creditNoteSeries } = await settings();
    const today = await businessDay(clock, organisation);
    const found = await invoices.find(database.queries, input.invoiceId);
    if (!found) return err({ code: 'unknown-invoice' });

    return database.transaction(async (tx) => {
      const at = clock.now();
      const run = await lockSeries(tx, series, { code: creditNoteSeries, purpose: 'credit-note', at });
      const representative = await representatives.lock(tx.queries, found.representativeId);
      const [invoice] = await invoices.lock(tx.queries, [input.invoiceId]);
      if (!invoice || !mayActFor(actor, representative)) return err({ code: 'unknown-invoice' });
      const { status, currency, outstanding, issueDate: invoicedOn } = invoice;
      const number = invoice.number ?? '';
      const amount = mayCredit({ number, status, currency, outstanding }, input.amount);
      if (!amount.ok) return amount;
      const issueDate = input.issueDate ?? today;
      const reversed = await needs.allocations.reversalDays(tx.queries, [invoice.id]);
      const lastReversedOn = reversed.get(invoice.id) ?? null;
      const inOrder = mayCreditOn(issueDate, { issueDate: invoicedOn ?? issueDate, lastReversedOn });
      if (!inOrder.ok) return inOrder;
      const posting = await checkPosting(tx, periods, { dates: [issueDate], today });
      if (!posting.ok) return posting;

      const note: CreditNoteRecord = {
        id: newId(),
        number: await takeNumber(tx, series, run, { date: issueDate, at }),
        seriesId: run.id,
        invoiceId: invoice.id,
        representativeId: invoice.representativeId,
        currency,
        issueDate,
        amount: amount.value,
        reason: input.reason,
      };
      const lastPostedOn = await lastPostingOn(tx, needs.allocations, invoice.id);
      const settlement = settled(invoice, { credited: note.amount }, { on: issueDate, lastPostedOn });
      await creditNotes.insert(tx.queries, note, at);
      await invoices.saveSettlement(tx.queries, settlement, at);
      await auditSettlement(tx, actor, invoice, settlement);
      await tx.audit({
        actor,
        action: 'billing.issue-credit-note',
        entity: 'CreditNote',
        entityId: note.id,
        before: asFacts({ invoice: { status, outstanding } }),
        after: asFacts({ ...note, invoice: settlement }),
      });
      await tx.emit(creditNoteIssued, {
        creditNoteId: note.id,
        number: note.number,
        invoiceId: note.invoiceId,
        representativeId: note.representativeId,
        currency,
        amount: String(note.amount),
        issueDate,
      });
      return ok({ creditNoteId: note.id, number: note.number });
    });
  };
}
