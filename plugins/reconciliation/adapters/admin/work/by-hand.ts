// What a person puts together to settle a transaction. Amounts are as typed: plain decimals in the transaction's own direction, so that
// 50.00 of a transaction of −50.00 is the whole of it. Only a write-off may go the other way: bank charges that were taken off.
import { isCurrency } from '../../../../../src/values/currency.js';
import { formatAmount, money, parseAmount } from '../../../../../src/values/money.js';
import type { CandidateView, InvoiceChoice, PartToSettle } from '../../../contract/work.js';

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Share {
  readonly invoice: InvoiceChoice;
  /** empty: nothing is put against it */
  readonly amount: string;
}

export type PartKind = PartToSettle['kind'];

interface OfEveryPart {
  /** tells the parts of one form apart */
  readonly key: number;
  readonly amount: string;
}

export type PartDraft = OfEveryPart &
  (
    | {
        readonly kind: 'payment';
        readonly representative: Named | null;
        readonly shares: readonly Share[];
        /** ids of invoices that are served before the others */
        readonly first: readonly string[];
        /** somebody has typed shares: they are not spread anew when the amount changes */
        readonly isSharedByHand: boolean;
      }
    | { readonly kind: 'recorded-payment'; readonly payment: Named | null }
    | { readonly kind: 'write-off'; readonly account: string; readonly note: string }
    | { readonly kind: 'transfer'; readonly transaction: Named | null }
    | { readonly kind: 'payment-reversal'; readonly payment: Named | null; readonly reason: string }
  );
export type PaymentDraft = Extract<PartDraft, { kind: 'payment' }>;

/** Why a part cannot be settled as it stands. */
export type Fault =
  | 'amount'
  | 'representative'
  | 'payment'
  | 'account'
  | 'transaction'
  | 'reason'
  | 'share'
  | 'beyond-outstanding'
  | 'beyond-amount';

/** Money that comes in is never a payment taken back; money that goes out is never a payment of a representative. */
export function kindsOf(isMoneyOut: boolean): readonly PartKind[] {
  return isMoneyOut
    ? ['payment-reversal', 'write-off', 'transfer']
    : ['payment', 'recorded-payment', 'write-off', 'transfer'];
}

/** Minor units; null for what is no amount of this currency. */
export function minorOf(typed: string, currency: string): bigint | null {
  if (!isCurrency(currency)) return null;
  const read = parseAmount(typed, currency);
  return read.ok ? read.value.minor : null;
}

export function decimalOf(minor: bigint, currency: string): string {
  return isCurrency(currency) ? formatAmount(money(minor, currency)) : String(minor);
}

/** What of `left` no part takes; below zero where they take too much, null while an amount cannot be read. */
export function remainderOf(left: bigint, parts: readonly PartDraft[], currency: string): bigint | null {
  return parts.reduce<bigint | null>((rest, { amount }) => {
    const minor = minorOf(amount, currency);
    return rest === null || minor === null ? null : rest - minor;
  }, left);
}

/** Σ shares; null while one cannot be read. */
export function sharedOf(part: PaymentDraft, currency: string): bigint | null {
  return part.shares.reduce<bigint | null>((sum, { amount }) => {
    const minor = amount === '' ? 0n : minorOf(amount, currency);
    return sum === null || minor === null || minor < 0n ? null : sum + minor;
  }, 0n);
}

/** As much as there is to each invoice in turn: those of `first` before the others, then by due date and number. */
export function spread(
  amount: bigint,
  invoices: readonly InvoiceChoice[],
  currency: string,
  first: readonly string[] = [],
): readonly Share[] {
  const rank = ({ id }: InvoiceChoice): number => (first.includes(id) ? 0 : 1);
  const inOrder = [...invoices].sort(
    (a, b) => rank(a) - rank(b) || compare(a.dueOn, b.dueOn) || compare(a.number, b.number),
  );
  let left = amount;
  return inOrder.map((invoice) => {
    const open = minorOf(invoice.outstanding, currency) ?? 0n;
    const taken = left < open ? left : open;
    if (taken <= 0n) return { invoice, amount: '' };
    left -= taken;
    return { invoice, amount: decimalOf(taken, currency) };
  });
}

/** Against these open invoices, as somebody has typed it, else as it comes. */
export function withInvoices(
  part: PaymentDraft,
  invoices: readonly InvoiceChoice[],
  currency: string,
): PaymentDraft {
  const shares = spread(minorOf(part.amount, currency) ?? 0n, invoices, currency, part.first);
  if (!part.isSharedByHand) return { ...part, shares };
  const typed = new Map(part.shares.map(({ invoice, amount }) => [invoice.id, amount]));
  return {
    ...part,
    shares: shares.map(({ invoice }) => ({ invoice, amount: typed.get(invoice.id) ?? '' })),
  };
}

export function withAmount(part: PartDraft, amount: string, currency: string): PartDraft {
  if (part.kind !== 'payment') return { ...part, amount };
  const invoices = part.shares.map(({ invoice }) => invoice);
  return withInvoices({ ...part, amount }, invoices, currency);
}

