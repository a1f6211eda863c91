import type { CurrencyCode } from '../../../src/values/currency.js';
import { newId } from '../../../src/values/ids.js';
import {
  addDays,
  daysBetween,
  firstDayOf,
  monthOf,
  previousMonth,
  type LocalDate,
  type LocalMonth,
} from '../../../src/values/local-date.js';
import { money } from '../../../src/values/money.js';
import type { Quantity } from '../../../src/values/quantity.js';
import { NO_RATE, type Rate } from '../../../src/values/rate.js';
import { invoiceTotals } from '../domain/invoice-totals.js';
import { statusOf } from '../domain/invoice-status.js';
import { numberText } from '../domain/numbering.js';
import type { NumberSeriesRecord } from './records.js';

interface Cast {
  readonly today: LocalDate;
  readonly representatives: readonly {
    readonly id: string;
    readonly code: string;
    readonly currency: string;
  }[];
  readonly products: readonly {
    readonly id: string;
    readonly name: string;
    readonly currency: string;
    readonly unit_price: bigint;
    readonly tax_rate: number;
  }[];
  readonly series: NumberSeriesRecord;
}

/** An invoice that was issued in the past, with its one line and what was paid of it. Minor units. */
export interface PastInvoice {
  readonly id: string;
  readonly number: string;
  readonly representativeId: string;
  readonly currency: string;
  readonly issueDate: LocalDate;
  readonly dueDate: LocalDate;
  readonly termDays: number;
  readonly line: {
    readonly productId: string | null;
    readonly description: string;
    readonly quantity: bigint;
    readonly unitPrice: bigint;
    readonly taxRate: number;
  };
  readonly net: bigint;
  readonly tax: bigint;
  readonly total: bigint;
  readonly status: string;
  readonly payment: { readonly on: LocalDate; readonly amount: bigint; readonly method: string } | null;
}

export interface History {
  readonly invoices: readonly PastInvoice[];
  /** the series behind the last of them */
  readonly series: NumberSeriesRecord;
}

const MONTHS_BACK = 26;
/** The demo's own invoices cover the last months: fewer of these are needed there. */
const BESIDE_THE_OTHERS = 150;
/** January to December. */
const SEASON = [0.9, 0.88, 0.98, 1.02, 1.06, 1, 0.9, 0.84, 1.04, 1.1, 1.16, 1.3];
const GROWTH_A_MONTH = 1.014;
/** Minor units. */
const SMALL_PRICE = 10_000n;
const METHODS = ['bank', 'bank', 'bank', 'bank', 'card', 'cash'];
const TERMS = [14, 30, 30, 45];

/** How a representative buys and pays: its share of the trade, how its orders grow beside the others', days from due date to payment. */
const HABITS: Readonly<Record<string, { size: number; growth: number; late: number; forgets: number }>> = {
  'R-001': { size: 1.5, growth: 1.006, late: 9, forgets: 0.02 },
  'R-002': { size: 0.9, growth: 1, late: 4, forgets: 0 },
  'R-003': { size: 1.1, growth: 0.995, late: 34, forgets: 0.04 },
  'R-004': { size: 1.4, growth: 1.004, late: 6, forgets: 0.01 },
  'R-005': { size: 0.8, growth: 1.01, late: 27, forgets: 0.03 },
  'R-006': { size: 1.3, growth: 0.965, late: 12, forgets: 0.02 },
  'R-007': { size: 1.2, growth: 1.012, late: -2, forgets: 0 },
  'R-008': { size: 0.7, growth: 0.99, late: 48, forgets: 0.06 },
  'R-009': { size: 0.6, growth: 1.03, late: 16, forgets: 0.02 },
  'R-010': { size: 1.6, growth: 1.003, late: 8, forgets: 0 },
  'R-011': { size: 0.9, growth: 0.955, late: 21, forgets: 0.03 },
  'R-012': { size: 1, growth: 1.008, late: 24, forgets: 0.02 },
};
const ORDINARY = { size: 1, growth: 1, late: 5, forgets: 0.01 };

