import { describe, expect, it } from '@jest/globals';
import { addDays, daysBetween, type LocalDate } from '../../../../src/values/local-date.js';
import { expectedCollections } from '../../domain/cash/expected-collections.js';
import { lateRisks } from '../../domain/cash/late-risk.js';
import { fitLogistic } from '../../domain/cash/logistic-regression.js';
import { learnHabits, staysUnpaid, usualDelay } from '../../domain/cash/payment-habit.js';
import {
  collectHistory,
  dayNumber,
  type KnownInvoice,
  type PaymentHistory,
} from '../../domain/cash/payment-history.js';
import { chanceOf } from './any-series.js';

const FIRST = '2025-01-06' as LocalDate;
const AS_OF = '2025-12-31' as LocalDate;
const TERM = 30;

/** A year of weekly invoices to twenty representatives: the n-th pays about n − 10 days after the due day. */
function aYear(asOf: LocalDate = AS_OF): readonly KnownInvoice[] {
  const { normal } = chanceOf(12);
  return Array.from({ length: 20 * 51 }, (_, at) => {
    const issueDate = addDays(FIRST, 7 * Math.floor(at / 20));
    const dueDate = addDays(issueDate, TERM);
    const paidOn = addDays(dueDate, Math.max(1 - TERM, Math.round((at % 20) - 10 + 4 * normal())));
    const settledOn = paidOn <= asOf ? paidOn : null;
    return {
      representativeId: `R${at % 20}`,
      issueDate,
      dueDate,
      currency: 'EUR',
      total: BigInt(10_000 + 100 * (at % 13)),
      settledOn,
    };
  }).filter(({ issueDate }) => issueDate <= asOf);
}

function historyOf(invoices: readonly KnownInvoice[]): PaymentHistory {
  const collected = collectHistory();
  for (const invoice of invoices) collected.add(invoice);
  return collected.history();
}

const open = aYear().filter(({ settledOn }) => settledOn === null);

describe('payment habits', () => {
  const history = historyOf(aYear());
  const habits = learnHabits(history, dayNumber(AS_OF));
  const habitOf = (id: string) => habits.of(history.placeOf.get(id));

  it('tell how late each one usually pays', () => {
    expect(usualDelay(habitOf('R0'))!).toBeLessThan(-6);
    expect(Math.abs(usualDelay(habitOf('R10'))!)).toBeLessThanOrEqual(2);
    expect(usualDelay(habitOf('R19'))!).toBeGreaterThan(6);
  });

  it('give one of whom nothing is known the habit of the network', () => {
    expect(habits.of(undefined)).toBe(habits.network);
    const late = staysUnpaid(habits.network, -TERM, 0);
    expect(late).toBeGreaterThan(0.35);
    expect(late).toBeLessThan(0.6);
  });

  it('take what is still open for a delay that is longer, not for none', () => {
    const never = aYear().map((invoice) =>
      invoice.representativeId === 'R5' ? { ...invoice, settledOn: null } : invoice,
    );
    const changed = historyOf(never);
    const habit = learnHabits(changed, dayNumber(AS_OF)).of(changed.placeOf.get('R5'));
    expect(staysUnpaid(habit, -TERM, 60)).toBeGreaterThan(0.5);
  });

  it('never grow less likely to stay unpaid with fewer days to pay', () => {
    for (const id of ['R0', 'R7', 'R19']) {
      const { unpaid } = habitOf(id);
      unpaid.forEach((share, at) => expect(share).toBeLessThanOrEqual(at === 0 ? 1 : unpaid[at - 1]!));
    }
  });
});