export function withShare(part: PaymentDraft, invoiceId: string, amount: string): PaymentDraft {
  const shares = part.shares.map((share) => (share.invoice.id === invoiceId ? { ...share, amount } : share));
  return { ...part, shares, isSharedByHand: true };
}

export function faultOf(part: PartDraft, currency: string): Fault | null {
  const amount = minorOf(part.amount, currency);
  if (amount === null || amount === 0n) return 'amount';
  if (amount < 0n && part.kind !== 'write-off') return 'amount';
  switch (part.kind) {
    case 'payment':
      return part.representative === null ? 'representative' : faultOfShares(part, amount, currency);
    case 'recorded-payment':
      return part.payment === null ? 'payment' : null;
    case 'write-off':
      return part.account === '' ? 'account' : null;
    case 'transfer':
      return part.transaction === null ? 'transaction' : null;
    case 'payment-reversal':
      if (part.payment === null) return 'payment';
      return part.reason.trim() === '' ? 'reason' : null;
  }
}

/** Of parts without a fault, as the door takes them: with the sign of the transaction. */
export function toSettle(
  parts: readonly PartDraft[],
  currency: string,
  isMoneyOut: boolean,
): readonly PartToSettle[] {
  return parts.map((part) => {
    const minor = minorOf(part.amount, currency) ?? 0n;
    return partOf(part, decimalOf(isMoneyOut ? -minor : minor, currency), currency);
  });
}

/** The form as it opens: what the candidate says, to be changed; without one, a payment of the whole. */
export function firstParts(
  candidate: CandidateView | null,
  left: bigint,
  currency: string,
  isMoneyOut: boolean,
): readonly PartDraft[] {
  const amount = decimalOf(left, currency);
  if (isMoneyOut) return [emptyPart('payment-reversal', 1, amount)];
  if (candidate?.payment) {
    const { id, receivedOn, reference } = candidate.payment;
    return [
      {
        kind: 'recorded-payment',
        key: 1,
        amount,
        payment: { id, name: [receivedOn, reference].filter(Boolean).join(' ') },
      },
    ];
  }
  const charges = chargesOf(candidate, currency);
  const payment: PartDraft = {
    kind: 'payment',
    key: 1,
    amount: decimalOf(left + charges, currency),
    representative: candidate?.representative ?? null,
    shares: [],
    first: candidate?.invoices.map(({ id }) => id) ?? [],
    isSharedByHand: false,
  };
  if (charges === 0n || !candidate?.writeOff) return [payment];
  const { account } = candidate.writeOff;
  return [payment, { kind: 'write-off', key: 2, amount: decimalOf(-charges, currency), account, note: '' }];
}

export function emptyPart(kind: PartKind, key: number, amount: string): PartDraft {
  switch (kind) {
    case 'payment':
      return { kind, key, amount, representative: null, shares: [], first: [], isSharedByHand: false };
    case 'recorded-payment':
      return { kind, key, amount, payment: null };
    case 'write-off':
      return { kind, key, amount, account: '', note: '' };
    case 'transfer':
      return { kind, key, amount, transaction: null };
    case 'payment-reversal':
      return { kind, key, amount, payment: null, reason: '' };
  }
}

function chargesOf(candidate: CandidateView | null, currency: string): bigint {
  if (!candidate?.writeOff || candidate.treatment) return 0n;
  const minor = minorOf(candidate.writeOff.amount, currency) ?? 0n;
  return minor < 0n ? -minor : minor;
}

function faultOfShares(part: PaymentDraft, amount: bigint, currency: string): Fault | null {
  const shared = sharedOf(part, currency);
  if (shared === null) return 'share';
  const isBeyond = part.shares.some(
    ({ invoice, amount: share }) =>
      (minorOf(share, currency) ?? 0n) > (minorOf(invoice.outstanding, currency) ?? 0n),
  );
  if (isBeyond) return 'beyond-outstanding';
  return shared > amount ? 'beyond-amount' : null;
}

function partOf(part: PartDraft, amount: string, currency: string): PartToSettle {
  switch (part.kind) {
    case 'payment':
      return {
        kind: 'payment',
        representative: part.representative?.id ?? '',
        amount,
        invoices: part.shares
          .filter((share) => (minorOf(share.amount, currency) ?? 0n) > 0n)
          .map((share) => ({ invoice: share.invoice.id, amount: share.amount })),
      };
    case 'recorded-payment':
      return { kind: 'recorded-payment', payment: part.payment?.id ?? '', amount };
    case 'write-off':
      return { kind: 'write-off', account: part.account, amount, note: part.note.trim() || null };
    case 'transfer':
      return { kind: 'transfer', transaction: part.transaction?.id ?? '', amount };
    case 'payment-reversal':
      return {
        kind: 'payment-reversal',
        payment: part.payment?.id ?? '',
        amount,
        reason: part.reason.trim(),
      };
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
