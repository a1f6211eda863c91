// What the reference or the end-to-end id names: invoices by their numbers.
import { parseAmount } from '../../../../src/values/money.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { Policy, RuleName, TraceStep } from '../decision.js';
import { isInWindow, payerAmountKey, plainAmount, type Book } from './book.js';
import {
  amountRank,
  doubt,
  NOTHING,
  payerRank,
  supportFor,
  type Draft,
  type Reading,
  type Share,
} from './draft.js';
import { AMOUNT, REFERENCE, type Evidence } from './evidence.js';
import type { NamedInvoice } from './invoice-numbers.js';
import { combinationsOf } from './subset-sum.js';

export function draftsByNumber(book: Book, reading: Reading): readonly Draft[] {
  const full = namedInFull(book, reading);
  const groups = byRepresentative(book, full.length > 0 ? full : namedByDigits(book, reading));
  const several = groups.length > 1 ? [doubt('several-payers-named')] : [];
  const drafts = groups.flatMap((group) => draftsOfGroup(book, reading, group, several));
  return [...drafts, ...(drafts.length > 0 ? [] : draftsOfAmbiguous(book, reading))];
}

/** Whether the text names an open invoice in full, of this currency or another. */
export function namesInFull(reading: Reading): boolean {
  return [...reading.reference.named, ...reading.endToEnd.named].some(({ naming }) => naming !== 'digits');
}

function namedInFull(book: Book, reading: Reading): readonly NamedInvoice[] {
  const found = new Map<number, NamedInvoice>();
  for (const one of [...reading.reference.named, ...reading.endToEnd.named])
    if (one.naming !== 'digits' && isOfCurrency(book, reading, one) && !found.has(one.invoice))
      found.set(one.invoice, one);
  return [...found.values()];
}

/** Bare digits speak only with the payer, or with the exact amount. */
function namedByDigits(book: Book, reading: Reading): readonly NamedInvoice[] {
  const { who, movement } = reading;
  const found = new Map<number, NamedInvoice>();
  const keep = (one: NamedInvoice) => {
    if (isOfCurrency(book, reading, one) && !found.has(one.invoice)) found.set(one.invoice, one);
  };
  for (const one of [...reading.reference.named, ...reading.endToEnd.named]) {
    const invoice = book.invoices[one.invoice]!;
    const support = supportFor(book, reading, invoice.representativeId);
    if (support === 'agrees' || (support !== 'contradicts' && invoice.outstanding === movement.amount))
      keep(one);
  }
  if (found.size === 0 && who?.payers.length === 1) {
    const payer = book.payers[who.payers[0]!]!.id;
    for (const one of book.numbers.findDigits(movement.reference ?? '', payer)) keep(one);
    // Any text has digits: these speak only where the amounts agree with them.
    const all = [...found.values()];
    if (sumOf(book, all) === movement.amount) return all;
    return all.filter(({ invoice }) => book.invoices[invoice]!.outstanding === movement.amount);
  }
  return [...found.values()];
}

function draftsOfAmbiguous(book: Book, reading: Reading): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const readings of [...reading.reference.ambiguous, ...reading.endToEnd.ambiguous]) {
    const possible = readings.filter((one) => isOfCurrency(book, reading, one));
    const supported = possible.filter(
      ({ invoice }) => supportFor(book, reading, book.invoices[invoice]!.representativeId) === 'agrees',
    );
    const kept = supported.length === 1 ? supported : possible;
    const doubts = kept.length > 1 ? [doubt('number-ambiguous', { written: kept[0]!.written })] : [];
    for (const one of kept) drafts.push(...draftsOfGroup(book, reading, [one], doubts));
  }
  return drafts;
}

