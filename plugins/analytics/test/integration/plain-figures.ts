// The same figures, counted from all rows in memory, the plain way: what the semantic layer is held to.
import type { BillingTables } from '../../../../generated/tables/billing.js';
import type { Selectable } from 'kysely';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { addDays, daysBetween, weekday, type LocalDate } from '../../../../src/values/local-date.js';
import { divideHalfEven, formatAmount, money } from '../../../../src/values/money.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { openAmountAt } from '../../../billing/domain/ageing.js';
import type { Dimension } from '../../contract/query.js';
import { analyticsTables } from '../../adapters/database/tables.js';

type Row<Name extends keyof BillingTables> = Selectable<BillingTables[Name]>;

export interface Books {
  readonly invoices: readonly Row<'invoice'>[];
  readonly lines: readonly Row<'invoice_line'>[];
  readonly payments: readonly Row<'payment'>[];
  readonly reversals: readonly Row<'payment_reversal'>[];
  readonly allocations: readonly Row<'allocation'>[];
  readonly notes: readonly Row<'credit_note'>[];
  readonly representatives: readonly Row<'representative'>[];
  readonly managers: readonly Row<'office_manager'>[];
}

export async function readBooks(queries: QueryHandle): Promise<Books> {
  const db = analyticsTables(queries);
  return {
    invoices: await db.selectFrom('invoice').selectAll().where('status', '<>', 'draft').execute(),
    lines: await db.selectFrom('invoice_line').selectAll().execute(),
    payments: await db.selectFrom('payment').selectAll().execute(),
    reversals: await db.selectFrom('payment_reversal').selectAll().execute(),
    allocations: await db.selectFrom('allocation').selectAll().execute(),
    notes: await db.selectFrom('credit_note').selectAll().execute(),
    representatives: await db.selectFrom('representative').selectAll().execute(),
    managers: await db.selectFrom('office_manager').selectAll().execute(),
  };
}

/** One thing that counts: on a day, for somebody, so and so much. */
interface Entry {
  readonly day: LocalDate;
  readonly representativeId: string;
  readonly currency: string;
  readonly words: Partial<Record<Dimension, string>>;
  readonly over: bigint;
  readonly under?: bigint;
}

