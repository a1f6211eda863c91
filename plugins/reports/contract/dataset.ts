import { defineExtensionPoint } from '../../../src/kernel/extension-points.js';
import type { Actor, Language, PermissionName } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { ReportParameter } from './definition.js';

export type ColumnKind = 'text' | 'date' | 'money' | 'number' | 'days' | 'percent' | 'word';

/** A column of a dataset. Title: `<plugin>:datasets.<dataset>.<name>`, where the plugin is the contributor. */
export interface DatasetColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** for money: the column that holds the currency */
  readonly currencyColumn?: string;
  /** may be filtered by: a column called as a dimension by the ids of that dimension, another by the text that stands in it */
  readonly filter?: boolean;
  /** for money: may be added up, each currency for itself */
  readonly sum?: boolean;
  readonly permission?: PermissionName;
}

export interface DatasetAsked {
  readonly actor: Actor;
  readonly language: Language;
  readonly context: PluginContext;
  readonly columns: readonly string[];
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly sort: { readonly by: string; readonly direction: 'asc' | 'desc' } | null;
  readonly limit: number | null;
  readonly signal: AbortSignal;
}

/** A value of a row, in the order of `columns`: dates as YYYY-MM-DD, amounts as plain decimals of their currency. */
export type Cell = string | null;

/** Rows that a report lists one by one, however many: streamed, never held. Within the actor's row scope. */
export interface Dataset {
  /** unique in the house */
  readonly name: string;
  readonly permission: PermissionName;
  readonly columns: readonly DatasetColumn[];
  /** filters that it cannot do without, of one value each */
  readonly needs?: readonly ReportParameter[];
  /** how many there will be, for the progress bar; null when it is not cheap to know */
  readonly count: (asked: DatasetAsked) => Promise<number | null>;
  /** in batches of any size: a promise a row would cost more than the row */
  readonly rows: (asked: DatasetAsked) => AsyncIterable<readonly (readonly Cell[])[]>;
}

export const dataset = defineExtensionPoint<Dataset>('reports.dataset', ({ name, columns }) => {
  if (!/^[a-z][a-z0-9-]{0,59}$/.test(name))
    return `its name ${JSON.stringify(name)} is not lower-case words with hyphens`;
  if (columns.length === 0) return 'it has no columns';
  const names = new Set(columns.map((column) => column.name));
  if (names.size < columns.length) return 'two of its columns have one name';
  return null;
});
