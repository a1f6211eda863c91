// Scenes in which the text names what is paid, more or less legibly.
import { addDays } from '../../../../src/values/local-date.js';
import { inOtherScript, misspelt, somebody } from './names.js';
import { abbreviated, misread, mistyped, respaced, withoutZeros } from './numbering.js';
import { textAround } from './remittance.js';
import { pays, type WorldBuilder, type Scene } from './world.js';
import type { OpenInvoice } from '../../domain/decision.js';

/** One invoice, paid whole; what is written of its number is the scene's own. */
const wholeNamed =
  (kind: string, written: (world: WorldBuilder, invoice: OpenInvoice) => string): Scene =>
  (world) => {
    const payer = world.anyPayer();
    const invoice = world.invoice(payer);
    if (world.chance.percent(30)) world.knowAccount(payer);
    const reference = textAround(world.chance, written(world, invoice), invoice.issuedOn);
    world.movement(
      { kind, answers: [pays(invoice)] },
      {
        ...world.from(payer),
        bookedOn: world.payDay(invoice),
        amount: invoice.outstanding,
        currency: invoice.currency,
        reference,
      },
    );
  };

export const clean = wholeNamed('clean', (_, { number }) => number);
export const spaced = wholeNamed('number respaced', ({ chance }, { number }) => respaced(chance, number));
export const zerosLost = wholeNamed('leading zeros lost', (_, { number }) => withoutZeros(number));
export const ocr = wholeNamed('number misread (OCR)', ({ chance }, { number }) => misread(chance, number));
export const typo = wholeNamed('number mistyped', ({ chance }, { number }) => mistyped(chance, number));

/** The number in the end-to-end id alone. */
export const endToEnd: Scene = (world) => {
  const payer = world.anyPayer();
  const invoice = world.invoice(payer);
  const endToEndId = world.chance.percent(50)
    ? invoice.number
    : invoice.number.replaceAll(/[^\p{L}\p{N}]/gu, '');
  world.movement(
    { kind: 'end-to-end id', answers: [pays(invoice)] },
    {
      ...world.from(payer),
      bookedOn: world.payDay(invoice),
      amount: invoice.outstanding,
      currency: invoice.currency,
      endToEndId,
    },
  );
};

/** A clerk types the number of the next invoice of the same payer, and pays this one. */
export const typoToSibling: Scene = (world) => {
  const payer = world.anyPayer();
  world.knowAccount(payer);
  const style = world.chance.int(0, 5);
  const [meant, other] = [world.invoice(payer, { style }), world.invoice(payer, { style })];
  const reference = textAround(world.chance, other.number, meant.issuedOn);
  world.movement(
    { kind: 'number of another invoice', answers: [pays(meant)] },
    {
      ...world.from(payer),
      account: payer.account,
      bookedOn: world.payDay(meant),
      amount: meant.outstanding,
      currency: meant.currency,
      reference,
    },
  );
};

/** A parent company, a director, or somebody who is known for another payer: number and amount are right. */
export const wrongName: Scene = (world) => {
  const [payer, other] = [world.anyPayer(), world.anyPayer()];
  const invoice = world.invoice(payer);
  const counterparty = world.chance.percent(70) ? somebody(world.chance) : other.name;
  const reference = textAround(world.chance, invoice.number, invoice.issuedOn);
  world.movement(
    { kind: 'wrong-name payer', answers: [pays(invoice)] },
    {
      counterparty,
      bookedOn: world.payDay(invoice),
      amount: invoice.outstanding,
      currency: invoice.currency,
      reference,
    },
  );
};

export const otherScriptNamed: Scene = (world) => {
  const payer = world.anyPayer();
  const invoice = world.invoice(payer);
  const reference = textAround(world.chance, invoice.number, invoice.issuedOn);
  world.movement(
    { kind: 'foreign script, number named', answers: [pays(invoice)] },
    {
      counterparty: inOtherScript(world.chance, payer.company),
      bookedOn: world.payDay(invoice),
      amount: invoice.outstanding,
      currency: invoice.currency,
      reference,
    },
  );
};

