import { definePlugin } from '../../src/kernel/plugin.js';
import { copyRules } from './copies.js';
import { databaseRestored } from '../../src/kernel/restored.js';
import { pages } from './adapters/admin/pages.js';
import { consentOperations } from './adapters/api/consents.js';
import { erasureOperations, exportOperations } from './adapters/api/requests.js';
import { privacyCommands } from './adapters/cli/commands.js';
import { consentCommands } from './adapters/cli/consent-commands.js';
import { consentRoutes } from './adapters/http/consent-routes.js';
import { retentionOperations } from './adapters/api/retention-operations.js';
import { privacyRoutes } from './adapters/http/routes.js';
import { requestRoutes } from './adapters/http/request-routes.js';
import { requestsHealth } from './adapters/requests-health.js';
import { addPrivacyJobs } from './adapters/jobs/privacy-jobs.js';
import { REPEAT_ERASURES } from './app/repeat-erasures.js';
import { consentParts, erasureParts, exportParts, retentionParts } from './parts.js';
import { permissions } from './permissions.js';
import { personalData } from './personal-data.js';
import { settings } from './settings.js';

export const plugin = definePlugin({
  name: 'privacy',
  version: '0.1.0',
  host: '^0.1.0',
  requires: ['billing'],
  upkeep: true,
  settings,
  permissions,
  register(house) {
    const parts = { erasure: erasureParts, export: exportParts, retention: retentionParts };
    house.personalData(personalData);
    for (const rule of copyRules) house.copying(rule);
    for (const page of pages) house.page(page);
    for (const route of privacyRoutes(parts)) house.route(route);
    for (const route of consentRoutes(consentParts)) house.route(route);
    for (const route of requestRoutes(parts)) house.route(route);
    house.healthCheck(requestsHealth(parts));
    addPrivacyJobs(parts, (job) => house.job(job));
    for (const operation of [
      ...consentOperations(consentParts),
      ...exportOperations(exportParts),
      ...erasureOperations(erasureParts),
    ])
      house.operation(operation);
    for (const command of [...privacyCommands(parts), ...consentCommands(consentParts)])
      house.command(command);
    for (const operation of retentionOperations(retentionParts)) house.operation(operation);
    house.on({
      event: databaseRestored,
      name: 'repeat-erasures',
      handle: async ({ context, event, tx }) => {
        const unique = `${REPEAT_ERASURES}:${event.id}`;
        await context.jobs.schedule(REPEAT_ERASURES, null, { unique, within: tx });
      },
    });
  },
});
