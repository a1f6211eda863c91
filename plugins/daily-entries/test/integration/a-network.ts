// Offices with their managers over a fresh database, and the house that keeps their days.
import type { BillingTables } from '../../../../generated/tables/billing.js';
import type { DailyEntriesTables } from '../../../../generated/tables/daily-entries.js';
import type { TestDatabase } from '../../../../test/harness/database.js';
import { assembleTestHouse, admin, type TestHouse } from '../../../../test/harness/house.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import { queriesOf } from '../../../../src/query/queries.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { network } from '../../../billing/contract/network.js';
import {
  dailyEntries,
  type DailyEntries,
  type EntryFigures,
  type EntryKey,
} from '../../contract/daily-entries.js';

export const operator: Actor = { ...admin, name: 'operator@house.test', role: 'operator', via: 'bot' };
export const day = (text: string): LocalDate => text as LocalDate;
export const EUR = 'EUR' as CurrencyCode;

export interface Network {
  readonly house: TestHouse;
  readonly entries: DailyEntries;
  readonly tables: ReturnType<typeof queriesOf<BillingTables & DailyEntriesTables>>;
  setNow(instant: string): void;
  /** an office in a geo of its own, and a manager who answers for it */
  office(code: string): Promise<Place>;
  close(): void;
}

export interface Place {
  readonly officeId: string;
  readonly geoId: string;
  readonly managerId: string;
  readonly manager: Actor;
}

export async function openNetwork(database: TestDatabase, now: string): Promise<Network> {
  let instant = new Date(now);
  const house = await assembleTestHouse(database, { clock: { now: () => instant } });
  const places = house.house.context('billing').use(network);
  const id = (result: Awaited<ReturnType<typeof places.addGeo>>): string => {
    if (!result.ok) throw new Error(`refused: ${result.error.code}`);
    return result.value.id;
  };
  return {
    house,
    entries: house.house.context('daily-entries').use(dailyEntries),
    tables: queriesOf<BillingTables & DailyEntriesTables>(database.port.queries),
    setNow: (text) => void (instant = new Date(text)),
    async office(code) {
      const geoId = id(await places.addGeo(admin, { code, name: `Geo ${code}` }));
      const officeId = id(await places.addOffice(admin, { code, name: `Office ${code}`, geoId }));
      const person = { code, name: `Manager ${code}`, email: null, phone: null, officeIds: [officeId] };
      const managerId = id(await places.addManager(admin, person));
      const manager: Actor = { ...operator, role: 'manager', managerId, officeIds: [officeId] };
      return { officeId, geoId, managerId, manager };
    },
    close: () => house.close(),
  };
}

/** 100.00 in, 60.00 out, in euro. */
export function anEntry(
  { officeId, geoId, managerId }: Place,
  written: LocalDate,
  change: Partial<EntryKey & EntryFigures> = {},
): EntryKey & EntryFigures {
  const key = { day: written, officeId, geoId, managerId, currency: EUR };
  return { ...key, revenue: 10_000n, cost: 6_000n, note: null, ...change };
}
