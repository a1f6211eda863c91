import { definePlugin } from '../../src/kernel/plugin.js';
import { bankResources } from './adapters/admin/bank-resources.js';
import { lateStatements } from './adapters/admin/late-statements-widget.js';
import { statementPages } from './adapters/admin/statement-pages.js';
import { workPages } from './adapters/admin/work-pages.js';
import { applyPages } from './adapters/admin/apply-pages.js';
import { applyOperations } from './adapters/api/operations.js';
import { applyCommands } from './adapters/cli/apply-commands.js';
import { statementOperations } from './adapters/api/statements.js';
import { decideCommands } from './adapters/cli/decide-command.js';
import { importStatementsCommand } from './adapters/cli/import-statements.js';
import { journalCommand } from './adapters/cli/journal-command.js';
import { readerCommands } from './adapters/cli/read-command.js';
import { readJournal } from './adapters/database/journal.js';
import { journalRoute } from './adapters/http/journal-route.js';
import { applyRoutes } from './adapters/http/apply-routes.js';
import { runReportRoute } from './adapters/http/run-report-route.js';
import { addApplyJobs } from './adapters/jobs/run-jobs.js';
import { statementRoutes } from './adapters/http/statement-routes.js';
import { statementsHealth, watchStatements } from './adapters/jobs/watch-job.js';
import { demoSeed } from './demo.js';
import { intake, makeIntake } from './intake.js';
import { copyRules } from './copies.js';
import { proof } from './adapters/database/proof.js';
import { permissions } from './permissions.js';
import { personalData } from './personal-data.js';
import { settings } from './settings.js';
import { makeUseCases, useCases, type ReconciliationSurroundings } from './use-cases.js';

export const plugin = definePlugin({
  name: 'reconciliation',
  version: '0.1.0',
  host: '^0.1.0',
  requires: ['billing', 'imports'],
  settings,
  permissions,
  register(house) {
    house.personalData(personalData);
    for (const rule of copyRules) house.copying(rule);
    house.proof(proof);
    for (const resource of bankResources) house.resource(resource);
    for (const page of [...workPages, ...statementPages]) house.page(page);
    house.widget(lateStatements);
    for (const route of statementRoutes) house.route(route);
    for (const operation of statementOperations) house.operation(operation);
    house.command(importStatementsCommand);
    house.job(watchStatements);
    house.healthCheck(statementsHealth);
    house.seed(demoSeed);
    house.provide(intake, makeIntake);

    house.command(journalCommand(readJournal));
    for (const command of decideCommands) house.command(command);
    for (const command of readerCommands) house.command(command);
    house.route(journalRoute(readJournal));

    for (const page of applyPages) house.page(page);
    for (const route of applyRoutes) house.route(route);
    for (const operation of applyOperations) house.operation(operation);
    house.route(runReportRoute);
    for (const command of applyCommands) house.command(command);
    addApplyJobs((job) => house.job(job));
    // The settings of a plugin's own context are those that it declares above.
    house.provide(useCases, (context) => makeUseCases(context as unknown as ReconciliationSurroundings));
  },
});
