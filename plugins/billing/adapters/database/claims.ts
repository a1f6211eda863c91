import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import type { ClaimRecord, DisputeRecord, InvoiceDisputes, PaymentClaims } from '../../app/claims.js';
import type { ReceiptType } from '../../domain/receipt.js';
import { billingTables } from './tables.js';

const CLAIM_COLUMNS = [
  'id',
  'representative_id as representativeId',
  'invoice_id as invoiceId',
  'currency',
  'amount',
  'paid_on as paidOn',
  'note',
  'status',
  'created_by as createdBy',
  'payment_id as paymentId',
] as const;

const DISPUTE_COLUMNS = [
  'id',
  'invoice_id as invoiceId',
  'representative_id as representativeId',
  'reason',
  'status',
  'raised_by as raisedBy',
] as const;

export function makePaymentClaims(dialect: Dialect): PaymentClaims {
  const chosen = (queries: QueryHandle, id: string) =>
    billingTables(queries)
      .selectFrom('payment_claim')
      .select(CLAIM_COLUMNS)
      .where('id', '=', id)
      .$castTo<ClaimRecord>();

  return {
    find: async (queries, id) => (await chosen(queries, id).executeTakeFirst()) ?? null,

    lock: async (queries, id) => (await forUpdate(dialect, chosen(queries, id)).executeTakeFirst()) ?? null,

    async insert(queries, claim, receipt, at) {
      await billingTables(queries)
        .insertInto('payment_claim')
        .values({
          id: claim.id,
          representative_id: claim.representativeId,
          invoice_id: claim.invoiceId,
          currency: claim.currency,
          amount: claim.amount,
          paid_on: claim.paidOn,
          note: claim.note,
          status: claim.status,
          file_name: receipt?.fileName ?? null,
          content_type: receipt?.contentType ?? null,
          digest: receipt?.digest ?? null,
          bytes: receipt?.bytes ?? null,
          created_by: claim.createdBy,
          created_at: at,
          decided_by: null,
          decided_at: null,
          payment_id: null,
          reason: null,
          version: 1,
        })
        .execute();
    },

    async decide(queries, { id, status, paymentId, reason, decidedBy }, at) {
      await billingTables(queries)
        .updateTable('payment_claim')
        .set((row) => ({
          status,
          payment_id: paymentId,
          reason,
          decided_by: decidedBy,
          decided_at: at,
          version: row('version', '+', 1),
        }))
        .where('id', '=', id)
        .execute();
    },

    async receipt(queries, id) {
      const row = await billingTables(queries)
        .selectFrom('payment_claim')
        .select(['file_name', 'content_type', 'digest', 'bytes'])
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row?.bytes || !row.file_name || !row.content_type || !row.digest) return null;
      const { file_name: fileName, content_type: contentType, digest, bytes } = row;
      return { fileName, contentType: contentType as ReceiptType, digest, bytes };
    },
  };
}

export function makeInvoiceDisputes(dialect: Dialect): InvoiceDisputes {
  const chosen = (queries: QueryHandle, id: string) =>
    billingTables(queries)
      .selectFrom('invoice_dispute')
      .select(DISPUTE_COLUMNS)
      .where('id', '=', id)
      .$castTo<DisputeRecord>();

  return {
    find: async (queries, id) => (await chosen(queries, id).executeTakeFirst()) ?? null,

    lock: async (queries, id) => (await forUpdate(dialect, chosen(queries, id)).executeTakeFirst()) ?? null,

    async openOf(queries, invoiceId) {
      const row = await billingTables(queries)
        .selectFrom('invoice_dispute')
        .select((count) => count.fn.countAll().as('open'))
        .where('invoice_id', '=', invoiceId)
        .where('status', '=', 'open')
        .executeTakeFirstOrThrow();
      return Number(row.open);
    },

    async insert(queries, dispute, at) {
      await billingTables(queries)
        .insertInto('invoice_dispute')
        .values({
          id: dispute.id,
          invoice_id: dispute.invoiceId,
          representative_id: dispute.representativeId,
          reason: dispute.reason,
          status: dispute.status,
          raised_by: dispute.raisedBy,
          raised_at: at,
          resolution: null,
          resolved_by: null,
          resolved_at: null,
          version: 1,
        })
        .execute();
    },

    async resolve(queries, { id, resolution, resolvedBy }, at) {
      await billingTables(queries)
        .updateTable('invoice_dispute')
        .set((row) => ({
          status: 'resolved',
          resolution,
          resolved_by: resolvedBy,
          resolved_at: at,
          version: row('version', '+', 1),
        }))
        .where('id', '=', id)
        .execute();
    },
  };
}
