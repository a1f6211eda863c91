import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { newId } from '../../../../src/values/ids.js';
import { addDays, type LocalDate } from '../../../../src/values/local-date.js';
import { invoiceKind } from '../../../billing/adapters/import/invoice-kind.js';
import {
  day,
  EUR,
  openBilling,
  operator,
  percent,
  value,
  type BillingHouse,
} from '../../../billing/test/integration/billing-house.js';
import type { Dimension } from '../../contract/query.js';
import { builtInMeasures } from '../../domain/measures.js';
import { administrator, openAnalytics, type AnalyticsHouse } from './analytics-house.js';
import { plainFigures, readBooks } from './plain-figures.js';

const FIRST = day('2024-11-20');
const JPY = 'JPY' as CurrencyCode;
/** How many histories follow each other in the same books, and how long each is. */
const HISTORIES = { sqlite: 25, mysql: 8, postgresql: 8 } as const;

interface Books {
  readonly house: BillingHouse;
  readonly analytics: AnalyticsHouse;
  readonly people: readonly string[];
  readonly offices: readonly string[];
  readonly products: readonly string[];
  readonly importInvoice: (at: Imported) => Promise<void>;
  today: LocalDate;
}

interface Imported {
  readonly who: number;
  readonly on: LocalDate;
  readonly paidOn: LocalDate | null;
  readonly amount: bigint;
}

type Step = (books: Books) => Promise<unknown>;

const which = fc.nat({ max: 50 });
const amount = fc.bigInt({ min: 0n, max: 900n });
const daysAgo = fc.oneof(fc.constant(0), fc.nat({ max: 12 }), fc.nat({ max: 90 }));
const currency = fc.constantFrom(EUR, EUR, EUR, JPY);
const at = <Thing>(things: readonly Thing[], place: number): Thing | undefined =>
  things.length === 0 ? undefined : things[place % things.length];

async function pick(
  books: Books,
  table: 'invoice' | 'payment' | 'allocation',
  place: number,
): Promise<string> {
  const rows = await books.house.tables
    .selectFrom(table)
    .select('id')
    .orderBy('id', 'desc')
    .limit(12)
    .execute();
  return at(rows, place)?.id ?? newId();
}

const draft = fc.record({
  who: which,
  total: amount,
  currency,
  termDays: fc.nat({ max: 45 }),
  product: which,
});
const draftOf = (
  books: Books,
  {
    who,
    total,
    termDays,
    product,
    ...terms
  }: { who: number; total: bigint; currency: CurrencyCode; termDays: number; product: number },
) => ({
  representativeId: at(books.people, who)!,
  currency: terms.currency,
  termDays,
  taxInclusive: false,
  note: null,
  lines: [
    {
      productId: at(books.products, product)!,
      description: 'x',
      quantity: 1000n,
      unitPrice: total,
      discountRate: percent(0),
      taxRate: percent(21),
    },
    {
      productId: null,
      description: 'y',
      quantity: 1500n,
      unitPrice: total / 2n,
      discountRate: percent(10),
      taxRate: percent(0),
    },
  ],
});

const keepDraft = draft.map(
  (terms): Step =>
    (books) =>
      books.house.billing.createDraftInvoice(operator, draftOf(books, terms)),
);
const issue = fc.tuple(draft, daysAgo).map(([terms, ago]): Step => async (books) => {
  const made = await books.house.billing.createDraftInvoice(operator, draftOf(books, terms));
  if (!made.ok) return;
  await books.house.billing.issueInvoice(operator, {
    invoiceId: made.value.invoiceId,
    issueDate: addDays(books.today, -ago),
  });
});
const receive = fc.tuple(which, amount, currency, daysAgo, fc.boolean(), fc.constantFrom('bank', 'cash')).map(
  ([who, paid, code, ago, allocate, method]): Step =>
    (books) =>
      books.house.billing.recordPayment(operator, {
        representativeId: at(books.people, who)!,
        amount: paid * 3n,
        receivedOn: addDays(books.today, -ago),
        allocate,
        currency: code,
        method,
        reference: null,
        note: null,
      }),
);
const allocate = fc.tuple(which, daysAgo).map(([place, ago]): Step => async (books) => {
  const paymentId = await pick(books, 'payment', place);
  return books.house.billing.allocatePayment(operator, {
    paymentId,
    shares: null,
    date: addDays(books.today, -ago),
  });
});
const allocateByHand = fc
  .tuple(which, which, amount, daysAgo)
  .map(([payer, paid, part, ago]): Step => async (books) => {
    const shares = [{ invoiceId: await pick(books, 'invoice', paid), amount: part }];
    const paymentId = await pick(books, 'payment', payer);
    return books.house.billing.allocatePayment(operator, {
      paymentId,
      shares,
      date: addDays(books.today, -ago),
    });
  });
