import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';

export const PAYMENT_METHODS = ['bank', 'card', 'cash', 'cheque', 'other'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

export function isPaymentMethod(text: string): text is PaymentMethod {
  return (PAYMENT_METHODS as readonly string[]).includes(text);
}

/** Refuses `amount-not-positive` and `unknown-method`. */
export function mayRecord(amount: bigint, method: string): Result<PaymentMethod, Refusal> {
  if (amount <= 0n) return err({ code: 'amount-not-positive' });
  return isPaymentMethod(method)
    ? ok(method)
    : err({ code: 'unknown-method', value: method, known: PAYMENT_METHODS.join(', ') });
}
