import fc from 'fast-check';
import { addDays, monthOf, type LocalDate } from '../../../../src/values/local-date.js';
import { Ledger } from './a-ledger.js';

/** Histories begin on this day and move on from there, a few weeks at a time at most. */
export const FIRST_DAY = '2024-01-15' as LocalDate;

type Step = (ledger: Ledger) => void;

// Mostly one representative and one currency, so that payments meet invoices.
const representative = fc.constantFrom('anna', 'anna', 'anna', 'anna', 'boris');
const currency = fc.constantFrom('EUR', 'EUR', 'EUR', 'EUR', 'JPY');
const amount = fc.bigInt({ min: 0n, max: 300n });
const which = fc.nat({ max: 7 });
/** How long before today: things are dated back. */
const daysAgo = fc.oneof(fc.constant(0), fc.nat({ max: 10 }), fc.nat({ max: 60 }));

const issue = fc
  .tuple(representative, currency, amount, daysAgo, fc.nat({ max: 45 }))
  .map(([who, code, total, ago, termDays]): Step => (ledger) => {
    ledger.issue({ representative: who, currency: code, total, on: addDays(ledger.today, -ago), termDays });
  });
const receive = fc
  .tuple(representative, currency, amount, daysAgo)
  .map(([who, code, paid, ago]): Step => (ledger) => {
    ledger.receive({ representative: who, currency: code, amount: paid, on: addDays(ledger.today, -ago) });
  });
const allocateOldest = fc.tuple(which, daysAgo).map(([index, ago]): Step => (ledger) => {
  const payment = at(ledger.payments, index);
  if (payment) ledger.allocateOldest(payment, addDays(ledger.today, -ago));
});
const allocate = fc
  .tuple(which, which, which, fc.bigInt({ min: -5n, max: 320n }), daysAgo)
  .map(([payer, first, second, part, ago]): Step => (ledger) => {
    const payment = at(ledger.payments, payer);
    const shares = [at(ledger.invoices, first), at(ledger.invoices, second)].flatMap((invoice) =>
      invoice ? [{ invoiceId: invoice.id, amount: part }] : [],
    );
    if (payment) ledger.allocate(payment, shares, addDays(ledger.today, -ago));
  });
const allocateToOne = fc
  .tuple(which, which, amount, daysAgo)
  .map(([payer, first, part, ago]): Step => (ledger) => {
    const [payment, invoice] = [at(ledger.payments, payer), at(ledger.invoices, first)];
    if (payment && invoice)
      ledger.allocate(payment, [{ invoiceId: invoice.id, amount: part }], addDays(ledger.today, -ago));
  });
const unallocate = fc.tuple(which, daysAgo).map(([index, ago]): Step => (ledger) => {
  const allocation = at(ledger.allocations, index);
  if (allocation) ledger.unallocate(allocation, addDays(ledger.today, -ago));
});
const reversePayment = fc.tuple(which, daysAgo).map(([index, ago]): Step => (ledger) => {
  const payment = at(ledger.payments, index);
  if (payment) ledger.reversePayment(payment, addDays(ledger.today, -ago));
});
const credit = fc.tuple(which, amount, daysAgo).map(([index, lower, ago]): Step => (ledger) => {
  const invoice = at(ledger.invoices, index);
  if (invoice) ledger.credit(invoice, lower, addDays(ledger.today, -ago));
});
const declareVoid = fc.tuple(which, daysAgo).map(([index, ago]): Step => (ledger) => {
  const invoice = at(ledger.invoices, index);
  if (invoice) ledger.declareVoid(invoice, addDays(ledger.today, -ago));
});
const close = fc.nat({ max: 120 }).map((ago): Step => (ledger) => {
  ledger.close(monthOf(addDays(ledger.today, -ago)));
});
const reopen = fc.nat({ max: 120 }).map((ago): Step => (ledger) => {
  ledger.reopen(monthOf(addDays(ledger.today, -ago)));
});
const pass = fc.nat({ max: 40 }).map((days): Step => (ledger) => {
  ledger.today = addDays(ledger.today, days);
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: issue, weight: 4 },
  { arbitrary: receive, weight: 4 },
  { arbitrary: allocateOldest, weight: 5 },
  { arbitrary: allocateToOne, weight: 6 },
  { arbitrary: allocate, weight: 2 },
  { arbitrary: unallocate, weight: 6 },
  { arbitrary: reversePayment, weight: 2 },
  { arbitrary: credit, weight: 3 },
  { arbitrary: declareVoid, weight: 3 },
  { arbitrary: close, weight: 1 },
  { arbitrary: reopen, weight: 1 },
  { arbitrary: pass, weight: 3 },
);

// Long ones as well as short ones: what is reversed must first be allocated, issued and received.
const steps = fc.oneof(fc.array(step, { maxLength: 20 }), fc.array(step, { minLength: 30, maxLength: 70 }));

/** Books after any sequence of operations, of which the rules accepted some and refused the others. */
export const anyLedger: fc.Arbitrary<Ledger> = steps.map((all) => {
  const ledger = new Ledger(FIRST_DAY);
  for (const take of all) take(ledger);
  return ledger;
});

function at<Thing>(things: readonly Thing[], index: number): Thing | undefined {
  return things.length === 0 ? undefined : things[index % things.length];
}
