// What each measure is made of. The only place that says so.
import { GRAINS, type Dimension, type MeasureUnit } from '../contract/query.js';

/** A fact that the ledger's rows say, as the rollups keep it. */
export const FACTS = [
  'sale',
  'open',
  'settled',
  'void',
  'payment',
  'credit',
  'allocation',
  'overdue',
] as const;
export type Fact = (typeof FACTS)[number];

/** The sums that are kept of a fact: minor units for `amount`, `tax` and `settled`; days for `days` and `late`. */
export const SUMMED = ['amount', 'tax', 'settled', 'row_count', 'days', 'late'] as const;
export type Summed = (typeof SUMMED)[number];

/** What is read to make a measure: a sum of a fact, a balance at the end of a day, or a column of a plugin's own table. */
export type Sum = `${'sale' | 'settled' | 'payment' | 'credit'}.${Summed}` | `balance.${Balance}` | KpiSum;
/** of a measure that a plugin has contributed, by its name */
export type KpiSum = `amounts.${string}` | `counts.${string}`;
export type Balance = 'outstanding' | 'overdue';

export interface Measure {
  readonly name: string;
  readonly unit: MeasureUnit;
  readonly permission: string;
  readonly dimensions: readonly Dimension[];
  readonly titleKey: string;
  /** added up; with `minus` taken away; divided by `under` where there is one */
  readonly over: readonly Sum[];
  readonly minus?: readonly Sum[];
  readonly under?: readonly Sum[];
}

const PLACES = ['representative', 'office', 'geo', 'manager', 'currency'] as const;
const INVOICES = [...GRAINS, ...PLACES, 'status'] as const;
const LINES = [...INVOICES, 'product'] as const;
const PAYMENTS = [...GRAINS, ...PLACES, 'method'] as const;
const CREDITS = [...GRAINS, ...PLACES] as const;
const BALANCES = [...INVOICES, 'bucket'] as const;

const ofInvoices = 'billing.invoice.read';
const ofPayments = 'billing.payment.read';

type BuiltIn = Omit<Measure, 'titleKey'>;

const BUILT_IN: readonly BuiltIn[] = [
  money('sales', ofInvoices, LINES, { over: ['sale.amount'] }),
  money('net_sales', ofInvoices, LINES, { over: ['sale.amount'], minus: ['sale.tax'] }),
  money('tax', ofInvoices, LINES, { over: ['sale.tax'] }),
  money('collected', ofPayments, PAYMENTS, { over: ['payment.amount'] }),
  money('credited', 'billing.credit-note.read', CREDITS, { over: ['credit.amount'] }),
  money('outstanding', ofInvoices, BALANCES, { over: ['balance.outstanding'] }),
  money('overdue', ofInvoices, BALANCES, { over: ['balance.overdue'] }),
  money('average_invoice', ofInvoices, INVOICES, { over: ['sale.amount'], under: ['sale.row_count'] }),
  measure('invoices', 'count', ofInvoices, LINES, { over: ['sale.row_count'] }),
  measure('payments', 'count', ofPayments, PAYMENTS, { over: ['payment.row_count'] }),
  measure('paid_invoices', 'count', ofInvoices, CREDITS, { over: ['settled.row_count'] }),
  measure('collection_rate', 'percent', ofInvoices, INVOICES, {
    over: ['sale.settled'],
    under: ['sale.amount'],
  }),
  measure('overdue_share', 'percent', ofInvoices, INVOICES, {
    over: ['balance.overdue'],
    under: ['balance.outstanding'],
  }),
  measure('days_to_pay', 'days', ofInvoices, CREDITS, {
    over: ['settled.days'],
    under: ['settled.row_count'],
  }),
  measure('days_late', 'days', ofInvoices, CREDITS, { over: ['settled.late'], under: ['settled.row_count'] }),
];

export const builtInMeasures: readonly Measure[] = BUILT_IN.map((each) => ({
  ...each,
  titleKey: `analytics:measures.${each.name}`,
}));

/** A balance stands at the end of a day; the others add up over days. */
export function isBalance({ over }: Pick<Measure, 'over'>): boolean {
  return over.some((sum) => sum.startsWith('balance.'));
}

/** Whether it is made of amounts, which are never added up over currencies. */
export function isOfMoney({ unit }: Pick<Measure, 'unit'>): boolean {
  return unit === 'money' || unit === 'percent';
}

/** Whether a sum is one of minor units. */
export function isAmount(sum: Sum): boolean {
  return /^(balance|amounts)\.|\.(amount|tax|settled)$/.test(sum);
}

export function sumsOf({ over, minus = [], under = [] }: Measure): readonly Sum[] {
  return [...over, ...minus, ...under];
}

function money(
  name: string,
  permission: string,
  dimensions: readonly Dimension[],
  made: Pick<Measure, 'over' | 'minus' | 'under'>,
): BuiltIn {
  return measure(name, 'money', permission, dimensions, made);
}

function measure(
  name: string,
  unit: MeasureUnit,
  permission: string,
  dimensions: readonly Dimension[],
  made: Pick<Measure, 'over' | 'minus' | 'under'>,
): BuiltIn {
  return { name, unit, permission, dimensions, ...made };
}