/** One invoice by two to four payments, each of which names it. */
export const splitNamed: Scene = (world) => {
  const payer = world.anyPayer();
  const invoice = world.invoice(payer);
  const day = world.payDay(invoice);
  for (const amount of partsOf(world, invoice.outstanding, world.chance.int(2, 4))) {
    world.movement(
      { kind: 'split, number named', answers: [pays(invoice, amount)] },
      {
        ...world.from(payer),
        bookedOn: addDays(day, world.chance.int(0, 20)),
        amount,
        currency: invoice.currency,
        reference: textAround(world.chance, invoice.number, invoice.issuedOn),
      },
    );
  }
};

export function partsOf({ chance }: WorldBuilder, whole: bigint, count: number): readonly bigint[] {
  const shares = Array.from({ length: count }, () => chance.int(20, 100));
  const total = shares.reduce((all, share) => all + share, 0);
  const parts = shares.slice(1).map((share) => (whole * BigInt(share)) / BigInt(total));
  return [whole - parts.reduce((all, part) => all + part, 0n), ...parts];
}

const merged =
  (kind: string, written: (numbers: readonly string[], world: WorldBuilder) => string): Scene =>
  (world) => {
    const payer = world.anyPayer();
    const style = world.chance.int(0, 5);
    const invoices = Array.from({ length: world.chance.int(2, 5) }, () => world.invoice(payer, { style }));
    const last = invoices.reduce((a, b) => (a.dueOn > b.dueOn ? a : b));
    const numbers = invoices.map(({ number }) => number);
    world.movement(
      { kind, answers: [{ allocations: invoices.flatMap((each) => pays(each).allocations ?? []) }] },
      {
        ...world.from(payer),
        bookedOn: world.payDay(last),
        amount: invoices.reduce((sum, { outstanding }) => sum + outstanding, 0n),
        currency: payer.currency,
        reference: textAround(world.chance, written(numbers, world), last.issuedOn),
      },
    );
  };

export const mergedNamed = merged('merged, numbers named', (numbers, { chance }) =>
  numbers.join(chance.pick([', ', '; ', ' ', ' + ', ' та ', ' и ', ' and '])),
);
export const mergedAbbreviated = merged('merged, numbers abbreviated', abbreviated);
export const mergedOneNamed = merged('merged, one number named', ([first = '']) => first);

export const partialNamed: Scene = (world) => {
  const payer = world.anyPayer();
  const invoice = world.invoice(payer);
  const amount = (invoice.outstanding * BigInt(world.chance.int(10, 90))) / 100n;
  world.movement(
    { kind: 'partial, number named', answers: [pays(invoice, amount)] },
    {
      ...world.from(payer),
      bookedOn: world.payDay(invoice),
      amount,
      currency: invoice.currency,
      reference: textAround(world.chance, invoice.number, invoice.issuedOn),
    },
  );
};

export const overNamed: Scene = (world) => {
  const payer = world.anyPayer();
  const invoice = world.invoice(payer);
  const extra = (invoice.outstanding * BigInt(world.chance.int(1, 40))) / 100n + 1n;
  world.movement(
    { kind: 'over-payment, number named', answers: [pays(invoice)] },
    {
      ...world.from(payer),
      bookedOn: world.payDay(invoice),
      amount: invoice.outstanding + extra,
      currency: invoice.currency,
      reference: textAround(world.chance, invoice.number, invoice.issuedOn),
    },
  );
};

/** A bank on the way took its charges off. */
export const chargesNamed: Scene = (world) => {
  const payer = world.anyPayer();
  const invoice = world.invoice(payer);
  const amount = invoice.outstanding - chargesOf(world, invoice.outstanding, payer.currency);
  world.movement(
    { kind: 'bank charges, number named', answers: [pays(invoice, amount)] },
    {
      ...world.from(payer),
      bookedOn: world.payDay(invoice),
      amount,
      currency: invoice.currency,
      reference: textAround(world.chance, invoice.number, invoice.issuedOn),
    },
  );
};

/** At most 0.9 percent and 20 units: within what the policy takes for charges. */
export function chargesOf({ chance }: WorldBuilder, amount: bigint, currency: string): bigint {
  const unit = currency === 'JPY' ? 1n : currency === 'KWD' ? 1000n : 100n;
  const rate = (amount * BigInt(chance.int(2, 9))) / 1000n;
  const most = 20n * unit;
  return rate > most ? most : rate > 0n ? rate : 1n;
}

