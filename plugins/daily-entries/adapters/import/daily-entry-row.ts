import type { LocalDate } from '../../../../src/values/local-date.js';
import type { Result } from '../../../../src/values/result.js';
import type {
  ImportField,
  ImportOptions,
  ImportValues,
  RowRefusal,
} from '../../../imports/contract/import-kind.js';
import { digestOfRow, RowValues } from '../../../imports/contract/row-values.js';
import { checkFigures } from '../../domain/daily-entry.js';

/** One day of one office as a file tells it. Minor units of `currency`. */
export interface DailyEntryRow {
  readonly day: LocalDate;
  readonly office: string;
  readonly geo: string | null;
  readonly manager: string;
  readonly currency: string;
  readonly revenue: bigint;
  readonly cost: bigint;
  readonly profit: bigint;
  readonly note: string | null;
  readonly key: string;
  readonly digest: string;
}

export const dailyEntryFields: readonly ImportField[] = [
  { name: 'day', kind: 'date', required: true, headings: ['date', 'дата', 'день'] },
  { name: 'office', kind: 'text', required: true, headings: ['officecode', 'branch', 'офіс', 'офис'] },
  {
    name: 'geo',
    kind: 'text',
    required: false,
    headings: ['geocode', 'country', 'market', 'гео', 'країна', 'страна'],
  },
  { name: 'manager', kind: 'text', required: true, headings: ['managercode', 'responsible', 'менеджер'] },
  { name: 'currency', kind: 'text', required: false, headings: ['currencycode', 'валюта'] },
  {
    name: 'revenue',
    kind: 'amount',
    required: true,
    headings: ['income', 'sales', 'turnover', 'дохід', 'доход', 'виручка', 'выручка'],
  },
  {
    name: 'cost',
    kind: 'amount',
    required: true,
    headings: ['costs', 'expense', 'expenses', 'витрати', 'расходы', 'расход'],
  },
  { name: 'profit', kind: 'amount', required: false, headings: ['margin', 'прибуток', 'прибыль'] },
  { name: 'note', kind: 'text', required: false, headings: ['comment', 'remark', 'примітка', 'примечание'] },
];

export function readDailyEntryRow(
  values: ImportValues,
  options: ImportOptions,
): Result<DailyEntryRow, readonly RowRefusal[]> {
  const row = new RowValues(values, options);
  const currency = row.currency();
  const revenue = row.amount('revenue', currency)?.minor ?? null;
  const cost = row.amount('cost', currency)?.minor ?? null;
  const givenProfit = row.signedAmount('profit', currency)?.minor ?? null;
  const profit = revenue === null || cost === null ? null : checkFigures({ revenue, cost }, givenProfit);
  if (profit && !profit.ok) row.refuse('profit', profit.error.code, profit.error);
  const text = {
    office: row.requiredText('office', 40),
    geo: row.text('geo', 40),
    manager: row.requiredText('manager', 40),
    note: row.text('note', 500),
  };
  const day = row.date('day');
  return row.done(() => {
    if (!currency || revenue === null || cost === null || !profit?.ok || !day)
      throw new Error('a required value of a daily row was lost');
    const bare = { day, ...text, currency, revenue, cost, profit: profit.value };
    const key = [day, text.office, text.geo ?? '', text.manager, currency].join('|');
    return { ...bare, key, digest: digestOfRow(Object.values(bare)) };
  });
}
