import type { Actor } from '../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { Dimension, Filters } from '../contract/query.js';
import type { Sum } from '../domain/measures.js';
import type { Read } from '../domain/plan.js';
import type { StatedRate } from '../domain/conversion.js';

export interface SumsAsked {
  readonly reads: readonly Read[];
  /** in the order of the answer's `sums` */
  readonly sums: readonly Sum[];
  /** dimensions other than spans of time and the currency, in the order of the answer's `keys` */
  readonly by: readonly Dimension[];
  /** characters of a day that rows are told apart by: 10 the day, 7 the month, 4 the year; 0 not at all */
  readonly dayWidth: number;
  readonly filters: Filters;
  readonly actor: Actor;
  /** at most so many rows */
  readonly most: number;
}

export interface SumsRow {
  /** as many characters of the day as were asked for; empty where a row has no time of its own */
  readonly day: string;
  readonly currency: string;
  readonly keys: readonly string[];
  /** minor units, rows, or days */
  readonly sums: readonly bigint[];
}

/** What the semantic layer reads, as the storage offers it. */
export interface FiguresReader {
  /** Everything of one period, as of one moment. Rows of one key may come several times. */
  sums(queries: QueryHandle, asked: SumsAsked): Promise<readonly SumsRow[]>;
  /** The last day on which anything was issued, received, credited, allocated or declared void. */
  lastPostedOn(queries: QueryHandle): Promise<LocalDate | null>;
  /** Names by id; an id that the actor may not know is absent. */
  names(
    queries: QueryHandle,
    actor: Actor,
    dimension: Dimension,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
  /** The newest rates stated at or before a day, between `to` and each of the others, either way round. */
  rates(
    queries: QueryHandle,
    asked: { readonly to: CurrencyCode; readonly others: readonly CurrencyCode[]; readonly on: LocalDate },
  ): Promise<readonly StatedRate[]>;
}
