import type { Dialect } from '../../../../src/kernel/ports.js';
import type { InvoiceDocuments } from '../../app/ledger.js';
import { insertIgnore } from '../../../../src/query/insert-ignore.js';
import { billingTables } from './tables.js';

export function makeInvoiceDocuments(dialect: Dialect): InvoiceDocuments {
  return {
    async find(queries, invoiceId, language) {
      const row = await billingTables(queries)
        .selectFrom('invoice_document')
        .select('bytes')
        .where('invoice_id', '=', invoiceId)
        .where('language', '=', language)
        .executeTakeFirst();
      return row?.bytes ?? null;
    },

    async insertFirst(queries, { id, invoiceId, language, digest, bytes }, at) {
      const insert = billingTables(queries)
        .insertInto('invoice_document')
        .values({ id, invoice_id: invoiceId, language, digest, bytes, created_at: at });
      await insertIgnore(dialect, insert, 'invoice_id').execute();
    },
  };
}
