// On a real ledger of two years and a hundred customers, where it lies beside the repository: ../shared/data, or SHARED_DATA.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { lateRisks } from '../../domain/cash/late-risk.js';
import { collectHistory, dayNumber, type KnownInvoice } from '../../domain/cash/payment-history.js';

const FILE = join(process.env['SHARED_DATA'] ?? '../shared/data', 'receivables.csv');
const DAYS = ['2012-09-30', '2012-12-31', '2013-03-31', '2013-06-30', '2013-09-30'] as LocalDate[];

type Settled = KnownInvoice & { readonly settledOn: LocalDate };

function ledger(): readonly Settled[] {
  const iso = (text = ''): LocalDate => {
    const [month = '', date = '', year = ''] = text.split('/');
    return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}` as LocalDate;
  };
  const lines = readFileSync(FILE, 'utf8').trim().split(/\r?\n/).slice(1);
  return lines.map((line) => {
    const [, customer = '', , , issued, due, amount, , settled] = line.split(',');
    return {
      ...{ representativeId: customer, currency: 'USD', total: BigInt(Math.round(Number(amount) * 100)) },
      ...{ issueDate: iso(issued), dueDate: iso(due), settledOn: iso(settled) },
    };
  });
}

interface Told {
  readonly probability: number;
  /** the share of the customer's invoices that were late, of those whose due day had passed */
  readonly share: number;
  readonly isLate: boolean;
}

/** What was open and not yet due on a day, with what was said of it then and what became of it. */
function toldOn(asOf: LocalDate, all: readonly Settled[]): readonly Told[] {
  const collected = collectHistory();
  const issued = all.filter(({ issueDate }) => issueDate <= asOf);
  for (const each of issued)
    collected.add({ ...each, settledOn: each.settledOn <= asOf ? each.settledOn : null });
  const open = issued.filter(({ dueDate, settledOn }) => settledOn > asOf && dueDate > asOf);
  const risks = lateRisks(
    collected.history(),
    open.map(({ representativeId, issueDate, dueDate, total }) => ({
      representativeId,
      issued: dayNumber(issueDate),
      due: dayNumber(dueDate),
      amount: Number(total),
    })),
    dayNumber(asOf),
  );
  return open.map(({ dueDate, settledOn }, at) => {
    const { probability, facts } = risks[at]!;
    return { probability, share: (facts.late + 0.36) / (facts.known + 1), isLate: settledOn > dueDate };
  });
}

/** The probability that of one late and one punctual invoice the late one is told to be likelier late. */
function auc(told: readonly Told[], of: (each: Told) => number): number {
  const [late, punctual] = [told.filter(({ isLate }) => isLate), told.filter(({ isLate }) => !isLate)];
  let wins = 0;
  for (const a of late) for (const b of punctual) wins += of(a) > of(b) ? 1 : of(a) === of(b) ? 0.5 : 0;
  return wins / (late.length * punctual.length);
}

function brier(told: readonly Told[], of: (each: Told) => number): number {
  return told.reduce((sum, each) => sum + (of(each) - (each.isLate ? 1 : 0)) ** 2, 0) / told.length;
}

const where = existsSync(FILE) ? describe : describe.skip;

where(`late risk on ${FILE} (skipped where there is no such file)`, () => {
  const all = existsSync(FILE) ? ledger() : [];
  const told = DAYS.flatMap((asOf) => toldOn(asOf, all));
  const baseRate = told.filter(({ isLate }) => isLate).length / told.length;

  it('tells late invoices from punctual ones on every day', () => {
    expect(told.length).toBeGreaterThan(350);
    for (const asOf of DAYS)
      expect(auc(toldOn(asOf, all), ({ probability }) => probability)).toBeGreaterThan(0.8);
    expect(auc(told, ({ probability }) => probability)).toBeGreaterThan(0.85);
  });

  it('does better than the share that was late before, and much better than the base rate', () => {
    const own = brier(told, ({ probability }) => probability);
    expect(own).toBeLessThan(0.16);
    expect(own).toBeLessThan(brier(told, ({ share }) => share));
    expect(own).toBeLessThan(0.65 * brier(told, () => baseRate));
    expect(auc(told, ({ probability }) => probability)).toBeGreaterThan(auc(told, ({ share }) => share));
  });

  it('means what it says: of those told about p, about p are late', () => {
    for (const [from, to] of [
      [0, 0.25],
      [0.25, 0.75],
      [0.75, 1.01],
    ] as const) {
      const band = told.filter(({ probability }) => probability >= from && probability < to);
      const mean = band.reduce((sum, { probability }) => sum + probability, 0) / band.length;
      const share = band.filter(({ isLate }) => isLate).length / band.length;
      expect(Math.abs(mean - share)).toBeLessThan(0.1);
    }
  });

  it('does not change by the days on which what was open was settled later', () => {
    const asOf = DAYS[2]!;
    const moved = all.map((each) =>
      each.settledOn > asOf ? { ...each, settledOn: '2014-12-31' as LocalDate } : each,
    );
    const probabilities = (invoices: readonly Settled[]) =>
      toldOn(asOf, invoices).map(({ probability }) => probability);
    expect(probabilities(moved)).toEqual(probabilities(all));
  });
});