const takeBack = which.map(
  (place): Step =>
    async (books) =>
      books.house.billing.unallocate(operator, { allocationIds: [await pick(books, 'allocation', place)] }),
);
const reversePayment = fc.tuple(which, daysAgo).map(
  ([place, ago]): Step =>
    async (books) =>
      books.house.billing.reversePayment(operator, {
        paymentId: await pick(books, 'payment', place),
        reason: 'x',
        on: addDays(books.today, -ago),
      }),
);
const credit = fc.tuple(which, amount, daysAgo).map(
  ([place, lower, ago]): Step =>
    async (books) =>
      books.house.billing.issueCreditNote(operator, {
        invoiceId: await pick(books, 'invoice', place),
        amount: lower,
        reason: 'x',
        issueDate: addDays(books.today, -ago),
      }),
);
const declareVoid = fc.tuple(which, daysAgo).map(
  ([place, ago]): Step =>
    async (books) =>
      books.house.billing.voidInvoice(operator, {
        invoiceId: await pick(books, 'invoice', place),
        reason: 'x',
        date: addDays(books.today, -ago),
      }),
);
const move = fc.tuple(which, which).map(([who, where]): Step => async (books) => {
  const office_id = at(books.offices, where)!;
  const { geo_id } = await books.house.tables
    .selectFrom('office')
    .select('geo_id')
    .where('id', '=', office_id)
    .executeTakeFirstOrThrow();
  await books.house.tables
    .updateTable('representative')
    .set({ office_id, geo_id })
    .where('id', '=', at(books.people, who)!)
    .execute();
});
const takeIn = fc
  .tuple(which, amount, daysAgo, fc.option(fc.nat({ max: 60 })))
  .map(([who, total, ago, later]): Step => (books) => {
    const on = addDays(books.today, -ago);
    return books.importInvoice({
      who,
      amount: total,
      on,
      paidOn: later === null ? null : addDays(on, later),
    });
  });
const pass = fc.nat({ max: 20 }).map((days): Step => (books) => {
  books.today = addDays(books.today, days);
  books.house.setNow(`${books.today}T12:00:00Z`);
  return Promise.resolve();
});
const fold = fc.constant<Step>((books) => books.analytics.foldAll());
const rebuild = fc.constant<Step>((books) => books.analytics.rebuild());

const history = fc.array(
  fc.oneof(
    { arbitrary: issue, weight: 5 },
    { arbitrary: keepDraft, weight: 1 },
    { arbitrary: receive, weight: 5 },
    { arbitrary: allocate, weight: 4 },
    { arbitrary: allocateByHand, weight: 4 },
    { arbitrary: takeBack, weight: 3 },
    { arbitrary: reversePayment, weight: 2 },
    { arbitrary: credit, weight: 3 },
    { arbitrary: declareVoid, weight: 3 },
    { arbitrary: move, weight: 2 },
    { arbitrary: takeIn, weight: 3 },
    { arbitrary: pass, weight: 3 },
    { arbitrary: fold, weight: 2 },
    { arbitrary: rebuild, weight: 1 },
  ),
  { minLength: 8, maxLength: 24 },
);

