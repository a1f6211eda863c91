// What comes in from outside, read once at the edge.
import { z } from 'zod';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { parseLocalDate, type LocalDate } from '../../../src/values/local-date.js';
import { parseAmount } from '../../../src/values/money.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { Place } from '../app/work.js';
import { TRANSACTION_STATES, WAITING, type PartToSettle, type TransactionState } from '../contract/work.js';
import { RULES, type RuleName } from '../domain/decision.js';
import type { Part } from '../domain/parts.js';

const id = z.string().min(1).max(64);
const amount = z.string().regex(/^-?\d{1,19}(?:\.\d{1,6})?$/);
const MOST_PARTS = 100;
const MOST_INVOICES = 500;
const REASON_MOST = 500;

const share = z.strictObject({ invoice: id, amount });

const part: z.ZodType<PartToSettle> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('payment'),
    representative: id,
    amount,
    invoices: z.array(share).max(MOST_INVOICES),
  }),
  z.strictObject({ kind: z.literal('recorded-payment'), payment: id, amount }),
  z.strictObject({
    kind: z.literal('write-off'),
    account: z.string().max(60),
    amount,
    note: z.string().max(REASON_MOST).nullable(),
  }),
  z.strictObject({ kind: z.literal('transfer'), transaction: id, amount }),
  z.strictObject({
    kind: z.literal('payment-reversal'),
    payment: id,
    amount,
    reason: z.string().min(1).max(REASON_MOST),
  }),
]);

export const parts = z.array(part).min(1).max(MOST_PARTS);
export const version = z.int().min(1);
export const reason = z.string().max(REASON_MOST);

export const acceptance = z.strictObject({ version, candidate: z.int().min(0).max(100) });
export const settling = z.strictObject({ version, parts });
export const ignoring = z.strictObject({ version, reason });
export const reopening = z.strictObject({ version });
export const exactOnes = z.strictObject({
  account: id.nullish(),
  statement: id.nullish(),
  expected: z.int().min(0),
});

/** Refuses `request-malformed`, in the house's words. */
export function readBody<Value>(schema: z.ZodType<Value>, given: unknown): Result<Value, Refusal> {
  const read = schema.safeParse(given);
  return read.success ? ok(read.data) : err({ code: 'request-malformed' });
}

/** Amounts as minor units of the transaction's currency. Refuses what `parseAmount` refuses. */
export function partsIn(
  given: readonly PartToSettle[],
  currency: CurrencyCode,
): Result<readonly Part[], Refusal> {
  const read: Part[] = [];
  for (const each of given) {
    const sum = parseAmount(each.amount, currency);
    if (!sum.ok) return sum;
    const made = partIn(each, sum.value.minor, currency);
    if (!made.ok) return made;
    read.push(made.value);
  }
  return ok(read);
}

function partIn(given: PartToSettle, minor: bigint, currency: CurrencyCode): Result<Part, Refusal> {
  switch (given.kind) {
    case 'payment': {
      const shares: { invoiceId: string; amount: bigint }[] = [];
      for (const { invoice, amount: text } of given.invoices) {
        const sum = parseAmount(text, currency);
        if (!sum.ok) return sum;
        shares.push({ invoiceId: invoice, amount: sum.value.minor });
      }
      return ok({ kind: 'payment', representativeId: given.representative, amount: minor, shares });
    }
    case 'recorded-payment':
      return ok({ kind: 'recorded-payment', paymentId: given.payment, amount: minor, shares: [] });
    case 'write-off':
      return ok({ kind: 'write-off', account: given.account, amount: minor, note: given.note });
    case 'transfer':
      return ok({ kind: 'transfer', transactionId: given.transaction, amount: minor });
    case 'payment-reversal':
      return ok({ kind: 'payment-reversal', paymentId: given.payment, amount: minor, reason: given.reason });
  }
}

/** Null for a state that there is not. */
export function statesOf(text: string | undefined): readonly TransactionState[] | null {
  if (!text || text === WAITING) return ['open', 'suggested'];
  const state = TRANSACTION_STATES.find((known) => known === text);
  return state ? [state] : null;
}

export function ruleOf(text: string | undefined): RuleName | 'hand' | null {
  if (text === 'hand') return 'hand';
  return RULES.find((known) => known === text) ?? null;
}

export function writePlace({ bookedOn, id: last }: Place): string {
  return Buffer.from(JSON.stringify([bookedOn, last])).toString('base64url');
}

/** A place tells no more than where to go on: whoever makes one up gets another page. Refuses `cursor-invalid`. */
export function readPlace(text: string | undefined): Result<Place | null, Refusal> {
  if (!text) return ok(null);
  const read = place.safeParse(parsed(text));
  if (!read.success) return err({ code: 'cursor-invalid' });
  return ok({ bookedOn: read.data[0] as LocalDate, id: read.data[1] });
}

const place = z.tuple([
  z.string().refine((text) => parseLocalDate(text).ok),
  z.string().regex(/^[0-9a-f-]{36}$/),
]);

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
