// What the use cases ask of the storage.
import type { RowScope } from '../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { EntryKey, EntryView, MonthTotals } from '../contract/daily-entries.js';

export interface Entries {
  /** Kept as it is until the transaction ends. */
  lock(queries: QueryHandle, id: string): Promise<EntryView | null>;
  lockByKey(queries: QueryHandle, key: EntryKey): Promise<EntryView | null>;
  findByKey(queries: QueryHandle, scope: RowScope, key: EntryKey): Promise<EntryView | null>;
  /** False when there is one of its key. */
  insert(queries: QueryHandle, entry: EntryView, at: Date): Promise<boolean>;
  /** To the next version; what an import once brought is no longer what stands there. */
  update(queries: QueryHandle, entry: EntryView, at: Date): Promise<void>;
  ofDay(
    queries: QueryHandle,
    scope: RowScope,
    asked: { readonly day: LocalDate; readonly managerId?: string },
  ): Promise<readonly EntryView[]>;
  /** Which manager wrote for which office on a day: `<office> <manager>`. */
  written(queries: QueryHandle, day: LocalDate): Promise<ReadonlySet<string>>;
  /** Geos and currencies that offices wrote for since a day, the newest first. */
  habits(
    queries: QueryHandle,
    officeIds: readonly string[],
    since: LocalDate,
  ): Promise<readonly { readonly officeId: string; readonly geoId: string; readonly currency: string }[]>;
  totals(
    queries: QueryHandle,
    scope: RowScope,
    asked: {
      readonly from: LocalDate;
      readonly to: LocalDate;
      readonly officeId?: string;
      readonly managerId?: string;
    },
  ): Promise<readonly MonthTotals[]>;
}
