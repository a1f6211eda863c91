import type { MappedTable, TableRecord } from '../../imports/contract/tables.js';
import { isCurrency } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { formatAmount, money } from '../../../src/values/money.js';
import type { Refusal } from '../../../src/values/result.js';
import { differenceOf, isZeroDecimal, negated, sumOf } from '../domain/decimal.js';
import { proveStatement } from '../domain/prove-statement.js';
import type { Statement, StatementLine } from '../domain/statement.js';
import { located, refuse, StatementRefused } from '../domain/statement-refused.js';
import { joinedText, plainAccount, plainReference, plainText } from '../domain/statement-text.js';

interface TableLine extends StatementLine {
  /** the account's balance after it, where the file says it */
  readonly balance: string | null;
  readonly ownAccount: string | null;
}

/** Statements of a CSV or XLSX file: one per account and currency in it. Throws `StatementRefused`. */
export async function readTable(
  table: MappedTable,
  currency: string | null,
  mostLines: number,
): Promise<readonly Statement[]> {
  requireColumns(table);
  const accounts = new Map<string, TableLine[]>();
  let count = 0;
  for await (const row of table.rows()) {
    if (!row.ok) throw new StatementRefused(cellRefusal(row.error));
    count += 1;
    if (count > mostLines) refuse('statement-too-many', { max: mostLines });
    const line = located(row.value.line, () => lineOf(row.value, table, currency));
    const key = `${line.ownAccount ?? ''} ${line.currency}`;
    const lines = accounts.get(key);
    if (lines) lines.push(line);
    else accounts.set(key, [line]);
  }
  if (accounts.size === 0) refuse('empty-file');
  return [...accounts.values()].map(statementOf);
}

function requireColumns({ headings, mapping, ambiguousDates }: MappedTable): void {
  const { columns } = mapping;
  const hasAmount =
    columns['amount'] !== undefined || columns['debit'] !== undefined || columns['credit'] !== undefined;
  if (columns['date'] === undefined || !hasAmount) {
    if (headings.length < 2) refuse('not-a-statement');
    refuse('statement-columns', { found: headings.join(', ').slice(0, 300) });
  }
  const [ambiguous] = ambiguousDates;
  if (ambiguous) {
    const { heading, candidates } = ambiguous;
    refuse('date-format-ambiguous', { heading, candidates: candidates.join(', ') });
  }
}

/** What is wrong with one cell is one sentence; what is wrong with the file keeps its own. */
function cellRefusal(refusal: Refusal): Refusal {
  if (refusal.code === 'too-many-cells' || refusal['heading'] === undefined) return refusal;
  return {
    code: 'statement-cell',
    line: refusal['line'],
    heading: refusal['heading'],
    value: refusal['value'] ?? '',
  };
}

function lineOf({ line, values }: TableRecord, { mapping }: MappedTable, fallback: string | null): TableLine {
  const text = (field: string): string | null => {
    const value = values[field];
    return typeof value === 'string' ? plainText(value) : null;
  };
  const currency = (text('currency') ?? mapping.currency ?? fallback ?? '').toUpperCase();
  if (!isCurrency(currency))
    refuse(currency === '' ? 'statement-no-currency' : 'statement-currency', { line, value: currency });
  const inUnits = (field: string): string | null => {
    const amount = text(field);
    if (amount === null || mapping.amountUnit === 'major') return amount;
    if (!/^-?\d{1,18}$/.test(amount))
      refuse('statement-cell', { line, heading: mapping.columns[field], value: amount });
    return formatAmount(money(BigInt(amount), currency));
  };
  const endToEndId = plainReference(text('endToEndId'));
  const bankReference = plainReference(text('bankReference'));
  return {
    bookedOn: (text('date') ?? refuse('statement-no-date', { line })) as LocalDate,
    valueOn: text('valueDate') as LocalDate | null,
    amount: amountOf(inUnits, text('side')) ?? refuse('statement-no-amount', { line }),
    currency,
    reference: endToEndId ?? plainReference(text('reference')) ?? bankReference,
    endToEndId,
    bankReference,
    counterparty: text('counterparty'),
    account: plainAccount(text('counterpartyAccount')),
    text: joinedText([text('text')]),
    balance: inUnits('balance'),
    ownAccount: plainAccount(text('ownAccount')),
  };
}

const OUT = /^(?:d|dr|db|dbit|debit|out|af|-|д|дт|дебет|списання|списание|витрата|видаток|расход)$/i;

/** The signed amount; or what came in less what went out, whatever sign that column gives it. */
function amountOf(inUnits: (field: string) => string | null, side: string | null): string | null {
  const amount = inUnits('amount');
  if (amount !== null) return side !== null && OUT.test(side) ? negative(amount) : amount;
  const debit = inUnits('debit');
  const credit = inUnits('credit');
  if (debit === null && credit === null) return null;
  return sumOf([credit ?? '0', debit === null ? '0' : negative(debit)]);
}

function negative(amount: string): string {
  return amount.startsWith('-') ? amount : negated(amount);
}

function statementOf(lines: readonly TableLine[]): Statement {
  const days = lines.map(({ bookedOn }) => bookedOn).sort();
  const transactions = lines.map(({ balance: _balance, ownAccount: _ownAccount, ...line }) => line);
  return proveStatement({
    account: lines[0]?.ownAccount ?? null,
    currency: lines[0]?.currency ?? '',
    reference: null,
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
    ...balancesOf(lines),
    transactions,
  });
}

/** From a column of running balances, oldest row first or last, as the rows themselves add up. */
function balancesOf(lines: readonly TableLine[]): {
  readonly opening: string | null;
  readonly closing: string | null;
} {
  const unknown = { opening: null, closing: null };
  const first = lines[0];
  const last = lines.at(-1);
  if (!first || !last || lines.some(({ balance }) => balance === null)) return unknown;
  const before = (line: TableLine): string => differenceOf(line.balance ?? '0', line.amount);
  const follows = (line: TableLine, earlier: TableLine | undefined): boolean =>
    earlier !== undefined && isZeroDecimal(differenceOf(before(line), earlier.balance ?? '0'));
  const upwards = lines.filter((line, index) => follows(line, lines[index - 1])).length;
  const downwards = lines.filter((line, index) => follows(line, lines[index + 1])).length;
  const isOldestLast = downwards > upwards || (downwards === upwards && first.bookedOn > last.bookedOn);
  return isOldestLast
    ? { opening: before(last), closing: first.balance }
    : { opening: before(first), closing: last.balance };
}
