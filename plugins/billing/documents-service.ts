import { createHash } from 'node:crypto';
import { ok, type Refusal, type Result } from '../../src/values/result.js';
import type { Print } from './app/print-invoice.js';
import type { BillingDocuments, PrintedDocument } from './contract/documents.js';
import type { BillingUseCases } from './use-cases.js';

/** What other plugins may have printed, by the use cases that the panel prints by. */
export function provideDocuments(billing: BillingUseCases): BillingDocuments {
  return {
    invoice: async (actor, asked) => withDigest(await billing.printInvoice(actor, asked)),
    creditNote: async (actor, asked) => withDigest(await billing.printCreditNote(actor, asked)),
    statement: async (actor, { representativeId, ...asked }) =>
      withDigest(await billing.printStatement(actor, { ...asked, representative: { id: representativeId } })),
  };
}

function withDigest(printed: Result<Print, Refusal>): Result<PrintedDocument, Refusal> {
  if (!printed.ok) return printed;
  const digest = createHash('sha256').update(printed.value.bytes).digest('hex');
  return ok({ ...printed.value, digest });
}