describe('late risk', () => {
  const ask = (invoices: readonly KnownInvoice[], asOf = AS_OF) =>
    lateRisks(
      historyOf(invoices),
      open.map(({ representativeId, issueDate, dueDate, total }) => ({
        representativeId,
        issued: dayNumber(issueDate),
        due: dayNumber(dueDate),
        amount: Number(total),
      })),
      dayNumber(asOf),
    );

  it('is high for those who pay late, low for those who pay early, and certain for what is overdue', () => {
    const risks = ask(aYear());
    const mean = (ids: readonly string[]): number => {
      const own = risks.filter((risk, at) => ids.includes(open[at]!.representativeId) && !risk.isOverdue);
      return own.reduce((sum, { probability }) => sum + probability, 0) / own.length;
    };
    expect(mean(['R0', 'R1', 'R2'])).toBeLessThan(0.1);
    expect(mean(['R17', 'R18', 'R19'])).toBeGreaterThan(0.9);
    const overdue = risks.filter((_, at) => open[at]!.dueDate <= AS_OF);
    expect(overdue.length).toBeGreaterThan(0);
    for (const { probability } of overdue) expect(probability).toBe(1);
  });

  it('gives the same for the same', () => {
    expect(ask(aYear())).toEqual(ask(aYear()));
  });

  it('does not change by what was settled after the day', () => {
    const later = aYear('2026-03-01' as LocalDate);
    expect(later.some(({ settledOn }) => settledOn !== null && settledOn > AS_OF)).toBe(true);
    expect(ask(later)).toEqual(ask(aYear()).map((risk) => risk));
  });
});

describe('expected collections', () => {
  const asked = open.map(({ representativeId, dueDate, total }) => ({
    representativeId,
    dueDate,
    currency: 'EUR',
    outstanding: total,
  }));
  const [cash] = expectedCollections(historyOf(aYear()), asked, AS_OF, 8);
  const total = asked.reduce((sum, { outstanding }) => sum + outstanding, 0n);

  it('share what is open among the weeks, later and doubtful, to the last cent', () => {
    const inWeeks = cash!.weeks.reduce((sum, { expected }) => sum + expected, 0n);
    expect(inWeeks + cash!.later + cash!.doubtful).toBe(total);
    expect(cash!.open).toBe(total);
  });

  it('go by ISO weeks, the first from tomorrow', () => {
    expect(cash!.weeks.slice(0, 2)).toMatchObject([
      { from: '2026-01-01', to: '2026-01-04' },
      { from: '2026-01-05', to: '2026-01-11' },
    ]);
    for (const { from, to } of cash!.weeks.slice(1)) expect(daysBetween(from, to)).toBe(6);
  });

  it('lie within their intervals, which what really came lies in about as often as they say', () => {
    let [inside, all] = [0, 0];
    const everything = aYear('2026-06-01' as LocalDate);
    for (let asOf = '2025-06-01' as LocalDate; asOf < '2025-11-01'; asOf = addDays(asOf, 9)) {
      const then = everything
        .filter(({ issueDate }) => issueDate <= asOf)
        .map((invoice) => ({
          ...invoice,
          settledOn: invoice.settledOn !== null && invoice.settledOn <= asOf ? invoice.settledOn : null,
        }));
      const left = everything.filter(
        ({ issueDate, settledOn }) => issueDate <= asOf && (settledOn ?? '9') > asOf,
      );
      const [expected] = expectedCollections(
        historyOf(then),
        left.map(({ representativeId, dueDate, total: outstanding }) => ({
          representativeId,
          dueDate,
          outstanding,
          currency: 'EUR',
        })),
        asOf,
        4,
      );
      for (const { from, to, lower, expected: middle, upper } of expected!.weeks) {
        expect(lower <= middle && middle <= upper).toBe(true);
        const came = left
          .filter(({ settledOn }) => settledOn !== null && settledOn >= from && settledOn <= to)
          .reduce((sum, { total: amount }) => sum + amount, 0n);
        all += 1;
        if (came >= lower && came <= upper) inside += 1;
      }
    }
    expect(inside / all).toBeGreaterThan(0.65);
    expect(inside / all).toBeLessThan(0.97);
  });
});

describe('logistic regression', () => {
  it('finds the weights that outcomes were drawn with', () => {
    const { even, normal } = chanceOf(21);
    const rows = Array.from({ length: 4_000 }, () => [normal(), normal()]);
    const chance = ([a, b]: readonly number[]): number => 1 / (1 + Math.exp(-(0.5 + 1.5 * a! - b!)));
    const model = fitLogistic(
      rows,
      rows.map((row) => (even() < chance(row) ? 1 : 0)),
      1,
    );
    for (const row of rows.slice(0, 50)) expect(Math.abs(model(row) - chance(row))).toBeLessThan(0.08);
  });
});
