// Whatever is settled, taken back, ignored and opened again, in whatever order: the bank and the ledger go on telling the same.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openTestDatabase } from '../../../../test/harness/database.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { newId } from '../../../../src/values/ids.js';
import { day, EUR, operator, value } from '../../../billing/test/integration/billing-house.js';
import type { TransactionRecord } from '../../app/records.js';
import type { ShareOfInvoice } from '../../domain/decision.js';
import { sumOf, type Part } from '../../domain/parts.js';
import { booksOf, expectBooksHold } from './books.js';
import { aCandidate, openReconciliation, type ReconciliationHouse } from './reconciliation-house.js';

const HISTORIES = 25;
const STEPS = 12;
const USD = 'USD' as CurrencyCode;
const TODAY = '2026-03-15';

interface World {
  readonly house: ReconciliationHouse;
  readonly payers: readonly { readonly id: string; readonly currency: CurrencyCode }[];
  readonly transactions: readonly string[];
}

/** What a person would put together of a transaction that comes to some of these; the house refuses what does not fit. */
interface Proposal {
  readonly fits: (transaction: TransactionRecord) => boolean;
  readonly partsOf: (world: World, transaction: TransactionRecord) => Promise<readonly Part[]>;
}
type Step = (world: World) => Promise<unknown>;

const which = fc.nat({ max: 30 });
const hundreds = fc.bigInt({ min: 1n, max: 60n }).map((units) => units * 100n);
const at = <Thing>(things: readonly Thing[], place: number): Thing | undefined =>
  things.length === 0 ? undefined : things[place % things.length];
const leftOf = ({ amount, settled }: TransactionRecord): bigint => amount - settled;
const least = (one: bigint, other: bigint): bigint => (one < other ? one : other);
const isIncoming = ({ amount }: TransactionRecord): boolean => amount > 0n;
const isOutgoing = ({ amount }: TransactionRecord): boolean => amount < 0n;

/** Mostly one that fits, so that much is done; sometimes any, so that much is refused. */
function mostly<Thing>(things: readonly Thing[], fits: (thing: Thing) => boolean, place: number) {
  const fitting = things.filter(fits);
  return at(place % 10 === 0 || fitting.length === 0 ? things : fitting, place);
}

const wanted = fc.array(fc.tuple(which, fc.option(hundreds)), { maxLength: 2 });

/** Of at most `most` together; an amount of null is all that is outstanding. */
async function sharesOf(
  { house }: World,
  representativeId: string,
  asked: readonly (readonly [place: number, amount: bigint | null])[],
  most: bigint,
): Promise<readonly ShareOfInvoice[]> {
  const invoices = await house.tables
    .selectFrom('invoice')
    .select(['id', 'outstanding'])
    .where('representative_id', '=', representativeId)
    .orderBy('id')
    .execute();
  let left = most;
  return asked.flatMap(([place, wanted]) => {
    const { id, outstanding } = mostly(invoices, (invoice) => invoice.outstanding > 0n, place)!;
    const amount = least(wanted ?? outstanding, left);
    left -= amount;
    return amount > 0n ? [{ invoiceId: id, amount }] : [];
  });
}

const livePayments = ({ house }: World) =>
  house.tables
    .selectFrom('payment')
    .select(['id', 'representative_id', 'currency', 'amount', 'unallocated'])
    .where('reversed_on', 'is', null)
    .orderBy('id')
    .execute();

/** What the shares leave is credit, or is left to settle; what the bank took off for itself is written off. */
const payment = fc
  .record({ who: which, wanted, hasCredit: fc.boolean(), charges: fc.option(hundreds, { freq: 1 }) })
  .map(({ who, wanted, hasCredit, charges }): Proposal => {
    return {
      fits: isIncoming,
      async partsOf(world, transaction) {
        const { currency } = transaction;
        const { id: representativeId } = mostly(world.payers, (payer) => payer.currency === currency, who)!;
        const most = leftOf(transaction) + (charges ?? 0n);
        const shares = await sharesOf(world, representativeId, wanted, most);
        const amount = hasCredit || shares.length === 0 ? most : sumOf(shares);
        const paying: Part = { kind: 'payment', representativeId, amount, shares };
        if (charges === null) return [paying];
        return [paying, { kind: 'write-off', account: 'bank-charges', amount: -charges, note: null }];
      },
    };
  });

const recordedPayment = fc.tuple(which, wanted).map(([place, wanted]): Proposal => {
  return {
    fits: isIncoming,
    async partsOf(world, transaction) {
      const { currency } = transaction;
      const found = mostly(await livePayments(world), (each) => each.currency === currency, place);
      if (!found) return [];
      const { id: paymentId, representative_id: payer, amount, unallocated } = found;
      const shares = await sharesOf(world, payer, wanted, unallocated);
      return [{ kind: 'recorded-payment', paymentId, amount: least(amount, leftOf(transaction)), shares }];
    },
  };
});

const writeOff = fc.option(hundreds).map((some): Proposal => {
  return {
    fits: () => true,
    async partsOf(_, transaction) {
      const amount = some === null ? leftOf(transaction) : isIncoming(transaction) ? some : -some;
      return [{ kind: 'write-off', account: 'other', amount, note: null }];
    },
  };
});

const transfer = which.map((place): Proposal => {
  return {
    fits: isOutgoing,
    async partsOf({ house, transactions }, transaction) {
      const found = await Promise.all(transactions.map((id) => house.transaction(id)));
      const takes = (other: TransactionRecord) =>
        other.currency === transaction.currency && leftOf(other) >= -leftOf(transaction);
      const { id: transactionId } = mostly(found, takes, place)!;
      return [{ kind: 'transfer', transactionId, amount: leftOf(transaction) }];
    },
  };
});

