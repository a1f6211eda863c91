// Payments that somebody recorded already: the same payer or reference, the exact amount, close in time.
import { normaliseNumber } from '../normalise.js';
import { payerAmountKey, type Book } from './book.js';
import { doubt, NOTHING, payerRank, supportFor, type Draft, type Reading } from './draft.js';
import { AMOUNT, REFERENCE } from './evidence.js';

/** Shorter references than this stand in many texts. */
const SHORTEST_REFERENCE = 4;

export function draftsByPayment(book: Book, reading: Reading): readonly Draft[] {
  if (book.payments.length === 0) return [];
  return [...paymentsOf(book, reading)].flatMap(([payment, isReferred]) => {
    const { amount, currency, representativeId } = book.payments[payment]!;
    const daysOff = Math.abs(book.received[payment]! - reading.day);
    if (amount !== reading.movement.amount || currency !== reading.movement.currency) return [];
    if (daysOff > book.policy.daysApart) return [];
    const support = supportFor(book, reading, representativeId);
    return [
      {
        ...NOTHING,
        movement: reading.index,
        rule: 'recorded-payment' as const,
        payer: book.payerOf.get(representativeId) ?? null,
        payment,
        doubts:
          support === 'contradicts' ? [doubt('payer-contradicts', { payer: nameOf(book, reading) })] : [],
        evidence: {
          reference: isReferred ? REFERENCE.recorded : REFERENCE.named,
          amount: AMOUNT.exact,
          payer: payerRank(reading, support),
        },
        daysOff,
      },
    ];
  });
}

/** By the reference that it was recorded with, or by who pays. */
function paymentsOf(book: Book, reading: Reading): ReadonlyMap<number, boolean> {
  const { movement, who } = reading;
  const found = new Map<number, boolean>();
  for (const text of [movement.endToEndId, movement.reference]) {
    for (const written of text === null ? [] : [text, ...text.split(/\s+/)]) {
      const key = normaliseNumber(written);
      if (key.length < SHORTEST_REFERENCE || !/\d/.test(key)) continue;
      for (const payment of book.paymentsByReference.get(key) ?? []) found.set(payment, true);
    }
  }
  if (who?.payers.length === 1) {
    const { id } = book.payers[who.payers[0]!]!;
    const key = payerAmountKey(id, movement.currency, movement.amount);
    for (const payment of book.paymentsOfPayer.get(key) ?? [])
      if (!found.has(payment)) found.set(payment, false);
  }
  return found;
}

function nameOf(book: Book, reading: Reading): string {
  const payer = reading.who?.payers[0];
  return payer === undefined ? '' : book.payers[payer]!.name;
}
