import { Readable } from 'node:stream';
import type { Translator } from '../../../kernel/ports.js';
import type { ListLookKeeper } from '../../views/list-looks.js';
import { EXPORT_LISTS } from '../../views/contribute-views.js';
import { filtersIn } from '../filters/filter-term.js';
import type { PanelField } from '../panel-field.js';
import type { PanelReader } from '../panel-reader.js';
import { PanelRefusal } from '../panel-refusal.js';
import type { PanelEntry, PanelRegistry } from '../panel-registry.js';
import { fieldLabel } from '../panel-texts.js';
import { paramsFor } from '../record-params.js';
import type { RawRecord, Reach } from '../record-reads.js';
import { csvLine } from '../../../values/csv-cell.js';
import { columnsFor, lookIn, sortFor, termsFor } from './list-ask.js';
import { enterList } from './list-door.js';
import { namesIn } from './list-rows.js';

/** So many rows have what they point to named at once. */
const BATCH = 500;
/** Spreadsheets take a file for UTF-8 by it. */
const MARK = '\uFEFF';

interface Means {
  readonly registry: PanelRegistry;
  readonly looks: ListLookKeeper;
  readonly translator: Translator;
}

interface Column {
  readonly heading: string;
  readonly cell: (row: RawRecord, names: Names) => string;
}

type Names = Awaited<ReturnType<typeof namesIn>>;

/** All rows of a list as CSV, as its reader sees it: columns, filters, order, row scope. Flat in memory, however long. */
export async function exportList(
  { registry, looks, translator }: Means,
  reader: PanelReader,
  model: string,
  query: Readonly<Record<string, unknown>>,
): Promise<{ readonly fileName: string; readonly body: Readable }> {
  const entry = enterList(registry, reader, model);
  if (!reader.may(EXPORT_LISTS)) throw new PanelRefusal({ code: 'forbidden' }, 403);
  const reach = await registry.reach(entry, reader);
  const { look } = await looks.lookFor(entry, reader, reach.shown, lookIn(query, filtersIn(query)), query);
  const fields = columnsFor(entry.resource, reach.shown, look);
  const terms = termsFor(entry.resource, reach.shown, look);
  const sort = sortFor(entry.resource, reach.shown, look);
  const columns = columnsOf(entry, reach, fields, (key) => translator.text(reader.language, key));
  const rows = entry.reads.stream(registry.database, reach, terms, sort);

  async function* lines(): AsyncGenerator<string> {
    yield MARK + csvLine(columns.map(({ heading }) => heading));
    for await (const batch of batches(rows)) {
      const names = await namesIn(registry, reader, fields, batch);
      yield batch.map((row) => csvLine(columns.map(({ cell }) => cell(row, names)))).join('');
    }
  }
  return { fileName: `${model}-${reach.today}.csv`, body: Readable.from(lines()) };
}

/** An amount is a decimal number; the currency has a column of its own, once. */
function columnsOf(
  entry: PanelEntry,
  reach: Reach,
  fields: readonly PanelField[],
  say: (key: string) => string,
): readonly Column[] {
  const { resource } = entry;
  const label = (name: string): string => fieldLabel(resource.plugin, resource.model.name, name, say);
  const written = new Set(fields.map(({ name }) => name));
  return fields.flatMap((field): Column[] => {
    const column = { heading: label(field.name), cell: cellOf(entry, reach, field, say) };
    const place = field.currency;
    if (!place || written.has(place.param)) return [column];
    written.add(place.param);
    const heading = place.through ? say('host:panel.list.currency') : label(place.field);
    return [column, { heading, cell: (row) => textOf(row[place.param]) }];
  });
}

function cellOf(
  { resource }: PanelEntry,
  { shown }: Reach,
  field: PanelField,
  say: (key: string) => string,
): Column['cell'] {
  if (field.reference !== null)
    return (row, names) => names.get(field.name)?.get(String(row[field.name]))?.title ?? '';
  const plain = (row: RawRecord): string => textOf(paramsFor(resource, row, shown)[field.name]);
  if (!field.options) return plain;
  const labels = new Map(field.options.map((value) => [value, say(`${resource.plugin}:statuses.${value}`)]));
  return (row) => labels.get(plain(row)) ?? plain(row);
}

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

async function* batches(rows: AsyncIterable<RawRecord>): AsyncGenerator<readonly RawRecord[]> {
  let batch: RawRecord[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