const reversal = which.map((place): Proposal => {
  return {
    fits: isOutgoing,
    async partsOf(world, transaction) {
      const amount = leftOf(transaction);
      const isWhole = (each: { readonly amount: bigint }) => each.amount === -amount;
      const paymentId = mostly(await livePayments(world), isWhole, place)?.id ?? newId();
      return [{ kind: 'payment-reversal', paymentId, amount, reason: 'sent back' }];
    },
  };
});

const proposal = fc.oneof(
  { weight: 4, arbitrary: payment },
  { weight: 3, arbitrary: recordedPayment },
  { weight: 1, arbitrary: writeOff },
  { weight: 2, arbitrary: transfer },
  { weight: 3, arbitrary: reversal },
);

async function propose(world: World, place: number, proposal: Proposal) {
  const found = await Promise.all(world.transactions.map((id) => world.house.transaction(id)));
  const waits = (each: TransactionRecord) => each.state !== 'settled' && each.state !== 'ignored';
  const transaction = mostly(found, (each) => waits(each) && proposal.fits(each), place)!;
  const parts = await proposal.partsOf(world, transaction);
  const before = await booksOf(world.house);
  const settled = await world.house.reconciliation.settleTransaction(operator, {
    ...{ transactionId: transaction.id, version: transaction.version },
    ...{ parts, rule: 'hand', trace: [], runId: null },
  });
  if (!settled.ok) expect(await booksOf(world.house)).toEqual(before);
  return { parts, before, settlementId: settled.ok ? settled.value.settlementId : null };
}

const settle = fc.tuple(which, proposal).map(
  ([place, proposal]): Step =>
    (world) =>
      propose(world, place, proposal),
);

const settleAndUndo = fc.tuple(which, proposal).map(([place, proposal]): Step => async (world) => {
  const { house } = world;
  const { parts, before, settlementId } = await propose(world, place, proposal);
  if (settlementId === null) return;
  await expectBooksHold(house);
  value(await house.reconciliation.undoSettlement(operator, { settlementId }));
  const after = await booksOf(house);
  // A payment that had gone back is recorded anew, today: what it had paid is paid today.
  if (parts.some(({ kind }) => kind === 'payment-reversal'))
    for (const invoice of [...before.invoices, ...after.invoices]) invoice.settled_on = null;
  expect(after).toEqual(before);
});

const undo = which.map((place): Step => async ({ house }) => {
  const live = await house.tables
    .selectFrom('bank_settlement')
    .select('id')
    .where('undone_at', 'is', null)
    .orderBy('id')
    .execute();
  const settlementId = at(live, place)?.id ?? newId();
  await house.reconciliation.undoSettlement(operator, { settlementId });
});

const ignore = which.map((place): Step => async ({ house, transactions }) => {
  const transactionId = at(transactions, place)!;
  const version = await house.version(transactionId);
  await house.reconciliation.ignoreTransaction(operator, { transactionId, version, reason: 'ours' });
});

const reopen = which.map((place): Step => async ({ house, transactions }) => {
  const transactionId = at(transactions, place)!;
  const version = await house.version(transactionId);
  await house.reconciliation.reopenTransaction(operator, { transactionId, version });
});

const history = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: settle },
    { weight: 4, arbitrary: settleAndUndo },
    { weight: 3, arbitrary: undo },
    { weight: 1, arbitrary: ignore },
    { weight: 1, arbitrary: reopen },
  ),
  { minLength: STEPS, maxLength: STEPS },
);

/** Two payers and one of another currency: what they owe, what of it was recorded by hand, and what the bank says of them. */
async function aWorld(house: ReconciliationHouse): Promise<World> {
  const { billing } = house;
  const payers = [];
  for (const currency of [EUR, EUR, USD])
    payers.push({ id: await billing.representative({ currency }), currency });
  const invoices: string[] = [];
  for (const { id: representativeId } of payers) {
    for (const total of [10_000n, 4_000n])
      invoices.push(await billing.issued({ representativeId, total, on: day('2026-03-01') }));
    await billing.paid({ representativeId, amount: 6_000n, on: day('2026-03-09') });
  }
  const [main, gateway] = [await house.account(), await house.account({ kind: 'gateway' })];
  const dollars = await house.account({ currency: USD });
  const candidate = aCandidate({
    representativeId: payers[0]!.id,
    allocations: [{ invoiceId: invoices[0]!, amount: 4_000n }],
  });
  const moved = (accountId: string, amount: bigint, currency = EUR) =>
    house.moved({ accountId, amount, currency, on: amount < 0n ? TODAY : '2026-03-10' });
  const transactions = [
    await house.moved({ accountId: main, amount: 4_000n, candidates: [candidate] }),
    await moved(main, 6_000n),
    await moved(main, 15_000n),
    await moved(dollars, 6_000n, USD),
    await moved(gateway, -6_000n),
    await moved(gateway, -4_000n),
    await moved(dollars, -6_000n, USD),
  ];
  return { house, payers, transactions };
}

describe('histories of bank transactions', () => {
  it('leave the bank and the ledger telling the same, and what is undone at once as it was', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const database = await openTestDatabase('sqlite');
        try {
          const world = await aWorld(openReconciliation(database));
          for (const step of steps) {
            await step(world);
            await expectBooksHold(world.house);
          }
        } finally {
          await database.close();
        }
      }),
      { numRuns: HISTORIES },
    );
  });
});
