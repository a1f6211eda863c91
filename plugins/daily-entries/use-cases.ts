// Everything that daily entries can do, put together once from what the house gives the plugin.
import { defineService } from '../../src/kernel/contributions.js';
import type { PluginContext } from '../../src/kernel/plugin.js';
import { directory, periods } from '../billing/contract/directory.js';
import { makeEntries } from './adapters/database/entries.js';
import { makeCheckEntry } from './app/check-entry.js';
import { makeEditEntry } from './app/edit-entry.js';
import { makeMissingEntries } from './app/missing-entries.js';
import { makeOfficesToWrite } from './app/offices-to-write.js';
import { makeRecordEntry, makeRecordMany } from './app/record-entry.js';
import type { settings } from './settings.js';

export type DailyEntriesSurroundings = Pick<
  PluginContext<typeof settings>,
  'clock' | 'database' | 'organisation' | 'settings' | 'use'
>;

export type DailyEntriesUseCases = ReturnType<typeof makeUseCases>;

/** The plugin's own: its form, its import and its service find it in their context. */
export const useCases = defineService<DailyEntriesUseCases>('daily-entries.use-cases');

export function makeUseCases(house: DailyEntriesSurroundings) {
  const { clock, database } = house;
  const needs = {
    clock,
    database,
    organisation: () => house.organisation(),
    settings: () => house.settings(),
    directory: house.use(directory),
    periods: house.use(periods),
    entries: makeEntries(database.dialect),
  };
  const check = makeCheckEntry(needs);
  return {
    entries: needs.entries,
    check,
    recordEntry: makeRecordEntry({ ...needs, check }),
    recordMany: makeRecordMany({ ...needs, check }),
    editEntry: makeEditEntry({ ...needs, check }),
    missingEntries: makeMissingEntries(needs),
    officesToWrite: makeOfficesToWrite(needs),
    settings: needs.settings,
  };
}
