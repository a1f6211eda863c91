// Restoring and proving put together: what a restoration would do and does, who asks and who allows, drills.
import type { House } from '../../src/kernel/plugin.js';
import { restoreCommands } from './adapters/cli/restore-commands.js';
import { countRows } from './adapters/database/count-rows.js';
import { drills } from './adapters/database/drills.js';
import { findRows } from './adapters/database/find-rows.js';
import { restoreRequests } from './adapters/database/restore-requests.js';
import { drillHealth } from './adapters/health/drill-health.js';
import { makeFetchCopy } from './adapters/files/fetch-copy.js';
import { openStored } from './adapters/files/open-stored.js';
import { putFiles } from './adapters/files/put-files.js';
import { addRestoreJobs } from './adapters/jobs/restore-jobs.js';
import { makeAskForRestoration } from './app/restoring/ask-for-restoration.js';
import { makeCancelRestoration } from './app/restoring/cancel-restoration.js';
import { makeDecideRestoration } from './app/restoring/decide-restoration.js';
import {
  makeLookAtRestoration,
  makeRestoreBackup,
  type RestoreParts,
} from './app/restoring/restore-backup.js';
import type { DrillParts } from './app/drills/run-drill.js';
import { requestDrill } from './app/drills/schedule-drill.js';
import { archiveFiles, archiveKeys } from './contract/archive-file.js';
import { copyRules } from './copies.js';

const restoreParts: RestoreParts = {
  ...{ findRows, countRows, putFiles },
  archives: (context) => context.use(archiveFiles),
};

/** What the panel and the API do about restorations and drills. */
export const restoring = {
  askForRestoration: makeAskForRestoration(restoreRequests),
  decideRestoration: makeDecideRestoration(restoreRequests),
  cancelRestoration: makeCancelRestoration(restoreRequests),
  runDrill: requestDrill,
};

export const lookAtRestoration = makeLookAtRestoration(restoreParts);
export const restoreBackup = makeRestoreBackup(restoreParts);

export function addRestoring(house: House): void {
  const parts: DrillParts = {
    ...{ drills, countRows, fetchCopy: makeFetchCopy(openStored) },
    houseKeys: (context) => context.use(archiveKeys).keys(),
    archives: restoreParts.archives,
  };
  const both = { ...parts, requests: restoreRequests, look: lookAtRestoration, restore: restoreBackup };
  for (const rule of copyRules) house.copying(rule);
  addRestoreJobs(both, (job) => house.job(job));
  for (const command of restoreCommands(both)) house.command(command);
  house.healthCheck(drillHealth(drills));
}
