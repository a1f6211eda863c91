// Scenes in which the obvious answer is wrong, or no answer is better than another.
import { addDays, type LocalDate } from '../../../../src/values/local-date.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { companyName, somebody } from './names.js';
import { textAround } from './remittance.js';
import { knownByAccount } from './scenes-unnamed.js';
import { FIRST_DAY, pays, type WorldBuilder, type Scene } from './world.js';

const someDay = ({ chance }: WorldBuilder): LocalDate => addDays(FIRST_DAY, chance.int(20, 300));

const tie = (kind: string) => ({ kind, isTie: true });

/** Two invoices of one amount, one payment that names neither. */
export const equalInvoices: Scene = (world) => {
  const payer = world.newPayer();
  const outstanding = world.amountFor(payer);
  const issuedOn = someDay(world);
  const invoices = [
    world.invoice(payer, { outstanding, issuedOn }),
    world.invoice(payer, { outstanding, issuedOn }),
  ];
  world.movement(tie('tie: equal invoices'), {
    ...knownByAccount(world, payer),
    bookedOn: world.payDay(invoices[0]!),
    amount: outstanding,
    currency: payer.currency,
  });
};

/** Two payers of one name, both owe the amount. */
export const equalNames: Scene = (world) => {
  const first = world.newPayer();
  const second = world.newPayer({ company: first.company, currency: first.currency });
  const outstanding = world.amountFor(first);
  const issuedOn = someDay(world);
  const invoice = world.invoice(first, { outstanding, issuedOn });
  world.invoice(second, { outstanding, issuedOn });
  world.movement(tie('tie: equal names'), {
    counterparty: first.name,
    bookedOn: world.payDay(invoice),
    amount: outstanding,
    currency: first.currency,
  });
};

/** Two payers have an invoice of one number and amount. */
export const equalNumbers: Scene = (world) => {
  const first = world.newPayer();
  const second = world.newPayer({ currency: first.currency });
  const [issuedOn, outstanding] = [someDay(world), world.amountFor(first)];
  const invoice = world.invoice(first, { issuedOn, outstanding });
  world.invoice(second, { issuedOn, outstanding, number: invoice.number });
  world.movement(tie('tie: equal numbers'), {
    counterparty: somebody(world.chance),
    bookedOn: world.payDay(invoice),
    amount: outstanding,
    currency: first.currency,
    reference: textAround(world.chance, invoice.number, issuedOn),
  });
};

/** Two combinations of the payer's invoices add up to the payment. */
export const equalSums: Scene = (world) => {
  const payer = world.newPayer();
  const issuedOn = someDay(world);
  const [a, b, c] = [world.amountFor(payer), world.amountFor(payer), world.amountFor(payer)];
  // a + b = c + d, and no single one is the sum.
  const d = a + b - c;
  if (d <= 0n || d === c || d === a || d === b) return;
  const invoices = [a, b, c, d].map((outstanding) => world.invoice(payer, { issuedOn, outstanding }));
  world.movement(tie('tie: equal sums'), {
    ...knownByAccount(world, payer),
    bookedOn: world.payDay(invoices[0]!),
    amount: a + b,
    currency: payer.currency,
  });
};

/** Two equal payments, two equal invoices, and nothing says which is for which. */
export const twinsUnnamed: Scene = (world) => {
  const payer = world.newPayer();
  const outstanding = world.amountFor(payer);
  const issuedOn = someDay(world);
  const invoices = [
    world.invoice(payer, { outstanding, issuedOn }),
    world.invoice(payer, { outstanding, issuedOn }),
  ];
  const bookedOn = world.payDay(invoices[0]!);
  for (let each = 0; each < 2; each += 1)
    world.movement(tie('tie: twins of twins'), {
      ...knownByAccount(world, payer),
      ...{ bookedOn, amount: outstanding, currency: payer.currency },
    });
};

