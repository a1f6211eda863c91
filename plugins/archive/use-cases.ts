// What can be done with closed years, put together once from what the house gives the plugin.
import { defineService } from '../../src/kernel/contributions.js';
import type { PluginContext } from '../../src/kernel/plugin.js';
import { archivedTotals } from '../analytics/contract/archived-totals.js';
import { yearArchive } from '../billing/contract/year-archive.js';
import { makeArchivedYears } from './adapters/database/years.js';
import { openChosen } from './adapters/files/chosen-file.js';
import { makeYearFiles } from './adapters/files/year-files.js';
import { makeLookAtYear, makeMoveYear } from './app/move-year.js';
import { makeReturnYear } from './app/return-year.js';

export type ArchiveUseCases = ReturnType<typeof makeUseCases>;

export const useCases = defineService<ArchiveUseCases>('archive.use-cases');

export function makeUseCases(context: PluginContext) {
  const { clock, copies, database, storage } = context;
  const needs = {
    ...{ clock, database, tables: copies.tables },
    archive: context.use(yearArchive),
    totals: context.use(archivedTotals),
    years: makeArchivedYears(database.dialect),
    files: makeYearFiles(context),
    chosen: () => openChosen(storage),
  };
  return {
    mayMove: needs.archive.mayMove,
    lookAtYear: makeLookAtYear(needs),
    moveYear: makeMoveYear(needs),
    returnYear: makeReturnYear(needs),
  };
}
