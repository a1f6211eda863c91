import { definePlugin } from '../../src/kernel/plugin.js';
import { pages } from './adapters/admin/pages.js';
import { archivedYears } from './adapters/admin/resources.js';
import { operations } from './adapters/api/operations.js';
import { commands } from './adapters/cli/commands.js';
import { routes } from './adapters/http/routes.js';
import { moveYear, proveYear, returnYear } from './adapters/jobs/year-jobs.js';
import { periodRemark } from '../analytics/contract/period-remark.js';
import { remarkOnYears } from './app/remark-on-years.js';
import { copyRules } from './copies.js';
import { permissions } from './permissions.js';
import { personalData } from './personal-data.js';
import { makeUseCases, useCases } from './use-cases.js';

export const plugin = definePlugin({
  name: 'archive',
  version: '0.1.0',
  host: '^0.1.0',
  requires: ['analytics', 'backup', 'billing'],
  upkeep: true,
  permissions,
  register(house) {
    house.personalData(personalData);
    for (const rule of copyRules) house.copying(rule);
    house.resource(archivedYears);
    for (const page of pages) house.page(page);
    for (const route of routes) house.route(route);
    for (const operation of operations) house.operation(operation);
    house.job(moveYear);
    house.job(returnYear);
    house.job(proveYear);
    for (const command of commands) house.command(command);
    house.contribute(periodRemark, remarkOnYears);
    house.provide(useCases, makeUseCases);
  },
});