/** Two recorded payments of one amount. */
export const equalRecorded: Scene = (world) => {
  const payer = world.newPayer();
  const amount = world.amountFor(payer);
  const receivedOn = someDay(world);
  for (let each = 0; each < 2; each += 1) world.payment(payer, { receivedOn, amount, reference: null });
  world.movement(tie('tie: equal recorded payments'), {
    ...knownByAccount(world, payer),
    ...{ bookedOn: receivedOn, amount, currency: payer.currency },
  });
};

/** Two equal payments, two equal invoices, each names its own. */
export const twinsNamed: Scene = (world) => {
  const payer = world.newPayer();
  const outstanding = world.amountFor(payer);
  const issuedOn = someDay(world);
  const invoices = [
    world.invoice(payer, { outstanding, issuedOn }),
    world.invoice(payer, { outstanding, issuedOn }),
  ];
  const bookedOn = world.payDay(invoices[0]!);
  for (const invoice of invoices)
    world.movement(
      { kind: 'twins, numbers named', answers: [pays(invoice)] },
      {
        ...world.from(payer),
        ...{ bookedOn, amount: outstanding, currency: payer.currency },
        reference: textAround(world.chance, invoice.number, issuedOn),
      },
    );
};

/** Paid twice, days apart: the first is for the invoice, the second for nothing. */
export const paidTwice: Scene = (world) => {
  const payer = world.newPayer();
  const invoice = world.invoice(payer);
  const bookedOn = world.payDay(invoice);
  const said = {
    ...knownByAccount(world, payer),
    ...{ amount: invoice.outstanding, currency: payer.currency },
    reference: textAround(world.chance, invoice.number, invoice.issuedOn),
  };
  world.movement({ kind: 'duplicate: first', answers: [pays(invoice)] }, { ...said, bookedOn });
  world.movement(
    { kind: 'duplicate: second' },
    { ...said, bookedOn: addDays(bookedOn, world.chance.int(2, 9)) },
  );
};

/** Two equal lines of one day for one invoice: which of them pays it is all one, but only one does. */
export const sameDayTwice: Scene = (world) => {
  const payer = world.newPayer();
  const invoice = world.invoice(payer);
  const said = {
    ...knownByAccount(world, payer),
    ...{ bookedOn: world.payDay(invoice), amount: invoice.outstanding, currency: payer.currency },
    reference: invoice.number,
  };
  for (let each = 0; each < 2; each += 1) world.movement(tie('tie: one invoice, two equal lines'), said);
};

/** It came, and went back. */
export const returned: Scene = (world) => {
  const payer = world.newPayer();
  const invoice = world.invoice(payer);
  const bookedOn = world.payDay(invoice);
  const both = { ...knownByAccount(world, payer), currency: payer.currency };
  const reference = textAround(world.chance, invoice.number, invoice.issuedOn);
  const came = world.movement(
    // What is done with it before it is known to have gone back is right as well.
    { kind: 'returned: money in', answers: [pays(invoice)], isDecidable: false },
    { ...both, bookedOn, amount: invoice.outstanding, reference },
  );
  const went = world.movement(
    { kind: 'returned: money out', answers: [{ counterMovementId: came.id }] },
    {
      ...both,
      bookedOn: addDays(bookedOn, world.chance.int(1, 4)),
      amount: -invoice.outstanding,
      reference: `${world.chance.pick(['RETURN', 'Повернення', 'ВОЗВРАТ', 'R-transaction MD06'])} ${reference}`,
    },
  );
  world.correct(came.id, { answers: [pays(invoice), { counterMovementId: went.id }] });
};

/** Money out that never came in: a refund of something older, an expense. */
export const moneyOut: Scene = (world) => {
  const payer = world.anyPayer();
  const invoice = world.invoice(payer);
  world.movement(
    { kind: 'refund of something older' },
    {
      ...knownByAccount(world, payer),
      bookedOn: world.payDay(invoice),
      amount: -invoice.outstanding,
      currency: payer.currency,
      reference: world.chance.percent(50) ? `Refund ${invoice.number}` : null,
    },
  );
};

