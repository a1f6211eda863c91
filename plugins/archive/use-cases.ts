// What can be done with closed years, put together once from what the house gives the plugin.
import { defineService } from '../../src/kernel/contributions.js';
import type { PluginContext } from '../../src/kernel/plugin.js';
import { archivedTotals } from '../analytics/contract/archived-totals.js';
import { yearArchive } from '../billing/contract/year-archive.js';
import { makeArchivedYears } from './adapters/database/years.js';
import { openChosen } from './adapters/files/chosen-file.js';
import { makeYearFiles } from './adapters/files/year-files.js';
import { makeAskToMove, makeAskToProve, makeAskToReturn } from './app/ask-for-year.js';
import { makeLookAtYear } from './app/look-at-year.js';
import { makeMoveYear } from './app/move-year.js';
import { makeNoteRefusal } from './app/note-refusal.js';
import { makeProveYear } from './app/prove-year.js';
import { makeReturnYear } from './app/return-year.js';

export type ArchiveUseCases = ReturnType<typeof makeUseCases>;

export const useCases = defineService<ArchiveUseCases>('archive.use-cases');

export function archiveNeeds(context: PluginContext) {
  const { clock, copies, database, jobs, storage } = context;
  return {
    ...{ clock, database, jobs, tables: copies.tables },
    archive: context.use(yearArchive),
    totals: context.use(archivedTotals),
    years: makeArchivedYears(database.dialect),
    files: makeYearFiles(context),
    chosen: () => openChosen(storage),
  };
}

export function makeUseCases(context: PluginContext) {
  const needs = archiveNeeds(context);
  const { archive, database, years } = needs;
  return {
    closedYears: () => archive.closedYears(database.queries),
    archivedYears: () => years.all(database.queries),
    lookAtYear: makeLookAtYear(needs),
    moveYear: makeMoveYear(needs),
    returnYear: makeReturnYear(needs),
    proveYear: makeProveYear(needs),
    askToMove: makeAskToMove(needs),
    askToReturn: makeAskToReturn(needs),
    askToProve: makeAskToProve(needs),
    noteRefusal: makeNoteRefusal(needs),
  };
}
