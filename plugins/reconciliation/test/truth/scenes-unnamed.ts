// Scenes in which no number is said: the payer, the amount and the days tell, as far as anything does.
import { addDays, type LocalDate } from '../../../../src/values/local-date.js';
import type { BankMovement } from '../../domain/decision.js';
import { asBankPrints, inOtherScript, misspelt } from './names.js';
import { textWithout } from './remittance.js';
import { chargesOf, partsOf } from './scenes-named.js';
import { pays, type KnownPayer, type WorldBuilder, type Scene } from './world.js';

type Payer = Pick<BankMovement, 'counterparty' | 'account'>;

/** One invoice, paid whole; who the payer is stands in the scene's own way. */
const wholeUnnamed =
  (kind: string, said: (world: WorldBuilder, payer: KnownPayer) => Payer): Scene =>
  (world) => {
    const payer = world.anyPayer();
    const invoice = world.invoice(payer);
    const bookedOn = world.payDay(invoice);
    world.movement(
      { kind, answers: [pays(invoice)] },
      {
        ...said(world, payer),
        ...{ bookedOn, amount: invoice.outstanding, currency: invoice.currency },
        reference: textWithout(world.chance, bookedOn),
      },
    );
  };

export function knownByAccount(world: WorldBuilder, payer: KnownPayer): Payer {
  world.knowAccount(payer);
  return {
    counterparty: world.chance.percent(80) ? asBankPrints(world.chance, payer.company) : null,
    account: payer.account,
  };
}

export const byAccount = wholeUnnamed('no number, payer by account', knownByAccount);
export const byName = wholeUnnamed('no number, payer by name', ({ chance }, { company }) => ({
  counterparty: asBankPrints(chance, company),
  account: null,
}));
export const byMisspeltName = wholeUnnamed('no number, name misspelt', ({ chance }, { company }) => ({
  counterparty: misspelt(chance, company),
  account: null,
}));
export const byOtherScript = wholeUnnamed('no number, foreign script', ({ chance }, { company }) => ({
  counterparty: inOtherScript(chance, company),
  account: null,
}));

export const byAlias: Scene = (world) => {
  const payer = world.aliasedPayer();
  const invoice = world.invoice(payer);
  world.movement(
    { kind: 'no number, payer by alias', answers: [pays(invoice)] },
    {
      counterparty: payer.aliases[0]!.toUpperCase(),
      bookedOn: world.payDay(invoice),
      amount: invoice.outstanding,
      currency: invoice.currency,
    },
  );
};

export const splitUnnamed: Scene = (world) => {
  const payer = world.newPayer();
  const invoice = world.invoice(payer);
  const day = world.payDay(invoice);
  for (const amount of partsOf(world, invoice.outstanding, world.chance.int(2, 3))) {
    world.movement(
      { kind: 'split, no number', answers: [pays(invoice, amount)] },
      {
        ...knownByAccount(world, payer),
        bookedOn: addDays(day, world.chance.int(0, 5)),
        amount,
        currency: invoice.currency,
      },
    );
  }
};

export const mergedUnnamed: Scene = (world) => {
  const payer = world.newPayer();
  const all = Array.from({ length: world.chance.int(3, 7) }, () =>
    world.invoice(payer, { issuedOn: addDays('2026-06-01' as LocalDate, world.chance.int(0, 40)) }),
  );
  const paid = all.slice(0, world.chance.int(2, all.length));
  world.movement(
    {
      kind: 'merged, no number',
      answers: [{ allocations: paid.flatMap((invoice) => pays(invoice).allocations ?? []) }],
    },
    {
      ...knownByAccount(world, payer),
      bookedOn: addDays(paid[0]!.dueOn, world.chance.int(-5, 20)),
      amount: paid.reduce((sum, { outstanding }) => sum + outstanding, 0n),
      currency: payer.currency,
    },
  );
};

export const chargesUnnamed: Scene = (world) => {
  const payer = world.newPayer();
  const invoice = world.invoice(payer);
  const amount = invoice.outstanding - chargesOf(world, invoice.outstanding, payer.currency);
  world.movement(
    { kind: 'bank charges, no number', answers: [pays(invoice, amount)] },
    { ...knownByAccount(world, payer), bookedOn: world.payDay(invoice), amount, currency: invoice.currency },
  );
};