/** Two years and more of trade with season, growth, and those who pay late; the same on every machine on the same day. */
export function demoHistory({ today, representatives, products, series }: Cast): History {
  const chance = chances(20_240_901);
  const orders = monthsUntil(today)
    .flatMap((month, age) =>
      representatives.flatMap((representative) => {
        const first = firstDayOf(month);
        const often = daysBetween(first, today) > BESIDE_THE_OTHERS ? 3 : 2;
        return Array.from({ length: often }, () => ({
          representative,
          age,
          issueDate: addDays(first, Math.floor(chance() * 28)),
          chance: [chance(), chance(), chance(), chance()] as const,
        }));
      }),
    )
    .filter(({ issueDate }) => issueDate < today)
    .sort((one, other) => (one.issueDate < other.issueDate ? -1 : one.issueDate > other.issueDate ? 1 : 0));

  let counter = { year: 0, next: 1n };
  const invoices = orders.map((order): PastInvoice => {
    const { representative, issueDate } = order;
    const year = Number(issueDate.slice(0, 4));
    counter = { year, next: counter.year === year ? counter.next + 1n : 1n };
    const currency = representative.currency as CurrencyCode;
    const product = products.find((one) => one.currency === representative.currency);
    const line = lineOf(order, product);
    const { net, tax, total } = invoiceTotals(
      [
        {
          quantity: line.quantity as Quantity,
          unitPrice: money(line.unitPrice, currency),
          discountRate: NO_RATE,
          taxRate: line.taxRate as Rate,
        },
      ],
      'exclusive',
      currency,
    );
    const termDays = TERMS[Math.floor(order.chance[1] * TERMS.length)]!;
    const dueDate = addDays(issueDate, termDays);
    const payment = paymentOf({ ...order, dueDate, total: total.minor, today });
    return {
      id: newId(),
      number: numberText(series, year, counter.next),
      representativeId: representative.id,
      currency,
      issueDate,
      dueDate,
      termDays,
      line,
      net: net.minor,
      tax: tax.minor,
      total: total.minor,
      status: statusOf({ total: total.minor, allocated: payment?.amount ?? 0n, credited: 0n }),
      payment,
    };
  });
  return { invoices, series: { ...series, year: counter.year, nextNumber: counter.next + 1n } };
}

interface Order {
  readonly representative: Cast['representatives'][number];
  /** months since the first of the history */
  readonly age: number;
  readonly issueDate: LocalDate;
  /** four numbers from 0 to 1, for quantity, terms, punctuality and forgetting */
  readonly chance: readonly [number, number, number, number];
}

function lineOf(
  { representative, age, issueDate, chance }: Order,
  product: Cast['products'][number] | undefined,
): PastInvoice['line'] {
  const { size, growth } = HABITS[representative.code] ?? ORDINARY;
  const season = SEASON[Number(issueDate.slice(5, 7)) - 1]!;
  const price = product?.unit_price ?? 20_000n;
  // Hours are sold by the dozen, circuits one by one.
  const many = price < SMALL_PRICE ? 12 : 1;
  const pieces = 2.4 * many * size * season * (GROWTH_A_MONTH * growth) ** age * (0.7 + 0.6 * chance[0]);
  return {
    productId: product?.id ?? null,
    description: product?.name ?? 'Roaming',
    quantity: BigInt(Math.max(100, Math.round(pieces * 10) * 100)),
    unitPrice: price,
    taxRate: product?.tax_rate ?? 0,
  };
}

function paymentOf(
  order: Order & { readonly dueDate: LocalDate; readonly total: bigint; readonly today: LocalDate },
): PastInvoice['payment'] {
  const { representative, chance, dueDate, issueDate, total, today } = order;
  const { late, forgets } = HABITS[representative.code] ?? ORDINARY;
  const due = addDays(dueDate, Math.round(late + (chance[2] - 0.5) * 16));
  const on = due < issueDate ? issueDate : due;
  if (on > today) return null;
  const method = METHODS[Math.floor(chance[0] * METHODS.length)]!;
  // Of what is forgotten half was paid; old debts were settled in the end.
  const isForgotten = chance[3] < forgets && daysBetween(issueDate, today) < 300;
  return { on, amount: isForgotten ? total / 2n : total, method };
}

function monthsUntil(today: LocalDate): readonly LocalMonth[] {
  const last = monthOf(today);
  const months = [last];
  while (months.length <= MONTHS_BACK) months.unshift(previousMonth(months[0]!));
  return months;
}

/** Numbers from 0 to 1 that look drawn and are always the same (mulberry32). */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
