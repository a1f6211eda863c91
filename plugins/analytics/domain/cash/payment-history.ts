import { daysBetween, type LocalDate } from '../../../../src/values/local-date.js';

/** An invoice as it was known at the end of a day. */
export interface KnownInvoice {
  readonly representativeId: string;
  readonly issueDate: LocalDate;
  readonly dueDate: LocalDate;
  readonly currency: string;
  /** minor units of its currency */
  readonly total: bigint;
  /** null while something was open */
  readonly settledOn: LocalDate | null;
}

/**
 * The invoices of a network by columns: a million of them stay within some tens of megabytes. Days are counted from the first day of
 * 1970, -1 where there is none. Amounts are for comparing sizes alone.
 */
export interface PaymentHistory {
  readonly length: number;
  /** representative of each invoice, a place in `representatives` */
  readonly of: Int32Array;
  readonly issued: Int32Array;
  readonly due: Int32Array;
  readonly settled: Int32Array;
  readonly amount: Float64Array;
  /** of each invoice, a place in `currencies` */
  readonly currency: Uint16Array;
  readonly currencies: readonly string[];
  readonly representatives: readonly string[];
  readonly placeOf: ReadonlyMap<string, number>;
  /** the places of one representative's invoices */
  invoicesOf(representative: number): Int32Array;
}

export const NOT_YET = -1;
const EPOCH = '1970-01-01' as LocalDate;
const FIRST_SIZE = 4_096;

export function dayNumber(date: LocalDate): number {
  return daysBetween(EPOCH, date);
}

/** Adds invoices one by one as they are streamed, and gives the columns at the end. */
export function collectHistory(): {
  readonly add: (invoice: KnownInvoice) => void;
  readonly history: () => PaymentHistory;
} {
  const placeOf = new Map<string, number>();
  const representatives: string[] = [];
  const currencies: string[] = [];
  let length = 0;
  let columns = columnsOf(FIRST_SIZE);
  const placeFor = (id: string): number => {
    const known = placeOf.get(id);
    if (known !== undefined) return known;
    placeOf.set(id, representatives.length);
    return representatives.push(id) - 1;
  };
  const currencyPlace = (code: string): number => {
    const known = currencies.indexOf(code);
    return known >= 0 ? known : currencies.push(code) - 1;
  };
  return {
    add({ representativeId, issueDate, dueDate, currency, total, settledOn }) {
      if (length === columns.of.length) columns = grown(columns);
      columns.of[length] = placeFor(representativeId);
      columns.issued[length] = dayNumber(issueDate);
      columns.due[length] = dayNumber(dueDate);
      columns.settled[length] = settledOn === null ? NOT_YET : dayNumber(settledOn);
      columns.amount[length] = Number(total);
      columns.currency[length] = currencyPlace(currency);
      length += 1;
    },
    history: () => ({
      length,
      invoicesOf: grouped(columns.of.subarray(0, length), representatives.length),
      of: columns.of.subarray(0, length),
      issued: columns.issued.subarray(0, length),
      due: columns.due.subarray(0, length),
      settled: columns.settled.subarray(0, length),
      amount: columns.amount.subarray(0, length),
      currency: columns.currency.subarray(0, length),
      currencies,
      representatives,
      placeOf,
    }),
  };
}

function columnsOf(size: number) {
  return {
    of: new Int32Array(size),
    issued: new Int32Array(size),
    due: new Int32Array(size),
    settled: new Int32Array(size),
    amount: new Float64Array(size),
    currency: new Uint16Array(size),
  };
}

function grown(columns: ReturnType<typeof columnsOf>): ReturnType<typeof columnsOf> {
  const larger = columnsOf(2 * columns.of.length);
  larger.of.set(columns.of);
  larger.issued.set(columns.issued);
  larger.due.set(columns.due);
  larger.settled.set(columns.settled);
  larger.amount.set(columns.amount);
  larger.currency.set(columns.currency);
  return larger;
}

/** The places of each representative's invoices lie side by side: a part of one column is all of one's. */
function grouped(of: Int32Array, representatives: number): (representative: number) => Int32Array {
  const first = new Int32Array(representatives + 1);
  for (const place of of) first[place + 1]! += 1;
  for (let place = 1; place < first.length; place += 1) first[place]! += first[place - 1]!;
  const next = first.slice();
  const members = new Int32Array(of.length);
  of.forEach((place, at) => {
    members[next[place]!] = at;
    next[place]! += 1;
  });
  return (representative) => members.subarray(first[representative], first[representative + 1]);
}
