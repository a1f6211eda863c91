import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { newId } from '../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { BillingSettings } from '../settings.js';
import { mayActFor } from './access.js';
import type { Invoices, Products, Representatives } from './ledger.js';
import { priceDraft, type DraftLine } from './price-draft.js';
import type { InvoiceRecord, RepresentativeRecord } from './records.js';
import { asFacts } from '../../../src/values/audit-facts.js';

export interface DraftInvoice {
  readonly representativeId: string;
  /** null: the representative's own */
  readonly currency: CurrencyCode | null;
  /** days from issue to due; null: as set for the house */
  readonly termDays: number | null;
  readonly taxInclusive: boolean;
  readonly note: string | null;
  readonly lines: readonly DraftLine[];
}

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly settings: () => Promise<BillingSettings>;
  readonly representatives: Representatives;
  readonly invoices: Invoices;
  readonly products: Products;
}

/** Refuses `representative-not-found`, `representative-inactive` and what priceDraft refuses. */
export function makeCreateDraftInvoice({
  database,
  clock,
  settings,
  representatives,
  invoices,
  products,
}: Needs) {
  return async (
    actor: Actor,
    input: DraftInvoice,
  ): Promise<Result<{ readonly invoiceId: string }, Refusal>> => {
    const { defaultTermDays } = await settings();
    return database.transaction(async (tx) => {
      const representative = await representatives.find(tx.queries, input.representativeId);
      if (!representative || !mayActFor(actor, representative))
        return err({ code: 'representative-not-found' });
      if (!representative.active)
        return err({ code: 'representative-inactive', representative: representative.name });

      const header = draftHeader(newId(), input, representative, defaultTermDays);
      const priced = await priceDraft(tx, products, { ...header, invoiceId: header.id, lines: input.lines });
      if (!priced.ok) return priced;
      const invoice = { ...header, ...priced.value.header };
      await invoices.insert(tx.queries, invoice, priced.value.lines, clock.now());
      await tx.audit({
        actor,
        action: 'billing.create-draft-invoice',
        entity: 'Invoice',
        entityId: invoice.id,
        after: asFacts({ ...invoice, lines: priced.value.lines }),
      });
      return ok({ invoiceId: invoice.id });
    });
  };
}

export interface DraftChange extends DraftInvoice {
  readonly invoiceId: string;
  /** as it was read; null: whatever it is now */
  readonly version: number | null;
}

/** Refuses `unknown-invoice`, `invoice-not-draft`, `changed-meanwhile`, and what a new draft refuses. */
export function makeUpdateDraftInvoice({
  database,
  clock,
  settings,
  representatives,
  invoices,
  products,
}: Needs) {
  return async (
    actor: Actor,
    input: DraftChange,
  ): Promise<Result<{ readonly invoiceId: string }, Refusal>> => {
    const { defaultTermDays } = await settings();
    return database.transaction(async (tx) => {
      const [before] = await invoices.lock(tx.queries, [input.invoiceId]);
      const owner = before && (await representatives.find(tx.queries, before.representativeId));
      if (!before || !owner || !mayActFor(actor, owner)) return err({ code: 'unknown-invoice' });
      if (before.status !== 'draft') return err({ code: 'invoice-not-draft', status: before.status });
      if (input.version !== null && input.version !== before.version)
        return err({ code: 'changed-meanwhile' });
      const representative = await representatives.find(tx.queries, input.representativeId);
      if (!representative || !mayActFor(actor, representative))
        return err({ code: 'representative-not-found' });

      const header = {
        ...draftHeader(before.id, input, representative, defaultTermDays),
        version: before.version,
      };
      const priced = await priceDraft(tx, products, { ...header, invoiceId: before.id, lines: input.lines });
      if (!priced.ok) return priced;
      const invoice = { ...header, ...priced.value.header };
      const oldLines = await invoices.linesOf(tx.queries, before.id);
      const saved = await invoices.replaceDraft(tx.queries, invoice, priced.value.lines, clock.now());
      if (!saved) return err({ code: 'changed-meanwhile' });
      await tx.audit({
        actor,
        action: 'billing.update-draft-invoice',
        entity: 'Invoice',
        entityId: before.id,
        before: asFacts({ ...before, lines: oldLines }),
        after: asFacts({ ...invoice, lines: priced.value.lines }),
      });
      return ok({ invoiceId: before.id });
    });
  };
}

function draftHeader(
  id: string,
  input: DraftInvoice,
  representative: RepresentativeRecord,
  defaultTermDays: number,
): InvoiceRecord {
  return {
    id,
    number: null,
    seriesId: null,
    representativeId: representative.id,
    status: 'draft',
    currency: input.currency ?? representative.currency,
    issueDate: null,
    dueDate: null,
    termDays: input.termDays ?? defaultTermDays,
    taxInclusive: input.taxInclusive,
    net: 0n,
    discount: 0n,
    tax: 0n,
    total: 0n,
    allocated: 0n,
    credited: 0n,
    outstanding: 0n,
    note: input.note,
    settledOn: null,
    voidedOn: null,
    voidReason: null,
    version: 1,
  };
}
