import type { Contributed } from '../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { analytics } from '../../analytics/contract/query.js';
import type { Dataset, DatasetAsked, DatasetColumn } from '../contract/dataset.js';
import type { RowsSource } from '../contract/definition.js';
import type { TableColumn, TableRow } from '../contract/table.js';
import { ColumnSum } from '../domain/column-sum.js';
import { columnTitle, findDataset } from './known-datasets.js';
import { textsOf, type ReportOrder, type ReportTable } from './report-table.js';

/** Refuses `unknown-dataset`, `parameter-missing` { parameter }. */
export async function rowsReport(
  order: ReportOrder,
  source: RowsSource,
): Promise<Result<ReportTable, Refusal>> {
  const { context, actor, language, definition, span } = order;
  const found = findDataset(context, actor, source.dataset);
  if (!found.ok) return found;
  const missing = found.value.value.needs?.find((need) => source.filters[need]?.length !== 1);
  if (missing) return err({ code: 'parameter-missing', parameter: missing });

  const listed = withCurrencies(found.value.value, source.columns);
  const columns = listed.map((column) => tableColumn(order, found.value, column));
  const asked = (signal: AbortSignal): DatasetAsked => ({
    actor,
    language,
    context: found.value.context,
    columns: listed.map(({ name }) => name),
    ...span,
    filters: source.filters,
    sort: definition.sort,
    limit: definition.limit,
    signal,
  });
  const count = await found.value.value.count(asked(new AbortController().signal));
  const sums = definition.totals ? openSums(listed) : null;
  return ok({
    title: definition.title,
    language,
    period: span,
    compared: null,
    columns,
    chart: null,
    notes: await context.use(analytics).remarks(language, { ...span, measures: null }),
    review: [],
    expectedRows: count === null ? null : Math.min(count, definition.limit ?? count),
    async *rows(signal) {
      for await (const batch of found.value.value.rows(asked(signal))) {
        signal.throwIfAborted();
        yield batch.map((cells): TableRow => {
          sums?.add(cells);
          return { kind: 'row', cells };
        });
      }
    },
    totals: () => sums?.rows(textsOf(order)('table.total')) ?? [],
  });
}

/** An amount never stands without its currency: a column that was left out comes last. */
function withCurrencies({ columns }: Dataset, chosen: readonly string[]): readonly DatasetColumn[] {
  const find = (name: string): DatasetColumn[] => columns.filter((column) => column.name === name);
  const listed = chosen.flatMap(find);
  const needed = new Set(listed.flatMap(({ currencyColumn }) => currencyColumn ?? []));
  return [...listed, ...[...needed].filter((name) => !chosen.includes(name)).flatMap(find)];
}

function tableColumn(
  { language }: ReportOrder,
  dataset: Contributed<Dataset>,
  { name, kind, currencyColumn }: DatasetColumn,
): TableColumn {
  return {
    name,
    title: columnTitle(dataset, language, name),
    kind,
    role: kind === 'text' || kind === 'word' || kind === 'date' ? 'key' : 'value',
    currencyColumn: currencyColumn ?? null,
    grain: null,
  };
}

interface Sums {
  add(cells: TableRow['cells']): void;
  rows(name: string): readonly TableRow[];
}

/** What may be added up, each currency for itself. */
function openSums(columns: readonly DatasetColumn[]): Sums | null {
  const summed = columns.flatMap(({ sum, currencyColumn }, place) => {
    const currency = columns.findIndex(({ name }) => name === currencyColumn);
    return sum && currency >= 0 ? [{ place, currency }] : [];
  });
  const [first] = summed;
  if (!first) return null;
  const currencies = new Map<string, readonly ColumnSum[]>();
  const sumsOf = (currency: string): readonly ColumnSum[] => {
    const known = currencies.get(currency);
    if (known) return known;
    const made = summed.map(() => new ColumnSum());
    currencies.set(currency, made);
    return made;
  };
  return {
    add(cells) {
      const sums = sumsOf(cells[first.currency] ?? '');
      summed.forEach(({ place }, index) => {
        const cell = cells[place];
        if (cell) sums[index]?.add(cell);
      });
    },
    rows: (name) =>
      [...currencies].map(([currency, sums]): TableRow => {
        const cells: (string | null)[] = columns.map(() => null);
        cells[first.currency] = currency;
        summed.forEach(({ place }, index) => (cells[place] = sums[index]?.sum ?? null));
        cells[0] = cells[0] ?? name;
        return { kind: 'total', cells };
      }),
  };
}
