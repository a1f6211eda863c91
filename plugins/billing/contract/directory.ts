import { defineService } from '../../../src/kernel/contributions.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { LocalMonth } from '../../../src/values/local-date.js';

/** A place or a person of the network as others refer to it. */
export interface Listed {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly active: boolean;
}

/** An office, the geo that it stands in, and who answers for it. */
export interface OfficeOfNetwork extends Listed {
  readonly geo: Listed;
  /** by code */
  readonly managers: readonly Listed[];
}

/** Offices, geos and managers by the codes that files and people use, and by their ids. What is not known is absent from the answer. */
export interface Directory {
  /** By code, whoever asks: row scope is the asker's own affair. `all`: every office there is. */
  offices(queries: QueryHandle, ids: readonly string[] | 'all'): Promise<readonly OfficeOfNetwork[]>;
  geos(queries: QueryHandle, ids: readonly string[]): Promise<readonly Listed[]>;
  managers(queries: QueryHandle, ids: readonly string[]): Promise<readonly Listed[]>;
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