/** The payer owes one invoice alone, so it is this one that is paid in part. */
export const partialUnnamed: Scene = (world) => {
  const payer = world.newPayer();
  const invoice = world.invoice(payer);
  const amount = (invoice.outstanding * BigInt(world.chance.int(20, 80))) / 100n;
  world.movement(
    { kind: 'partial, no number, one invoice', answers: [pays(invoice, amount)] },
    { ...knownByAccount(world, payer), bookedOn: world.payDay(invoice), amount, currency: invoice.currency },
  );
};

export const early: Scene = (world) => {
  const payer = world.anyPayer();
  const invoice = world.invoice(payer);
  world.movement(
    { kind: 'early, no number', answers: [pays(invoice)] },
    {
      ...knownByAccount(world, payer),
      bookedOn: addDays(invoice.issuedOn, -world.chance.int(1, 9)),
      amount: invoice.outstanding,
      currency: invoice.currency,
    },
  );
};

export const late: Scene = (world) => {
  const payer = world.anyPayer();
  const invoice = world.invoice(payer);
  world.movement(
    { kind: 'late, no number', answers: [pays(invoice)] },
    {
      ...knownByAccount(world, payer),
      bookedOn: addDays(invoice.dueOn, world.chance.int(30, 115)),
      amount: invoice.outstanding,
      currency: invoice.currency,
    },
  );
};

/** Two equal invoices and two equal payments, one of which names its invoice: the other one is left for the other. */
export const leftByElimination: Scene = (world) => {
  const payer = world.newPayer();
  const outstanding = world.amountFor(payer);
  const issuedOn = addDays('2026-05-01' as LocalDate, world.chance.int(0, 60));
  const [first, second] = [
    world.invoice(payer, { outstanding, issuedOn }),
    world.invoice(payer, { outstanding, issuedOn }),
  ];
  const bookedOn = world.payDay(first);
  const both = { ...{ amount: outstanding, currency: payer.currency }, bookedOn };
  const kind = 'twins, one number named';
  world.movement(
    { kind, answers: [pays(second)] },
    { ...both, ...knownByAccount(world, payer), reference: `Re ${second.number}` },
  );
  world.movement({ kind, answers: [pays(first)] }, { ...both, ...knownByAccount(world, payer) });
};

/** Somebody recorded the payment before the bank told of it. */
export const recorded: Scene = (world) => {
  const payer = world.anyPayer();
  const receivedOn = addDays('2026-03-01' as LocalDate, world.chance.int(0, 200));
  const amount = world.amountFor(payer);
  const payment = world.payment(payer, { receivedOn, amount, reference: null });
  world.movement(
    { kind: 'recorded payment', answers: [{ paymentId: payment.id }] },
    {
      ...knownByAccount(world, payer),
      bookedOn: addDays(receivedOn, world.chance.int(-2, 4)),
      amount,
      currency: payer.currency,
    },
  );
};

/** The treasury of a group pays for two members from one account: the amount tells for which. */
export const sharedAccount: Scene = (world) => {
  const [payer, member] = [world.newPayer(), world.newPayer()];
  const account = payer.account;
  for (const each of [payer, member]) world.knowAccount(each, account);
  const issuedOn = addDays('2026-04-01' as LocalDate, world.chance.int(0, 100));
  const invoice = world.invoice(payer, { issuedOn });
  world.invoice(member, {
    issuedOn,
    currency: payer.currency,
    outstanding: world.amountFor(member, payer.currency),
  });
  world.movement(
    { kind: 'no number, account of two payers', answers: [pays(invoice)] },
    { account, bookedOn: world.payDay(invoice), amount: invoice.outstanding, currency: payer.currency },
  );
};

/** Two companies of one name and two legal forms: the legal form tells. */
export const legalFormTells: Scene = (world) => {
  const first = world.newPayer();
  const legalForm = { en: 'PLC', uk: 'ФОП', ru: 'ПАО' }[first.company.script];
  const full = first.name.replace(first.company.legalForm, legalForm);
  const second = world.newPayer({ company: { ...first.company, legalForm, full }, currency: first.currency });
  const outstanding = world.amountFor(first);
  const issuedOn = addDays('2026-04-01' as LocalDate, world.chance.int(0, 100));
  const invoice = world.invoice(first, { outstanding, issuedOn });
  world.invoice(second, { outstanding, issuedOn });
  world.movement(
    { kind: 'legal form tells', answers: [pays(invoice)] },
    {
      counterparty: first.name,
      bookedOn: world.payDay(invoice),
      amount: outstanding,
      currency: first.currency,
    },
  );
};