function draftsOfGroup(
  book: Book,
  reading: Reading,
  group: readonly NamedInvoice[],
  groupDoubts: readonly TraceStep[],
): readonly Draft[] {
  const { movement } = reading;
  const total = sumOf(book, group);
  const first = book.invoices[group[0]!.invoice]!;
  const support = supportFor(book, reading, first.representativeId);
  const doubts = [...groupDoubts];
  if (support === 'contradicts')
    doubts.push(doubt('payer-contradicts', { payer: nameOfPayer(book, reading) }));
  if (group.some(({ naming }) => naming === 'digits') && support !== 'agrees')
    doubts.push(doubt('digits-alone'));
  const base = {
    ...NOTHING,
    movement: reading.index,
    payer: book.payerOf.get(first.representativeId) ?? null,
    named: group,
    doubts,
    daysOff: Math.abs(reading.day - book.due[group[0]!.invoice]!),
  };
  const evidence = (amount: Evidence['amount']): Evidence => ({
    reference: referenceRank(group),
    amount,
    payer: payerRank(reading, support),
  });
  if (total === movement.amount) {
    return [
      {
        ...base,
        rule: ruleOf(reading, group),
        shares: wholeOf(book, group),
        evidence: evidence(amountRank(group.length, true)),
      },
    ];
  }
  const missing = total - movement.amount;
  const isFull = group.every(({ naming }) => naming !== 'digits');
  if (missing > 0n && missing <= chargesOf(book.policy, total, movement.currency)) {
    return [
      {
        ...base,
        rule: 'bank-charges',
        ...lessCharges(book, group, missing),
        doubts: isFull ? doubts : [...doubts, doubt('digits-alone')],
        evidence: evidence(AMOUNT.near),
      },
    ];
  }
  const unsupported = support === 'agrees' ? [] : [doubt('payer-not-confirmed')];
  const sibling = exactSibling(book, reading, first.representativeId, group);
  const rival =
    sibling === null ? [] : [doubt('amount-of-another', { number: book.invoices[sibling]!.number })];
  const uncertain = [...doubts, ...unsupported, ...rival];
  const weaker =
    sibling === null && isFull
      ? evidence(AMOUNT.differs)
      : { ...evidence(AMOUNT.differs), reference: REFERENCE.none };
  if (missing < 0n)
    return [
      {
        ...base,
        rule: 'over-payment',
        shares: wholeOf(book, group),
        credit: -missing,
        doubts: uncertain,
        evidence: weaker,
      },
    ];
  if (group.length === 1)
    return [
      {
        ...base,
        rule: 'partial-payment',
        shares: [{ invoice: group[0]!.invoice, amount: movement.amount }],
        doubts: uncertain,
        evidence: weaker,
      },
    ];
  return partOfSeveral(book, reading, group).map((shares) => ({
    ...base,
    rule: 'partial-payment' as const,
    shares,
    doubts: [...uncertain, doubt('named-sum-differs', { sum: plainAmount(total, movement.currency) })],
    evidence: weaker,
  }));
}

/** Less than all that is named: those of them that add up, else the oldest first. */
function partOfSeveral(
  book: Book,
  reading: Reading,
  group: readonly NamedInvoice[],
): readonly (readonly Share[])[] {
  const { amount } = reading.movement;
  const invoices = group.map(({ invoice }) => invoice).sort((a, b) => book.due[a]! - book.due[b]! || a - b);
  const alone = invoices.filter((invoice) => book.invoices[invoice]!.outstanding === amount);
  if (alone.length > 0) return alone.map((invoice) => [{ invoice, amount }]);
  const amounts = invoices.map((invoice) => book.invoices[invoice]!.outstanding);
  const { found } = combinationsOf(amounts, amount, book.policy.mostTogether);
  if (found.length > 0)
    return found.map((indexes) =>
      indexes.map((index) => ({ invoice: invoices[index]!, amount: amounts[index]! })),
    );
  return [oldestFirst(book, invoices, amount)];
}

