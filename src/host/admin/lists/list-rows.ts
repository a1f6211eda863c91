import type { PanelField } from '../panel-field.js';
import type { PanelReader } from '../panel-reader.js';
import { scopeFor, shownTo, type PanelEntry, type PanelRegistry } from '../panel-registry.js';
import { paramsFor, titleOf, type Params } from '../record-params.js';
import type { RawRecord, Reach } from '../record-reads.js';
import { rowButtons, type RowButtons } from './row-buttons.js';

/** A record that another one points to, as a list names it. */
interface Named {
  readonly title: string;
  /** whether the reader may look at it */
  readonly opens: boolean;
}

/** A row on the wire: nothing that is empty, nothing that the columns do not need. */
export interface ListRow extends RowButtons {
  readonly id: string;
  readonly title: string;
  readonly params: Params;
  readonly populated: Readonly<Record<string, Named>>;
}

export async function listRows(
  registry: PanelRegistry,
  entry: PanelEntry,
  reader: PanelReader,
  reach: Reach,
  columns: readonly PanelField[],
  rows: readonly RawRecord[],
): Promise<readonly ListRow[]> {
  const { resource } = entry;
  const named = await namesIn(registry, reader, columns, rows);
  const buttons = rowButtons(resource, reader);
  const sent = new Set(
    columns.flatMap(({ name, currency }) => [name, ...(currency ? [currency.param] : [])]),
  );
  return rows.map((row) => ({
    id: String(row[resource.idField.name]),
    title: titleOf(resource, row, reach.shown),
    params: only(sent, paramsFor(resource, row, reach.shown)),
    populated: Object.fromEntries(
      [...named].flatMap(([field, titles]) => {
        const target = titles.get(String(row[field]));
        return target ? [[field, target]] : [];
      }),
    ),
    ...buttons(row),
  }));
}

function only(names: ReadonlySet<string>, params: Params): Params {
  return Object.fromEntries(Object.entries(params).filter(([name]) => names.has(name)));
}

/** Whatever the rows point to, by field and id, each model asked once, through the reader's scope. */
export async function namesIn(
  registry: PanelRegistry,
  reader: PanelReader,
  columns: readonly PanelField[],
  rows: readonly RawRecord[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Named>>> {
  const references = columns.filter(
    ({ reference }) => reference !== null && registry.entry(reference) !== null,
  );
  const found = await Promise.all(
    references.map(async ({ name, reference }) => {
      const target = registry.entry(reference ?? '')!;
      const ids = [...new Set(rows.map((row) => row[name]).filter((id) => id !== null && id !== undefined))];
      const scope = scopeFor(target, reader);
      const records = await target.reads.titles(registry.database, scope, ids.map(String));
      return [name, namesOf(registry, target, reader, records)] as const;
    }),
  );
  return new Map(found);
}

function namesOf(
  registry: PanelRegistry,
  { resource }: PanelEntry,
  reader: PanelReader,
  records: readonly RawRecord[],
): ReadonlyMap<string, Named> {
  const shown = shownTo(registry, reader);
  const opens = reader.may(resource.contribution.permissions.read);
  return new Map(
    records.map((record) => {
      const id = String(record[resource.idField.name]);
      return [id, { title: titleOf(resource, record, shown), opens }];
    }),
  );
}
