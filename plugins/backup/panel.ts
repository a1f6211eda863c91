import type { House } from '../../src/kernel/plugin.js';
import { pages } from './adapters/admin/pages.js';
import { backupResources } from './adapters/admin/resources.js';
import { newestBackup } from './adapters/admin/widget.js';
import { readingOperations } from './adapters/api/operations.js';
import { readingRoutes } from './adapters/http/reading-routes.js';

/** What people see of backups: in the panel, and over the API. */
export function addPanel(house: House): void {
  for (const resource of backupResources) house.resource(resource);
  for (const page of pages) house.page(page);
  house.widget(newestBackup);
  for (const route of readingRoutes) house.route(route);
  for (const operation of readingOperations) house.operation(operation);
}
