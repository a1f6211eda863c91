import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { addDays, type LocalDate } from '../../../../src/values/local-date.js';
import { ageing, type AgeingInvoice } from '../../domain/ageing.js';
import { codeOf, day, EUR, openBilling, operator, value, type BillingHouse } from './billing-house.js';

const USD = 'USD' as CurrencyCode;
const FIRST = day('2026-01-01');

forEachDialect('receivables', (_dialect, open) => {
  let database: TestDatabase;
  let house: BillingHouse;
  let people: readonly string[];

  beforeAll(async () => {
    database = await open();
    house = openBilling(database, { now: '2026-01-01T12:00:00Z' });
    people = await Promise.all([
      house.representative({ code: 'HARBOUR' }),
      house.representative(),
      house.representative({ currency: USD }),
    ]);
    await liveThroughHalfAYear();
  }, 120_000);
  afterAll(() => database.close());

  /** Day after day something happens, by a row of numbers that is always the same. */
  async function liveThroughHalfAYear(): Promise<void> {
    let seed = 20_260_101;
    const upTo = (most: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * most);
    };
    for (let n = 0; n < 180; n += 1) {
      const today = addDays(FIRST, n);
      house.setNow(`${today}T12:00:00Z`);
      const representativeId = people[upTo(people.length)]!;
      const { billing } = house;
      switch (upTo(9)) {
        case 0:
        case 1:
        case 2:
          await house.issued({ representativeId, total: BigInt(1 + upTo(50_000)), termDays: upTo(60) });
          break;
        case 3:
        case 4:
          await house.paid({ representativeId, amount: BigInt(1 + upTo(40_000)), allocate: upTo(2) === 0 });
          break;
        case 5: {
          const open_ = await anInvoice(['issued', 'partly_paid'], upTo);
          if (open_) {
            const amount = 1n + open_.outstanding / BigInt(1 + upTo(4));
            await billing.issueCreditNote(operator, {
              invoiceId: open_.id,
              amount,
              reason: 'x',
              issueDate: null,
            });
          }
          break;
        }
        case 6: {
          const untouched = await anInvoice(['issued'], upTo);
          if (untouched)
            await billing.voidInvoice(operator, { invoiceId: untouched.id, reason: 'x', date: null });
          break;
        }
        case 7: {
          const rows = await house.tables
            .selectFrom('payment')
            .select('id')
            .where('reversed_on', 'is', null)
            .orderBy('id')
            .execute();
          const chosen = rows[upTo(Math.max(1, rows.length))];
          if (chosen)
            value(await billing.reversePayment(operator, { paymentId: chosen.id, reason: 'x', on: null }));
          break;
        }
        default: {
          const rows = await house.tables.selectFrom('allocation').select('id').orderBy('id').execute();
          const chosen = rows[upTo(Math.max(1, rows.length))];
          if (chosen) await billing.unallocate(operator, { allocationIds: [chosen.id] });
        }
      }
    }
  }

  async function anInvoice(statuses: readonly string[], upTo: (most: number) => number) {
    const rows = await house.tables
      .selectFrom('invoice')
      .select(['id', 'outstanding'])
      .where('status', 'in', [...statuses])
      .orderBy('id')
      .execute();
    return rows[upTo(Math.max(1, rows.length))];
  }

  async function everyInvoice(currency: string): Promise<readonly AgeingInvoice[]> {
    const invoices = await house.tables
      .selectFrom('invoice')
      .selectAll()
      .where('currency', '=', currency)
      .execute();
    const allocations = await house.tables.selectFrom('allocation').selectAll().execute();
    const notes = await house.tables.selectFrom('credit_note').selectAll().execute();
    return invoices.map((invoice) => ({
      issueDate: invoice.issue_date as LocalDate,
      dueDate: invoice.due_date as LocalDate,
      voidedOn: invoice.voided_on as LocalDate | null,
      total: invoice.total,
      settlements: [
        ...allocations
          .filter((row) => row.invoice_id === invoice.id)
          .map((row) => ({ on: row.allocated_on as LocalDate, amount: row.amount })),
        ...notes
          .filter((row) => row.invoice_id === invoice.id)
          .map((row) => ({ on: row.issue_date as LocalDate, amount: row.amount })),
      ],
    }));
  }

  it('age in the database as the rule says, on any day, in every currency', async () => {
    for (const currency of [EUR, USD]) {
      const invoices = await everyInvoice(currency);
      for (let n = 0; n < 260; n += 9) {
        const asOf = addDays(FIRST, n);
        const [found] = await house.billing.ageingByCurrency(operator, { asOf, currency });
        const expected = ageing(invoices, asOf);
        const nothing = expected.every(({ invoices: count }) => count === 0);
        expect(found?.buckets ?? expected).toEqual(nothing ? expected.map((b) => ({ ...b })) : expected);
        if (!nothing) expect(found).toBeDefined();
        expect(found?.total ?? 0n).toBe(expected.reduce((all, { amount }) => all + amount, 0n));
      }
    }
  });

  it('name the currencies when there are several and none is asked for', async () => {
    const asked = { asOf: day('2026-06-29'), currency: null, fallback: EUR };
    expect(await house.billing.ageing(operator, asked)).toEqual({
      ok: false,
      error: { code: 'several-currencies', currencies: 'EUR, USD' },
    });
    const early = value(await house.billing.ageing(operator, { ...asked, asOf: day('2020-01-01') }));
    expect(early).toMatchObject({ currency: 'EUR', total: 0n });
    expect(early.buckets).toHaveLength(5);
  });

  it('stand on a statement that adds up from any day to any day', async () => {
    const whole = { from: FIRST, to: day('2026-06-30'), currency: null };
    const [person] = people;
    const all = value(
      await house.billing.statementOfAccount(operator, { representative: { id: person! }, ...whole }),
    );
    expect(all.opening).toBe(0n);
    const entries = [];
    for await (const entry of all.entries()) entries.push(entry);
    expect(entries.at(-1)!.balance).toBe(all.closing);
    const reversals = entries.filter(({ kind }) => kind === 'payment-reversal');
    expect(reversals.length).toBeGreaterThan(0);
    for (const { amount } of reversals) expect(amount > 0n).toBe(true);
    const [balance] = value(
      await house.billing.representativeBalance(operator, { representativeId: person! }),
    );
    expect(all.closing).toBe(balance!.open - balance!.unallocated);

    for (const n of [20, 60, 99, 150]) {
      const from = addDays(FIRST, n);
      const part = value(
        await house.billing.statementOfAccount(operator, {
          representative: { code: 'HARBOUR' },
          ...whole,
          from,
        }),
      );
      const before = entries.filter(({ on }) => on < from);
      expect(part.opening).toBe(before.at(-1)?.balance ?? 0n);
      expect(part.closing).toBe(all.closing);
    }
  });

  it('stand on no statement that ends before it begins', async () => {
    const asked = { representative: { code: 'HARBOUR' }, from: day('2026-02-01'), to: FIRST, currency: null };
    expect(codeOf(await house.billing.statementOfAccount(operator, asked))).toBe('dates-reversed');
  });
});
