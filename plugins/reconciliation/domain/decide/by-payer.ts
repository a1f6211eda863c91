// What a known payer owes: exact amounts first, then amounts together, then what is left to guess.
import { amountKey, isInWindow, openInvoicesOf, payerAmountKey, type Book } from './book.js';
import { namesInFull } from './by-number.js';
import { chargesOf } from './charges.js';
import { oldestFirst } from './oldest-first.js';
import { doubt, NOTHING, payerRank, supportFor, type Draft, type Reading } from './draft.js';
import type { RuleName, TraceStep } from '../decision.js';
import { AMOUNT, PAYER, REFERENCE, type Evidence } from './evidence.js';
import { likenessOfSounds, soundsOfName } from '../normalise.js';
import { combinationsOf, isLikelyChance } from './subset-sum.js';

/** Payers that are alike, and invoices of one amount, that are looked at for one movement. */
const MOST_ALIKE = 5;
const MOST_OF_AMOUNT = 60;
const MOST_COMBINED = 60;

export function draftsByPayer(book: Book, reading: Reading): readonly Draft[] {
  const { who } = reading;
  if (!who) return [];
  const [only] = who.payers;
  if (who.payers.length > 1)
    return who.payers
      .slice(0, MOST_ALIKE)
      .flatMap((payer) => exact(book, reading, payer, [doubt('payers-alike')]));
  const payer = only!;
  const contradicted =
    who.contradiction === null
      ? []
      : [doubt('name-of-another', { payer: book.payers[who.contradiction]!.name })];
  const drafts = exact(book, reading, payer, contradicted);
  if (drafts.some(({ isGuess }) => !isGuess)) return drafts;
  return [
    ...drafts,
    ...lessCharges(book, reading, payer, contradicted),
    ...together(book, reading, payer, contradicted),
  ];
}

/** The payer's other invoices of this very amount: what loses to one that is named. */
export function equalsOfPayer(book: Book, reading: Reading): readonly Draft[] {
  const payers = reading.who?.payers ?? [];
  return payers.length === 1 ? exact(book, reading, payers[0]!, [], () => NOT_AT_ALL) : [];
}

/** Open invoices of exactly this amount, whoever owes them: only where nobody is known to pay. */
export function draftsByAmount(book: Book, reading: Reading): readonly Draft[] {
  const { movement } = reading;
  const same = book.ofAmount.get(amountKey(movement.currency, movement.amount)) ?? [];
  if (same.length > MOST_OF_AMOUNT) return [];
  const sounds = movement.counterparty === null ? [] : soundsOfName(movement.counterparty);
  return same
    .filter((invoice) => isInWindow(book, invoice, reading.day))
    .map((invoice) => {
      const payer = book.payerOf.get(book.invoices[invoice]!.representativeId) ?? null;
      const { named, reference } = almostNamed(book, reading, invoice);
      const isAlmost = named.length > 0;
      const likeness = payer === null ? 0 : likenessOfSounds(soundsOfName(book.payers[payer]!.name), sounds);
      return {
        ...NOTHING,
        movement: reading.index,
        rule: isAlmost ? ('invoice-number' as const) : ('exact-amount' as const),
        payer,
        shares: [{ invoice, amount: movement.amount }],
        named,
        doubts: [doubt('payer-not-confirmed')],
        isGuess: !isAlmost,
        evidence: { reference, amount: AMOUNT.exact, payer: PAYER.unknown },
        // A name that is less alike than it must be still tells which to show first.
        daysOff: (100 - likeness) * 1000 + Math.abs(reading.day - book.due[invoice]!),
      };
    });
}

function exact(
  book: Book,
  reading: Reading,
  payer: number,
  doubts: readonly TraceStep[],
  almostOf = almostNamed,
): readonly Draft[] {
  const { movement } = reading;
  const { id } = book.payers[payer]!;
  const same = book.ofPayerAmount.get(payerAmountKey(id, movement.currency, movement.amount)) ?? [];
  const tooMany = same.length > MOST_OF_AMOUNT ? [doubt('too-many-combinations')] : [];
  const nearest = tooMany.length === 0 ? same : nearestOf(book, reading, same);
  return nearest.map((invoice) => {
    const almost = almostOf(book, reading, invoice);
    const isOutside = !isInWindow(book, invoice, reading.day);
    return {
      ...NOTHING,
      movement: reading.index,
      rule: ruleByPayer(reading),
      payer,
      shares: [{ invoice, amount: movement.amount }],
      named: almost.named,
      doubts: [...doubts, ...tooMany, ...almost.doubts, ...(isOutside ? [doubt('outside-window')] : [])],
      isGuess: isOutside,
      evidence: {
        reference: almost.reference,
        amount: AMOUNT.exact,
        payer: payerRank(reading, supportFor(book, reading, id)),
      },
      daysOff: Math.abs(reading.day - book.due[invoice]!),
    };
  });
}

function nearestOf(book: Book, reading: Reading, invoices: readonly number[]): readonly number[] {
  const daysOff = (invoice: number) => Math.abs(reading.day - book.due[invoice]!);
  return [...invoices].sort((a, b) => daysOff(a) - daysOff(b) || a - b).slice(0, MOST_OF_AMOUNT);
}

/** The text names another number of ours, open or not: the amount alone does not outweigh it. */
function otherNamed(reading: Reading): readonly TraceStep[] {
  const written =
    reading.reference.unknown[0] ??
    reading.endToEnd.unknown[0] ??
    (namesInFull(reading) ? [...reading.reference.named, ...reading.endToEnd.named][0]!.written : undefined);
  return written === undefined ? [] : [doubt('other-number-named', { written })];
}

