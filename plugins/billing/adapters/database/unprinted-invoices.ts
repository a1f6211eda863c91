import type { Language } from '../../../../src/kernel/permissions.js';
import type { Subject } from '../../../../src/kernel/personal-data.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { billingTables } from './tables.js';

/** Invoices that the house numbered and nobody has printed yet: what they say of the buyer is on no paper. */
export async function unprintedInvoicesOf(
  queries: QueryHandle,
  { kind, id }: Subject,
): Promise<readonly { readonly invoiceId: string; readonly language: Language }[]> {
  if (kind !== 'representative') return [];
  const rows = await billingTables(queries)
    .selectFrom('invoice')
    .innerJoin('representative', 'representative.id', 'invoice.representative_id')
    .select(['invoice.id as invoiceId', 'representative.language as language'])
    .where('invoice.representative_id', '=', id)
    .where('invoice.series_id', 'is not', null)
    .where('invoice.number', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('invoice_document')
            .select('invoice_document.id')
            .whereRef('invoice_document.invoice_id', '=', 'invoice.id'),
        ),
      ),
    )
    .orderBy('invoice.id')
    .execute();
  return rows.map(({ invoiceId, language }) => ({ invoiceId, language: language as Language }));
}