export const earlyNamed: Scene = (world) => {
  const payer = world.anyPayer();
  const invoice = world.invoice(payer);
  world.movement(
    { kind: 'early, number named', answers: [pays(invoice)] },
    {
      ...world.from(payer),
      bookedOn: addDays(invoice.issuedOn, -world.chance.int(1, 40)),
      amount: invoice.outstanding,
      currency: invoice.currency,
      reference: textAround(world.chance, invoice.number, invoice.issuedOn),
    },
  );
};

export const lateNamed: Scene = (world) => {
  const payer = world.anyPayer();
  const invoice = world.invoice(payer);
  world.movement(
    { kind: 'late, number named', answers: [pays(invoice)] },
    {
      ...world.from(payer),
      bookedOn: addDays(invoice.dueOn, world.chance.int(90, 300)),
      amount: invoice.outstanding,
      currency: invoice.currency,
      reference: textAround(world.chance, invoice.number, invoice.issuedOn),
    },
  );
};

/** The payer's own order number is the number of somebody else's invoice. */
export const foreignNumber: Scene = (world) => {
  const [payer, other] = [world.anyPayer(), world.anyPayer()];
  if (payer === other) return;
  world.knowAccount(payer);
  const invoice = world.invoice(payer);
  const stranger = world.invoice(other, {
    style: 4,
    currency: payer.currency,
    outstanding: world.amountFor(other, payer.currency),
  });
  world.movement(
    { kind: "another's number in the text", answers: [pays(invoice)] },
    {
      counterparty: world.chance.percent(50) ? payer.name : misspelt(world.chance, payer.company),
      account: payer.account,
      bookedOn: world.payDay(invoice),
      amount: invoice.outstanding,
      currency: invoice.currency,
      reference: `PO ${stranger.number} ${world.chance.pick(['services', 'послуги', 'услуги'])}`,
    },
  );
};

/** Two numbers are named, the amount is that of one. */
export const twoNamedOnePaid: Scene = (world) => {
  const payer = world.anyPayer();
  const [paid, mentioned] = [world.invoice(payer), world.invoice(payer)];
  const numbers = world.chance.shuffle([paid.number, mentioned.number]);
  world.movement(
    { kind: 'two numbers named, one paid', answers: [pays(paid)] },
    {
      ...world.from(payer),
      bookedOn: world.payDay(paid),
      amount: paid.outstanding,
      currency: payer.currency,
      reference: textAround(
        world.chance,
        numbers.join(world.chance.pick([', ', ' / ', ' cf. '])),
        paid.issuedOn,
      ),
    },
  );
};

/** A bank took its charges off a payment for two: off which of them is all one. */
export const mergedLessCharges: Scene = (world) => {
  const payer = world.anyPayer();
  const both = [world.invoice(payer), world.invoice(payer)] as const;
  const least = both[0].outstanding < both[1].outstanding ? both[0] : both[1];
  const missing = chargesOf(world, least.outstanding, payer.currency);
  world.movement(
    {
      kind: 'merged, bank charges, numbers named',
      answers: both.map((short) => ({
        allocations: both.map(({ id, outstanding }) => ({
          invoiceId: id,
          amount: id === short.id ? outstanding - missing : outstanding,
        })),
      })),
    },
    {
      ...world.from(payer),
      bookedOn: world.payDay(both[1]),
      amount: both[0].outstanding + both[1].outstanding - missing,
      currency: payer.currency,
      reference: textAround(world.chance, both.map(({ number }) => number).join(' + '), both[0].issuedOn),
    },
  );
};

/** Three equal instalments, told as 1/3, 2/3, 3/3. */
export const instalments: Scene = (world) => {
  const payer = world.anyPayer();
  const outstanding = world.amountFor(payer) * 3n;
  const invoice = world.invoice(payer, { outstanding });
  for (const part of [1, 2, 3])
    world.movement(
      { kind: 'instalments, number named', answers: [pays(invoice, outstanding / 3n)] },
      {
        ...world.from(payer),
        bookedOn: addDays(invoice.issuedOn, 30 * part),
        amount: outstanding / 3n,
        currency: payer.currency,
        reference: `${invoice.number} ${part}/3`,
      },
    );
};
