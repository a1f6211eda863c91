import { createHash } from 'node:crypto';
import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { Database, Documents, Organisation, Translator } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import { newId } from '../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { mayActFor } from './access.js';
import type { InvoiceDocuments, Invoices, Representatives } from './ledger.js';
import type { InvoiceLineRecord } from './records.js';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly organisation: () => Promise<Organisation>;
  readonly documents: Documents;
  readonly translator: Translator;
  readonly representatives: Representatives;
  readonly invoices: Invoices;
  readonly invoiceDocuments: InvoiceDocuments;
}

export interface Print {
  readonly fileName: string;
  readonly bytes: Buffer;
}

/**
 * The bytes of an issued invoice are made once a language and kept: the same for ever, whatever becomes of the template, the
 * organisation's address or the browser. Refuses `unknown-invoice`, `invoice-not-issued`. Throws DocumentsUnavailable.
 */
export function makePrintInvoice(needs: Needs) {
  const {
    database,
    clock,
    organisation,
    documents,
    translator,
    representatives,
    invoices,
    invoiceDocuments,
  } = needs;

  return async (
    actor: Actor,
    { invoiceId, language }: { readonly invoiceId: string; readonly language: Language },
  ): Promise<Result<Print, Refusal>> => {
    const { queries } = database;
    const invoice = await invoices.find(queries, invoiceId);
    const representative = invoice && (await representatives.find(queries, invoice.representativeId));
    if (!invoice || !representative || !mayActFor(actor, representative))
      return err({ code: 'unknown-invoice' });
    const { number } = invoice;
    if (invoice.status === 'draft' || number === null) {
      return err({ code: 'invoice-not-issued', status: invoice.status });
    }
    const fileName = `${number.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}.pdf`;
    const kept = await invoiceDocuments.find(queries, invoiceId, language);
    if (kept) return ok({ fileName, bytes: kept });

    const lines = await invoices.linesOf(queries, invoiceId);
    const html = await documents.html(
      'billing/invoice',
      {
        title: translator.text(language, 'billing:documents.invoice.title', { number }),
        organisation: await organisation(),
        representative,
        invoice: { ...invoice, discounted: invoice.discount !== 0n },
        lines,
        taxes: taxesOf(lines),
      },
      language,
    );
    const bytes = await documents.pdf(html);
    const digest = createHash('sha256').update(bytes).digest('hex');
    await database.transaction((tx) =>
      invoiceDocuments.insertFirst(
        tx.queries,
        { id: newId(), invoiceId, language, digest, bytes },
        clock.now(),
      ),
    );
    // Two first prints at once: both give out the one that was stored.
    return ok({ fileName, bytes: (await invoiceDocuments.find(queries, invoiceId, language)) ?? bytes });
  };
}

/** Net and tax of each rate, the highest first: added from the rounded lines, as the header is. */
function taxesOf(
  lines: readonly InvoiceLineRecord[],
): readonly { taxRate: number; net: bigint; tax: bigint }[] {
  const byRate = new Map<number, { taxRate: number; net: bigint; tax: bigint }>();
  for (const { taxRate, net, tax } of lines) {
    const sums = byRate.get(taxRate) ?? { taxRate, net: 0n, tax: 0n };
    byRate.set(taxRate, { taxRate, net: sums.net + net, tax: sums.tax + tax });
  }
  return [...byRate.values()].sort((a, b) => b.taxRate - a.taxRate);
}