/** Between accounts of ours, of an amount that somebody owes. */
export const transfer: Scene = (world) => {
  const payer = world.anyPayer();
  const { outstanding: amount, currency } = world.invoice(payer);
  const [from, to] = world.chance.shuffle(world.ownAccounts) as [string, string];
  const bookedOn = someDay(world);
  const reference = world.chance.pick([
    null,
    'own funds',
    'Переказ власних коштів',
    'Перевод собственных средств',
  ]);
  const out = world.movement(
    { kind: 'internal transfer' },
    { ownAccount: from, account: to, bookedOn, amount: -amount, currency, reference },
  );
  const inward = world.movement(
    { kind: 'internal transfer', answers: [{ counterMovementId: out.id }] },
    {
      ownAccount: to,
      account: from,
      bookedOn: addDays(bookedOn, world.chance.int(0, 2)),
      amount,
      currency,
      reference,
    },
  );
  world.correct(out.id, { answers: [{ counterMovementId: inward.id }], isDecidable: true });
};

/** The number is right, and the figure; the money is of another currency. */
export const otherCurrency: Scene = (world) => {
  const payer = world.anyPayer();
  const invoice = world.invoice(payer);
  const currency = world.chance.pick(
    (['EUR', 'USD', 'UAH'] as CurrencyCode[]).filter((each) => each !== payer.currency),
  );
  world.movement(
    { kind: 'currency mismatch' },
    {
      ...knownByAccount(world, payer),
      bookedOn: world.payDay(invoice),
      amount: invoice.outstanding,
      currency,
      reference: textAround(world.chance, invoice.number, invoice.issuedOn),
    },
  );
};

/** The bank gives more decimals than the currency has. */
export const fraction: Scene = (world) => {
  const payer = world.anyPayer();
  const invoice = world.invoice(payer);
  world.movement(
    { kind: 'fraction of a minor unit' },
    {
      ...knownByAccount(world, payer),
      bookedOn: world.payDay(invoice),
      amount: invoice.outstanding,
      hasFraction: true,
      currency: payer.currency,
      reference: invoice.number,
    },
  );
};

/** A void or draft invoice is named; the payer owes others, none of this amount. */
export const closedNamed: Scene = (world) => {
  const payer = world.anyPayer();
  const style = world.chance.int(0, 5);
  const issuedOn = someDay(world);
  const closed = world.numberFor(payer, issuedOn, style);
  world.invoice(payer, { style, issuedOn });
  world.movement(
    { kind: 'void or draft number named' },
    {
      ...knownByAccount(world, payer),
      bookedOn: addDays(issuedOn, world.chance.int(1, 30)),
      amount: world.amountFor(payer),
      currency: payer.currency,
      reference: textAround(world.chance, closed, issuedOn),
    },
  );
};

/** A void or paid invoice is named, and the next one is as large: meant, or paid twice? */
export const closedBesideEqual: Scene = (world) => {
  const payer = world.newPayer();
  const style = world.chance.int(0, 5);
  const issuedOn = someDay(world);
  const closed = world.numberFor(payer, issuedOn, style);
  const open = world.invoice(payer, { style, issuedOn });
  world.movement(
    { kind: 'void number beside an equal invoice' },
    {
      ...knownByAccount(world, payer),
      bookedOn: world.payDay(open),
      amount: open.outstanding,
      currency: payer.currency,
      reference: textAround(world.chance, closed, issuedOn),
    },
  );
};

/** Part of something, of a payer who owes several: nothing tells of which. */
export const partOfSomething: Scene = (world) => {
  const payer = world.newPayer();
  const issuedOn = someDay(world);
  const invoices = Array.from({ length: 3 }, () => world.invoice(payer, { issuedOn }));
  const least = invoices.reduce((a, b) => (a.outstanding < b.outstanding ? a : b)).outstanding;
  world.movement(
    { kind: 'partial, no number, several invoices' },
    {
      ...knownByAccount(world, payer),
      bookedOn: world.payDay(invoices[0]!),
      amount: (least * 47n) / 100n + 1n,
      currency: payer.currency,
    },
  );
};

