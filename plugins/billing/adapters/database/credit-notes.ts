import type { CreditNotes } from '../../app/ledger.js';
import type { CreditNoteRecord } from '../../app/records.js';
import { billingTables } from './tables.js';

export const creditNotes: CreditNotes = {
  async find(queries, id) {
    const query = billingTables(queries)
      .selectFrom('credit_note')
      .select([
        'id',
        'number',
        'series_id as seriesId',
        'invoice_id as invoiceId',
        'representative_id as representativeId',
        'currency',
        'issue_date as issueDate',
        'amount',
        'reason',
      ])
      .where('id', '=', id)
      .$castTo<CreditNoteRecord>();
    return (await query.executeTakeFirst()) ?? null;
  },

  async insert(queries, note, at) {
    await billingTables(queries)
      .insertInto('credit_note')
      .values({
        id: note.id,
        number: note.number,
        series_id: note.seriesId,
        invoice_id: note.invoiceId,
        representative_id: note.representativeId,
        currency: note.currency,
        issue_date: note.issueDate,
        amount: note.amount,
        reason: note.reason,
        created_at: at,
      })
      .execute();
  },
};
