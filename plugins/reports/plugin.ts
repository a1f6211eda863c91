import { definePlugin } from '../../src/kernel/plugin.js';
import { pages } from './adapters/admin/pages.js';
import { reportOperations } from './adapters/api/operations.js';
import { reportCommands } from './adapters/cli/commands.js';
import { reports } from './adapters/database/reports.js';
import { runs } from './adapters/database/runs.js';
import { schedules } from './adapters/database/schedules.js';
import { ledgerDatasets } from './adapters/datasets/ledger-datasets.js';
import { statementDataset } from './adapters/datasets/statement-dataset.js';
import { emailChannel } from './adapters/delivery/email-channel.js';
import { makeWriteCsv } from './adapters/formats/write-csv.js';
import { writeJson } from './adapters/formats/write-json.js';
import { writePdf } from './adapters/formats/write-pdf.js';
import { writeXlsx } from './adapters/formats/write-xlsx.js';
import { reportRoutes } from './adapters/http/routes.js';
import { addReportJobs } from './adapters/jobs/report-jobs.js';
import { rhythm } from './adapters/rhythm.js';
import { readSettings } from './app/read-settings.js';
import { dataset } from './contract/dataset.js';
import { deliveryChannel } from './contract/delivery.js';
import { copyRules } from './copies.js';
import { permissions } from './permissions.js';
import { personalData } from './personal-data.js';
import { settings } from './settings.js';

export const plugin = definePlugin({
  name: 'reports',
  version: '0.1.0',
  host: '^0.1.0',
  requires: ['billing', 'analytics'],
  settings,
  permissions,
  register(house) {
    house.personalData(personalData);
    for (const rule of copyRules) house.copying(rule);
    const writeCsv = makeWriteCsv(async ({ context }) => ({ marked: (await readSettings(context)).markCsv }));
    const parts = {
      ...{ reports, runs, schedules, rhythm },
      writers: { xlsx: writeXlsx, csv: writeCsv, pdf: writePdf, json: writeJson },
    };
    house.offer(dataset);
    house.offer(deliveryChannel);
    for (const each of [...ledgerDatasets, statementDataset]) house.contribute(dataset, each);
    house.contribute(deliveryChannel, emailChannel);
    for (const page of pages) house.page(page);
    for (const route of reportRoutes(parts)) house.route(route);
    for (const operation of reportOperations(parts)) house.operation(operation);
    for (const command of reportCommands(parts)) house.command(command);
    addReportJobs(parts, (job) => house.job(job));
  },
});
