import type { CurrencyCode } from '../../../../src/values/currency.js';
import { formatAmount, money } from '../../../../src/values/money.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { receivables } from '../../../billing/contract/receivables.js';
import type { Cell, Dataset, DatasetAsked } from '../../contract/dataset.js';

const BATCH = 500;

/** Everything that changed what one representative owes, with the balance after it. What is owed is positive. */
export const statementDataset: Dataset = {
  name: 'statement',
  permission: 'billing.statement.read',
  needs: ['representative'],
  columns: [
    { name: 'on', kind: 'date' },
    { name: 'kind', kind: 'word' },
    { name: 'reference', kind: 'text' },
    { name: 'amount', kind: 'money', currencyColumn: 'currency' },
    { name: 'balance', kind: 'money', currencyColumn: 'currency' },
    { name: 'currency', kind: 'text', filter: true },
    { name: 'representative', kind: 'text', filter: true },
  ],
  count: () => Promise.resolve(null),
  rows: statementRows,
};

interface Entry {
  readonly on: LocalDate;
  readonly kind: string;
  readonly reference: string;
  readonly amount: bigint | null;
  readonly balance: bigint;
}

async function* statementRows(asked: DatasetAsked): AsyncIterable<readonly (readonly Cell[])[]> {
  const { actor, context, language, columns, filters, from, to, limit } = asked;
  const [representativeId = ''] = filters['representative'] ?? [];
  const [currency = null] = filters['currency'] ?? [];
  if (!from || !to) throw new Error('a statement is of a period');
  const found = await context
    .use(receivables)
    .statement(actor, { representativeId, currency: currency as CurrencyCode | null, from, to });
  // Somebody else's representative has no entries that this reader may see.
  if (!found.ok) return;
  const statement = found.value;
  const say = (key: string): string => context.translator.text(language, `reports:statement.${key}`);
  const [{ title: name } = { title: null }] = await context.records.visible(actor, 'Representative', [
    representativeId,
  ]);
  const write = (entry: Entry): readonly Cell[] => {
    const amountOf = (minor: bigint | null): Cell =>
      minor === null ? null : formatAmount(money(minor, statement.currency));
    const cells: Readonly<Record<string, Cell>> = {
      on: entry.on,
      kind: say(entry.kind),
      reference: entry.reference,
      amount: amountOf(entry.amount),
      balance: amountOf(entry.balance),
      currency: statement.currency,
      representative: name,
    };
    return columns.map((column) => cells[column] ?? null);
  };

  let left = limit ?? Number.POSITIVE_INFINITY;
  let batch = [write({ on: from, kind: 'opening', reference: '', amount: null, balance: statement.opening })];
  for await (const entry of statement.entries()) {
    if (batch.length >= BATCH) {
      yield batch.slice(0, left);
      left -= batch.length;
      batch = [];
    }
    if (left <= 0) return;
    batch.push(write(entry));
  }
  batch.push(write({ on: to, kind: 'closing', reference: '', amount: null, balance: statement.closing }));
  yield batch.slice(0, Math.max(0, left));
}
