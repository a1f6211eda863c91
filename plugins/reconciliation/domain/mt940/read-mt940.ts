// MT940 as SWIFT defines it (Customer Statement Message), read as banks write it.
import { localDate, type LocalDate } from '../../../../src/values/local-date.js';
import { negated, plainDecimal } from '../decimal.js';
import { proveStatement } from '../prove-statement.js';
import type { Statement, StatementLine } from '../statement.js';
import { located, refuse } from '../statement-refused.js';
import { joinedText, plainAccount, plainReference, plainText } from '../statement-text.js';
import { fieldsOf, type Field } from './fields.js';
import { readDetails, type Details } from './read-details.js';

const NO_DETAILS: Details = { endToEndId: null, counterparty: null, account: null, text: null };

interface Balance {
  readonly amount: string;
  readonly currency: string;
  readonly on: LocalDate;
  /** :60M: and :62M: stand between the pages of one statement */
  readonly isIntermediate: boolean;
}

/** A message as its fields tell it, before pages are put together. */
interface Message {
  account: string | null;
  number: string | null;
  opening: Balance | null;
  closing: Balance | null;
  readonly line: number;
  readonly movements: { readonly field: Field; details: readonly string[] | null }[];
}

export function readMt940(text: string): readonly Statement[] {
  const messages = messagesOf(fieldsOf(text));
  if (messages.length === 0) refuse('statement-empty', { format: 'MT940' });
  return pagesTogether(messages).map(statementOf);
}

function messagesOf(fields: readonly Field[]): readonly Message[] {
  const messages: Message[] = [];
  let message: Message | null = null;
  let last = '';
  for (const field of fields) {
    if (message === null || field.tag === '20') {
      message = {
        account: null,
        number: null,
        opening: null,
        closing: null,
        line: field.line,
        movements: [],
      };
      messages.push(message);
    }
    takeField(message, field, last);
    last = field.tag;
  }
  return messages;
}

function takeField(message: Message, field: Field, previousTag: string): void {
  const [value = ''] = field.lines;
  // Some bank's export numbers the details of a movement 25: an account stands before the movements, never behind one.
  const tag = previousTag === '61' && field.tag === '25' ? '86' : field.tag;
  switch (tag) {
    case '25':
    case '25P':
      message.account = plainAccount(value);
      break;
    case '28':
    case '28C':
      message.number = plainText(value);
      break;
    case '60F':
    case '60M':
      message.opening = balanceOf(field);
      break;
    case '62F':
    case '62M':
      message.closing = balanceOf(field);
      break;
    case '61':
      message.movements.push({ field, details: null });
      break;
    case '86': {
      const movement = message.movements.at(-1);
      // Behind a balance it speaks of the statement, not of the last movement.
      if (previousTag === '61' && movement) movement.details = field.lines;
    }
  }
}

const BALANCE = /^([CD])(\d{6})([A-Z]{3})([\d,.]{1,30})\s*$/;

function balanceOf(field: Field): Balance {
  const where = { line: field.line, tag: field.tag, value: (field.lines[0] ?? '').slice(0, 60) };
  const match = BALANCE.exec(field.lines[0] ?? '');
  if (!match) refuse('mt940-balance', where);
  const [, mark = '', date = '', currency = '', digits = ''] = match;
  const amount = plainDecimal(digits);
  if (amount === null) refuse('mt940-balance', where);
  return {
    amount: mark === 'D' ? negated(amount) : amount,
    currency,
    on: dayOf(date) ?? refuse('mt940-balance', where),
    isIntermediate: field.tag.endsWith('M'),
  };
}

/** Two-digit years are of this century, except those that only an archive can mean. */
function dayOf(yymmdd: string): LocalDate | null {
  const year = Number(yymmdd.slice(0, 2));
  const date = localDate(
    year >= 80 ? 1900 + year : 2000 + year,
    Number(yymmdd.slice(2, 4)),
    Number(yymmdd.slice(4, 6)),
  );
  return date.ok ? date.value : null;
}

