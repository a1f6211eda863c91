// The yardstick: what somebody writes by hand for this one file. Reads, validates each value, keeps the same four tables, 500 rows
// a statement, one transaction, the driver alone.
import { createReadStream } from 'node:fs';
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse';
import { newId } from '../../dist/src/values/ids.js';

const ROWS = 500;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const AMOUNT = /^(\d+)\.(\d{2})$/;

const TABLES = {
  invoice: [
    'id',
    'number',
    'representative_id',
    'status',
    'currency',
    'issue_date',
    'due_date',
    'net',
    'tax',
    'total',
    'allocated',
    'outstanding',
    'disputed',
    'import_ref',
    'import_digest',
    'created_at',
    'updated_at',
  ],
  invoice_line: [
    'id',
    'invoice_id',
    'position',
    'description',
    'quantity',
    'unit_price',
    'net',
    'tax',
    'total',
  ],
  payment: [
    'id',
    'representative_id',
    'currency',
    'amount',
    'unallocated',
    'received_on',
    'method',
    'reference',
    'import_ref',
    'import_digest',
    'created_at',
    'updated_at',
  ],
  allocation: ['id', 'payment_id', 'invoice_id', 'currency', 'amount', 'allocated_on', 'created_at'],
};

/**
 * @param insert (table, columns, rows) writes rows; @param createRepresentative (code) returns its id
 * @returns rows read
 */
export async function rawImport(path, { insert, createRepresentative, at }) {
  const representatives = new Map();
  let batch = { invoice: [], invoice_line: [], payment: [], allocation: [] };
  let read = 0;
  const flush = async () => {
    for (const [table, rows] of Object.entries(batch))
      if (rows.length > 0) await insert(table, TABLES[table], rows);
    batch = { invoice: [], invoice_line: [], payment: [], allocation: [] };
  };
  const parser = createReadStream(path, { highWaterMark: 1 << 18 }).pipe(parse({ columns: true }));
  for await (const row of parser) {
    read += 1;
    const issue = date(row.issueDate);
    const due = date(row.dueDate);
    const [total, tax, paid] = [amount(row.amount), amount(row.tax), amount(row.paidAmount)];
    if (!row.number || !row.representative || due < issue || tax > total)
      throw new Error(`row ${read} is bad`);
    let representative = representatives.get(row.representative);
    if (representative === undefined) {
      representative = await createRepresentative(row.representative);
      representatives.set(row.representative, representative);
    }
    const digest = createHash('sha256').update(Object.values(row).join('|')).digest('hex');
    const allocated = paid < total ? paid : total;
    const [invoice, payment] = [newId(), newId()];
    const status = allocated === total ? 'paid' : allocated > 0n ? 'partly_paid' : 'issued';
    const ref = `invoices:${row.number}`;
    batch.invoice.push([
      invoice,
      row.number,
      representative,
      status,
      row.currency,
      issue,
      due,
      total - tax,
      tax,
      total,
      allocated,
      total - allocated,
      0,
      ref,
      digest,
      at,
      at,
    ]);
    batch.invoice_line.push([newId(), invoice, 1, row.number, 1000n, total - tax, total - tax, tax, total]);
    if (paid > 0n) {
      batch.payment.push([
        payment,
        representative,
        row.currency,
        paid,
        paid - allocated,
        issue,
        'other',
        row.number,
        ref,
        digest,
        at,
        at,
      ]);
      if (allocated > 0n)
        batch.allocation.push([newId(), payment, invoice, row.currency, allocated, issue, at]);
    }
    if (batch.invoice.length >= ROWS) await flush();
  }
  await flush();
  return read;
}

function date(text) {
  const match = DATE.exec(text);
  if (!match || new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) !== text)
    throw new Error(`bad date ${text}`);
  return text;
}

function amount(text) {
  const match = AMOUNT.exec(text);
  if (!match) throw new Error(`bad amount ${text}`);
  return BigInt(match[1] + match[2]);
}
