// A file to decide on, as JSON: what it says is read once and refused where it cannot be, by the place that it stands at.
import type { Language } from '../../../src/kernel/permissions.js';
import { parseCurrency, type CurrencyCode } from '../../../src/values/currency.js';
import { parseLocalDate, type LocalDate } from '../../../src/values/local-date.js';
import { parseAmount } from '../../../src/values/money.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { defaultPolicy } from '../domain/decide/policy.js';
import type { Policy, ToDecide } from '../domain/decision.js';
import { normaliseAccount, normaliseName } from '../domain/normalise.js';
import { readShape, type DecisionFile } from './decision-schema.js';

/**
 * Reads the text of a file to decide on: amounts in plain decimals of the currency's own exponent, days as YYYY-MM-DD.
 * Refuses `decision-file-not-json` or `-at` { line, column } and, with `where` it stands, `decision-file-shape`, `decision-amount`,
 * `decision-decimals`, `decision-negative`, `decision-currency`, `decision-date`, `decision-id-twice`, `decision-payer-unknown`.
 */
export function readDecisionFile(text: string, language: Language): Result<ToDecide, Refusal> {
  const given = parseJson(text);
  if (!given.ok) return given;
  const shape = readShape(given.value, language);
  if (!shape.ok) return shape;
  try {
    return ok(toDecide(shape.value));
  } catch (error) {
    if (error instanceof Unreadable) return err(error.refusal);
    throw error;
  }
}

function parseJson(text: string): Result<unknown, Refusal> {
  try {
    return ok(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (error) {
    // V8 tells the place of some faults only.
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    if (position === undefined) return err({ code: 'decision-file-not-json' });
    const lines = text.slice(0, Number(position)).split('\n');
    const column = (lines.at(-1)?.length ?? 0) + 1;
    return err({ code: 'decision-file-not-json-at', line: lines.length, column });
  }
}

/** Deep inside a hundred thousand rows a value does not fit: the way out is the shortest. */
class Unreadable extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

function toDecide(file: DecisionFile): ToDecide {
  refuseTwins('representatives', file.representatives);
  refuseTwins('invoices', file.invoices);
  refuseTwins('payments', file.payments);
  refuseTwins('transactions', file.transactions);
  refuseTwins('treatments', file.treatments);
  const day = daysReader();
  const known = new Set(file.representatives.map(({ id }) => id));
  const payer = (where: string, id: string): string => {
    if (!known.has(id)) throw new Unreadable({ code: 'decision-payer-unknown', where, id });
    return id;
  };
  const invoices = file.invoices.map((given, index) => {
    const at = `invoices[${index}]`;
    const currency = readCurrency(`${at}.currency`, given.currency);
    return {
      id: given.id,
      number: given.number,
      representativeId: payer(`${at}.representativeId`, given.representativeId),
      issuedOn: day(`${at}.issuedOn`, given.issuedOn),
      dueOn: day(`${at}.dueOn`, given.dueOn),
      currency,
      outstanding: owed(`${at}.outstanding`, given.outstanding, currency),
    };
  });
  const payments = file.payments.map((given, index) => {
    const at = `payments[${index}]`;
    const currency = readCurrency(`${at}.currency`, given.currency);
    return {
      id: given.id,
      representativeId: payer(`${at}.representativeId`, given.representativeId),
      receivedOn: day(`${at}.receivedOn`, given.receivedOn),
      currency,
      amount: owed(`${at}.amount`, given.amount, currency),
      reference: given.reference,
    };
  });
  return {
    policy: policyOf(file.policy),
    payers: file.representatives,
    // What is paid already is not open; a list of invoices may name it all the same.
    invoices: invoices.filter(({ outstanding }) => outstanding > 0n),
    payments: payments.filter(({ amount }) => amount > 0n),
    movements: file.transactions.map((given, index) => {
      const at = `transactions[${index}]`;
      const currency = readCurrency(`${at}.currency`, given.currency);
      return {
        id: given.id,
        ownAccount: given.ownAccount === null ? null : normaliseAccount(given.ownAccount),
        bookedOn: day(`${at}.bookedOn`, given.bookedOn),
        ...moved(`${at}.amount`, given.amount, currency),
        currency,
        counterparty: given.counterparty,
        account: given.account,
        reference: given.reference,
        endToEndId: given.endToEndId,
      };
    }),
    treatments: file.treatments.map((given) => ({
      ...given,
      value: given.matches === 'account' ? normaliseAccount(given.value) : normaliseName(given.value),
    })),
    ownAccounts: file.ownAccounts.map(normaliseAccount),
  };
}

function policyOf(given: DecisionFile['policy']): Policy {
  const { rules, ...rest } = given;
  if (rest.chargesUpTo !== undefined && !/^\d{1,15}(\.\d{1,4})?$/.test(rest.chargesUpTo))
    throw new Unreadable({ code: 'decision-amount', where: 'policy.chargesUpTo', value: rest.chargesUpTo });
  return { ...defaultPolicy, ...rest, rules: { ...defaultPolicy.rules, ...rules } };
}

function refuseTwins(list: string, rows: readonly { readonly id: string }[]): void {
  const first = new Map<string, number>();
  for (const [index, { id }] of rows.entries()) {
    const earlier = first.get(id);
    if (earlier !== undefined)
      throw new Unreadable({
        code: 'decision-id-twice',
        where: `${list}[${index}].id`,
        id,
        first: `${list}[${earlier}].id`,
      });
    first.set(id, index);
  }
}

function readCurrency(where: string, value: string): CurrencyCode {
  const read = parseCurrency(value);
  if (!read.ok) throw new Unreadable({ code: 'decision-currency', where, value });
  return read.value;
}

/** The same few hundred days stand in all the rows. */
function daysReader(): (where: string, value: string) => LocalDate {
  const known = new Map<string, LocalDate>();
  return (where, value) => {
    const day = known.get(value);
    if (day !== undefined) return day;
    const read = parseLocalDate(value);
    if (!read.ok) throw new Unreadable({ code: 'decision-date', where, value });
    known.set(value, read.value);
    return read.value;
  };
}

function owed(where: string, value: string, currency: CurrencyCode): bigint {
  const minor = readAmount(where, value, currency);
  if (minor < 0n) throw new Unreadable({ code: 'decision-negative', where, value });
  return minor;
}

/** Banks may give more decimals than the currency has: what is whole is moved, and the movement is marked. */
function moved(
  where: string,
  value: string,
  currency: CurrencyCode,
): { readonly amount: bigint; readonly hasFraction: boolean } {
  const read = parseAmount(value, currency);
  if (read.ok || read.error.code !== 'too-many-decimals')
    return { amount: readAmount(where, value, currency), hasFraction: false };
  const decimals = Number(read.error['decimals']);
  const [whole = '', fraction = ''] = value.trim().split('.');
  const kept = decimals === 0 ? whole : `${whole}.${fraction.slice(0, decimals)}`;
  return { amount: readAmount(where, kept, currency), hasFraction: true };
}

function readAmount(where: string, value: string, currency: CurrencyCode): bigint {
  const read = parseAmount(value, currency);
  if (read.ok) return read.value.minor;
  if (read.error.code === 'too-many-decimals')
    throw new Unreadable({ ...read.error, code: 'decision-decimals', where });
  throw new Unreadable({ code: 'decision-amount', where, value: value.slice(0, 40) });
}
