import { addDays, daysBetween, type LocalDate } from '../../../src/values/local-date.js';

export const BUCKETS = ['current', '1-30', '31-60', '61-90', '90+'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** An invoice's life as far as ageing needs it. Minor units of one currency. */
export interface AgeingInvoice {
  readonly issueDate: LocalDate;
  readonly dueDate: LocalDate;
  readonly voidedOn: LocalDate | null;
  readonly total: bigint;
  /** allocations (reversing rows negative) and credit notes, each on its day */
  readonly settlements: readonly { readonly on: LocalDate; readonly amount: bigint }[];
}

export interface AgeingBucket {
  readonly bucket: Bucket;
  readonly invoices: number;
  readonly amount: bigint;
}

/** Due on the as-of day is current; one day later it is one day overdue. */
export function bucketOf(dueDate: LocalDate, asOf: LocalDate): Bucket {
  const overdue = daysBetween(dueDate, asOf);
  if (overdue <= 0) return 'current';
  if (overdue <= 30) return '1-30';
  if (overdue <= 60) return '31-60';
  return overdue <= 90 ? '61-90' : '90+';
}

/** The earliest due dates that still belong to `current`, `1-30`, `31-60` and `61-90`: the same boundaries, for a database to compare with. */
export function bucketEdges(asOf: LocalDate): readonly [LocalDate, LocalDate, LocalDate, LocalDate] {
  return [asOf, addDays(asOf, -30), addDays(asOf, -60), addDays(asOf, -90)];
}

/** What an invoice left to pay at the end of the as-of day: nothing before it was issued and after it was declared void. */
export function openAmountAt(invoice: AgeingInvoice, asOf: LocalDate): bigint {
  if (invoice.issueDate > asOf) return 0n;
  if (invoice.voidedOn !== null && invoice.voidedOn <= asOf) return 0n;
  return invoice.settlements.reduce(
    (open, { on, amount }) => (on <= asOf ? open - amount : open),
    invoice.total,
  );
}

/** Open invoices by how long they are overdue: always all five buckets, in order. */
export function ageing(invoices: readonly AgeingInvoice[], asOf: LocalDate): readonly AgeingBucket[] {
  const buckets = new Map<Bucket, { invoices: number; amount: bigint }>(
    BUCKETS.map((bucket) => [bucket, { invoices: 0, amount: 0n }]),
  );
  for (const invoice of invoices) {
    const open = openAmountAt(invoice, asOf);
    const bucket = buckets.get(bucketOf(invoice.dueDate, asOf));
    if (open === 0n || !bucket) continue;
    bucket.invoices += 1;
    bucket.amount += open;
  }
  return [...buckets].map(([bucket, sums]) => ({ bucket, ...sums }));
}
