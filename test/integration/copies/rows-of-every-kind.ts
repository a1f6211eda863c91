// Rows whose values lie at the ends of their kinds, of tables that point to one another.
import type { Insertable } from 'kysely';
import type {
  AllocationTable,
  GeoTable,
  InvoiceDocumentTable,
  InvoiceTable,
  OfficeTable,
  PaymentTable,
  RepresentativeTable,
} from '../../../generated/tables/billing.js';
import { newId } from '../../../src/values/ids.js';

export const LEAST = -(2n ** 63n);
export const MOST = 2n ** 63n - 1n;

export interface Rows {
  readonly geo: readonly Insertable<GeoTable>[];
  readonly office: readonly Insertable<OfficeTable>[];
  readonly representative: readonly Insertable<RepresentativeTable>[];
  readonly invoice: readonly Insertable<InvoiceTable>[];
  readonly invoice_document: readonly Insertable<InvoiceDocumentTable>[];
  readonly payment: readonly Insertable<PaymentTable>[];
  readonly allocation: readonly Insertable<AllocationTable>[];
}

const stamps = {
  created_at: new Date('0001-01-01T00:00:00.000Z'),
  updated_at: new Date('9999-12-31T23:59:59.999Z'),
};

/** @param reversals how many allocations; each points to the next, which stands behind it */
export function rowsOfEveryKind(reversals = 3): Rows {
  const [geo, office, representative, invoice, payment] = [newId(), newId(), newId(), newId(), newId()];
  const ids = Array.from({ length: reversals }, newId);
  return {
    geo: [
      {
        id: geo,
        code: 'trailing  ',
        name: '𝔸stral 🏦 \u0301',
        active: false,
        ...stamps,
        version: 2 ** 31 - 1,
      },
    ],
    office: [
      { id: office, code: ' leading', name: '', geo_id: geo, active: true, ...stamps, version: -(2 ** 31) },
    ],
    representative: [
      {
        ...{
          id: representative,
          code: 'quote \' " ` \\',
          name: 'a\tb\nc\r\n',
          office_id: office,
          geo_id: geo,
        },
        ...{
          currency: 'EUR',
          language: 'uk',
          credit_limit: LEAST,
          contact_name: '',
          email: null,
          phone: ' ',
        },
        ...{ address: '\\x00 ${} %s ?', active: true, ...stamps, version: 1 },
      },
    ],
    invoice: [
      {
        ...{
          id: invoice,
          number: null,
          series_id: null,
          representative_id: representative,
          status: 'issued',
        },
        ...{ currency: 'EUR', issue_date: '0001-01-01', due_date: '9999-12-31', term_days: 0 },
        ...{
          tax_inclusive: true,
          net: LEAST,
          discount: 0n,
          tax: MOST,
          total: -1n,
          allocated: 0n,
          credited: 0n,
        },
        ...{
          outstanding: 0n,
          settled_on: null,
          disputed: false,
          note: 'null',
          voided_on: null,
          void_reason: '',
        },
        ...{ import_ref: null, import_digest: null, ...stamps, version: 1 },
      },
    ],
    invoice_document: [
      {
        ...{ id: newId(), invoice_id: invoice, language: 'en', digest: 'a'.repeat(64) },
        ...{
          bytes: Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
          created_at: stamps.created_at,
        },
      },
      {
        ...{ id: newId(), invoice_id: invoice, language: 'uk', digest: 'b'.repeat(64) },
        ...{ bytes: Buffer.alloc(0), created_at: stamps.created_at },
      },
    ],
    payment: [
      {
        ...{
          id: payment,
          representative_id: representative,
          currency: 'EUR',
          amount: MOST,
          unallocated: MOST,
        },
        ...{ received_on: '2024-02-29', method: 'bank', reference: '0', note: null, reversed_on: null },
        ...{ import_ref: null, import_digest: null, ...stamps, version: 1 },
      },
    ],
    allocation: ids.map((id, at) => ({
      ...{ id, payment_id: payment, invoice_id: invoice, currency: 'EUR', amount: BigInt(at) - 5n },
      ...{ allocated_on: '2026-03-01', reverses_id: ids[at + 1] ?? null, created_at: stamps.created_at },
    })),
  };
}
