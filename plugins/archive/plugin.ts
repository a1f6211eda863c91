import { definePlugin } from '../../src/kernel/plugin.js';
import { actions, archivedYears } from './adapters/admin/resources.js';
import { commands } from './adapters/cli/commands.js';
import { yearJobs } from './adapters/jobs/year-jobs.js';
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
    for (const action of actions) house.action(action);
    for (const job of yearJobs) house.job(job);
    for (const command of commands) house.command(command);
    house.contribute(periodRemark, remarkOnYears);
    house.provide(useCases, makeUseCases);
  },
});