forEachDialect('after any history', (dialect, open) => {
  let database: TestDatabase;
  let books: Books;

  beforeAll(async () => {
    database = await open();
    const house = openBilling(database, { now: `${FIRST}T12:00:00Z` });
    const offices = [await house.office(), await house.office(), await house.office()];
    const people = await Promise.all(
      offices.flatMap((officeId) => [house.representative({ officeId }), house.representative({ officeId })]),
    );
    const stamps = { active: true, created_at: new Date(), updated_at: new Date() };
    const managers = [newId(), newId()];
    for (const id of managers)
      await house.tables
        .insertInto('manager')
        .values({ id, code: id.slice(-12), name: 'M', ...stamps })
        .execute();
    // The first office has two managers, the second one of them, the third none.
    for (const [office, manager] of [
      [0, 0],
      [0, 1],
      [1, 1],
    ] as const)
      await house.tables
        .insertInto('office_manager')
        .values({ id: newId(), office_id: offices[office]!, manager_id: managers[manager]! })
        .execute();
    const products = [newId(), newId()];
    for (const id of products)
      await house.tables
        .insertInto('product')
        .values({ id, code: id.slice(-12), name: 'P', unit_price: 1n, currency: 'EUR', ...stamps })
        .execute();
    books = {
      house,
      analytics: openAnalytics(database),
      people,
      offices,
      products,
      importInvoice,
      today: FIRST,
    };
    await everyKindOnce();
  }, 120_000);
  afterAll(() => database.close());

  /** So that the shortest histories too have something reversed, credited and declared void behind them. */
  async function everyKindOnce(): Promise<void> {
    const { house, people } = books;
    const representativeId = people[0]!;
    await house.issued({ representativeId, total: 700n, on: addDays(FIRST, -40), termDays: 10 });
    await house.paid({ representativeId, amount: 700n, on: addDays(FIRST, -9), allocate: true });
    const { id } = await house.tables.selectFrom('allocation').select('id').executeTakeFirstOrThrow();
    value(await house.billing.unallocate(operator, { allocationIds: [id] }));
    const bounced = await house.paid({
      representativeId,
      amount: 150n,
      on: addDays(FIRST, -5),
      allocate: true,
    });
    const reversal = { paymentId: bounced, reason: 'x', on: FIRST };
    value(await house.billing.reversePayment(operator, reversal));
    const credited = await house.issued({ representativeId, total: 500n, on: addDays(FIRST, -20) });
    const note = { invoiceId: credited, amount: 500n, reason: 'x', issueDate: FIRST };
    value(await house.billing.issueCreditNote(operator, note));
    const mistaken = await house.issued({ representativeId, total: 300n, on: addDays(FIRST, -30) });
    value(await house.billing.voidInvoice(operator, { invoiceId: mistaken, reason: 'x', date: FIRST }));
  }

  async function importInvoice({ who, on, paidOn, amount: total }: Imported): Promise<void> {
    const context = { clock: { now: () => new Date() }, database: database.port } as unknown as PluginContext;
    const options = { currency: 'EUR', createMissing: false, amountUnit: 'minor' } as const;
    const session = await invoiceKind.open(context, operator, options);
    const { code } = await books.house.tables
      .selectFrom('representative')
      .select('code')
      .where('id', '=', at(books.people, who)!)
      .executeTakeFirstOrThrow();
    const row = session.read({
      number: newId(),
      representative: code,
      issueDate: on,
      amount: String(total),
      ...(paidOn ? { paidOn } : {}),
    });
    if (!row.ok) throw new Error(JSON.stringify(row.error));
    await database.port.transaction(async (tx) => {
      await session.plan(tx.queries, [row.value]);
      await session.apply(tx, [row.value]);
    });
  }

  async function expectPlainFigures(from: LocalDate, to: LocalDate): Promise<void> {
    const rows = await readBooks(database.port.queries);
    for (const by of [
      null,
      ...new Set(builtInMeasures.flatMap(({ dimensions }) => dimensions)),
    ] as (Dimension | null)[]) {
      const asked = builtInMeasures
        .filter(({ dimensions }) => by === null || dimensions.includes(by))
        .map(({ name }) => name);
      // Amounts apart from counts: without amounts the currencies are told apart by nothing.
      const groups = [
        asked,
        asked.filter((name) =>
          ['invoices', 'payments', 'paid_invoices', 'days_to_pay', 'days_late'].includes(name),
        ),
      ];
      for (const [place, names] of groups.entries()) {
        if (names.length === 0) continue;
        const found = await books.analytics.ask(
          { measures: names, by: by === null ? [] : [by], from, to, limit: 10_000 },
          administrator,
        );
        for (const measure of names) {
          if (place === 0 && groups[1]!.includes(measure)) continue;
          const expected = plainFigures(rows, { measure, by, from, to });
          const told = new Map(
            (by === null ? found.totals : found.rows).map(({ keys, currency: code, values }) => [
              `${by === null ? '' : keys[by]!.id} ${code ?? '-'}`,
              values[measure]!,
            ]),
          );
          for (const id of new Set([...expected.keys(), ...told.keys()])) {
            const nothing = (figure: string | null | undefined) =>
              figure === undefined || figure === null || Number(figure) === 0 ? 'nothing' : figure;
            expect(`${measure} by ${by} ${from}..${to} of ${id}: ${nothing(told.get(id))}`).toBe(
              `${measure} by ${by} ${from}..${to} of ${id}: ${nothing(expected.get(id))}`,
            );
          }
        }
      }
    }
  }

  it('the rollups and what waits say what the rows of the ledger say, and every figure is what a plain count gives', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat({ max: 200 }), fc.nat({ max: 200 }), async (steps, before, length) => {
        for (const step of steps) await step(books);
        expect(await books.analytics.differences()).toEqual([]);
        const from = addDays(books.today, -before);
        await expectPlainFigures(from, addDays(from, length));
      }),
      // The books grow from one history to the next: what failed cannot be made smaller.
      { numRuns: HISTORIES[dialect], endOnFailure: true },
    );
    await expectPlainFigures(day('2024-08-01'), day('2026-12-31'));
  }, 300_000);
});