interface Almost {
  readonly named: Draft['named'];
  readonly reference: Evidence['reference'];
  readonly doubts: readonly TraceStep[];
}

const NOT_AT_ALL: Almost = { named: [], reference: REFERENCE.none, doubts: [] };

/** A slip that makes no number of ours explains itself; one that makes another number may mean that one. */
function almostNamed(book: Book, reading: Reading, invoice: number): Almost {
  const almost = book.numbers.almost(reading.reference, invoice);
  if (!almost) return { ...NOT_AT_ALL, doubts: otherNamed(reading) };
  const { written, isMalformed } = almost;
  return {
    named: [{ invoice, naming: 'almost', written }],
    reference: REFERENCE.almost,
    doubts: isMalformed ? [] : [doubt('other-number-named', { written })],
  };
}

function lessCharges(
  book: Book,
  reading: Reading,
  payer: number,
  doubts: readonly TraceStep[],
): readonly Draft[] {
  const { movement } = reading;
  const near = openOf(book, reading, payer).filter((invoice) => {
    const { outstanding } = book.invoices[invoice]!;
    const missing = outstanding - movement.amount;
    return missing > 0n && missing <= chargesOf(book, outstanding, movement.currency);
  });
  return near.map((invoice) => {
    const almost = almostNamed(book, reading, invoice);
    return {
      ...NOTHING,
      movement: reading.index,
      rule: 'bank-charges' as const,
      payer,
      shares: [{ invoice, amount: movement.amount }],
      writtenOff: [{ invoice, amount: book.invoices[invoice]!.outstanding - movement.amount }],
      named: almost.named,
      doubts: [
        ...doubts,
        ...almost.doubts,
        ...(almost.named.length === 0 ? [doubt('number-not-named')] : []),
      ],
      evidence: evidenceOf(book, reading, payer, AMOUNT.near, almost.reference),
      daysOff: Math.abs(reading.day - book.due[invoice]!),
    };
  });
}

function together(
  book: Book,
  reading: Reading,
  payer: number,
  doubts: readonly TraceStep[],
): readonly Draft[] {
  if (book.policy.rules['several-invoices'] === 'off') return [];
  const inWindow = openOf(book, reading, payer);
  const found = combined(book, reading, payer, inWindow, doubts);
  if (found.length > 0) return found;
  const all = openInvoicesOf(book, book.payers[payer]!.id, reading.movement.currency);
  if (all.length === inWindow.length) return [];
  return combined(book, reading, payer, all, [...doubts, doubt('outside-window')]);
}

function combined(
  book: Book,
  reading: Reading,
  payer: number,
  invoices: readonly number[],
  doubts: readonly TraceStep[],
): readonly Draft[] {
  const { movement } = reading;
  const pool = invoices.filter((invoice) => book.invoices[invoice]!.outstanding < movement.amount);
  if (pool.length > MOST_COMBINED) return [];
  const amounts = pool.map((invoice) => book.invoices[invoice]!.outstanding);
  const { found, isComplete } = combinationsOf(amounts, movement.amount, book.policy.mostTogether);
  const why = [...doubts, ...otherNamed(reading)];
  if (found.length > 1) why.push(doubt('several-combinations'));
  if (!isComplete) why.push(doubt('too-many-combinations'));
  return found.slice(0, book.policy.mostSuggested).map((indexes) => ({
    ...NOTHING,
    movement: reading.index,
    rule: 'several-invoices' as const,
    payer,
    shares: indexes.map((index) => ({ invoice: pool[index]!, amount: amounts[index]! })),
    doubts: isLikelyChance(amounts, movement.amount, indexes.length)
      ? [...why, doubt('likely-by-chance')]
      : why,
    evidence: evidenceOf(book, reading, payer, AMOUNT.together, REFERENCE.none),
    daysOff: Math.max(...indexes.map((index) => Math.abs(reading.day - book.due[pool[index]!]!))),
  }));
}

/** Nothing fits: the oldest first, and what is left of it as credit. A guess for a person to look at. */
export function draftsOnAccount(book: Book, reading: Reading): readonly Draft[] {
  if (reading.who?.payers.length !== 1) return [];
  const payer = reading.who.payers[0]!;
  const { movement } = reading;
  const pool = openOf(book, reading, payer);
  const shares = oldestFirst(book, pool, movement.amount);
  const credit = movement.amount - shares.reduce((sum, { amount }) => sum + amount, 0n);
  return [
    {
      ...NOTHING,
      movement: reading.index,
      rule: credit > 0n ? 'over-payment' : 'partial-payment',
      payer,
      shares,
      credit,
      doubts: [doubt('nothing-fits')],
      isGuess: true,
      evidence: evidenceOf(book, reading, payer, AMOUNT.differs, REFERENCE.none),
      daysOff: 0,
    },
  ];
}

/** Of this currency and in the window, oldest due first. */
function openOf(book: Book, reading: Reading, payer: number): readonly number[] {
  const all = openInvoicesOf(book, book.payers[payer]!.id, reading.movement.currency);
  return all.filter((invoice) => isInWindow(book, invoice, reading.day));
}

function evidenceOf(
  book: Book,
  reading: Reading,
  payer: number,
  amount: Evidence['amount'],
  reference: Evidence['reference'],
): Evidence {
  return {
    reference,
    amount,
    payer: payerRank(reading, supportFor(book, reading, book.payers[payer]!.id)),
  };
}

function ruleByPayer(reading: Reading): RuleName {
  return reading.who?.by === 'name' ? 'named-payer-exact' : 'known-payer-exact';
}
