// What the reference or the end-to-end id names: invoices by their numbers.
import { normaliseNumber } from '../normalise.js';
import type { Book } from './book.js';
import { doubt, supportFor, type Draft, type Reading } from './draft.js';
import { LONG, type NamedInvoice } from './invoice-numbers.js';
import { draftsOfNamed, sumOf } from './named-group.js';

export function draftsByNumber(book: Book, reading: Reading): readonly Draft[] {
  const full = namedInFull(book, reading);
  const groups = byRepresentative(book, full.length > 0 ? full : namedByDigits(book, reading));
  const several = groups.length > 1 ? [doubt('several-payers-named')] : [];
  const drafts = groups.flatMap((group) => draftsOfNamed(book, reading, group, several));
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
  // Many digits beside a number of the same representative are its number too.
  const payers = new Set([...found.keys()].map((invoice) => book.invoices[invoice]!.representativeId));
  for (const one of [...reading.reference.named, ...reading.endToEnd.named]) {
    const { number, representativeId } = book.invoices[one.invoice]!;
    if (found.has(one.invoice) || !payers.has(representativeId) || !isOfCurrency(book, reading, one))
      continue;
    if (normaliseNumber(number).length >= LONG) found.set(one.invoice, { ...one, naming: 'named' });
  }
  return [...found.values()];
}

/** Bare digits speak only with the payer or with the exact amount, unless there are many of them. */
function namedByDigits(book: Book, reading: Reading): readonly NamedInvoice[] {
  const { who, movement } = reading;
  const found = new Map<number, NamedInvoice>();
  const keep = (one: NamedInvoice) => {
    if (isOfCurrency(book, reading, one) && !found.has(one.invoice)) found.set(one.invoice, one);
  };
  for (const one of [...reading.reference.named, ...reading.endToEnd.named]) {
    const { number, representativeId, outstanding } = book.invoices[one.invoice]!;
    const isConfirmed = supportFor(book, reading, representativeId) === 'agrees';
    if (isConfirmed || normaliseNumber(number).length >= LONG || outstanding === movement.amount) keep(one);
  }
  if (found.size === 0 && who?.payers.length === 1) {
    const payer = book.payers[who.payers[0]!]!.id;
    for (const one of book.numbers.findDigits(reading.reference, payer)) keep(one);
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
    for (const one of kept) drafts.push(...draftsOfNamed(book, reading, [one], doubts));
  }
  return drafts;
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
