import { defineService } from '../../../src/kernel/contributions.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { LocalMonth } from '../../../src/values/local-date.js';

/** Offices, geos and managers by the codes that files and people use. Codes that are not known are absent from the answer. */
export interface Directory {
  officesByCode(
    queries: QueryHandle,
    codes: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly id: string; readonly geoId: string }>>;
  geosByCode(queries: QueryHandle, codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  managersByCode(queries: QueryHandle, codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** The accounting months. */
export interface Periods {
  /** Of these months, the closed ones; inside a transaction they stay as they are until it ends. */
  closedAmong(queries: QueryHandle, months: readonly LocalMonth[]): Promise<readonly LocalMonth[]>;
}

export const directory = defineService<Directory>('billing.directory');
export const periods = defineService<Periods>('billing.periods');
