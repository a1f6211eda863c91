import { definePlugin } from '../../src/kernel/plugin.js';
import { importProfiles, importRuns } from './adapters/database/import-runs.js';
import { importCommand } from './adapters/cli/import-command.js';
import { keepFile, openFailedRows } from './adapters/files/kept-files.js';
import { openTable } from './adapters/files/open-table.js';
import { importRoutes } from './adapters/http/routes.js';
import { importResources } from './adapters/admin/resources.js';
import { importJobs } from './adapters/jobs/import-jobs.js';
import { makeImporter } from './app/import-for.js';
import { makeTables } from './app/map-table.js';
import { LiveProgress } from './app/live-progress.js';
import { importKind } from './contract/import-kind.js';
import { importer } from './contract/run-import.js';
import { tables } from './contract/tables.js';
import { personalData } from './personal-data.js';

import { copyRules } from './copies.js';
export const plugin = definePlugin({
  name: 'imports',
  version: '0.1.0',
  host: '^0.1.0',
  essential: true,
  permissions: [{ name: 'imports.run', grants: ['operator'] }],
  register(house) {
    house.personalData(personalData);
    for (const rule of copyRules) house.copying(rule);
    const live = new LiveProgress();
    const parts = {
      runs: importRuns,
      profiles: importProfiles,
      openTable,
      live,
      keep: keepFile,
      failedRows: openFailedRows,
    };
    house.offer(importKind);
    house.provide(tables, (context) => makeTables(openTable, importProfiles, context));
    house.provide(importer, (context) => makeImporter(openTable, context));
    for (const resource of importResources) house.resource(resource);
    house.page({
      name: 'import',
      permission: 'imports.run',
      icon: 'Upload',
      component: 'plugins/imports/adapters/admin/import.page.tsx',
    });
    for (const route of importRoutes(parts)) house.route(route);
    for (const job of importJobs(parts)) house.job(job);
    house.command(importCommand(openTable, importProfiles));
  },
});
