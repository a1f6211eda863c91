import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import { addDays, type LocalDate } from '../../../../src/values/local-date.js';
import {
  day,
  openBilling,
  operator,
  value,
  type BillingHouse,
} from '../../../billing/test/integration/billing-house.js';
import { ledgerHistory } from '../../adapters/database/ledger-history.js';
import { makeExpectedCash } from '../../app/expected-cash.js';
import { makeLateRisk, type InvoiceAtRisk } from '../../app/late-risk.js';

const AS_OF = day('2026-02-10');
const EVERYBODY = { officeId: null, representativeId: null };

forEachDialect('late risk', (_dialect, open) => {
  let database: TestDatabase;
  let house: BillingHouse;
  let punctual: string;
  let slow: string;
  let office: string;

  beforeAll(async () => {
    database = await open();
    house = openBilling(database, { now: '2026-01-05T12:00:00Z' });
    office = await house.office();
    punctual = await house.representative({ code: 'PUNCTUAL', officeId: office });
    slow = await house.representative({ code: 'SLOW' });
    // Invoices of ten days' term: one pays on the fifth day, the other on the twentieth.
    for (let week = 0; week < 5; week += 1) {
      const on = addDays(day('2026-01-05'), 7 * week);
      house.setNow(`${on}T12:00:00Z`);
      for (const representativeId of [punctual, slow])
        await house.issued({ representativeId, total: 10_000n, on, termDays: 10 });
    }
    for (let week = 0; week < 5; week += 1) {
      await pay(punctual, addDays(day('2026-01-10'), 7 * week));
      await pay(slow, addDays(day('2026-01-25'), 7 * week));
    }
  }, 120_000);
  afterAll(() => database.close());

  /** The oldest open invoice first, if the day has come. */
  async function pay(representativeId: string, on: LocalDate, amount = 10_000n): Promise<void> {
    if (on > AS_OF) return;
    house.setNow(`${on}T12:00:00Z`);
    await house.paid({ representativeId, amount, on, allocate: true });
  }

  function risks(asOf = AS_OF, actor: Actor = operator): Promise<readonly InvoiceAtRisk[]> {
    return makeLateRisk({ database: database.port, ledgerHistory })(actor, { asOf, whose: EVERYBODY });
  }

  const told = (found: readonly InvoiceAtRisk[]) =>
    found.map(({ representative, dueDate, outstanding, isOverdue }) => [
      representative.code,
      dueDate,
      outstanding,
      isOverdue,
    ]);

  it('lists what was open at the end of the day, as it stood then', async () => {
    expect(told(await risks(day('2026-01-26')))).toEqual(
      expect.arrayContaining([
        ['SLOW', '2026-01-22', 10_000n, true],
        ['SLOW', '2026-01-29', 10_000n, false],
        ['SLOW', '2026-02-05', 10_000n, false],
        ['PUNCTUAL', '2026-02-05', 10_000n, false],
      ]),
    );
    expect(await risks(day('2026-01-26'))).toHaveLength(4);
  });

  it('holds the slow payer for riskier than the punctual one', async () => {
    const found = await risks(day('2026-02-03'));
    const of = (code: string): number =>
      found.find(({ representative, isOverdue }) => representative.code === code && !isOverdue)!.probability;
    expect(of('SLOW')).toBeGreaterThan(of('PUNCTUAL') + 0.3);
  });

  it('says that what is overdue is late', async () => {
    const overdue = (await risks()).filter(({ isOverdue }) => isOverdue);
    expect(overdue.length).toBeGreaterThan(0);
    for (const { probability, daysToDue } of overdue) {
      expect(probability).toBe(1);
      expect(daysToDue).toBeLessThan(0);
    }
  });

  it('shows a manager the invoices of its own offices, and learns from no others', async () => {
    const manager: Actor = { ...operator, role: 'manager', managerId: 'm', officeIds: [office] };
    const found = await risks(day('2026-02-03'), manager);
    expect(found.length).toBeGreaterThan(0);
    for (const { representative } of found) expect(representative.code).toBe('PUNCTUAL');
    expect(found[0]!.facts.known).toBeGreaterThan(0);
  });

  it('does not change by anything that happens later: payments, their undoing, credit notes, voids, new invoices', async () => {
    const asked = (): Promise<unknown> =>
      Promise.all([
        risks(),
        makeExpectedCash({ database: database.port, ledgerHistory })(operator, {
          asOf: AS_OF,
          weeks: 4,
          whose: EVERYBODY,
        }),
      ]);
    const before = await asked();
    house.setNow('2026-02-20T12:00:00Z');
    const { billing, tables } = house;
    const undone = await tables
      .selectFrom('allocation')
      .select('id')
      .where('reverses_id', 'is', null)
      .orderBy('id')
      .limit(3)
      .execute();
    value(await billing.unallocate(operator, { allocationIds: undone.map(({ id }) => id) }));
    await house.paid({ representativeId: slow, amount: 12_000n, allocate: true });
    const untouched = await tables
      .selectFrom('invoice')
      .select(['id'])
      .where('status', '=', 'issued')
      .where('issue_date', '<=', AS_OF)
      .orderBy('id')
      .execute();
    expect(untouched.length).toBeGreaterThanOrEqual(2);
    value(
      await billing.issueCreditNote(operator, {
        invoiceId: untouched[0]!.id,
        amount: 2_500n,
        reason: 'x',
        issueDate: null,
      }),
    );
    value(
      await billing.voidInvoice(operator, {
        invoiceId: untouched[1]!.id,
        reason: 'x',
        date: null,
      }),
    );
    await house.issued({ representativeId: punctual, total: 99_000n });
    await tables.updateTable('invoice').set({ disputed: true }).execute();

    expect(await asked()).toEqual(before);
    expect(told(await risks(day('2026-02-20')))).not.toEqual(told(await risks()));
  });
});
