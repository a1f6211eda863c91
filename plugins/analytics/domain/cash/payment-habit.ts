import { NOT_YET, type PaymentHistory } from './payment-history.js';

/** Days before (negative) and after the due day between which delays are told apart. */
export const EARLIEST = -120;
export const LATEST = 365;
const WIDTH = LATEST - EARLIEST + 1;

/** What was a year ago counts half. */
const HALF_LIFE_DAYS = 365;
/** Payments near in time speak for each other: days to both sides. */
const REACH = 4;
/** Until representatives are known to differ: as if this many invoices had been paid as the network pays. */
const USUAL_PULL = 6;
const PULL = { least: 1.5, most: 60 };

/**
 * How late a payer usually pays: `unpaid[k]` is the probability that an invoice is still open at the end of the day that lies
 * EARLIEST + k days after its due day.
 */
export interface PaymentHabit {
  readonly unpaid: Float64Array;
  /** invoices that it was learned from, of this representative alone; older ones count less */
  readonly weight: number;
}

export interface PaymentHabits {
  readonly network: PaymentHabit;
  /** by the place in the history's representatives; the network's for one of whom nothing is known */
  of(place: number | undefined): PaymentHabit;
}

/**
 * Learned from what was known at the end of a day: an invoice settled by then tells its delay, one still open tells that its delay is
 * longer (Kaplan and Meier, 1958, with a kernel over neighbouring days). A representative's own hazard is pulled toward the
 * network's, as much as representatives are alike (empirical Bayes), so that a new one has a habit too.
 *
 * @param asOf days since 1970; what happened later is not looked at
 */
export function learnHabits(history: PaymentHistory, asOf: number): PaymentHabits {
  const network = new Hazards();
  for (let at = 0; at < history.length; at += 1) network.see(history, at, asOf);
  const usual = network.rates(null, 0);
  const pull = pullOf(history, asOf);
  const networkHabit = { unpaid: survivalOf(usual), weight: network.weight };
  const learned = new Map<number, PaymentHabit>();
  return {
    network: networkHabit,
    of(place) {
      if (place === undefined) return networkHabit;
      const known = learned.get(place);
      if (known) return known;
      const own = new Hazards();
      for (const at of history.invoicesOf(place)) own.see(history, at, asOf);
      const habit = { unpaid: survivalOf(own.rates(usual, pull)), weight: own.weight };
      learned.set(place, habit);
      return habit;
    },
  };
}

/** The probability that what is open at the end of the day `from` is still open at the end of the day `to`; days after the due day. */
export function staysUnpaid({ unpaid }: PaymentHabit, from: number, to: number): number {
  const now = unpaidAt(unpaid, from);
  if (now <= 1e-9) return from >= LATEST ? 1 : 0;
  return Math.min(1, unpaidAt(unpaid, to) / now);
}

/** Days after the due day by which half of the invoices are paid; null where half never are. */
export function usualDelay({ unpaid }: PaymentHabit): number | null {
  const at = unpaid.findIndex((share) => share <= 0.5);
  return at < 0 ? null : EARLIEST + at;
}

function unpaidAt(unpaid: Float64Array, delay: number): number {
  if (delay < EARLIEST) return 1;
  return unpaid[Math.min(LATEST, delay) - EARLIEST]!;
}

class Hazards {
  private readonly paid = new Float64Array(WIDTH);
  /** enters and leaves: summed up, how many were open on a day */
  private readonly change = new Float64Array(WIDTH + 1);
  weight = 0;

  see(history: PaymentHistory, at: number, asOf: number): void {
    const issued = history.issued[at]!;
    if (issued > asOf) return;
    const due = history.due[at]!;
    const settled = history.settled[at]!;
    const isSettled = settled !== NOT_YET && settled <= asOf;
    const weight = 0.5 ** ((asOf - issued) / HALF_LIFE_DAYS);
    const enters = slotOf(issued - due);
    const leaves = slotOf((isSettled ? settled : asOf) - due);
    this.weight += weight;
    this.change[enters]! += weight;
    this.change[leaves + 1]! -= weight;
    if (isSettled) this.paid[leaves]! += weight;
  }

  /** The share that is paid on each day of those open; pulled toward `usual` as by `pull` invoices of it. */
  rates(usual: Float64Array | null, pull: number): Float64Array {
    const open = new Float64Array(WIDTH);
    let sum = 0;
    for (let slot = 0; slot < WIDTH; slot += 1) {
      sum += this.change[slot]!;
      open[slot] = sum;
    }
    return open.map((_, slot) => {
      let [paid, among] = [0, 0];
      for (let near = -REACH; near <= REACH; near += 1) {
        const share = REACH + 1 - Math.abs(near);
        paid += share * (this.paid[slot + near] ?? 0);
        among += share * (open[slot + near] ?? 0);
      }
      const scale = (REACH + 1) ** 2;
      if (usual === null) return among > 1e-9 ? Math.min(1, paid / among) : 0;
      return Math.min(1, (paid / scale + pull * usual[slot]!) / (Math.max(0, among / scale) + pull));
    });
  }
}

function slotOf(delay: number): number {
  return Math.max(0, Math.min(WIDTH - 1, delay - EARLIEST));
}

function survivalOf(rates: Float64Array): Float64Array {
  let left = 1;
  return rates.map((rate) => (left *= 1 - rate));
}

/**
 * How many invoices of the network weigh as much as one knows of a representative: by the moments of the shares paid late, as of a
 * beta-binomial (Kleinman, 1973). Payers who differ much are pulled little.
 */
function pullOf(history: PaymentHistory, asOf: number): number {
  const { representatives } = history;
  const seen: { readonly late: number; readonly all: number }[] = [];
  for (const place of representatives.keys()) {
    let [late, all] = [0, 0];
    for (const at of history.invoicesOf(place)) {
      if (history.issued[at]! > asOf || history.due[at]! >= asOf) continue;
      const settled = history.settled[at]!;
      all += 1;
      if (settled === NOT_YET || settled > history.due[at]!) late += 1;
    }
    if (all >= 2) seen.push({ late, all });
  }
  const total = seen.reduce((sum, { all }) => sum + all, 0);
  const share = seen.reduce((sum, { late }) => sum + late, 0) / Math.max(1, total);
  const noise = share * (1 - share);
  if (seen.length < 3 || noise === 0) return USUAL_PULL;
  const among = seen.reduce((sum, { late, all }) => sum + all * (late / all - share) ** 2, 0) / total;
  const chance = (noise * seen.length) / total;
  const between = Math.max(1e-6, among - chance);
  return Math.max(PULL.least, Math.min(PULL.most, noise / between - 1));
}
