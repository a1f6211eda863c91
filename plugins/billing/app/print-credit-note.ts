import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { Database, Documents, Organisation, Translator } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { mayActFor } from './access.js';
import type { CreditNotes, Invoices, Representatives } from './ledger.js';
import type { Print } from './print-invoice.js';

interface Needs {
  readonly database: Database;
  readonly organisation: () => Promise<Organisation>;
  readonly documents: Documents;
  readonly translator: Translator;
  readonly representatives: Representatives;
  readonly invoices: Invoices;
  readonly creditNotes: CreditNotes;
}

/** Refuses `unknown-credit-note`. Throws DocumentsUnavailable. */
export function makePrintCreditNote(needs: Needs) {
  const { database, organisation, documents, translator, representatives, invoices, creditNotes } = needs;

  return async (
    actor: Actor,
    { creditNoteId, language }: { readonly creditNoteId: string; readonly language: Language },
  ): Promise<Result<Print, Refusal>> => {
    const { queries } = database;
    const note = await creditNotes.find(queries, creditNoteId);
    const representative = note && (await representatives.find(queries, note.representativeId));
    const invoice = note && (await invoices.find(queries, note.invoiceId));
    if (!note || !invoice || !representative || !mayActFor(actor, representative)) {
      return err({ code: 'unknown-credit-note' });
    }
    const html = await documents.html(
      'billing/credit-note',
      {
        title: translator.text(language, 'billing:documents.creditNote.title', { number: note.number }),
        organisation: await organisation(),
        representative,
        creditNote: { ...note, invoiceNumber: invoice.number ?? '' },
      },
      language,
    );
    const fileName = `${note.number.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}.pdf`;
    return ok({ fileName, bytes: await documents.pdf(html) });
  };
}