/** Pages of one statement end and begin with intermediate balances and bear one number. */
function pagesTogether(messages: readonly Message[]): readonly Message[] {
  const statements: Message[] = [];
  for (const message of messages) {
    const before = statements.at(-1);
    const goesOn =
      before?.closing?.isIntermediate === true &&
      message.opening?.isIntermediate === true &&
      before.account === message.account &&
      statementNumber(before) === statementNumber(message);
    if (!goesOn) {
      statements.push(message);
      continue;
    }
    before.closing = message.closing;
    before.movements.push(...message.movements);
  }
  return statements;
}

function statementNumber({ number }: Message): string | null {
  return number?.split('/')[0] ?? null;
}

function statementOf(message: Message): Statement {
  const { opening, closing } = message;
  if (opening !== null && closing === null) refuse('mt940-cut-off', { line: message.line });
  const currency = opening?.currency ?? closing?.currency;
  if (currency === undefined) refuse('statement-currency-missing', { line: message.line });
  return proveStatement({
    account: ownAccount(message.account, currency),
    currency,
    reference: message.number,
    from: opening?.on ?? null,
    to: closing?.on ?? null,
    opening: opening?.amount ?? null,
    closing: closing?.currency === currency ? closing.amount : null,
    transactions: message.movements.map(({ field, details }) =>
      located(field.line, () => movementOf(field, details, currency)),
    ),
  });
}

/** "NL71RABO0123456789EUR": some banks put the currency behind the IBAN. */
function ownAccount(account: string | null, currency: string): string | null {
  const isIbanWithCurrency = account !== null && /^[A-Z]{2}\d{2}[A-Z0-9]{11,33}$/.test(account);
  return isIbanWithCurrency && account.endsWith(currency) ? account.slice(0, -currency.length) : account;
}

/**
 * Value date, entry date, mark (R: a reversal, of the other direction), third letter of the currency, amount, type, customer
 * reference, bank reference; further details on the next line. Sparkassen break the line behind the mark.
 */
const MOVEMENT =
  /^(\d{6})(\d{4})?(R?)([CD])([A-Z])?[\n ]?([\d,.]{1,30})(?:([A-Z][A-Z0-9]{3})([^\n]*))?(?:\n([\s\S]*))?$/;

function movementOf(field: Field, lines: readonly string[] | null, currency: string): StatementLine {
  const written = field.lines.join('\n');
  const where = { line: field.line, value: written.slice(0, 60) };
  const match = MOVEMENT.exec(written);
  if (!match) refuse('mt940-transaction', where);
  const [, valued = '', entered = '', reversed = '', mark = '', , digits = '', , references = '', more = ''] =
    match;
  const valueOn = dayOf(valued) ?? refuse('mt940-transaction', where);
  const amount = plainDecimal(digits) ?? refuse('mt940-transaction', where);
  const [customer = '', ...bank] = references.split('//');
  const bankReference = plainReference(bank.join('//'));
  const details = lines === null ? NO_DETAILS : readDetails(lines);
  // "EREF" in place of the customer's reference says that :86: gives it.
  const customerReference = customer.trim() === 'EREF' ? null : plainReference(customer);
  const accountInDetails = /^(?:[A-Z]{2}\d{2}[A-Z0-9]{8,30}|P\d{7,10})$/.test(more.trim());
  return {
    bookedOn: entered === '' ? valueOn : (enteredOn(entered, valueOn) ?? refuse('mt940-transaction', where)),
    valueOn,
    amount: (mark === 'D') !== (reversed === 'R') ? negated(amount) : amount,
    currency,
    reference: details.endToEndId ?? customerReference ?? bankReference,
    endToEndId: details.endToEndId,
    bankReference,
    counterparty: details.counterparty,
    account: details.account ?? (accountInDetails ? plainAccount(more) : null),
    text: joinedText([details.text, accountInDetails ? null : more]),
  };
}

/** The entry date has no year: it is the one that brings it closest to the value date. */
function enteredOn(mmdd: string, valueOn: LocalDate): LocalDate | null {
  const month = Number(mmdd.slice(0, 2));
  const apart = month - Number(valueOn.slice(5, 7));
  const year = Number(valueOn.slice(0, 4)) + (apart > 6 ? -1 : apart < -6 ? 1 : 0);
  const date = localDate(year, month, Number(mmdd.slice(2, 4)));
  return date.ok ? date.value : null;
}