/** Nobody of the books: of an amount that somebody owes. */
export const stranger: Scene = (world) => {
  const { outstanding: amount, currency, dueOn } = world.invoice(world.anyPayer());
  world.movement(
    { kind: 'unknown payer, amount of somebody' },
    {
      counterparty: companyName(world.chance, 'en', 9_000 + world.size()).full.replace(/^\S+/, 'Zyxomma'),
      account: `GB29NWBK601613${String(world.size()).padStart(8, '0')}`,
      ...{ bookedOn: dueOn, amount, currency },
      reference: world.chance.pick([null, 'deposit', 'повернення позики']),
    },
  );
};

const NOISE: readonly (readonly [counterparty: string | null, reference: string])[] = [
  ['TAX OFFICE', 'VAT refund 2026 Q2'],
  ['ДПС України', 'Повернення надміру сплаченого ПДВ'],
  [null, 'Interest credited'],
  [null, 'Комісія за обслуговування рахунку 2600'],
  ['Payroll', 'Salary 09/2026'],
  ['АЗС 4402', 'POS purchase 4149 **** 1234'],
  ['Google Ireland Ltd', 'ADS 482-991-2026'],
];

/** Not a customer at all. */
export const noise: Scene = (world) => {
  const [counterparty, reference] = world.chance.pick(NOISE);
  const sign = world.chance.percent(40) ? 1n : -1n;
  world.movement(
    { kind: 'noise' },
    {
      ...{ counterparty, reference, bookedOn: someDay(world) },
      amount: sign * BigInt(world.chance.int(100, 900_000)),
      currency: world.chance.pick(['EUR', 'UAH', 'USD'] as CurrencyCode[]),
    },
  );
};

/** The first of two names that begin alike is not the second. */
export const nameWithin: Scene = (world) => {
  const longer = world.newPayer();
  const company = {
    ...longer.company,
    core: `${longer.company.core} ${world.chance.pick(['Holding', 'Plus'])}`,
  };
  const other = world.newPayer({
    company: { ...company, full: `${company.core} ${company.legalForm}` },
    currency: longer.currency,
  });
  const outstanding = world.amountFor(longer);
  const issuedOn = someDay(world);
  const meant = world.invoice(longer, { outstanding, issuedOn });
  world.invoice(other, { outstanding, issuedOn });
  world.movement(
    { kind: 'name within another name', answers: [pays(meant)] },
    {
      counterparty: longer.name,
      bookedOn: world.payDay(meant),
      amount: outstanding,
      currency: longer.currency,
    },
  );
};

/** The account is known for two payers, and both owe the amount. */
export const sharedAccountEqual: Scene = (world) => {
  const first = world.newPayer();
  const second = world.newPayer({ currency: first.currency });
  for (const each of [first, second]) world.knowAccount(each, first.account);
  const [issuedOn, outstanding] = [someDay(world), world.amountFor(first)];
  const invoice = world.invoice(first, { issuedOn, outstanding });
  world.invoice(second, { issuedOn, outstanding });
  world.movement(tie('tie: account of two payers'), {
    account: first.account,
    ...{ bookedOn: world.payDay(invoice), amount: outstanding, currency: first.currency },
  });
};

/** For what is not invoiced yet: more than all that is open. */
export const prepayment: Scene = (world) => {
  const payer = world.newPayer();
  const invoice = world.invoice(payer);
  world.movement(
    { kind: 'prepayment' },
    {
      ...knownByAccount(world, payer),
      bookedOn: world.payDay(invoice),
      amount: invoice.outstanding * 3n + 7n,
      currency: payer.currency,
      reference: world.chance.pick([null, 'передоплата', 'advance for Q4', 'аванс по договору']),
    },
  );
};