interface Asked {
  readonly measure: string;
  readonly by: Dimension | null;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** Figures by `<key> <currency>`; what is not in it is nothing. */
export function plainFigures(books: Books, asked: Asked): ReadonlyMap<string, string | null> {
  const sums = new Map<string, { over: bigint; under: bigint; currency: string }>();
  const places = new Map(books.representatives.map((each) => [each.id, each]));
  for (const entry of entriesOf(books, asked)) {
    const { over, under = 0n, currency } = entry;
    for (const key of keysOf(entry, asked.by)) {
      const id = `${key} ${asked.by === 'currency' || isMoney(asked.measure) ? currency : '-'}`;
      const known = sums.get(id) ?? { over: 0n, under: 0n, currency };
      sums.set(id, { over: known.over + over, under: known.under + under, currency });
    }
  }
  return new Map([...sums].map(([id, sum]) => [id, written(asked.measure, sum)]));

  function keysOf(entry: Entry, by: Dimension | null): readonly string[] {
    const place = places.get(entry.representativeId)!;
    switch (by) {
      case null:
        return [''];
      case 'representative':
        return [entry.representativeId];
      case 'office':
        return [place.office_id];
      case 'geo':
        return [place.geo_id];
      case 'manager': {
        const managers = books.managers.filter(({ office_id }) => office_id === place.office_id);
        return managers.length > 0 ? managers.map(({ manager_id }) => manager_id) : [''];
      }
      case 'currency':
        return [entry.currency];
      case 'status':
      case 'method':
      case 'bucket':
      case 'product':
        return [entry.words[by] ?? ''];
      default:
        return [spanOf(by, entry.day)];
    }
  }
}

/** By text alone, where the semantic layer counts months. */
export function spanOf(grain: Dimension, day: LocalDate): string {
  const month = Number(day.slice(5, 7));
  switch (grain) {
    case 'week':
      return addDays(day, 1 - weekday(day));
    case 'month':
      return `${day.slice(0, 7)}-01`;
    case 'quarter':
      return `${day.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
    case 'year':
      return `${day.slice(0, 4)}-01-01`;
    default:
      return day;
  }
}

const isMoney = (measure: string): boolean =>
  !['invoices', 'payments', 'paid_invoices', 'days_to_pay', 'days_late'].includes(measure);

function written(
  measure: string,
  { over, under, currency }: { over: bigint; under: bigint; currency: string },
) {
  const tenths = (scale: bigint): string | null => {
    if (under === 0n) return null;
    const text = String(divideHalfEven(over * scale, under)).padStart(2, '0');
    return `${text.slice(0, -1)}.${text.slice(-1)}`;
  };
  switch (measure) {
    case 'invoices':
    case 'payments':
    case 'paid_invoices':
      return String(over);
    case 'collection_rate':
    case 'overdue_share':
      return tenths(1000n);
    case 'days_to_pay':
    case 'days_late':
      return tenths(10n);
    case 'average_invoice':
      if (under === 0n) return null;
      return formatAmount(money(divideHalfEven(over, under), currency as CurrencyCode));
    default:
      return formatAmount(money(over, currency as CurrencyCode));
  }
}

function* entriesOf(books: Books, { measure, by, from, to }: Asked): Generator<Entry> {
  const isWithin = (day: string | null): day is LocalDate => day !== null && day >= from && day <= to;
  const of = (row: { representative_id: string; currency: string }) => ({
    representativeId: row.representative_id,
    currency: row.currency,
  });
  switch (measure) {
    case 'collected':
    case 'payments':
      for (const payment of books.payments)
        if (isWithin(payment.received_on))
          yield {
            ...of(payment),
            day: payment.received_on,
            words: { method: payment.method },
            over: measure === 'payments' ? 1n : payment.amount,
          };
      for (const reversal of books.reversals)
        if (isWithin(reversal.reversed_on))
          yield {
            ...of(reversal),
            day: reversal.reversed_on,
            words: { method: books.payments.find(({ id }) => id === reversal.payment_id)!.method },
            over: measure === 'payments' ? -1n : -reversal.amount,
          };
      return;
    case 'credited':
      for (const note of books.notes)
        if (isWithin(note.issue_date))
          yield { ...of(note), day: note.issue_date, words: {}, over: note.amount };
      return;
    case 'outstanding':
    case 'overdue':
    case 'overdue_share':
      yield* balances(books, { measure, by, from, to });
      return;
    case 'days_to_pay':
    case 'days_late':
    case 'paid_invoices':
      for (const invoice of books.invoices) {
        const settled = settledOn(books, invoice);
        if (!isWithin(settled)) continue;
        const late = daysBetween(invoice.due_date as LocalDate, settled);
        const over = {
          days_to_pay: daysBetween(invoice.issue_date as LocalDate, settled),
          days_late: Math.max(0, late),
          paid_invoices: 1,
        }[measure];
        yield { ...of(invoice), day: settled, words: {}, over: BigInt(over), under: 1n };
      }
      return;
  }
  for (const invoice of books.invoices) {
    if (invoice.status === 'void' || !isWithin(invoice.issue_date)) continue;
    const { total, tax } = invoice;
    const entry = { ...of(invoice), day: invoice.issue_date, words: { status: invoice.status } };
    if (by === 'product' && measure === 'invoices') {
      const sold = books.lines.filter(({ invoice_id }) => invoice_id === invoice.id);
      for (const product of new Set(sold.map(({ product_id }) => product_id ?? '')))
        yield { ...entry, words: { product }, over: 1n };
      continue;
    }
    if (by === 'product') {
      for (const line of books.lines.filter(({ invoice_id }) => invoice_id === invoice.id))
        yield {
          ...entry,
          words: { product: line.product_id ?? '' },
          over: { sales: line.total, net_sales: line.total - line.tax, tax: line.tax }[measure] ?? 0n,
        };
      continue;
    }
    switch (measure) {
      case 'sales':
        yield { ...entry, over: total };
        break;
      case 'net_sales':
        yield { ...entry, over: total - tax };
        break;
      case 'tax':
        yield { ...entry, over: tax };
        break;
      case 'invoices':
        yield { ...entry, over: 1n };
        break;
      case 'average_invoice':
        yield { ...entry, over: total, under: 1n };
        break;
      case 'collection_rate':
        yield { ...entry, over: invoice.allocated + invoice.credited, under: total };
        break;
      default:
        throw new Error(`nobody counts ${measure}`);
    }
  }
}

/** At the end of `to`; by spans of time at the end of each. */
function* balances(books: Books, { measure, by, from, to }: Asked): Generator<Entry> {
  const isByTime = by !== null && ['day', 'week', 'month', 'quarter', 'year'].includes(by);
  const ends = new Map<string, LocalDate>();
  for (let day = from; isByTime && day <= to; day = addDays(day, 1)) ends.set(spanOf(by, day), day);
  const postings = new Map<string, { on: LocalDate; amount: bigint }[]>();
  for (const row of books.allocations) push(postings, row.invoice_id, row.allocated_on, row.amount);
  for (const row of books.notes) push(postings, row.invoice_id, row.issue_date, row.amount);
  for (const asOf of isByTime ? ends.values() : [to])
    for (const invoice of books.invoices) {
      const open = openAmountAt(
        {
          issueDate: invoice.issue_date as LocalDate,
          dueDate: invoice.due_date as LocalDate,
          voidedOn: invoice.voided_on as LocalDate | null,
          total: invoice.total,
          settlements: postings.get(invoice.id) ?? [],
        },
        asOf,
      );
      const days = daysBetween(invoice.due_date as LocalDate, asOf);
      const overdue = days > 0 ? open : 0n;
      const bucket =
        days <= 0 ? 'not-due' : days <= 30 ? '1-30' : days <= 60 ? '31-60' : days <= 90 ? '61-90' : 'over-90';
      yield {
        day: asOf,
        representativeId: invoice.representative_id,
        currency: invoice.currency,
        words: { status: invoice.status, bucket },
        over: measure === 'outstanding' ? open : overdue,
        under: open,
      };
    }
}

function push(
  all: Map<string, { on: LocalDate; amount: bigint }[]>,
  id: string,
  on: string,
  amount: bigint,
): void {
  all.set(id, [...(all.get(id) ?? []), { on: on as LocalDate, amount }]);
}

/** The last day of what was put against it and not taken back. */
function settledOn({ allocations, notes }: Books, invoice: Row<'invoice'>): LocalDate | null {
  if (invoice.status === 'void') return null;
  const reversed = new Set(allocations.map(({ reverses_id }) => reverses_id));
  const live = allocations.filter(
    (row) => row.invoice_id === invoice.id && row.reverses_id === null && !reversed.has(row.id),
  );
  const credits = notes.filter((note) => note.invoice_id === invoice.id);
  const put = [...live, ...credits].reduce((all, { amount }) => all + amount, 0n);
  if (put !== invoice.total) return null;
  const days = [
    ...live.map(({ allocated_on }) => allocated_on),
    ...credits.map(({ issue_date }) => issue_date),
  ];
  return days.reduce((latest, day) => (day > latest ? day : latest), invoice.issue_date!) as LocalDate;
}