/** Puts an amount against invoices in this order until it is used up. */
export function oldestFirst(book: Book, invoices: readonly number[], amount: bigint): readonly Share[] {
  const shares: Share[] = [];
  let left = amount;
  for (const invoice of invoices) {
    if (left === 0n) break;
    const { outstanding } = book.invoices[invoice]!;
    const part = left < outstanding ? left : outstanding;
    shares.push({ invoice, amount: part });
    left -= part;
  }
  return shares;
}

function exactSibling(
  book: Book,
  reading: Reading,
  representativeId: string,
  group: readonly NamedInvoice[],
): number | null {
  const { amount, currency } = reading.movement;
  const same = book.ofPayerAmount.get(payerAmountKey(representativeId, currency, amount)) ?? [];
  const others = same.filter(
    (invoice) => isInWindow(book, invoice, reading.day) && !group.some((one) => one.invoice === invoice),
  );
  return others[0] ?? null;
}

/** What came and what was taken off, the latter from the largest invoice. */
function lessCharges(
  book: Book,
  group: readonly NamedInvoice[],
  missing: bigint,
): Pick<Draft, 'shares' | 'writtenOff'> {
  const whole = wholeOf(book, group);
  const largest = whole.reduce((most, share) => (share.amount > most.amount ? share : most));
  return {
    shares: whole.map((share) => (share === largest ? { ...share, amount: share.amount - missing } : share)),
    writtenOff: [{ invoice: largest.invoice, amount: missing }],
  };
}

/** The most that bank charges may have taken off an amount, minor units: a rate of it, rounded down, and never above the limit. */
export function chargesOf(policy: Policy, amount: bigint, currency: CurrencyCode): bigint {
  const byRate = (amount * BigInt(policy.chargesRate)) / 1_000_000n;
  const limit = limitOf(policy.chargesUpTo, currency);
  return byRate < limit ? byRate : limit;
}

function limitOf(upTo: string, currency: CurrencyCode): bigint {
  const limit = parseAmount(upTo, currency);
  if (limit.ok) return limit.value.minor;
  // More decimals than the currency has: what is beyond them is less than its smallest unit.
  const whole = parseAmount(upTo.split('.')[0] ?? '', currency);
  return whole.ok ? whole.value.minor : 0n;
}

function wholeOf(book: Book, group: readonly NamedInvoice[]): readonly Share[] {
  return group.map(({ invoice }) => ({ invoice, amount: book.invoices[invoice]!.outstanding }));
}

function sumOf(book: Book, group: readonly NamedInvoice[]): bigint {
  return group.reduce((sum, { invoice }) => sum + book.invoices[invoice]!.outstanding, 0n);
}

function byRepresentative(book: Book, named: readonly NamedInvoice[]): readonly (readonly NamedInvoice[])[] {
  const groups = new Map<string, NamedInvoice[]>();
  for (const one of named) {
    const { representativeId } = book.invoices[one.invoice]!;
    const group = groups.get(representativeId);
    if (group) group.push(one);
    else groups.set(representativeId, [one]);
  }
  return [...groups.values()];
}

function isOfCurrency(book: Book, reading: Reading, { invoice }: NamedInvoice): boolean {
  return book.invoices[invoice]!.currency === reading.movement.currency;
}

function ruleOf(reading: Reading, group: readonly NamedInvoice[]): RuleName {
  const inReference = group.some((one) => reading.reference.named.includes(one) || one.naming === 'digits');
  const inEndToEnd = group.every((one) => reading.endToEnd.named.includes(one));
  return !inReference && inEndToEnd ? 'end-to-end-id' : 'invoice-number';
}

function referenceRank(group: readonly NamedInvoice[]): Evidence['reference'] {
  if (group.some(({ naming }) => naming === 'digits')) return REFERENCE.digits;
  return group.some(({ naming }) => naming === 'confused') ? REFERENCE.confused : REFERENCE.named;
}

function nameOfPayer(book: Book, reading: Reading): string {
  const payer = reading.who?.payers[0];
  return payer === undefined ? '' : book.payers[payer]!.name;
}
