// What people see of backups and do with them: in the panel, and over the API.
import type { House } from '../../src/kernel/plugin.js';
import { pages } from './adapters/admin/pages.js';
import { backupResources } from './adapters/admin/resources.js';
import { newestBackup } from './adapters/admin/widget.js';
import { makeOperation, readingOperations } from './adapters/api/operations.js';
import { copies } from './adapters/database/copies.js';
import { destinations } from './adapters/database/destinations.js';
import { plans } from './adapters/database/plans.js';
import { runs } from './adapters/database/runs.js';
import type { BackupDeeds } from './adapters/http/deeds.js';
import { readingRoutes } from './adapters/http/reading-routes.js';
import { doingRoutes } from './adapters/http/routes.js';
import { rhythm } from './adapters/rhythm.js';
import { makeListFolders } from './app/places/list-folders.js';
import { makeMakeBackup } from './app/making/make-backup.js';
import { makeOpenCopy } from './app/copies/open-copy.js';
import { makeAskForProof } from './app/copies/prove-copy.js';
import { makeRemoveDestination } from './app/places/remove-destination.js';
import { makeSaveDestination } from './app/places/save-destination.js';
import { makeRemovePlan, makeSavePlan } from './app/making/save-plan.js';
import { makeTryDestination } from './app/places/try-destination.js';
import { restoring } from './restoring.js';

const parts = { destinations, plans, runs, copies, rhythm };

const deeds: BackupDeeds = {
  makeBackup: makeMakeBackup(parts),
  proveCopy: makeAskForProof(parts),
  openCopy: makeOpenCopy(parts),
  savePlace: makeSaveDestination(destinations),
  removePlace: makeRemoveDestination(parts),
  tryPlace: makeTryDestination(destinations),
  foldersOf: makeListFolders(destinations),
  savePlan: makeSavePlan(parts),
  removePlan: makeRemovePlan(parts),
  ...restoring,
};

export function addPanel(house: House): void {
  for (const resource of backupResources) house.resource(resource);
  for (const page of pages) house.page(page);
  house.widget(newestBackup);
  for (const route of [...readingRoutes, ...doingRoutes(deeds)]) house.route(route);
  for (const operation of [...readingOperations, makeOperation(deeds)]) house.operation(operation);
}
